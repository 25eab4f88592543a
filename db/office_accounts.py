"""The accounts of an office for one actor: the port behind the page of users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine

from core.errors import DomainError, NotAllowed
from core.model.account import Account, AccountEvent, NewAccount, OpenSession
from core.model.codes import Role
from core.ports import Clock
from core.rules.access import Actor, Permission
from db import accounts, limits, sessions
from db.account_book import AccountBook, account_history
from db.engine import reading, writing
from db.keys.proof import confirm_recovery
from db.keys.ring import KeyRing
from db.ledger.stamp import Recorder

SHEET: Final = "recovery sheet"
"""Counted like a user name that nobody can have, from no address."""


@dataclass(frozen=True, slots=True)
class OfficeAccounts:
    """Implements ``core.ports.Accounts``; sessions are counted by the machine's clock."""

    engine: Engine
    ring: KeyRing
    actor: Actor
    clock: Clock
    who: Recorder

    def everyone(self) -> tuple[Account, ...]:
        """Every account, in order of their user names."""
        self._require()
        with reading(self.engine) as connection:
            return accounts.accounts(connection, self.who.province_id)

    def one(self, account_id: int) -> Account:
        """The account of an id."""
        self._require()
        with reading(self.engine) as connection:
            return accounts.account_by_id(connection, self.who.province_id, account_id)

    def add(self, new: NewAccount, password_hash: str) -> Account:
        """Store a person's account."""
        self._require()
        with writing(self.engine) as connection:
            return self._book(connection).add(new, password_hash)

    def set_active(self, account_id: int, *, is_active: bool) -> Account:
        """Let an account in again, or shut it out."""
        self._require()
        with writing(self.engine) as connection:
            return self._book(connection).set_active(account_id, is_active=is_active)

    def set_role(self, account_id: int, role: Role, agency_id: str | None) -> Account:
        """Give an account another role and agency."""
        self._require()
        with writing(self.engine) as connection:
            return self._book(connection).set_role(account_id, role, agency_id)

    def set_password(self, account_id: int, password_hash: str) -> Account:
        """Replace a password by one that must be changed."""
        self._require()
        with writing(self.engine) as connection:
            return self._book(connection).set_password(account_id, password_hash, must_change=True)

    def holds_sheet(self, typed: str) -> bool:
        """Whether the last six letters of the recovery sheet were typed; the try is counted before it is looked at."""
        self._require()
        province, tried = self.who.province_id, f"{SHEET} {self.actor.username}"
        with writing(self.engine) as connection:
            if limits.take_attempt(connection, province, tried, "", now=self.clock.now()) is None:
                raise DomainError("error.sheet_locked")
        with reading(self.engine) as connection:
            if not confirm_recovery(connection, typed, province_id=province):
                return False
        with writing(self.engine) as connection:
            limits.forgive(connection, province, tried, "")
        return True

    def sessions(self, account_id: int) -> tuple[OpenSession, ...]:
        """The living sessions of an account."""
        self._require()
        with reading(self.engine) as connection:
            return sessions.open_sessions(connection, self.who.province_id, account_id, now=self.clock.now())

    def end_sessions(self, account_id: int, session_key: str | None = None) -> int:
        """End one living session of an account, or all of them."""
        self._require()
        with writing(self.engine) as connection:
            return self._book(connection).end_sessions(account_id, session_key)

    def history(self, account_id: int, *, limit: int = 50) -> tuple[AccountEvent, ...]:
        """What was recorded of an account, newest first."""
        self._require()
        with reading(self.engine) as connection:
            return account_history(connection, self.who.province_id, account_id, limit=limit)

    def _require(self) -> None:
        if not (self.actor.may(Permission.USERS_EDIT) or self.actor.may(Permission.USERS_RESET)):
            raise NotAllowed(permission=Permission.USERS_RESET.value)

    def _book(self, connection: Connection) -> AccountBook:
        return AccountBook(connection, self.ring, self.who, self.clock)
