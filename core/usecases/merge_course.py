"""Update an imported case from a newer export, three ways: what the source said before, what it says now, what we have.

What only the source changed is taken over; what a person changed since is never overridden; where both moved, and not
to the same, the difference is a conflict for a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.model.case import Case
from core.model.codes import Source
from core.model.course import Course
from core.model.facts import Amended, PersonRef, Registered
from core.model.importing import Conflict
from core.ports import Context, Stream, Work
from core.rules.codec import load_as
from core.rules.decide import intake
from core.rules.decide.common import Said
from core.rules.obligations import Office
from core.usecases.merge_steps import Merging, merge_steps
from core.usecases.record_course import marked, new_person, person_ref, source_row

FIELDS = (
    "channel_id",
    "contact_kind",
    "topic_id",
    "amphoe_code",
    "confidential",
    "needs_sorting",
    "persons_contacting",
)
TEXTS = ("title", "public_title", "details")


def merge_course(unit: Work, stream: Stream, course: Course, ctx: Context, office: Office) -> Iterator[Conflict]:
    """Append what the newer export brings and yield what it cannot decide."""
    ours = stream.case
    if ours.is_void:
        yield _conflict(ours, course, "void")
        return
    if ours.is_anonymised:
        _classify(stream, {}, {}, course, office)
        yield _conflict(ours, course, "anonymised")
        return
    told = unit.source_told(stream.id)
    base = load_as(Course, told) if told else None
    if base is None:
        yield _conflict(ours, course, "unreadable")
    yield from _facts(unit, stream, base, course, ctx, office)
    if base is not None:
        for left in merge_steps(Merging(stream, base, course, ctx, office)):
            yield _conflict(stream.case, course, left.name, left.ours, left.theirs)
    unit.keep_source(source_row(stream.id, course.facts, course))


def _conflict(case: Case, course: Course, name: str, ours: object = "", theirs: object = "") -> Conflict:
    origin = course.facts.origin
    return Conflict(str(case.no), origin.no if origin else "", name, str(ours), str(theirs))


def _facts(
    unit: Work, stream: Stream, base: Course | None, course: Course, ctx: Context, office: Office
) -> Iterator[Conflict]:
    """One amendment of everything that only the source changed; it also says which row it was."""
    ours, change = stream.case, dict[str, Any]()
    for name in FIELDS:
        before = getattr(base.facts, name) if base else None
        new, now = getattr(course.facts, name), getattr(ours.facts, name)
        if new in (before, now) or new is None:
            continue
        if base is not None and now == before:
            change[name] = new
        else:
            yield _conflict(ours, course, name, now, new)
    texts, kept = _texts(unit.texts(stream.id), base, course)
    if base is None or base.persons != course.persons:
        if base is not None and _persons_are_the_sources(stream):
            change["persons"] = _new_persons(unit, stream, course, ctx)
        else:
            kept.append("persons")
    yield from (_conflict(ours, course, name) for name in kept)
    _classify(stream, change, texts, course, office)


def _classify(
    stream: Stream, change: Mapping[str, Any], texts: Mapping[str, str], course: Course, office: Office
) -> None:
    said = replace(Said.on(office.today), texts=texts)
    stream.append(intake.amend(stream.case, Amended(**change, origin=course.facts.origin), said, office))


def _texts(now: Mapping[str, str], base: Course | None, course: Course) -> tuple[dict[str, str], list[str]]:
    """Texts that the source changed and nobody here did, and the names of those that both changed."""
    new = marked(dict(course.texts), course.persons)
    before = marked(dict(base.texts), base.persons) if base else {}
    changed = [name for name in TEXTS if new.get(name, "") not in (before.get(name, ""), now.get(name, ""))]
    free = [name for name in changed if base is not None and now.get(name, "") == before.get(name, "")]
    return {name: new.get(name, "") for name in free}, [name for name in changed if name not in free]


def _persons_are_the_sources(stream: Stream) -> bool:
    """Whether the persons of the case are those that an import brought last."""
    refs: tuple[PersonRef, ...] | None = None
    for event in stream.events:
        if isinstance(event.payload, Registered | Amended) and event.source is Source.IMPORT:
            refs = event.payload.persons if event.payload.persons is not None else refs
    return refs == stream.case.facts.persons


def _new_persons(unit: Work, stream: Stream, course: Course, ctx: Context) -> tuple[PersonRef, ...]:
    people = [(ctx.ledger.new_id(), draft) for draft in course.persons]
    for person_id, draft in people:
        unit.keep_person(new_person(person_id, stream.id, draft))
    return tuple(person_ref(*person) for person in people)
