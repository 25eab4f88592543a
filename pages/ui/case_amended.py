"""What an amendment of the people of a case says: who was added, hidden, corrected or taken out; never a name."""

from __future__ import annotations

from collections.abc import Iterable

from core.figures.case_page import CasePage
from core.model.facts import Amended, PersonRef, Registered
from core.text.catalogue import label, t


def persons_changed(said: Amended, page: CasePage) -> list[str]:
    """The differences to the list before, in words; none where the amendment is about other facts."""
    if said.persons is None:
        return []
    before = _before(said, page)
    found: list[str] = []
    for n, now in enumerate(said.persons):
        old = before[n] if n < len(before) else None
        found += [t("person_change.added", role=now.role)] if old is None else _changes(old, now)
    return found


def _before(said: Amended, page: CasePage) -> tuple[PersonRef, ...]:
    """The list as the last event before this one left it."""
    known: tuple[PersonRef, ...] = ()
    for entry in page.entries:
        payload = entry.event.payload
        if payload is said:
            break
        if isinstance(payload, Registered | Amended) and payload.persons is not None and not entry.is_retracted:
            known = payload.persons
    return known


def _changes(old: PersonRef, now: PersonRef) -> Iterable[str]:
    if now.is_out and not old.is_out:
        yield t("person_change.out", role=now.role)
        return
    if now.role is not old.role:
        yield t("person_change.role", before=label(old.role), role=now.role)
    if now.anonymity is not old.anonymity:
        yield t("person_change.anonymity", role=now.role, anonymity=now.anonymity)
    elif now.hide_from_agency != old.hide_from_agency:
        yield t("person_change.hidden" if now.hide_from_agency else "person_change.shown", role=now.role)
    if now.person_id != old.person_id:
        yield t("person_change.data", role=now.role)
