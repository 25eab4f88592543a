"""Papers and photographs: which piece belongs to which case. Their content lies in files, named by its keyed digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class Attachment(SQLModel, table=True):
    """One piece of evidence. ``name`` is encrypted, for file names name people; it and the content go when the case is
    anonymised, the row stays. ``key_id`` is the key of the digest.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_case", "province_id", "case_id"),
        Index("ix_attachment_digest", "province_id", "digest"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    case_id: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=64)
    size: int
    media_type: str = Field(max_length=100)
    name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    key_id: int
    added_at: datetime = Field(sa_type=UtcDateTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
