"""What an office says once, before its first case: the port behind the start page and the last step of the set-up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import NotAllowed
from core.model.beginnings import BackupPlace, OpeningBalance, YearNumbers
from core.model.codes import StreamKind
from core.ports import Clock
from core.rules.access import Actor, Permission
from core.text.catalogue import t
from db.backup.places import looked_at, proposed
from db.engine import reading, writing
from db.keys.ring import KeyRing
from db.ledger.flush import bump
from db.ledger.numbers import COUNTER, set_first_number
from db.ledger.plain import MASTER_STREAM, append_plain
from db.ledger.stamp import Recorder, stamped
from db.reads.tables import BROUGHT
from db.settings import Settings

TABLES = SQLModel.metadata.tables
SOURCE_ROW = TABLES["source_row"]
NUMBERS_BEGUN = "numbers_begun"
"""Written to the stream of the masters: the counter itself moves with every case and is no list."""


@dataclass(frozen=True, slots=True)
class OfficeBeginnings:
    """Implements ``core.office_ports.Beginnings``; all of it is refused to whoever may not edit the lists."""

    settings: Settings
    engine: Engine
    ring: KeyRing
    actor: Actor
    clock: Clock
    who: Recorder

    def numbers(self, year_be: int) -> YearNumbers | None:
        """The numbers of a year; None where nobody said where they begin and no case has one."""
        self._require()
        with reading(self.engine) as connection:
            return _numbers(connection, self.who.province_id, year_be)

    def begin_numbers(self, year_be: int, first_no: int) -> None:
        """Let the numbers of a year begin with ``first_no``, as an event of whoever says so."""
        self._require()
        with writing(self.engine) as connection:
            stamp = stamped(connection, self.who, self.clock.now())
            set_first_number(connection, stamp.province_id, year_be, first_no)
            said = [(NUMBERS_BEGUN, {"year_be": year_be, "first_no": first_no})]
            place = (StreamKind.MASTER, MASTER_STREAM)
            append_plain(connection, self.ring, stamp, place, said, self.clock.today())
            bump(connection, stamp.province_id)

    def opening_balances(self) -> tuple[OpeningBalance, ...]:
        """Counts brought forward, one line a fiscal year, in their order."""
        self._require()
        columns = (BROUGHT.c[name] for name in OpeningBalance.__slots__)
        query = select(*columns).where(BROUGHT.c.province_id == self.who.province_id).order_by(BROUGHT.c.year_be)
        with reading(self.engine) as connection:
            return tuple(OpeningBalance(*row) for row in connection.execute(query.limit(100)))

    def has_imports(self) -> bool:
        """Whether a case came from a file."""
        self._require()
        query = select(SOURCE_ROW.c.case_id).where(SOURCE_ROW.c.province_id == self.who.province_id).limit(1)
        with reading(self.engine) as connection:
            return connection.execute(query).first() is not None

    def place_at(self, folder: str) -> BackupPlace:
        """A folder for back-ups as it is found; nothing is made."""
        self._require()
        return looked_at(Path(folder), self.settings.data_dir)

    def proposed_place(self) -> str:
        """A folder to propose: on another disk, where this machine has one that can be written to."""
        self._require()
        return str(proposed(self.settings.data_dir, t("start.backup.folder")))

    def _require(self) -> None:
        if not self.actor.may(Permission.MASTERS_EDIT):
            raise NotAllowed(permission=Permission.MASTERS_EDIT.value)


def _numbers(connection: Connection, province_id: str, year_be: int) -> YearNumbers | None:
    mine = (COUNTER.c.province_id == province_id, COUNTER.c.year_be == year_be)
    row = connection.execute(select(COUNTER.c.first_no, COUNTER.c.last_no).where(*mine)).one_or_none()
    return YearNumbers(year_be, row.first_no, row.last_no) if row else None
