"""The ledger: append-only events, the texts and persons they point to, commands, counters and seals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class LedgerEvent(SQLModel, table=True):
    """One event of one stream; never updated, never deleted."""

    __tablename__ = "ledger_event"
    __table_args__ = (
        Index("ix_event_recorded", "province_id", "recorded_at"),
        Index("ix_event_command", "province_id", "command_id"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    stream_kind: str = Field(primary_key=True, max_length=10)
    stream_id: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(primary_key=True)
    kind: str
    kind_version: int = 1
    referral_no: int | None = None
    round: int = 1
    happened_on: date | None = None
    happened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    date_basis: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    actor_id: int | None = Field(default=None, sa_type=BigInteger)
    on_behalf_of_agency_id: str | None = None
    source: str
    command_id: int = Field(sa_type=BigInteger)
    corrects_seq: int | None = None
    note_id: int | None = Field(default=None, sa_type=BigInteger)
    payload: str
    key_id: int
    mac: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Note(SQLModel, table=True):
    """The texts of one event (canonical JSON of field to text), encrypted; blanked by anonymising, the commitment
    stays.
    """

    __tablename__ = "note"

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    key_id: int
    salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    text: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    commitment: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Command(SQLModel, table=True):
    """One act of one person. ``request_id`` makes a repeated submit return the first result."""

    __tablename__ = "command"
    __table_args__ = (UniqueConstraint("province_id", "actor_id", "request_id", name="uq_command_request"),)

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    actor_id: int = Field(sa_type=BigInteger)
    request_id: str = Field(max_length=100)
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    result: str = "{}"


class NumberCounter(SQLModel, table=True):
    """The running number of one BE fiscal year; taken in the transaction that uses it, so there are no gaps."""

    __tablename__ = "number_counter"

    province_id: str = Field(primary_key=True, max_length=2)
    year_be: int = Field(primary_key=True)
    first_no: int = 1
    last_no: int = 0


class Seal(SQLModel, table=True):
    """A proof over everything recorded since the previous seal, or (``whole``) ever; makes a cut-off ledger visible."""

    __tablename__ = "seal"

    province_id: str = Field(primary_key=True, max_length=2)
    no: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    events: int
    streams: int
    whole: bool = False
    key_id: int
    mac: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SourceRow(SQLModel, table=True):
    """Every cell of an imported row as it stood in the source, encrypted."""

    __tablename__ = "source_row"
    __table_args__ = (Index("ix_source_row_case", "province_id", "case_id"),)

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    case_id: int = Field(sa_type=BigInteger)
    command_id: int = Field(sa_type=BigInteger)
    system: str
    source_no: str = ""
    fingerprint: str
    cells: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
