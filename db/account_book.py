"""Every change of an account together with its event: whoever changes accounts does it through this book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from core.model.account import Account, AccountChange, AccountEvent, NewAccount
from core.model.codes import Role, Source, StreamKind
from core.ports import Clock
from core.rules.codec import load_as
from db import accounts, sessions
from db.keys.ring import KeyRing
from db.ledger.plain import append_plain
from db.ledger.records import EVENTS
from db.ledger.stamp import Recorder, Stamp, stamped

ADDED: Final = "account_added"
CHANGED: Final = "account_changed"
_HISTORY = (
    select(EVENTS.c.seq, EVENTS.c.recorded_at, EVENTS.c.actor_id, EVENTS.c.source, EVENTS.c.payload)
    .where(
        EVENTS.c.province_id == bindparam("province"),
        EVENTS.c.stream_kind == StreamKind.USER.value,
        EVENTS.c.stream_id == bindparam("account"),
    )
    .order_by(EVENTS.c.seq.desc())
    .limit(bindparam("most"))
)


def note_account(
    connection: Connection,
    ring: KeyRing,
    stamp: Stamp,
    account: Account,
    *changed: AccountChange,
    on: date,
) -> None:
    """Append the event of an account as it stands now: added, or what of it changed.

    The payload holds no personal data: neither a name nor a hash, and a stream's id says whose it is.
    """
    payload: dict[str, Any] = {
        "account_id": account.id,
        "role": account.role.value,
        "agency_id": account.agency_id,
        "is_active": account.is_active,
        "changed": [each.value for each in changed],
    }
    said = [(CHANGED if changed else ADDED, payload)]
    append_plain(connection, ring, stamp, (StreamKind.USER, account.id), said, on)


def account_history(
    connection: Connection, province_id: str, account_id: int, *, limit: int
) -> tuple[AccountEvent, ...]:
    """What was recorded of an account, newest first."""
    rows = connection.execute(_HISTORY, {"province": province_id, "account": account_id, "most": limit})
    return tuple(_event_of(row) for row in rows)


def _event_of(row: Any) -> AccountEvent:  # noqa: ANN401  # a row of the ledger
    said: dict[str, Any] = load_as(dict, row.payload)
    return AccountEvent(
        row.seq,
        row.recorded_at,
        row.actor_id,
        Source(row.source),
        Role(said["role"]),
        said["agency_id"],
        bool(said["is_active"]),
        tuple(AccountChange(each) for each in said["changed"]),
    )


@dataclass(frozen=True, slots=True)
class AccountBook:
    """The accounts as one person changes them; the caller is inside ``writing`` and commits.

    What would change nothing is not written and ends no session.
    """

    connection: Connection
    ring: KeyRing
    who: Recorder
    clock: Clock

    def add(self, new: NewAccount, password_hash: str) -> Account:
        """Store a person's account.

        Raises:
            DomainError: the name is taken, the account is refused, or nothing may be recorded now.
        """
        account = accounts.add_account(
            self.connection, self.who.province_id, new, password_hash=password_hash, now=self.clock.now()
        )
        self._note(account)
        return account

    def set_active(self, account_id: int, *, is_active: bool) -> Account:
        """Let an account in again, or shut it out and end its sessions.

        Raises:
            DomainError: it is the last administrator's, or nothing may be recorded now.
        """
        before = self._one(account_id)
        if before.is_active == is_active:
            return before
        account = accounts.set_active(
            self.connection, self.who.province_id, account_id, is_active=is_active, now=self.clock.now()
        )
        self._note(account, AccountChange.ACTIVE)
        return account

    def set_role(self, account_id: int, role: Role, agency_id: str | None) -> Account:
        """Give an account another role and agency; its sessions end.

        Raises:
            DomainError: they do not fit, it is the last administrator's, or nothing may be recorded now.
        """
        before = self._one(account_id)
        changed = [
            *([AccountChange.ROLE] if role is not before.role else []),
            *([AccountChange.AGENCY] if agency_id != before.agency_id else []),
        ]
        if not changed:
            return before
        account = accounts.set_role(
            self.connection, self.who.province_id, account_id, role, agency_id, now=self.clock.now()
        )
        self._note(account, *changed)
        return account

    def set_password(self, account_id: int, password_hash: str, *, must_change: bool) -> Account:
        """Replace a password and end every session.

        Raises:
            DomainError: there is no such account, or nothing may be recorded now.
        """
        self._one(account_id)
        account = accounts.set_password(
            self.connection,
            self.who.province_id,
            account_id,
            password_hash,
            must_change=must_change,
            now=self.clock.now(),
        )
        self._note(account, AccountChange.PASSWORD)
        return account

    def end_sessions(self, account_id: int, session_key: str | None = None) -> int:
        """End one living session of an account, or all of them; returns how many.

        Raises:
            DomainError: there is no such account, or nothing may be recorded now.
        """
        account, now = self._one(account_id), self.clock.now()
        ended = sessions.revoke_all(self.connection, self.who.province_id, account_id, session_key, now=now)
        if ended:
            self._note(account, AccountChange.SESSIONS)
        return ended

    def _one(self, account_id: int) -> Account:
        return accounts.account_by_id(self.connection, self.who.province_id, account_id)

    def _note(self, account: Account, *changed: AccountChange) -> None:
        now: datetime = self.clock.now()
        stamp = stamped(self.connection, self.who, now)
        note_account(self.connection, self.ring, stamp, account, *changed, on=self.clock.today())
