"""Master data, edited on screen; every change is an event of a master stream."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class Installation(SQLModel, table=True):
    """What this database is. ``data_version`` is bumped in every writing transaction."""

    __tablename__ = "installation"

    province_id: str = Field(primary_key=True, max_length=2)
    id: str
    kind: str
    office_name: str = ""
    calendar_version: int = 1
    data_version: int = 0
    master_version: int = 0
    recovery_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    date_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class MasterRow(SQLModel, table=True):
    """One channel, topic, agency, programme, clock set or setting: ``body`` is the canonical JSON of its dataclass."""

    __tablename__ = "master"

    province_id: str = Field(primary_key=True, max_length=2)
    table: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    position: int = 0
    name: str
    body: str


class HolidayRow(SQLModel, table=True):
    """One holiday of the province."""

    __tablename__ = "holiday"

    province_id: str = Field(primary_key=True, max_length=2)
    day: date = Field(primary_key=True)
    name: str


class ConfirmedYear(SQLModel, table=True):
    """A CE year whose holidays a person has confirmed."""

    __tablename__ = "confirmed_year"

    province_id: str = Field(primary_key=True, max_length=2)
    year: int = Field(primary_key=True)
    confirmed_at: datetime = Field(sa_type=UtcDateTime)


class OpeningBalance(SQLModel, table=True):
    """Counts brought forward from the time before the system, once per fiscal year."""

    __tablename__ = "opening_balance"

    province_id: str = Field(primary_key=True, max_length=2)
    year_be: int = Field(primary_key=True)
    received: int
    closed: int
    pending: int
    source: str
    entered_on: date


class ProgrammeContact(SQLModel, table=True):
    """Counter contacts of a programme: outside the cases."""

    __tablename__ = "programme_contact"
    __table_args__ = (Index("ix_programme_day", "province_id", "programme_id", "day"),)

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    programme_id: str
    day: date
    walk_in_persons: int = 0
    calls: int = 0
    other_contacts: int = 0
    became_cases: int = 0


class Job(SQLModel, table=True):
    """Work that is due by itself, leased by one process at a time."""

    __tablename__ = "job"

    province_id: str = Field(primary_key=True, max_length=2)
    name: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = None
