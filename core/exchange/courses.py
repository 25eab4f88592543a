"""A source case as a course of ours: its words turned into the keys of our lists, its days into steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from core.exchange.findings import Finding
from core.exchange.plan import Plan
from core.exchange.read_cases import read_cases
from core.exchange.sandbox import Upload
from core.exchange.source_case import UNKNOWN_DAY, Day, SourceCase, SourcePerson, SourceStatus
from core.exchange.spool import sorted_courses
from core.exchange.wording import squash
from core.model.codes import ClosingClass, ContactKind, ContactWay, DateBasis, PersonRole, SentVia
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.facts import Origin, Registered
from core.model.importing import Keys
from core.rules.known_cases import case_key
from core.text.catalogue import t
from core.text.dates import bangkok_day, fiscal_year_be

_LEAST_OF_A_NAME: Final = 3


def courses_of(
    upload: Upload, plan: Plan, keys: Keys, *, progress: Callable[[int], None] | None = None
) -> Iterator[Course]:
    """Yield every case of a surveyed file as a course, in the order in which they are numbered.

    The file is read to its end before the first course comes; ``progress`` is told how many cases have been read.

    Raises:
        ImportRefused: the file cannot be read, or is not the one that was surveyed.
    """
    return sorted_courses(_courses(upload, plan, keys, progress), order_of)


def _courses(upload: Upload, plan: Plan, keys: Keys, progress: Callable[[int], None] | None) -> Iterator[Course]:
    cases = (one for one in read_cases(upload, plan) if not isinstance(one, Finding))
    for n, case in enumerate(cases, start=1):
        yield course_of(case, keys)
        if progress is not None:
            progress(n)


def order_of(course: Course) -> tuple[bool, date, int]:
    """Courses are numbered by day of receipt and row, undated ones last."""
    row = course.facts.origin.row if course.facts.origin else 0
    return course.received_on is None, course.received_on or date.min, row


def course_of(case: SourceCase, keys: Keys) -> Course:
    """The course of one source case.

    ``key`` ends with the source's number where that is unique in the file; ``facts.origin.key`` always tells number and
    identity, so that a case is found again when its number comes to stand twice.
    """
    matter, received = case.matter, case.received
    facts = Registered(
        channel_id=keys.channels[case.channel.name],
        contact_kind=matter.contact_kind or ContactKind.GRIEVANCE,
        topic_id=keys.topics.get(matter.topic),
        amphoe_code=next((keys.amphoe[name] for name in case.place.amphoe if name in keys.amphoe), None),
        confidential=case.confidential,
        needs_sorting=not matter.topic,
        persons_contacting=1 if case.persons_contacting is None else case.persons_contacting,
        origin=origin_of(case),
        year_be=fiscal_year_be(received.day or keys.today),
    )
    return Course(
        key=f"import:{case.source_system}:{case.source_key}",
        facts=facts,
        received_on=received.day,
        received_basis=received.basis,
        texts={"title": matter.title, "public_title": _public_title(case), "details": _details(case)},
        persons=tuple(_persons(case)),
        steps=tuple(_steps(case, keys)),
        cells=_cells(case),
    )


def origin_of(case: SourceCase) -> Origin:
    """Where a case comes from."""
    key = case_key(case.source_no, case.identity)
    return Origin(case.source_system, case.source_no, case.fingerprint, case.rows[0], key)


def _public_title(case: SourceCase) -> str:
    """Topic and amphoe, never the source's own title: nobody has looked for names in that."""
    topic, amphoe = case.matter.topic, next(iter(case.place.amphoe), "")
    if topic and amphoe:
        return t("import.public_title", topic=topic, amphoe=amphoe)
    if amphoe:
        return t("import.public_title.amphoe", amphoe=amphoe)
    return topic or t("import.public_title.none")


def _details(case: SourceCase) -> str:
    """What has no field of its own is kept in the text: the note, the place, further amphoe."""
    places = (*case.place.amphoe[1:], *case.place.elsewhere, case.place.tambon, case.place.text)
    parts = (case.matter.details, case.matter.note, " ".join(each for each in places if each))
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _cells(case: SourceCase) -> dict[str, str]:
    """Every value of the source; where rows were joined, their further values under a numbered heading."""
    seen: Counter[str] = Counter()
    cells: dict[str, str] = {}
    for heading, value in case.source_values:
        seen[heading] += 1
        cells[heading if seen[heading] == 1 else f"{heading} [{seen[heading]}]"] = value
    return cells


