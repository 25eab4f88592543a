"""What every decision shares: the day of the move, its texts, and the checks that no decision may skip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from core.errors import ImpossibleDay
from core.model.case import Case
from core.model.codes import DateBasis
from core.model.events import Event
from core.model.payloads import CasePayload
from core.rules.decide.promised import completed
from core.rules.obligations import Office
from core.rules.workflow import check

BACKDATE_DAYS = 30
"""A move dated further back needs the director (our decision)."""


@dataclass(frozen=True, slots=True)
class When:
    """The Bangkok day on which it happened, what the day rests on, and the instant where it is known."""

    on: date | None
    basis: DateBasis = DateBasis.EXACT
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.on is None:
            object.__setattr__(self, "basis", DateBasis.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Said:
    """How a move is recorded: its day, its texts and the agency for which it is entered."""

    when: When
    texts: Mapping[str, str] = field(default_factory=dict)
    on_behalf_of: str | None = None

    @classmethod
    def on(cls, day: date, text: str = "") -> Said:
        """A move on an exact day with one text."""
        return cls(When(day), {"text": text} if text else {})

    def dated(self, day: date) -> Said:
        """The same, on a day that is not for the person to choose."""
        return replace(self, when=When(day))


def moved(case: Case, payload: CasePayload, said: Said, office: Office, referral_no: int | None = None) -> Event:
    """The event of a legal move, with what it promises.

    Raises:
        IllegalMove, TextMissing, ImpossibleDay: the move is refused; nothing has changed.
    """
    event = Event(
        payload=payload,
        happened_on=said.when.on,
        basis=said.when.basis,
        happened_at=said.when.at,
        referral_no=referral_no,
        round=case.round,
        on_behalf_of_agency_id=said.on_behalf_of,
        texts=dict(said.texts),
    )
    check(case, event, today=office.today, imported=office.is_import)
    check_backdating(said.when.on, office)
    return completed(case, event, office)


def check_backdating(on: date | None, office: Office) -> None:
    """Refuse a day more than 30 days before today unless the actor may backdate or an import does."""
    if on is None or office.may_backdate or office.is_import:
        return
    if on < office.today - timedelta(days=BACKDATE_DAYS):
        raise ImpossibleDay("error.day_too_long_ago", day=on, days=BACKDATE_DAYS)
