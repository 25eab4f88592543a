"""What the core asks of the office beside its cases: accounts, looks at personal data, back-ups.

A context carries these too (``core.ports.Context``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from core.model.access import Look, Revealed
from core.model.account import Account, AccountEvent, NewAccount, OpenSession
from core.model.beginnings import BackupPlace, OpeningBalance, YearNumbers
from core.model.codes import Role
from core.model.evidence import KeptContent, OpenedEvidence, StoredEvidence
from core.model.upkeep import BackupState, MirrorState, ProvedBackup, RegisterSheet, SafetyGlance


class Accounts(Protocol):
    """Who has an account. Each change is written with its event and ends the account's sessions, in one transaction.

    A password is its hash already. Everything here is refused to whoever may neither change nor reset accounts.
    """

    def everyone(self) -> tuple[Account, ...]:
        """Every account, disabled ones too, in order of their user names."""
        ...

    def one(self, account_id: int) -> Account:
        """The account of an id.

        Raises:
            NotFound: there is none.
        """
        ...

    def add(self, new: NewAccount, password_hash: str) -> Account:
        """Store a person's account.

        Raises:
            DomainError: the name is taken, or the account is refused.
        """
        ...

    def set_active(self, account_id: int, *, is_active: bool) -> Account:
        """Let an account in again, or shut it out.

        Raises:
            DomainError: it is the last administrator's.
        """
        ...

    def set_role(self, account_id: int, role: Role, agency_id: str | None) -> Account:
        """Give an account another role and agency.

        Raises:
            DomainError: role and agency do not fit, or it is the last administrator's.
        """
        ...

    def set_password(self, account_id: int, password_hash: str) -> Account:
        """Replace a password by one that must be changed at the next sign-in."""
        ...

    def holds_sheet(self, typed: str) -> bool:
        """Whether the last six letters of the recovery sheet were typed.

        Raises:
            DomainError: ``error.sheet_locked``; this person tried too often within a quarter of an hour.
        """
        ...

    def sessions(self, account_id: int) -> tuple[OpenSession, ...]:
        """The living sessions of an account, the latest used first."""
        ...

    def end_sessions(self, account_id: int, session_key: str | None = None) -> int:
        """End one living session of an account, or all of them; returns how many."""
        ...

    def history(self, account_id: int, *, limit: int = 50) -> tuple[AccountEvent, ...]:
        """What was recorded of an account, newest first."""
        ...


class EvidenceFiles(Protocol):
    """The contents of papers and photographs. Who may have which is decided before they are asked for."""

    def keep(self, content: bytes) -> KeptContent:
        """Write a content for good; without a row of the same command soon after, it is removed again.

        Raises:
            DomainError: the disk is full or the folder cannot be written; nothing is left.
        """
        ...

    def opened(self, found: StoredEvidence, what: str) -> OpenedEvidence:
        """Write down for good who opens ``what``, then read it.

        Raises:
            DomainError: it could not be written down, or the file is missing, damaged or cannot be read any more.
        """
        ...


class Identities(Protocol):
    """Personal data of cases; nothing is shown before it is written down who looks, at whom and why."""

    def revealed(self, look: Look) -> Revealed:
        """Write the look down for good, then read the person.

        Raises:
            NotFound: there is no such person in the case.
            DomainError: it could not be written down; nothing is shown.
        """
        ...

    def searched(self, words: str) -> None:
        """Write down for good that a person's name or phone was sought and led to a case.

        Raises:
            DomainError: it could not be written down; then nothing may be shown.
        """
        ...


RegisterWriter = Callable[[Path, RegisterSheet], None]
"""Writes the register of a year to a file, row by row; the file is not there yet."""


class Upkeep(Protocol):
    """The installation as a whole, for whoever keeps it; all but ``glance`` is refused to everybody else."""

    def glance(self) -> SafetyGlance:
        """What every page says of back-ups; read at most once a minute."""
        ...

    def backup(self) -> BackupState:
        """Where back-ups go and what lies there."""
        ...

    def make_backup(self) -> ProvedBackup:
        """Write one verified, encrypted back-up now.

        Raises:
            DomainError: the place is missing or full, or the data do not verify; nothing is left behind.
        """
        ...

    def rehearse(self) -> ProvedBackup:
        """Restore the newest back-up beside the data and throw it away.

        Raises:
            DomainError: there is none, or it could not be restored; the data are untouched.
        """
        ...

    def refuse_unwritable(self, folder: str) -> None:
        """Try to write into a folder; it is made where only itself is missing.

        Raises:
            DomainError: ``error.backup_place_missing`` or ``error.folder_unwritable``.
        """
        ...

    def next_number(self, year_be: int) -> int:
        """The running number that the next case of a BE year gets."""
        ...

    def date_in_doubt(self) -> datetime | None:
        """The machine's time, when nothing may be recorded before somebody vouches for it; None on most days."""
        ...

    def confirm_date(self) -> None:
        """Vouch for the machine's date after a long silence.

        Raises:
            NotAllowed: not for this account.
            DomainError: ``error.clock_wrong``; a clock that stands behind what was recorded is never right.
        """
        ...

    def mirror(self) -> MirrorState:
        """Where the register is mirrored to, and how it went."""
        ...

    def write_mirror(self, write: RegisterWriter) -> int:
        """Write the spreadsheets of the register now; returns how many.

        Raises:
            DomainError: no folder is chosen, it is away or full, or a file is open in a spreadsheet.
        """
        ...


class Beginnings(Protocol):
    """What an office says once, before its first case; all of it is refused to whoever may not edit the lists."""

    def numbers(self, year_be: int) -> YearNumbers | None:
        """The numbers of a year; None where nobody said where they begin and no case has one."""
        ...

    def begin_numbers(self, year_be: int, first_no: int) -> None:
        """Let the numbers of a year begin with ``first_no``, as an event.

        Raises:
            DomainError: ``error.numbers_taken``.
        """
        ...

    def opening_balances(self) -> tuple[OpeningBalance, ...]:
        """Counts brought forward, one line a fiscal year, in their order."""
        ...

    def has_imports(self) -> bool:
        """Whether a case came from a file."""
        ...

    def place_at(self, folder: str) -> BackupPlace:
        """A folder for back-ups as it is found; nothing is made."""
        ...

    def proposed_place(self) -> str:
        """A folder to propose: on another disk, where this machine has one that can be written to."""
        ...


class _NotGiven:
    """Stands where a run was built without a port that it does not need."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"this context was built without the port that has {name}")


NOT_GIVEN: Any = _NotGiven()
