"""How safe an installation is: its back-ups, its recovery sheet, the spreadsheets that mirror its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One finished back-up: its file's name and when it was made."""

    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class LyingBackup:
    """A back-up file as it was found on the machine, of whichever office."""

    file: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RestoredOffice:
    """What an office came back with; ``damaged`` counts papers that had been damaged before the back-up was made."""

    cases: int
    made_at: datetime
    damaged: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where back-ups go and how old the newest is.

    ``is_here`` is whether the folder can be reached now; ``is_same_disk`` whether one broken disk would take data and
    back-ups. ``last_error`` is the key of why the last daily run failed, None when it went well;
    ``verify_error`` of what the last daily proof of all data found.
    """

    folder: str
    is_chosen: bool
    is_here: bool
    is_same_disk: bool
    kept: tuple[KeptBackup, ...] = ()
    last_error: str | None = None
    verify_error: str | None = None
    due_at: datetime | None = None
    recovery_confirmed_at: datetime | None = None

    @property
    def newest(self) -> KeptBackup | None:
        """The last one; None where there is none."""
        return self.kept[0] if self.kept else None


@dataclass(frozen=True, slots=True)
class ProvedBackup:
    """A back-up that was just made, or just proved to be one that restores; ``cases`` is how many it holds."""

    name: str
    made_at: datetime
    cases: int


@dataclass(frozen=True, slots=True)
class SafetyGlance:
    """What stands at the foot of every page. ``is_kept`` is False in demonstrations, which nobody backs up."""

    is_kept: bool
    newest_at: datetime | None = None
    place: str = ""
    is_recovery_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class MirrorState:
    """The spreadsheets of the register: their folder (empty: none chosen), and how the last writing went."""

    folder: str
    last_ok_at: datetime | None = None
    last_error: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The register of a fiscal year: its rows by number, once through, and what its codes are called."""

    year_be: int
    office: str
    made_at: datetime
    rows: Iterable[RegisterRow]
    channels: Mapping[str, str]
    topics: Mapping[str, str]
    amphoe: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case of the register as a spreadsheet shows it: no names of people, codes not yet in words.

    ``title`` is the published one, empty for a confidential case. ``agencies`` are those that have or had it.
    """

    no: str
    is_void: bool
    received_on: date | None
    channel_id: str
    topic_id: str | None
    amphoe_code: str | None
    title: str
    is_confidential: bool
    urgent: bool
    persons_contacting: int
    persons_subject: int
    agencies: tuple[str, ...] = ()
    sent_on: date | None = None
    finish_due_on: date | None = None
    state: str = ""
    round: int = 1
    closed_on: date | None = None
    closing_class: str | None = None