def _persons(case: SourceCase) -> Iterator[PersonDraft]:
    for person, role in ((case.complainant, PersonRole.COMPLAINANT), (case.respondent, PersonRole.RESPONDENT)):
        if _is_known(person, role):
            yield PersonDraft(role, person.anonymity, name=person.name, phone=person.phone)


def _is_known(person: SourcePerson, role: PersonRole) -> bool:
    return bool(person.name or person.phone) or role is PersonRole.COMPLAINANT


def _steps(case: SourceCase, keys: Keys) -> Iterator[Step]:
    agencies, sent = agencies_of(case, keys), _sent(case)
    for agency_id in agencies:
        yield Step(
            Verb.FORWARD,
            sent.day,
            sent.basis,
            agency_id=agency_id,
            sent_via=SentVia.LETTER if case.referral.letter_no else SentVia.SYSTEM,
            letter_no=case.referral.letter_no,
            letter_on=case.referral.letter_on,
            due_on=case.referral.due_on,
        )
    yield from _answers(case, keys, agencies, sent.day)
    yield from _end(case, sent)


def _sent(case: SourceCase) -> Day:
    """Nothing of an undated case has a day: it could be placed in no window."""
    return case.referral.sent if case.received.day else UNKNOWN_DAY


def _end(case: SourceCase, sent: Day) -> Iterator[Step]:
    """The closing, else the label of what a pending case waits for, from the day on which the source last said so."""
    progress = case.progress
    if progress.status is SourceStatus.CLOSED:
        day = (progress.closed if case.received.day else None) or UNKNOWN_DAY
        text = progress.status_text
        yield Step(Verb.CLOSE, day.day, day.basis, text=text, closing_class=ClosingClass.UNSPECIFIED)
    elif progress.delay is not None:
        last = bangkok_day(progress.last_activity_at) if progress.last_activity_at else None
        if sent.day and last and last > sent.day:
            yield Step(Verb.DELAY, last, DateBasis.ESTIMATED, delay=progress.delay)
        else:
            yield Step(Verb.DELAY, sent.day, sent.basis, delay=progress.delay)


def agencies_of(case: SourceCase, keys: Keys) -> tuple[str, ...]:
    """The agencies of a case, each once; the centre itself where it handled the case."""
    own = [keys.centre] if case.referral.handled_by_centre else []
    return tuple(dict.fromkeys([*own, *(keys.agencies[spelling] for spelling in case.referral.agencies)]))


def _answers(case: SourceCase, keys: Keys, agencies: tuple[str, ...], sent_on: date | None) -> Iterator[Step]:
    """Reminders and reports in the order of their days; nothing before the sending, after the closing or the import."""
    closed_on = case.progress.closed.day if case.progress.closed else None
    last = min(closed_on or keys.today, keys.today)
    if sent_on is None:
        yield from _reports(case, keys, agencies, UNKNOWN_DAY)
        return
    steps = [*_chases(case, agencies), *_reports(case, keys, agencies, case.progress.reported)]
    dated = [(step.on, step.verb, step) for step in steps if step.on and sent_on <= step.on <= last]
    yield from (step for _, _, step in sorted(dated, key=lambda each: each[:2]))


def _chases(case: SourceCase, agencies: tuple[str, ...]) -> Iterator[Step]:
    for agency_id in agencies:
        for day in case.progress.reminders:
            yield Step(Verb.CHASE, day, agency_id=agency_id, way=ContactWay.LETTER)


def _reports(case: SourceCase, keys: Keys, agencies: tuple[str, ...], day: Day | None) -> Iterator[Step]:
    if case.progress.reported is None or day is None:
        return
    for agency_id in _reporters(case, keys, agencies):
        text = case.progress.status_text
        yield Step(Verb.PROGRESS, day.day, day.basis, agency_id=agency_id, text=text)


def _reporters(case: SourceCase, keys: Keys, agencies: tuple[str, ...]) -> list[str]:
    """The agencies of the case that the state names, in full or in part, else every one."""
    named = [squash(name) for name in case.progress.reported_by]
    spelled = {squash(spelling): keys.agencies[spelling] for spelling in case.referral.agencies}
    found = {spelled[name] for name in named if name in spelled}
    for name in named:
        longer = {agency_id for spelling, agency_id in spelled.items() if name in spelling}
        if len(name) >= _LEAST_OF_A_NAME and name not in spelled and len(longer) == 1:
            found |= longer
    return [each for each in agencies if each in found] or list(agencies)
