"""What an office brings along, and which steps of its start stand open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.errors import DomainError
from core.model.beginnings import OpeningBalance, StartStep, YearNumbers
from core.model.upkeep import BackupState
from core.rules.beginnings import Found, checked_first_number, checked_opening, checked_steps, open_steps, settled

BALANCE = {"received": 5650, "closed": 5552, "pending": 98, "source": "สมุดทะเบียน", "entered_on": "2020-07-29"}
EMPTY = Found(
    settings={},
    backup=BackupState("/data/backups", is_chosen=False, is_here=True, is_same_disk=True),
    numbers=None,
    openings=(),
    has_imports=False,
    caseworkers=0,
)
SHEET = datetime(2026, 11, 22, 3, tzinfo=UTC)
PLACE = BackupState("/media/usb/x", is_chosen=True, is_here=True, is_same_disk=False)
OPENING = OpeningBalance(2563, 5650, 5552, 98, "สมุดทะเบียน", date(2020, 7, 29))


@pytest.mark.parametrize("no", [1, 2, 412, 999_999])
def test_numbers_may_begin_with_any_number_of_a_register(no: int) -> None:
    assert checked_first_number(no) == no


@pytest.mark.parametrize(
    ("no", "key"), [(0, "error.number_impossible"), (-1, "error.number_impossible"), (1_000_000, "error.number_high")]
)
def test_impossible_first_numbers_are_refused(no: int, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_first_number(no)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("year", "changed"),
    [
        pytest.param("2563", {}, id="as-a-register-says"),
        pytest.param("2563", {"received": 0, "closed": 0, "pending": 0}, id="nothing"),
        pytest.param("2563", {"received": 98, "closed": 0}, id="nothing-closed"),
    ],
)
def test_a_balance_that_adds_up_stands(year: str, changed: dict[str, Any]) -> None:
    assert checked_opening(year, {**BALANCE, **changed}) is None  # type: ignore[func-returns-value]  # refuses or not


def test_a_balance_may_be_taken_out() -> None:
    assert checked_opening("2563", None) is None  # type: ignore[func-returns-value]  # refuses or not


@pytest.mark.parametrize(
    ("year", "changed", "key", "facts"),
    [
        pytest.param("63", {}, "error.opening_year", {}, id="short-year"),
        pytest.param("2020", {}, "error.opening_year", {}, id="ce-year"),
        pytest.param("ปีนี้", {}, "error.opening_year", {}, id="no-year"),
        pytest.param("2563", {"received": -1}, "error.opening_count", {"most": 9_999_999}, id="negative"),
        pytest.param("2563", {"closed": "5552"}, "error.opening_count", {"most": 9_999_999}, id="text"),
        pytest.param("2563", {"pending": True}, "error.opening_count", {"most": 9_999_999}, id="truth"),
        pytest.param("2563", {"received": None}, "error.opening_count", {"most": 9_999_999}, id="missing"),
        pytest.param(
            "2563", {"closed": 5651}, "error.opening_closed", {"closed": 5651, "received": 5650}, id="more-closed"
        ),
        pytest.param("2563", {"pending": 97}, "error.opening_pending", {"pending": 97, "wanted": 98}, id="one-less"),
        pytest.param("2563", {"pending": 99}, "error.opening_pending", {"pending": 99, "wanted": 98}, id="one-more"),
        pytest.param("2563", {"source": " "}, "error.opening_source", {"most": 200}, id="no-source"),
        pytest.param("2563", {"source": "ก" * 201}, "error.opening_source", {"most": 200}, id="long-source"),
    ],
)
def test_a_balance_that_cannot_be_true_is_refused(
    year: str, changed: dict[str, Any], key: str, facts: dict[str, object]
) -> None:
    with pytest.raises(DomainError) as refused:
        checked_opening(year, {**BALANCE, **changed})
    assert (refused.value.key, refused.value.facts) == (key, facts)


@pytest.mark.parametrize(
    ("found", "step"),
    [
        pytest.param(replace(EMPTY, backup=replace(EMPTY.backup, recovery_confirmed_at=SHEET)), "sheet", id="sheet"),
        pytest.param(replace(EMPTY, backup=PLACE), "backup", id="place"),
        pytest.param(replace(EMPTY, backup=replace(PLACE, is_same_disk=True)), "backup", id="unsafe-place-is-chosen"),
        pytest.param(
            replace(EMPTY, settings={"centre_name": "ศูนย์ฯ", "centre_phone": "0 4351 1222"}), "facts", id="facts"
        ),
        pytest.param(replace(EMPTY, settings={"clock_set": "letter"}), "clocks", id="clocks"),
        pytest.param(replace(EMPTY, numbers=YearNumbers(2570, 412, 411)), "number", id="number"),
        pytest.param(replace(EMPTY, openings=(OPENING,)), "opening", id="opening"),
        pytest.param(replace(EMPTY, settings={"start_settled": "opening"}), "opening", id="no-opening"),
        pytest.param(replace(EMPTY, has_imports=True), "import", id="imported"),
        pytest.param(replace(EMPTY, settings={"start_settled": "import"}), "import", id="nothing-to-import"),
        pytest.param(replace(EMPTY, caseworkers=1), "people", id="people"),
    ],
)
def test_each_step_is_done_by_what_the_office_has(found: Found, step: str) -> None:
    assert open_steps(found) == tuple(each for each in StartStep if each.value != step)


@pytest.mark.parametrize("settings", [{}, {"centre_name": "ศูนย์ฯ"}, {"centre_phone": "1567"}])
def test_facts_stay_open_without_name_and_telephone(settings: dict[str, str]) -> None:
    assert StartStep.FACTS in open_steps(replace(EMPTY, settings=settings))


def test_an_empty_office_has_everything_before_it() -> None:
    assert open_steps(EMPTY) == tuple(StartStep)


def test_settled_steps_are_kept_in_their_order() -> None:
    assert checked_steps("import  opening import") == "opening import"
    assert settled({"start_settled": "opening import gone"}) == {StartStep.OPENING, StartStep.IMPORT}


@pytest.mark.parametrize("text", ["backup", "sheet", "facts", "clocks", "people", "number", "opening nothing"])
def test_what_must_be_done_cannot_be_settled_by_a_word(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_steps(text)
    assert refused.value.key == "error.setting_unknown"


def test_numbers_of_a_year() -> None:
    begun, used = YearNumbers(2570, 412, 411), YearNumbers(2570, 412, 412)
    assert (begun.is_used, begun.next_no, used.is_used, used.next_no) == (False, 412, True, 413)
