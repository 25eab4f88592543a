"""What the page of one case shows of it: where it stands, what happened, who is concerned, all as one reader may see
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.model import payloads as p
from core.model.case import Case, CaseNo
from core.model.codes import Anonymity, CaseState, PersonRole, Role
from core.model.events import Event
from core.model.evidence import EvidenceLine
from core.model.facts import LETTER_TEXTS, Amended, PersonRef, Registered
from core.rules.evidence_sight import may_know
from core.rules.fold import effective
from core.text.masks import masked_name, masked_phone


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as everybody who may open the case sees them.

    ``n`` is the number by which texts speak of the person; ``more`` names what else is kept (national_id, address,
    email); ``is_hidden`` where the person asked to stay unknown to this reader; ``is_lost``
    where the key of what was kept is gone.
    """

    person_id: int
    n: int
    role: PersonRole
    anonymity: Anonymity
    name: str = ""
    phone: str = ""
    more: tuple[str, ...] = ()
    is_hidden: bool = False
    may_reveal: bool = False
    hide_from_agency: bool = False
    is_out: bool = False
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. ``event`` is as corrected since; ``first_on`` the day first recorded, where another
    one is in force, ``first`` and ``first_text`` what was said first, where other facts or words are; ``who`` is empty
    where nobody of the office did it.
    """

    event: Event
    text: str = field(default="", repr=False)
    who: str = ""
    is_retracted: bool = False
    is_corrected: bool = False
    first_on: date | None = None
    first: Event | None = None
    first_text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case about the same matter."""

    no: CaseNo
    title: str
    state: CaseState


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be made responsible."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """The answer. To an agency ``case`` holds its own referrals and their promises alone, and nothing of the letter."""

    case: Case
    title: str = field(repr=False)
    public_title: str = field(repr=False)
    details: str = field(repr=False)
    letter_from: str = field(default="", repr=False)
    letter_order: str = field(default="", repr=False)
    entries: tuple[Entry, ...] = ()
    persons: tuple[PersonLine, ...] = ()
    lead: LinkedCase | None = None
    followers: tuple[LinkedCase, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    officer: str = ""
    colleagues: tuple[Colleague, ...] = ()

    @property
    def chases(self) -> int:
        """Reminders of all rounds."""
        return sum(isinstance(each.event.payload, p.Chased) and not each.is_retracted for each in self.entries)


_AGENCY_READS = (Registered, p.Closed, p.Reopened, p.Objected, p.Voided, p.Anonymised)
"""What an agency sees of the case itself, besides everything of its own referrals."""


def seen_by(case: Case, only_agency: str | None) -> Case:
    """The case as a reader may know it: an agency knows of no other agency and of nothing that the centre owes."""
    if only_agency is None:
        return case
    own = tuple(each for each in case.referrals if each.agency_id == only_agency)
    nos = {each.no for each in own}
    promises = tuple(each for each in case.obligations if each.referral_no in nos)
    facts = replace(case.facts, upstream=None, letter=None)
    return replace(
        case,
        facts=facts,
        referrals=own,
        obligations=promises,
        proposed=None,
        lead_id=None,
        lead_no="",
        told_on=None,
        evidence=tuple(each for each in case.evidence if may_know(case, each, Role.AGENCY, only_agency)),
    )


def entries_of(events: Sequence[Event], case: Case, only_agency: str | None) -> list[Entry]:
    """The history in order of recording, without names and texts; what was taken out stays, and says so."""
    nos, pieces = {each.no for each in case.referrals}, {each.id for each in case.evidence}
    now = {each.seq: each for each in effective(events)}
    lines = []
    for event in events:
        if only_agency is not None and not _is_for_agency(event, nos, pieces):
            continue
        in_force = now.get(event.seq)
        is_fix = isinstance(event.payload, p.Corrected)
        said = in_force or event
        moved = said.happened_on != event.happened_on
        otherwise = said.payload != event.payload or said.texts.get("text") != event.texts.get("text")
        lines.append(
            Entry(
                said,
                is_retracted=in_force is None and not is_fix,
                is_corrected=in_force is not None and (moved or otherwise),
                first_on=event.happened_on if moved else None,
                first=event if otherwise and only_agency is None else None,
            )
        )
    return lines


def _is_for_agency(event: Event, own: set[int], pieces: set[int]) -> bool:
    if event.referral_no is not None:
        return event.referral_no in own
    if isinstance(event.payload, p.EvidenceAdded | p.EvidenceWithdrawn):
        return event.payload.attachment_id in pieces
    return isinstance(event.payload, _AGENCY_READS)


def letter_texts(events: Sequence[Event]) -> dict[str, str]:
    """What the events say last of the letter's sender and of the order written on it."""
    said = dict.fromkeys(LETTER_TEXTS, "")
    for event in effective(events):
        if isinstance(event.payload, Registered | Amended):
            said.update({name: event.texts[name] for name in LETTER_TEXTS if name in event.texts})
    return said


def person_line(
    n: int, person: PersonRef, kept: Mapping[str, str], role: Role, *, may_reveal: bool, is_lost: bool = False
) -> PersonLine:
    """A person, masked; nothing at all where hidden from the reader."""
    known = PersonLine(
        person.person_id,
        n,
        person.role,
        person.anonymity,
        hide_from_agency=person.hide_from_agency,
        is_out=person.is_out,
    )
    if role is Role.AGENCY and person.hide_from_agency:
        return replace(known, anonymity=Anonymity.HIDDEN, is_hidden=True)
    more = tuple(name for name in ("national_id", "address", "email") if kept.get(name))
    is_known = any(kept.values())
    return replace(
        known,
        name=masked_name(kept.get("name", "")),
        phone=masked_phone(kept.get("phone", "")),
        more=more,
        may_reveal=may_reveal and is_known,
        is_lost=is_lost and not is_known,
    )


def amended_fields(change: Amended) -> Iterable[str]:
    """Which facts an amendment names."""
    return (name for name in Amended.__dataclass_fields__ if getattr(change, name) is not None)
