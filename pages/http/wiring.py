"""What the gate is built from. ``app.py`` fills it once; tests fill it with a database of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from core.model.account import Account, OpenSession, SignedIn
from core.model.beginnings import BackupPlace
from core.model.case import CaseNo
from core.model.evidence import OpenedEvidence
from core.model.upkeep import LyingBackup, RestoredOffice
from pages.http.rates import Rate
from pages.http.setup_state import SetupState

if TYPE_CHECKING:
    from db.operations import NewInstallation


class SignInStore(Protocol):
    """Accounts, sessions and attempts; ``db.sign_in.SignIn``."""

    def is_set_up(self) -> bool:
        """Whether an administrator exists."""

    def check(self) -> None:
        """Raise whatever the database raises when it does not answer."""

    def office_name(self) -> str:
        """The name that the office typed for itself; empty when it typed none."""

    def is_practice(self) -> bool:
        """Whether people practise here on made-up cases."""

    def province_code(self) -> str:
        """The office's province, two official digits; empty before set-up."""

    def session_of(self, token: str) -> SignedIn | None:
        """Who holds the session that a token opens, read afresh."""

    def session(self, key: str) -> SignedIn | None:
        """Who holds a session, by its key, read afresh."""

    def note_activity(self, who: SignedIn) -> None:
        """Keep a session awake."""

    def take_attempt(self, username: str, address: str) -> bool:
        """Reserve one attempt to sign in; False while locked."""

    def password_hash(self, username: str) -> str | None:
        """The stored hash; None when no such account may sign in."""

    def open(self, username: str, address: str, checked_hash: str) -> str | None:
        """Open a session and return its token."""

    def end(self, key: str) -> None:
        """End a session."""

    def password_from(self, account: Account) -> tuple[str, datetime] | None:
        """Who chose the password that an account must change, and when; the name is empty for the machine itself."""

    def sessions_of(self, account: Account) -> tuple[OpenSession, ...]:
        """A person's own living sessions, the latest used first."""

    def end_others(self, who: SignedIn, key: str | None) -> int:
        """End one of a person's own other sessions, or all of them; returns how many."""

    def change_password(self, account: Account, password_hash: str, address: str) -> str:
        """Set a person's own password, end the person's sessions, return the token of a new one."""


class SetupOperations(Protocol):
    """The steps of the first run."""

    def initialise(self, new: NewInstallation) -> str:
        """Create the office and its administrator; return the recovery code as it is printed.

        Raises:
            DomainError: the office exists already, or a field is refused.
        """

    def confirm_recovery(self, last6: str) -> bool:
        """Note that the sheet was printed; False when the six signs are not its last."""

    def proposed_place(self, account: Account) -> BackupPlace:
        """A folder to propose for back-ups, as it is found."""

    def place(self, account: Account, folder: str) -> BackupPlace:
        """A folder as it is found; nothing is made."""

    def backups(self, place: str) -> tuple[LyingBackup, ...]:
        """Back-up files in a folder and directly below it, newest first; without a folder, in the likely places."""

    def restore(self, file: str, recovery_code: str) -> RestoredOffice:
        """Put a back-up in place of nothing; without a code the key file of this machine opens it.

        Raises:
            DomainError: the file or the code is not the right one; nothing has changed.
        """

    def choose_place(self, account: Account, folder: str) -> None:
        """Let back-ups go there, as this account's act.

        Raises:
            DomainError: no whole path, not there, or not writable.
        """


class EvidenceDesk(Protocol):
    """Papers and photographs of cases."""

    def open(self, account: Account, no: CaseNo, attachment_id: int) -> OpenedEvidence:
        """A piece with its content, after the look was written down.

        Raises:
            NotAllowed, NotFound: not for this account.
            DomainError: it could not be written down, or the file cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that the gate and its pages need.

    ``hosts`` are the names that a browser may call us by; the address a connection arrived at always may.
    ``owner_of`` gives the session key that a Streamlit session belongs to, None when it is not connected.
    """

    sign_in: SignInStore
    setup: SetupOperations
    evidence: EvidenceDesk
    hosts: tuple[str, ...]
    owner_of: Callable[[str], str | None]
    handshakes: Rate = field(default_factory=lambda: Rate(most=120, seconds=60))
    sign_ins: Rate = field(default_factory=lambda: Rate(most=60, seconds=60))
    setup_state: SetupState = field(default_factory=SetupState)
