"""The start of an office: who may say what it begins with, and what is left behind when somebody does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import DomainError, NotAllowed
from core.model.beginnings import OpeningBalance, StartStep, YearNumbers
from core.model.codes import Role
from core.ports import Context, MasterChange
from core.rules.access import PERMISSIONS, Permission
from core.text.dates import fiscal_year_be
from core.usecases.begin_numbers import BeginNumbers, begin_numbers
from core.usecases.edit_masters import edit_masters
from core.usecases.settle_step import settle_step
from tests.support.settings_office import ADMIN, PEOPLE, SettingsOffice, settled

__all__ = ["settled"]

NAMES = {role: name for name, (role, _, _) in PEOPLE.items()} | {Role.ADMIN: ADMIN}
BODY = {"received": 412, "closed": 400, "pending": 12, "source": "สมุดทะเบียน", "entered_on": "2020-07-29"}
BALANCE = MasterChange("opening_balance", "2562", BODY)
EVENTS = "SELECT kind, actor_id, payload FROM ledger_event WHERE stream_kind = 'master' ORDER BY seq DESC LIMIT 1"
ACTS: dict[str, Callable[[Context], object]] = {
    "begin numbers": lambda ctx: begin_numbers(BeginNumbers(first_no=412), ctx),
    "settle a step": lambda ctx: settle_step(StartStep.OPENING, ctx),
    "record a balance": lambda ctx: edit_masters([BALANCE], ctx),
    "read numbers": lambda ctx: ctx.beginnings.numbers(2570),
    "read balances": lambda ctx: ctx.beginnings.opening_balances(),
    "look for imports": lambda ctx: ctx.beginnings.has_imports(),
    "look at a place": lambda ctx: ctx.beginnings.place_at("/"),
    "propose a place": lambda ctx: ctx.beginnings.proposed_place(),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_role_without_the_permission_is_refused_and_changes_nothing(settled: SettingsOffice, name: str) -> None:
    count = "SELECT count(*) FROM ledger_event"
    for role, who in NAMES.items():
        before = settled.office.rows(count)
        if Permission.MASTERS_EDIT in PERMISSIONS[role]:
            ACTS[name](settled.context(who))
        else:
            with pytest.raises(NotAllowed):
                ACTS[name](settled.context(who))
            assert settled.office.rows(count) == before
    assert settled.office.faults() == []


def test_the_next_number_is_an_event_of_whoever_said_it(settled: SettingsOffice) -> None:
    ctx = settled.context()
    year = fiscal_year_be(ctx.clock.today())
    assert begin_numbers(BeginNumbers(first_no=412), ctx) == YearNumbers(year, 412, 411)
    assert begin_numbers(BeginNumbers(first_no=500), ctx).next_no == 500
    kind, actor_id, payload = settled.office.rows(EVENTS)[0]
    assert (kind, actor_id, payload) == (
        "numbers_begun",
        ctx.actor.account_id,
        f'{{"first_no":500,"year_be":{year}}}',
    )
    assert ctx.beginnings.numbers(year) == YearNumbers(year, 500, 499)
    assert settled.office.faults() == []


def test_a_year_with_numbers_keeps_them(settled: SettingsOffice) -> None:
    ctx = settled.context()
    year = fiscal_year_be(ctx.clock.today())
    begin_numbers(BeginNumbers(first_no=412), ctx)
    settled.office.tamper("UPDATE number_counter SET last_no = 412 WHERE year_be = :year", year=year)
    with pytest.raises(DomainError) as refused:
        begin_numbers(BeginNumbers(first_no=1), ctx)
    assert (refused.value.key, refused.value.facts) == ("error.numbers_taken", {"year": year})
    assert ctx.beginnings.numbers(year) == YearNumbers(year, 412, 412)


def test_a_balance_comes_back_and_goes(settled: SettingsOffice) -> None:
    ctx = settled.context()
    edit_masters([BALANCE], ctx)
    (found,) = ctx.beginnings.opening_balances()
    assert (found.year_be, found.received, found.closed, found.pending, found.source) == (
        2562,
        412,
        400,
        12,
        "สมุดทะเบียน",
    )
    assert isinstance(found, OpeningBalance)
    with pytest.raises(DomainError):
        edit_masters([MasterChange("opening_balance", "2562", {**BODY, "pending": 13})], ctx)
    edit_masters([MasterChange("opening_balance", "2562", None)], ctx)
    assert (ctx.beginnings.opening_balances(), settled.office.faults()) == ((), [])


def test_a_step_is_settled_once_and_others_stay(settled: SettingsOffice) -> None:
    for step in (StartStep.OPENING, StartStep.IMPORT, StartStep.OPENING):
        settle_step(step, settled.context())
    assert set(settled.context().masters.settings["start_settled"].split()) == {"opening", "import"}
    with pytest.raises(DomainError):
        settle_step(StartStep.BACKUP, settled.context())


@pytest.mark.parametrize(
    ("folder", "is_writable"), [("here", True), ("here/new", True), ("away/new", False), ("file/new", False)]
)
def test_a_place_is_looked_at_and_left_as_it_was(
    settled: SettingsOffice,
    tmp_path: Path,
    folder: str,
    is_writable: bool,  # noqa: FBT001  # a row of the table
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    assert settled.context().beginnings.place_at(str(tmp_path / folder)).is_writable is is_writable
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_without_its_root_is_none(settled: SettingsOffice) -> None:
    assert settled.context().beginnings.place_at("backups").is_writable is False
