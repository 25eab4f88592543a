"""What the gate asks of the database, each call one short transaction. One object per server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, inspect, select
from sqlmodel import col

from core.errors import StorageBusy
from core.model.account import Account, AccountChange, OpenSession, SignedIn
from core.model.codes import InstallationKind, Source
from core.model.office_facts import office_facts
from db import accounts, limits, sessions
from db.account_book import AccountBook, account_history
from db.engine import engine_for, reading, writing
from db.ledger.stamp import Recorder
from db.masters import master_lists
from db.settings import Settings
from db.tables.accounts import AccountRow
from db.tables.masters import Installation

if TYPE_CHECKING:
    from db.context import Home


MOST_LOOKED: Final = 50
"""Entries of an account's history that are looked through."""


def machine_clock() -> datetime:
    """The machine's clock, in UTC. Sessions and limits never follow a pinned ``today``."""
    return datetime.now(UTC)


class SignIn:
    """Sessions, accounts and attempts of the one province that this database serves."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime] = machine_clock,
        home: Callable[[], Home] | None = None,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._home = home or _home_of(Settings())
        self._province_id = ""
        self._is_set_up = False

    def is_set_up(self) -> bool:
        """Whether an administrator exists. Once true it stays true while the server runs."""
        if not self._is_set_up and self._has_tables():
            with reading(self._engine) as connection:
                self._province_id = connection.execute(select(col(Installation.province_id))).scalars().first() or ""
                self._is_set_up = bool(self._province_id) and accounts.has_administrator(connection, self._province_id)
        return self._is_set_up

    def check(self) -> None:
        """Ask the database for an answer; whatever it raises is the answer's lack."""
        with reading(self._engine) as connection:
            connection.execute(select(1))

    def office_name(self) -> str:
        """The name that the office typed for itself; empty before set-up and when it typed none."""
        if not self.is_set_up():
            return ""
        return office_facts(master_lists(self._engine, self._province_id).settings).name

    def is_practice(self) -> bool:
        """Whether people practise here on made-up cases."""
        if not self.is_set_up():
            return False
        with reading(self._engine) as connection:
            query = select(col(Installation.kind)).where(col(Installation.province_id) == self._province_id)
            return connection.execute(query).scalar_one() == InstallationKind.DEMO

    def province_code(self) -> str:
        """The office's province, two official digits; empty before set-up."""
        return self._province_id if self.is_set_up() else ""

    def session(self, key: str) -> SignedIn | None:
        """Who holds a session now, read afresh; see ``db.sessions.signed_in``."""
        if not self.is_set_up():
            return None
        with reading(self._engine) as connection:
            return sessions.signed_in(connection, self._province_id, key, now=self._clock())

    def session_of(self, token: str) -> SignedIn | None:
        """Who holds the session that a browser's token opens."""
        return self.session(sessions.session_key(token))

    def note_activity(self, who: SignedIn) -> None:
        """Keep a session awake, written at most once a minute; a busy database is no reason to stop anybody."""
        now = self._clock()
        if now - who.last_seen_at < sessions.SEEN_EVERY:
            return
        try:
            with writing(self._engine) as connection:
                sessions.seen(connection, self._province_id, who.session_key, now=now)
        except StorageBusy:
            return

    def take_attempt(self, username: str, address: str) -> bool:
        """Reserve one attempt to sign in; False while locked."""
        with writing(self._engine) as connection:
            attempt = limits.take_attempt(connection, self._province_id, username, address, now=self._clock())
        return attempt is not None

    def password_hash(self, username: str) -> str | None:
        """The stored hash for a user name; None when no such account may sign in."""
        with reading(self._engine) as connection:
            account = accounts.account_named(connection, self._province_id, username)
            if account is None or not account.is_active:
                return None
            return accounts.password_hash_of(connection, self._province_id, account.id)

    def open(self, username: str, address: str, checked_hash: str) -> str | None:
        """Open a session; None when the account was shut out or its password is no longer ``checked_hash``."""
        with writing(self._engine) as connection:
            account = accounts.account_named(connection, self._province_id, username)
            if account is None or not account.is_active:
                return None
            if accounts.password_hash_of(connection, self._province_id, account.id) != checked_hash:
                return None
            limits.forgive(connection, self._province_id, username, address)
            return sessions.open_session(connection, self._province_id, account, address=address, now=self._clock())

    def end(self, key: str) -> None:
        """End a session at once, everywhere it is used."""
        with writing(self._engine) as connection:
            sessions.revoke(connection, self._province_id, key, now=self._clock())

    def change_password(self, account: Account, password_hash: str, address: str) -> str:
        """Set a person's own new password, end all of the person's sessions and open the one that goes on."""
        home, now = self._home(), self._clock()
        who = Recorder(self._province_id, account.id, Source.SCREEN, home.is_readonly)
        with writing(self._engine) as connection:
            book = AccountBook(connection, home.ring, who, home.clock)
            changed = book.set_password(account.id, password_hash, must_change=False)
            limits.forgive(connection, self._province_id, account.username, address)
            return sessions.open_session(connection, self._province_id, changed, address=address, now=now)

    def password_from(self, account: Account) -> tuple[str, datetime] | None:
        """Who chose the password that an account must change, and when; None where nothing was recorded of it.

        The name is empty where it was chosen at the machine itself.
        """
        with reading(self._engine) as connection:
            found = account_history(connection, self._province_id, account.id, limit=MOST_LOOKED)
            given = next((each for each in found if not each.changed or AccountChange.PASSWORD in each.changed), None)
            if given is None:
                return None
            people = {each.id: each.display_name for each in accounts.accounts(connection, self._province_id)}
        return ("" if given.source is Source.JOB else people.get(given.actor_id, "")), given.recorded_at

    def sessions_of(self, account: Account) -> tuple[OpenSession, ...]:
        """A person's own living sessions, the latest used first."""
        with reading(self._engine) as connection:
            return sessions.open_sessions(connection, self._province_id, account.id, now=self._clock())

    def end_others(self, who: SignedIn, key: str | None) -> int:
        """End one of a person's own other sessions, or all of them, as an event; returns how many were living."""
        home = self._home()
        with writing(self._engine) as connection:
            living = sessions.open_sessions(connection, self._province_id, who.account.id, now=self._clock())
            keys = [each.session_key for each in living if each.session_key != who.session_key]
            recorder = Recorder(self._province_id, who.account.id, Source.SCREEN, home.is_readonly)
            book = AccountBook(connection, home.ring, recorder, home.clock)
            return sum(book.end_sessions(who.account.id, each) for each in keys if key in (None, each))

    def _has_tables(self) -> bool:
        return inspect(self._engine).has_table(str(AccountRow.__tablename__))


@lru_cache(maxsize=8)
def sign_in(settings: Settings | None = None) -> SignIn:
    """The sign-in of the installation of the settings; one per process, read by the gate and by every page's run."""
    settings = settings or Settings()
    return SignIn(engine_for(settings.url), home=_home_of(settings))


def _home_of(settings: Settings) -> Callable[[], Home]:
    def opened() -> Home:
        from db.context import open_home  # which hands out sign-ins itself

        return open_home(settings)

    return opened
