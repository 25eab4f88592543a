"""The holidays an office starts with, and what is proposed for later years."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.model.holidays import Holiday, WorkCalendar
from core.rules.calendar import add_working_days, work_calendar
from db.seed.files import rows_of
from db.seed.geography import provinces
from db.seed.holidays import known_holidays, propose_holidays, vouched_years

CODES = {province.code for province in provinces()}


def calendar_of(province_code: str) -> WorkCalendar:
    return work_calendar(
        known_holidays(), province_code=province_code, confirmed_years=vouched_years(province_code), version=1
    )


def test_eight_years_are_known() -> None:
    assert Counter(holiday.day.year for holiday in known_holidays()) == {
        2020: 25,
        2021: 29,
        2022: 30,
        2023: 26,
        2024: 28,
        2025: 25,
        2026: 24,
        2027: 22,
    }


def test_holidays_are_in_order_and_kept_in_real_provinces() -> None:
    days = [holiday.day for holiday in known_holidays()]
    scopes = {code for holiday in known_holidays() for code in holiday.scope}
    assert (days == sorted(days), scopes - CODES, len(scopes)) == (True, set(), 77)


def test_the_file_tells_no_source() -> None:
    assert {tuple(row) for row in rows_of("holidays")} == {("date", "name", "scope", "certainty")}
    assert {row["certainty"] for row in rows_of("holidays")} == {
        "settled",
        "single_source",
        "projected",
        "unconfirmed",
    }


@pytest.mark.parametrize(
    ("province_code", "day", "is_kept"),
    [
        pytest.param("45", date(2021, 5, 10), True, id="north-east-2564-roi-et"),
        pytest.param("45", date(2021, 3, 26), False, id="north-2564-not-roi-et"),
        pytest.param("51", date(2021, 3, 26), True, id="north-2564-lamphun"),
        pytest.param("90", date(2021, 10, 6), True, id="south-2564-songkhla"),
        pytest.param("71", date(2021, 10, 21), True, id="centre-2564-kanchanaburi"),
        pytest.param("12", date(2022, 11, 16), True, id="apec-nonthaburi"),
        pytest.param("13", date(2022, 11, 16), False, id="apec-not-pathum-thani"),
        pytest.param("94", date(2026, 2, 17), True, id="chinese-new-year-pattani"),
        pytest.param("45", date(2026, 2, 17), False, id="chinese-new-year-not-roi-et"),
        pytest.param("45", date(2026, 5, 1), False, id="labour-day-is-a-working-day"),
        pytest.param("45", date(2020, 4, 13), False, id="songkran-2563-was-cancelled"),
        pytest.param("45", date(2020, 7, 27), True, id="songkran-2563-made-up-for"),
        pytest.param("45", date(2021, 10, 25), False, id="substitute-2564-was-moved-from-the-25th"),
        pytest.param("45", date(2021, 10, 22), True, id="substitute-2564-was-moved-to-the-22nd"),
    ],
)
def test_a_province_keeps_its_holidays(province_code: str, day: date, *, is_kept: bool) -> None:
    assert (day in calendar_of(province_code).holidays) is is_kept


@pytest.mark.parametrize(
    ("province_code", "years"),
    [
        pytest.param("45", range(2020, 2027), id="roi-et-without-the-projected-2570"),
        pytest.param("10", range(2020, 2026), id="bangkok-has-an-unconfirmed-day-in-2569"),
    ],
)
def test_vouched_years(province_code: str, years: range) -> None:
    assert vouched_years(province_code) == set(years)


@pytest.mark.parametrize(
    ("start", "count", "due_on"),
    [
        pytest.param(date(2020, 7, 24), 1, date(2020, 7, 29), id="over-the-substitute-and-the-birthday-of-2563"),
        pytest.param(date(2026, 4, 10), 1, date(2026, 4, 16), id="over-songkran-2569"),
        pytest.param(date(2026, 4, 30), 1, date(2026, 5, 1), id="labour-day-2569"),
    ],
)
def test_roi_et_counts_its_working_days(start: date, count: int, due_on: date) -> None:
    assert add_working_days(start, count, calendar_of("45")) == due_on


def test_a_proposal_leaves_out_days_on_which_government_works() -> None:
    proposed = {holiday.day: holiday for holiday in propose_holidays(2571)}
    assert {date(2028, 5, 1), date(2028, 1, 8)} & proposed.keys() == set()
    assert proposed[date(2028, 4, 17)] == Holiday(date(2028, 4, 17), "ชดเชยวันสงกรานต์")
    assert len(proposed) == 23


def test_proposals_differ_from_what_was_announced_on_four_days() -> None:
    nationwide = {holiday.day for holiday in known_holidays() if not holiday.scope}
    proposed = {holiday.day for be in range(2563, 2571) for holiday in propose_holidays(be)}
    assert proposed ^ nationwide == {date(2020, 12, 7), date(2021, 10, 22), date(2021, 10, 25), date(2023, 1, 3)}


@pytest.mark.parametrize("be", [2456, 2644])
def test_years_the_package_does_not_know_are_refused(be: int) -> None:
    with pytest.raises(ValueError, match=f"no proposal for {be}"):
        propose_holidays(be)


@pytest.mark.shared_data
def test_the_file_says_what_the_curated_calendar_says(shared_data: Path) -> None:
    with (shared_data / "calendar" / "th_government_holidays_2563_2570.csv").open(encoding="utf-8-sig") as file:
        curated = sorted((row["date"], row["name_th"].split(" — ")[0]) for row in csv.DictReader(file))
    assert sorted((holiday.day.isoformat(), holiday.name) for holiday in known_holidays()) == curated
