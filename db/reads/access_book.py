"""The questions of the page that shows who looked at whose data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from core.figures.accesses import (
    AccessAccount,
    AccessDay,
    AccessLine,
    AccessQuestion,
    AccessSums,
    AccountLine,
    FailedTries,
    SignInLine,
)
from db.reads.accesses import access_accounts, access_days, access_lines, access_sums
from db.reads.read import Read
from db.reads.sign_ins import account_lines, failed_tries, sign_in_lines


@dataclass(frozen=True, slots=True)
class AccessBook:
    """Each question is refused with ``NotAllowed`` to whoever may not read the log; asking leaves no trace in it.

    A question that names a case raises ``NotFound`` where there is none of that number.
    """

    _read: Callable[[], AbstractContextManager[Read]]

    def accounts(self) -> tuple[AccessAccount, ...]:
        """Every account, by name."""
        with self._read() as read:
            return access_accounts(read)

    def sums(self, asked: AccessQuestion) -> AccessSums:
        """What the looks come to."""
        with self._read() as read:
            return access_sums(read, asked)

    def lines(self, asked: AccessQuestion, *, limit: int = 20, offset: int = 0) -> tuple[AccessLine, ...]:
        """The looks, newest first."""
        with self._read() as read:
            return access_lines(read, asked, limit, offset)

    def days(self, asked: AccessQuestion, *, limit: int = 500) -> tuple[AccessDay, ...]:
        """Looks by day and account, the latest day first, most looks first."""
        with self._read() as read:
            return access_days(read, asked, limit)

    def sign_ins(
        self, asked: AccessQuestion, now: datetime, *, limit: int = 200, offset: int = 0
    ) -> tuple[SignInLine, ...]:
        """The sign-ins that are kept (a month), newest first; a case narrows nothing."""
        with self._read() as read:
            return sign_in_lines(read, asked, now, limit, offset)

    def failed(self, now: datetime) -> tuple[FailedTries, ...]:
        """What failed within the last hour, the latest first."""
        with self._read() as read:
            return failed_tries(read, now)

    def account_events(self, asked: AccessQuestion, *, limit: int = 200, offset: int = 0) -> tuple[AccountLine, ...]:
        """Accounts added, changed, closed and reset, newest first; a case narrows nothing."""
        with self._read() as read:
            return account_lines(read, asked, limit, offset)
