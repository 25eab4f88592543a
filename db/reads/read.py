"""One snapshot and whose it is: what every question gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Executable

from core.figures.contributions import Sums
from core.figures.lines import BoardFilter
from core.figures.standing import LiveReferral, Unmet
from core.model.codes import ContactKind
from db.keys.ring import KeyRing
from db.reads.scope import Scope


@dataclass(frozen=True, slots=True)
class Read:
    """A connection inside its transaction. ``kinds`` are the contact kinds that enter the stock.

    What was read once inside a snapshot cannot change: ``known`` keeps sums by day, ``live`` the rows of the board by
    day and filter, ``unmet`` by day the promises due until another day.
    """

    connection: Connection
    province_id: str
    scope: Scope
    kinds: tuple[ContactKind, ...]
    known: dict[date, Mapping[ContactKind, Sums]] = field(default_factory=dict)
    live: dict[tuple[date, BoardFilter], Sequence[LiveReferral]] = field(default_factory=dict)
    unmet: dict[date, tuple[date, Sequence[Unmet]]] = field(default_factory=dict)
    ring: KeyRing | None = None

    def rows(self, statement: Executable, **values: object) -> Sequence[Any]:
        """The rows of a statement, with its columns as attributes; ``province`` and ``kinds`` are always given."""
        return self.connection.execute(statement, self._with(values)).all()

    def number(self, statement: Executable, **values: object) -> int:
        """The number a counting statement gives."""
        return int(self.connection.execute(statement, self._with(values)).scalar_one() or 0)

    def _with(self, values: dict[str, object]) -> dict[str, object]:
        return {"province": self.province_id, "kinds": self.kinds, **values}
