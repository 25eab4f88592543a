"""A small province in a private database: an office with everybody's account, and cases whose numbers are known.

Today is 31 July 2020. The office holds 14 cases, 9 of them pending, at two agencies and at the centre.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from core.model.account import NewAccount
from core.model.codes import ClosingClass, InstallationKind, Role
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.facts import Registered
from core.ports import Context, MasterChange
from core.rules.access import Actor
from core.text.dates import fiscal_year_be
from core.usecases.record_course import record_course
from db import accounts
from db.context import context_for, open_home
from db.engine import writing
from db.operations import NewInstallation, initialise
from db.settings import Settings
from tests.http.support import password_hash
from tests.support.people import EVERYBODY

ROI_ET: Final = "45"
TODAY: Final = date(2020, 7, 31)
NOBODY: Final = "ผู้ร้องตัวอย่าง"


def settings_of(folder: Path, *, today: date | None = TODAY) -> Settings:
    """Settings of an installation that keeps everything in ``folder``."""
    return Settings(
        data_dir=folder / "data", database_url=None, secret_file=folder / "test.key", today=today, public_url=None
    )


def set_up(settings: Settings, kind: InstallationKind = InstallationKind.TEST) -> Context:
    """Make the office and everybody's account; the context of its director."""
    new = NewInstallation(ROI_ET, "somsri", "สมศรี ผู้ดูแลตัวอย่าง", password_hash(), kind)
    initialise(settings, new)
    home = open_home(settings)
    with writing(home.engine) as connection:
        for person in EVERYBODY:
            account = NewAccount(person.username, person.name, person.role, person.agency_id)
            accounts.add_account(connection, ROI_ET, account, password_hash=password_hash(), now=datetime.now(UTC))
    return context_for(Actor(1, "boonmee", "บุญมี", Role.DIRECTOR), home=home)


def fill(ctx: Context, courses: Iterable[Course]) -> None:
    """Record courses as they happened, clocks running."""
    office = ctx.office(may_backdate=True)
    with ctx.ledger.batch() as batch:
        for course in courses:
            record_course(course, ctx, office, batch)


def count_contacts(ctx: Context, day: date, walk_in: int, calls: int) -> None:
    """Enter contacts of the programme COVID-19, which are no cases."""
    body = {"programme_id": "covid19", "day": day.isoformat(), "walk_in_persons": walk_in, "calls": calls}
    ctx.ledger.change_masters(
        [MasterChange("programme_contact", "1", {**body, "other_contacts": 0, "became_cases": 0})]
    )


def day(text: str) -> date:
    """``2020-07-29`` as a date."""
    return date.fromisoformat(text)


def course(
    key: str,
    received: str,
    *steps: Step,
    topic: str = "land",
    channel: str = "walk_in",
    amphoe: str = "4501",
    title: str = "ขอให้ตรวจสอบแนวเขตที่สาธารณประโยชน์",
) -> Course:
    """A case received on a day, and what followed."""
    received_on = day(received)
    facts = Registered(channel, topic_id=topic, amphoe_code=amphoe, year_be=fiscal_year_be(received_on))
    texts = {"title": title, "public_title": title, "details": f"{title} รายละเอียด"}
    return Course(key, facts, received_on, texts=texts, persons=(PersonDraft(name=f"{NOBODY} {key}"),), steps=steps)


def sent(agency_id: str, on: str, *, keep: bool = True) -> Step:
    """Sent to an agency."""
    return Step(Verb.FORWARD, day(on), agency_id=agency_id, keep=keep)


def step(verb: Verb, agency_id: str, on: str) -> Step:
    """A move of an agency, or on its referral."""
    return Step(verb, day(on), agency_id=agency_id, text="รายละเอียดของรายการนี้")


def closed(on: str) -> Step:
    """Closed by the centre."""
    return Step(Verb.CLOSE, day(on), text="แก้ไขแล้ว", closing_class=ClosingClass.SOLVED)


def urgent(given: Course) -> Course:
    """The same case, marked urgent."""
    return replace(given, facts=replace(given.facts, urgent=True))


def reachable(given: Course, phone: str) -> Course:
    """The same case, its first person with a phone."""
    first, *others = given.persons
    return replace(given, persons=(replace(first, phone=phone), *others))


def answered(agency_id: str, on: str) -> Step:
    """Reported done by its agency."""
    return step(Verb.DONE, agency_id, on)


CLOSED: Final = (
    course("2018", "2018-03-01", sent("land", "2018-03-02"), answered("land", "2018-03-30"), closed("2018-04-02")),
    course("2019", "2019-01-10", sent("police", "2019-01-11"), answered("police", "2019-02-08"), closed("2019-02-11")),
    course("backlog", "2019-09-20", sent("land", "2019-09-23"), answered("land", "2019-11-14"), closed("2019-11-15")),
    course("winter", "2020-01-06", sent("land", "2020-01-07"), answered("land", "2020-02-07"), closed("2020-02-10")),
    course(
        "spring", "2020-05-11", sent("police", "2020-05-12"), answered("police", "2020-06-12"), closed("2020-06-15")
    ),
)
PENDING: Final = (
    reachable(
        course(
            "oldest", "2019-08-01", sent("land", "2019-08-02"), channel="hotline_1567", title="แนวเขตที่ดินสาธารณะหนองใหญ่"
        ),
        "0897654321",
    ),
    course("april", "2020-04-10", sent("police", "2020-04-13"), topic="gambling", amphoe="4502"),
    course("june", "2020-06-01", sent("land", "2020-06-02"), channel="hotline_1567"),
    course("checked", "2020-07-01", sent("police", "2020-07-02"), answered("police", "2020-07-20"), topic="gambling"),
    course("own", "2020-07-10", sent("centre", "2020-07-11"), topic="debt", channel="letter"),
    course("two", "2020-07-15", sent("land", "2020-07-16"), sent("police", "2020-07-16"), amphoe="4502"),
    course("police", "2020-07-20", sent("police", "2020-07-21"), topic="gambling", channel="page_inbox"),
    course("new", "2020-07-24", sent("land", "2020-07-24")),
    urgent(course("today", "2020-07-30", topic="debt", amphoe="4502", title="หนี้นอกระบบ ถูกข่มขู่")),
)
"""On 31 July 2020: at the land office 4 (2 overdue), at the police 3 (1 overdue), one case at both; at the centre 3."""


def small_province(folder: Path) -> Context:
    """The office with these fourteen cases and the programme's contacts."""
    ctx = set_up(settings_of(folder))
    fill(ctx, sorted((*CLOSED, *PENDING), key=lambda each: each.received_on or TODAY))
    count_contacts(ctx, date(2020, 7, 20), walk_in=35, calls=30)
    return ctx
