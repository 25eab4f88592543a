"""Taking a matter in, sorting it, assigning it and linking duplicates."""

from __future__ import annotations

from dataclasses import replace

from core.errors import DomainError, IllegalMove, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import ContactWay
from core.model.events import Event
from core.model.facts import Amended, Letter, Registered
from core.model.promises import Promise
from core.rules.decide.common import Said, check_backdating, moved
from core.rules.obligations import Office, forward_promise, upstream_promise
from core.rules.workflow import check_day

AMPHOE_DIGITS = 4
TITLE_MIN = 10
"""Letters that the matter needs at least, on a screen; an import takes what the source has."""


def register(facts: Registered, said: Said, office: Office, *, handled_elsewhere: bool = False) -> Event:
    """A new case. ``handled_elsewhere`` (imports) promises no forwarding: the source already did it.

    Raises:
        ImpossibleDay: received in the future, too long ago for this actor, or (not imported) on an unknown day.
        DomainError: the matter is not described.
    """
    on = said.when.on
    if on is None and not office.is_import:
        raise ImpossibleDay("error.day_missing")
    check_day(on, None, office.today)
    check_backdating(on, office)
    if not office.is_import and len(said.texts.get("title", "").strip()) < TITLE_MIN:
        raise DomainError("error.title_too_short", letters=TITLE_MIN)
    facts = replace(facts, confidential=facts.confidential or _is_secret(facts.letter))
    promises: tuple[Promise, ...] = ()
    if on is not None:
        due_on = facts.upstream.answer_due_on if facts.upstream else None
        forward = () if handled_elsewhere else forward_promise(on, office, urgent=facts.urgent)
        promises = (*forward, *upstream_promise(on, due_on, office))
    return Event(
        payload=replace(facts, promises=promises),
        happened_on=on,
        basis=said.when.basis,
        happened_at=said.when.at,
        texts=dict(said.texts),
    )


def amend(case: Case, change: Amended, said: Said, office: Office) -> Event:
    """Corrected classification or texts; due days already promised stay as they were promised.

    A letter that turns out to bear a class makes the case confidential, unless the same change says otherwise.
    """
    newly_secret = _is_secret(change.letter) and not _is_secret(case.facts.letter)
    if newly_secret and change.confidential is None and not case.facts.confidential:
        change = replace(change, confidential=True)
    return moved(case, _in_one_place(case, change), said, office)


def _in_one_place(case: Case, change: Amended) -> Amended:
    """A tambon lies in its amphoe: it brings it along, and one of another amphoe is not known any more (empty).

    Raises:
        DomainError: both were chosen and do not fit. An official code of a tambon begins with that of its amphoe.
    """
    amphoe, tambon = change.amphoe_code, change.tambon_code
    if tambon:
        if amphoe is not None and not tambon.startswith(amphoe):
            raise DomainError("error.tambon_elsewhere")
        moved_to = tambon[:AMPHOE_DIGITS]
        return change if moved_to == case.facts.amphoe_code else replace(change, amphoe_code=moved_to)
    known = case.facts.tambon_code
    if amphoe is not None and tambon is None and known and not known.startswith(amphoe):
        return replace(change, tambon_code="")
    return change


def _is_secret(letter: Letter | None) -> bool:
    return letter is not None and letter.is_secret


def assign(case: Case, officer_id: int, said: Said, office: Office) -> Event:
    """An officer of the centre takes responsibility."""
    return moved(case, p.Assigned(officer_id), said, office)


def log_contact(case: Case, way: ContactWay, said: Said, office: Office) -> Event:
    """A contact that is no chase."""
    return moved(case, p.ContactLogged(way), said, office)


def tell(case: Case, way: ContactWay, said: Said, office: Office) -> Event:
    """The complainant was told."""
    return moved(case, p.Told(way), said, office)


def answer_upstream(case: Case, letter_no: str, said: Said, office: Office) -> Event:
    """The office that sent us the matter was answered."""
    return moved(case, p.UpstreamAnswered(letter_no), said, office)


def link(case: Case, lead: Case, said: Said, office: Office, *, is_followed: bool = False) -> Event:
    """Make the case follow a lead. Leads do not follow, so chains cannot form: ``is_followed`` says that other cases
    follow this one.

    Raises:
        IllegalMove: the lead is the case itself, is void or follows another; or the case is a lead.
    """
    if lead.id == case.id or lead.is_void or lead.lead_id is not None:
        raise IllegalMove("error.not_a_lead", no=str(lead.no))
    if is_followed:
        raise IllegalMove("error.is_a_lead", no=str(case.no))
    return moved(case, p.Linked(lead.id, str(lead.no)), said, office)


def unlink(case: Case, said: Said, office: Office) -> Event:
    """The case stands for itself again.

    Raises:
        IllegalMove: it follows nothing.
    """
    if case.lead_id is None:
        raise IllegalMove("error.not_linked", no=str(case.no))
    return moved(case, p.Unlinked(), said, office)


def void(case: Case, said: Said, office: Office) -> Event:
    """Entered by mistake: keeps its number, enters no figure."""
    return moved(case, p.Voided(), said, office)


def anonymise(case: Case, said: Said, office: Office) -> Event:
    """Personal columns and notes are blanked where they are stored; this stub says who did it, when and why."""
    return moved(case, p.Anonymised(), said, office)
