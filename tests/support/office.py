"""A set-up installation on the engine of the run: initialised once per run, copied for each test.

A folder of tests gets the fixtures by importing the three whose names begin with ``office`` in its conftest. The
office was set up on 30 June 2026 at nine in the morning, Bangkok time; its clock stands there until a test moves it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text

from core.model.case import Case, CaseNo
from core.model.codes import PersonRole, Role, Source
from core.model.events import Event
from core.model.facts import PersonRef, Registered
from core.ports import NewPerson, Recorded, Work
from core.rules.access import Actor
from core.rules.decide import correct, intake, referral
from core.rules.decide.common import Said, When
from core.rules.obligations import Office as Rules
from core.text.dates import bangkok_day
from db.context import Home, forget_homes, open_home
from db.engine import engine_for, reading, writing
from db.ledger.confirm import confirm_date
from db.ledger.ledger import CaseLedger
from db.ledger.numbers import set_first_number
from db.ledger.stamp import Recorder
from db.ledger.verified import Verified
from db.ledger.verify import verify
from db.settings import Settings
from tests.support.cases import LAND, OFFICE, TITLE, WHY
from tests.support.databases import BuiltOnce, Databases, SqliteDatabases

PROVINCE, YEAR = "45", 2569
OPENED = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
ANONG = Actor(1, "anong", "อนงค์ เจ้าหน้าที่ตัวอย่าง", Role.OFFICER)
BOONMEE = Actor(2, "boonmee", "บุญมี ผู้อำนวยการตัวอย่าง", Role.DIRECTOR)
CHAI = Actor(3, "chai", "ชัย หน่วยงานตัวอย่าง", Role.AGENCY, "agency-elsewhere")
NAME, PHONE, DETAILS = "สมหญิง ใจดีตัวอย่าง", "0812345678", "เล่าว่าถนนเป็นหลุมลึกมาหลายเดือน"
FACTS = Registered("walk_in", topic_id="roads", amphoe_code="4501", year_be=YEAR)

Decide = Callable[[Work], None]
Move = Callable[[Case, Rules], Event]


@dataclass
class Hands:
    """A clock whose hands a test moves."""

    at: datetime = OPENED

    def now(self) -> datetime:
        """The instant that it shows."""
        return self.at

    def today(self) -> date:
        """The Bangkok day of that instant."""
        return bangkok_day(self.at)

    def move(self, **by: float) -> None:
        """Move the hands, back with negative numbers: ``move(days=1)``."""
        self.at += timedelta(**by)


@dataclass
class Office:
    """An installation that people work in."""

    settings: Settings
    clock: Hands = field(default_factory=Hands)

    @property
    def url(self) -> str:
        """Its database."""
        return self.settings.url

    @property
    def home(self) -> Home:
        """The installation as the program opens it."""
        return open_home(self.settings)

    def ledger(self, actor: Actor = ANONG, *, source: Source = Source.SCREEN, readonly: bool = False) -> CaseLedger:
        """The ledger as one person writes it."""
        return CaseLedger(self.home.engine, self.home.ring, actor, self.clock, PROVINCE, source, readonly)

    def rules(self) -> Rules:
        """What decisions need today; anybody may date back."""
        return replace(OFFICE, today=self.clock.today())

    def registers(self, facts: Registered = FACTS, *, on: date | None = None, sent: bool = False) -> Decide:
        """A command that takes a matter in with a person and, if wished, sends it to an agency on the same day."""
        ledger, said = self.ledger(), Said(When(on or self.clock.today()), {"title": TITLE, "details": DETAILS})
        case_id, person_id = ledger.new_id(), ledger.new_id()
        facts = replace(facts, persons=(PersonRef(person_id, PersonRole.COMPLAINANT),))

        def work(unit: Work) -> None:
            unit.keep_person(NewPerson(person_id, case_id, name=NAME, phone=PHONE))
            stream = unit.new_case(case_id, intake.register(facts, said, self.rules()))
            if sent:
                told = Said.on(on or self.clock.today())
                stream.append(referral.forward(stream.case, referral.Dispatch(LAND), told, self.rules()))

        return work

    def register(self, request_id: str, *, sent: bool = False, facts: Registered = FACTS) -> Recorded:
        """Take a matter in."""
        return self.ledger().act(request_id, "register", self.registers(facts, sent=sent))

    def moves(self, no: CaseNo, move: Move, *, expected: int | None = None) -> Decide:
        """A command that makes one move of a case."""

        def work(unit: Work) -> None:
            stream = unit.case(no, expected=expected)
            stream.append(move(stream.case, self.rules()))

        return work

    def move(self, request_id: str, no: CaseNo, move: Move, *, expected: int | None = None) -> Recorded:
        """Make one move of a case."""
        return self.ledger(BOONMEE).act(request_id, "move", self.moves(no, move, expected=expected))

    def retract(self, request_id: str, no: CaseNo, seq: int) -> Recorded:
        """Take an event out again."""

        def work(unit: Work) -> None:
            stream = unit.case(no)
            said = Said.on(self.clock.today(), WHY)
            stream.append(correct.retract(stream.id, stream.events, seq, said, self.rules()))

        return self.ledger(BOONMEE).act(request_id, "retract", work)

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        """What a query finds."""
        with reading(engine_for(self.url)) as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def tamper(self, sql: str, **values: object) -> int:
        """Change the database behind the program's back; returns how many rows."""
        with writing(engine_for(self.url)) as connection:
            return connection.execute(text(sql), values).rowcount

    def set_first_number(self, year_be: int, first_no: int) -> None:
        """Let the numbers of a year begin where a paper register stood."""
        with writing(engine_for(self.url)) as connection:
            set_first_number(connection, PROVINCE, year_be, first_no)

    def confirm_date(self) -> None:
        """The administrator vouches for the date that the clock shows."""
        who = Recorder(PROVINCE, BOONMEE.account_id)
        with writing(engine_for(self.url)) as connection:
            confirm_date(connection, self.home.ring, who, self.clock.now(), self.clock.today())

    def forget(self) -> None:
        """Open everything anew: the keys are other ones."""
        forget_homes()

    def verified(self) -> Verified:
        """What a verification finds."""
        with reading(engine_for(self.url)) as connection:
            return verify(connection, self.home.ring, PROVINCE)

    def faults(self) -> list[str]:
        """The differences that a verification finds; none in a sound office."""
        return self.verified().differences


