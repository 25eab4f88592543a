"""Looks at personal data: each is on disk before the value is read, with its reason sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import NotFound
from core.model.access import AccessKind, Look, Revealed
from core.ports import Clock
from core.text.dates import BANGKOK, bangkok_day
from db.engine import reading, writing
from db.keys.ring import KeyRing
from db.ledger.ids import new_id
from db.ledger.persons import PERSON, SEALED, opened
from db.ledger.stamp import Recorder, stamped

ACCESS = SQLModel.metadata.tables["access_log"]
SHOWN_SECONDS: Final = 60
_INSERT = ACCESS.insert()
_ONE = select(*(PERSON.c[name] for name in SEALED)).where(
    PERSON.c.province_id == bindparam("province"),
    PERSON.c.id == bindparam("person_id"),
    PERSON.c.case_id == bindparam("case_id"),
)
_COUNT = select(func.count()).where(
    ACCESS.c.province_id == bindparam("province"),
    ACCESS.c.account_id == bindparam("account_id"),
    ACCESS.c.at >= bindparam("since"),
    ACCESS.c.kind == bindparam("kind"),
)


def reason_place(row_id: int) -> str:
    """Where a reason lies, for its encryption."""
    return f"access_log|reason|{row_id}"


@dataclass(frozen=True, slots=True)
class AccessLog:
    """Implements ``core.ports.Identities`` for one account."""

    engine: Engine
    ring: KeyRing
    clock: Clock
    who: Recorder

    def revealed(self, look: Look) -> Revealed:
        """Commit the look, then read the person in another transaction.

        Raises:
            NotFound: there is no such person in the case.
            DomainError: it could not be written down; nothing is shown.
        """
        at = self._written(AccessKind.REVEAL, look.reason, look.case_id, look.person_id)
        with reading(self.engine) as connection:
            return self._read(connection, look, at)

    def searched(self, words: str) -> None:
        """Commit that a person's name or phone was sought and led to a case; the words are sealed like a reason.

        Raises:
            DomainError: it could not be written down; then nothing may be shown.
        """
        self._written(AccessKind.SEARCH, words)

    def opened(self, case_id: int, what: str) -> None:
        """Commit that a paper or photograph of a case is opened.

        Raises:
            DomainError: it could not be written down; then nothing may be handed out.
        """
        self._written(AccessKind.EVIDENCE, what, case_id)

    def _written(
        self, kind: AccessKind, reason: str, case_id: int | None = None, person_id: int | None = None
    ) -> datetime:
        with writing(self.engine) as connection:
            at = stamped(connection, self.who, self.clock.now()).at
            row_id = new_id()
            row = {
                "province_id": self.who.province_id,
                "id": row_id,
                "at": at,
                "account_id": self.who.actor_id,
                "kind": kind.value,
                "case_id": case_id,
                "person_id": person_id,
                "reason": self.ring.encrypt("access", reason, aad=reason_place(row_id)),
            }
            connection.execute(_INSERT, [row])
        return at

    def _read(self, connection: Connection, look: Look, at: datetime) -> Revealed:
        wanted = {"province": self.who.province_id, "person_id": look.person_id, "case_id": look.case_id}
        row = connection.execute(_ONE, wanted).one_or_none()
        if row is None:
            raise NotFound
        kept = {name: opened(self.ring, name, look.person_id, getattr(row, name)) for name in SEALED}
        return Revealed(
            look.person_id,
            until=self.clock.now() + timedelta(seconds=SHOWN_SECONDS),
            today=self._looks_of_today(connection, at),
            unreadable=None in kept.values(),
            **{name: value or "" for name, value in kept.items()},
        )

    def _looks_of_today(self, connection: Connection, at: datetime) -> int:
        midnight = datetime.combine(bangkok_day(at), time(), BANGKOK).astimezone(UTC)
        kind = AccessKind.REVEAL.value
        mine = {"province": self.who.province_id, "account_id": self.who.actor_id, "since": midnight, "kind": kind}
        return int(connection.execute(_COUNT, mine).scalar_one())
