"""The plan of the demonstration: 5,650 cases, 5,552 closed and 98 pending on 29 July 2563. Source of the figures: RE.

Everything else is invented. Numbers, days, agencies and titles are the same on every build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.model.codes import Anonymity, ContactKind
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.facts import Registered
from core.text.catalogue import t
from core.text.dates import fiscal_year_be
from core.usecases.demo.dice import Dice
from core.usecases.demo.steps import OWN, at_agency, chased, done, finished, later, reopened, told_after_closing

AS_OF = date(2020, 7, 29)
TODAY = date(2020, 7, 31)
FIRST_DAY = date(2014, 10, 1)
CASES, PENDING = 5_650, 98
TOPICS = {
    "utilities": 18, "land": 15, "welfare": 13, "environment": 10, "public_safety": 9, "general": 8, "officials": 7,
    "debt": 6, "farmland": 5, "administration": 4, "labour": 3, "consumer": 2,
}  # fmt: skip
CHANNELS = {
    "walk_in": 34, "hotline_1567": 20, "letter": 13, "centre_phone": 9, "page_inbox": 6, "gcc1111": 6,
    "other_agency": 5, "web1111": 3, "box1111": 2, "field_unit": 2,
}  # fmt: skip
KINDS = {
    ContactKind.GRIEVANCE: 78, ContactKind.NEED: 9, ContactKind.IMMEDIATE_HELP: 6, ContactKind.SUGGESTION: 4,
    ContactKind.RELAY: 3,
}  # fmt: skip
OFFICES = {
    "land": ("land", "local_admin"), "farmland": ("land_reform", "land"), "environment": ("environment", "industry"),
    "utilities": ("rural_roads", "electricity", "waterworks", "highways", "irrigation", "public_works"),
    "public_safety": ("police",), "officials": ("administration", "police", "local_admin"),
    "debt": ("justice", "police"), "consumer": ("commerce",), "labour": ("labour_protection",),
    "welfare": ("social_development", "health", "agriculture"), "administration": ("local_admin", "education"),
    "general": ("administration", "agriculture"),
}  # fmt: skip
AGES = ((0, 7, 21), (8, 15, 17), (16, 30, 22), (31, 60, 19), (61, 90, 11), (91, 420, 8))
"""Ages of the pending on AS_OF: from, to, how many."""
NOT_SENT, FORGOTTEN, OWN_HANDLING, REOPENED = 4, 20, 5, 6
"""The first pending cases are not sent yet, and one that should have been; then some that the centre handles itself."""
QUIET, CHECKED = 4, 7
"""Every fifth agency stops answering; every tenth case awaits the centre's check."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demonstration happens: its province's amphoe as (code, name), by code."""

    amphoe: Sequence[tuple[str, str]]
    topic_name: Callable[[str], str]

    @property
    def crowded(self) -> Sequence[tuple[str, str]]:
        """The amphoe to draw from; the provincial town, the first of them, has three times as many cases."""
        return (*self.amphoe, self.amphoe[0], self.amphoe[0])


def courses(place: Place) -> tuple[Course, ...]:
    """All courses in the order in which their numbers are given: by day of receipt."""
    found = [*_closed(place), *_pending(place)]
    found.sort(key=lambda course: (course.received_on, course.key))
    return tuple(replace(course, key=f"demo-{n:05}") for n, course in enumerate(found, start=1))


def _closed(place: Place) -> Iterator[Course]:
    for n in range(1, CASES - PENDING + 1):
        dice = Dice(n)
        received = _received(dice)
        steps = finished(dice, received, _agencies(dice, place))
        last = steps[-1].on or received
        if last > AS_OF:
            moved = (last - AS_OF).days + dice.between("shift", 0, 9)
            received = later(received, -moved)
            steps = finished(dice, received, _agencies(dice, place))
        yield _course(n, dice, received, steps, place)


def _received(dice: Dice) -> date:
    """More cases in later years; seldom on a weekend."""
    span = (AS_OF - FIRST_DAY).days
    throw = max(dice.between("day1", 0, span), dice.between("day2", 0, span) * dice.between("bend", 0, 1))
    day = later(FIRST_DAY, throw)
    return later(day, -2) if day.weekday() > 4 and dice.between("weekend", 0, 4) and throw > 1 else day


def _pending(place: Place) -> Iterator[Course]:
    ages = [age for low, high, count in AGES for age in _spread(low, high, count)]
    for n, age in enumerate(ages, start=CASES - PENDING + 1):
        dice, opened = Dice(n), AS_OF - timedelta(days=age)
        place_in_list = n - (CASES - PENDING + 1)
        if 30 <= place_in_list < 30 + REOPENED:
            yield _course(n, dice, *_taken_up_again(dice, opened, place), place)
        else:
            steps = _still_open(dice, opened, place_in_list, _agencies(dice, place))
            yield _course(n, dice, opened, steps, place)


def _spread(low: int, high: int, count: int) -> Iterator[int]:
    return (low + (high - low) * k // max(1, count - 1) for k in range(count))


def _still_open(dice: Dice, opened: date, n: int, agencies: tuple[str, str]) -> tuple[Step, ...]:
    if n < NOT_SENT or n == FORGOTTEN:
        return ()
    sent_on = min(later(opened, dice.between("sent", 0, 1)), AS_OF)
    if NOT_SENT <= n < NOT_SENT + OWN_HANDLING:
        return (Step(Verb.FORWARD, sent_on, agency_id=OWN),)
    went_quiet = n % 5 == QUIET
    heard_until = max(sent_on, later(AS_OF, -dice.between("quiet", 4, 50))) if went_quiet else AS_OF
    steps = tuple(at_agency(dice, sent_on, agencies[0], heard_until))
    last = steps[-1].on or sent_on
    if n % 10 == CHECKED and last < AS_OF:
        return (*steps, done(max(last, later(AS_OF, -3)), agencies[0]))
    if (went_quiet and n > 40) or (n > 60 and n % 3 == 0):
        return (*steps, chased(max(last, later(AS_OF, -6)), agencies[0]))
    return steps


def _taken_up_again(dice: Dice, opened: date, place: Place) -> tuple[date, tuple[Step, ...]]:
    """Received long before; closed, and taken up again on ``opened``."""
    agencies = _agencies(dice, place)
    received = later(opened, -120)
    first = finished(dice, received, agencies)
    ended = first[-1].on or received
    if ended > opened:
        received = later(received, -(ended - opened).days)
        first = finished(dice, received, agencies)
    again = at_agency(dice, min(later(opened, 1), AS_OF), agencies[0], AS_OF, "3")
    return received, (*first, reopened(opened), *again)


def _agencies(dice: Dice, place: Place) -> tuple[str, str]:
    """The agency that gets the case, and another one."""
    topic = dice.weighed("topic", TOPICS)
    code, _ = dice.one_of("amphoe", place.crowded)
    district, office = f"district_{code}", dice.one_of("office", OFFICES[topic])
    return (district, office) if dice.between("district", 0, 9) < 4 else (office, district)


def _course(n: int, dice: Dice, received: date, steps: tuple[Step, ...], place: Place) -> Course:
    topic = dice.weighed("topic", TOPICS)
    code, name = dice.one_of("amphoe", place.crowded)
    facts = Registered(
        channel_id=dice.weighed("channel", CHANNELS),
        contact_kind=dice.weighed("kind", KINDS),
        topic_id=topic,
        amphoe_code=code,
        urgent=dice.between("urgent", 0, 39) == 0,
        wants_reply=dice.between("reply", 0, 2) == 0,
        persons_contacting=dice.weighed("persons", {1: 80, 2: 12, 5: 6, 20: 2}),
        year_be=fiscal_year_be(received),
    )
    hidden = dice.between("hidden", 0, 6) == 0
    person = PersonDraft(
        anonymity=Anonymity.HIDDEN if hidden else Anonymity.OPEN,
        name=t("demo.person", n=f"{n:04}"),
        phone=f"099000{n:04}",
    )
    texts = {
        "title": t(f"demo.title.{topic}", n=f"{n:04}"),
        "public_title": t("demo.public_title", topic=place.topic_name(topic), amphoe=name),
    }
    heard = tuple(told_after_closing(dice, steps, AS_OF)) if facts.wants_reply else steps
    return Course(f"{n:05}", facts, received, texts=texts, persons=(person,), steps=heard)