def _initialised(url: str, key: Path) -> None:
    """Set the office up at the hour at which its clock begins."""
    from db.setup import NewInstallation, initialise

    with patch("db.setup.MachineClock", lambda _pinned: Hands()):
        initialise(_settings(url, key), NewInstallation(PROVINCE, "somsri", "สมศรี ผู้ดูแลตัวอย่าง", "no password"))


def _settings(url: str, key: Path) -> Settings:
    return Settings(database_url=url, secret_file=key, data_dir=key.parent.parent / "data")


Template = tuple[str, Path]
"""Name of the database of an office, and its key file."""


@dataclass(frozen=True)
class OfficeTemplates:
    """Makes offices that tests get copies of; each is built once per run."""

    databases: Databases
    built_once: BuiltOnce

    def make(self, name: str, fill: Callable[[Office], object] = lambda _office: None) -> Template:
        """An office that was just set up and then filled."""

        def build(folder: Path) -> tuple[str, str]:
            key = folder / "keys" / "office.key"
            key.parent.mkdir()
            own = SqliteDatabases(folder) if isinstance(self.databases, SqliteDatabases) else self.databases

            def filled(url: str) -> None:
                _initialised(url, key)
                fill(Office(_settings(url, key)))
                forget_homes()

            return own.template(filled), str(key)

        database, key_file = self.built_once(f"office-{name}", build)
        return database, Path(key_file)

    @contextmanager
    def copy(self, template: Template, folder: Path) -> Iterator[Office]:
        """A test's own copy of one; its clock stands where it stood when the office was set up."""
        name, template_key = template
        key = folder / "keys" / "office.key"
        key.parent.mkdir()
        shutil.copy2(template_key, key)
        with self.databases.copy(name, folder) as url:
            yield Office(_settings(url, key))
            forget_homes()


@pytest.fixture(scope="session")
def office_templates(databases: Databases, built_once: BuiltOnce) -> OfficeTemplates:
    """For tests whose offices have a past."""
    return OfficeTemplates(databases, built_once)


@pytest.fixture(scope="session")
def office_template(office_templates: OfficeTemplates) -> Template:
    """An office that was just set up."""
    return office_templates.make("new")


@pytest.fixture
def office(office_templates: OfficeTemplates, office_template: Template, tmp_path: Path) -> Iterator[Office]:
    """This test's own office: set up, without cases."""
    with office_templates.copy(office_template, tmp_path) as office:
        yield office


def is_postgres(office: Office) -> bool:
    """Whether the office stands on PostgreSQL."""
    return engine_for(office.url).dialect.name == "postgresql"
