"""People of a case. Every personal column is encrypted; blind indexes allow exact search without reading."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class Person(SQLModel, table=True):
    """One person of one case; blanked by anonymising, the row stays."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_case", "province_id", "case_id"),
        Index("ix_person_phone", "province_id", "phone_index"),
        Index("ix_person_national", "province_id", "national_index"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    case_id: int = Field(sa_type=BigInteger)
    name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    national_id: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    phone: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    address: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    email: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    phone_index: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    national_index: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    key_id: int
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PersonToken(SQLModel, table=True):
    """One word of a person's name as an HMAC token: search by whole word without reading names."""

    __tablename__ = "person_token"

    province_id: str = Field(primary_key=True, max_length=2)
    token: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    person_id: int = Field(primary_key=True, sa_type=BigInteger)


class CasePerson(SQLModel, table=True):
    """What a person is in a case (projection of the events)."""

    __tablename__ = "case_person"

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    role: str
    anonymous: str
    hide_from_agency: bool = False
