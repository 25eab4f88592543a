"""What people are in the middle of, and who has looked at whose data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class Draft(SQLModel, table=True):
    """A half-filled form of one person, encrypted; ``slot`` names the form (and which of several)."""

    __tablename__ = "draft"

    province_id: str = Field(primary_key=True, max_length=2)
    account_id: int = Field(primary_key=True, sa_type=BigInteger)
    slot: str = Field(primary_key=True, max_length=40)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AccessRow(SQLModel, table=True):
    """One look at personal data, written before the value is shown; ``reason`` is encrypted, for it may name people."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_at", "province_id", "at"),
        Index("ix_access_account", "province_id", "account_id", "at"),
        Index("ix_access_case", "province_id", "case_id", "at"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=UtcDateTime)
    account_id: int = Field(sa_type=BigInteger)
    kind: str
    case_id: int | None = Field(default=None, sa_type=BigInteger)
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    reason: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
