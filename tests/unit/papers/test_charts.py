"""Charts as specifications: exact lengths, texts, colours and order; what a browser draws is looked at elsewhere."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from core.figures.board import BoardRow
from core.figures.counts import Cohort, FiscalCounts, Flow, KeyCount, MonthCount, ProgrammeCount, Window
from core.figures.standing import Place
from core.figures.trend import trend_months
from core.model.codes import ChannelGroup
from core.papers import charts
from core.papers.charts_style import CLOSED, IN_TIME, OVERDUE, PENDING, PROJECTOR, SCREEN, SECOND, Look, Spec

DAY = date(2020, 7, 29)
BACKLOG = Cohort(Window(None, date(2019, 9, 30)), 90, 8)
FISCAL = FiscalCounts(
    2563,
    Flow(90, 337, 2, 387, 42),
    BACKLOG,
    date(2019, 9, 30),
    Cohort(Window(date(2019, 10, 1), DAY), 337, 33),
    returned_cases=2,
    returned_left=1,
)
NAMES = {"land": "ที่ดิน", "debt": "หนี้สิน"}
THAI = Look(width=600, thai_digits=True)


def rows_of(spec: Spec) -> list[Mapping[str, Any]]:
    """The rows that a chart draws."""
    rows: list[Mapping[str, Any]] = spec["data"]["values"]
    return rows


def bars_of(spec: Spec) -> list[tuple[str, str, int, str, str]]:
    """The whole bars of a chart, from the top."""
    return [
        tuple(row[name] for name in ("key", "name", "value", "label", "colour"))
        for row in rows_of(spec)
        if "label" in row
    ]


def parts_of(spec: Spec) -> list[tuple[str, str, int, int, str, str]]:
    """The parts of the bars of a chart."""
    fields = ("key", "part", "start", "end", "inside", "colour")
    return [tuple(row[name] for name in fields) for row in rows_of(spec) if "part" in row]


def agency(agency_id: str, name: str, pending: int, overdue: int) -> BoardRow:
    """A row of the board of which only these are drawn."""
    return BoardRow(Place.AGENCY, agency_id, name, pending, overdue, 0, 0, 0, 0, {}, 0)


def months(*stocks: int) -> tuple[MonthCount, ...]:
    """The last months up to July 2020, each with 10 received, 8 closed and 1 reopened."""
    return tuple(
        MonthCount(month, 10, 8, 1, stock)
        for month, stock in zip(trend_months(DAY)[-len(stocks) :], stocks, strict=True)
    )


EVERY_CHART: dict[str, Callable[[Look], Spec]] = {
    "trend": lambda look: charts.trend_chart(months(90, 120, 98), look),
    "ages": lambda look: charts.age_chart(
        {"0-7": 31, "8-15": 22, "16-30": 18, "31-60": 12, "61-90": 9, ">90": 6}, look
    ),
    "agencies": lambda look: charts.agency_chart([agency("a", "อำเภอ", 5, 2)], lambda row: row.agency, look),
    "fiscal": lambda look: charts.fiscal_chart(charts.fiscal_parts(FISCAL, BACKLOG), look),
    "pending": lambda look: charts.pending_chart([KeyCount("land", 1200, 30)], NAMES, look),
    "cases": lambda look: charts.case_chart([KeyCount("land", 1200, 30)], NAMES, look),
    "groups": lambda look: charts.group_chart(dict.fromkeys(ChannelGroup, 3), look),
    "programme": lambda look: charts.programme_chart(ProgrammeCount("covid19", DAY, DAY, 35, 30, 0, 0), look),
    "nothing": lambda look: charts.pending_chart([], NAMES, look),
}


def test_the_trend_names_the_months_that_people_ask_for() -> None:
    spec = charts.trend_chart(months(90, 101, 130, 99, 70, 88, 98))
    assert [(row["key"], row["month"], row["stock"], row.get("label")) for row in rows_of(spec)] == [
        ("2020-01", "ม.ค. 63", 90, "90"),
        ("2020-02", "ก.พ. 63", 101, None),
        ("2020-03", "มี.ค. 63", 130, "130"),
        ("2020-04", "เม.ย. 63", 99, None),
        ("2020-05", "พ.ค. 63", 70, "70"),
        ("2020-06", "มิ.ย. 63", 88, None),
        ("2020-07", "ก.ค. 63", 98, "98"),
    ]


@pytest.mark.parametrize(
    ("stocks", "labelled"),
    [
        pytest.param((98, 97, 96, 95), {0: "98", 3: "95"}, id="falling-first-is-highest-last-is-lowest"),
        pytest.param((50, 90, 80), {0: "50", 2: "80"}, id="a-peak-beside-and-hardly-above-the-last-gives-way"),
        pytest.param((50, 146, 98), {0: "50", 1: "146", 2: "98"}, id="a-peak-well-above-the-last-keeps-its-number"),
        pytest.param((7,), {0: "7"}, id="one-month"),
        pytest.param((0, 0, 0, 0), {0: "0", 3: "0"}, id="nothing-pending"),
    ],
)
def test_numbers_on_the_line_never_stand_on_each_other(stocks: tuple[int, ...], labelled: dict[int, str]) -> None:
    rows = rows_of(charts.trend_chart(months(*stocks)))
    assert {number: row["label"] for number, row in enumerate(rows) if "label" in row} == labelled


def test_the_trend_of_three_years_is_read_in_buddhist_years() -> None:
    every = trend_months(DAY)
    spec = charts.trend_chart(tuple(MonthCount(month, 1, 1, 0, n) for n, month in enumerate(every)))
    across = spec["encoding"]["x"]
    assert across["axis"]["values"][0] == "ต.ค. 60"
    assert across["axis"]["values"][-2:] == ["เม.ย. 63", "ก.ค. 63"]
    assert (across["scale"]["domain"][0], across["scale"]["domain"][-1], len(across["scale"]["domain"])) == (
        "ส.ค. 60",
        "ก.ค. 63",
        36,
    )
    assert [(row["month"], row["year"]) for row in rows_of(spec) if "year" in row] == [
        ("ต.ค. 60", "ปีงบฯ 2561"),
        ("ต.ค. 61", "ปีงบฯ 2562"),
        ("ต.ค. 62", "ปีงบฯ 2563"),
    ]
    assert spec["description"] == "กราฟเส้นเรื่องคงค้างสิ้นเดือน ย้อนหลัง 36 เดือน ล่าสุด 35 เรื่อง"


def test_ages_are_read_in_days() -> None:
    spec = charts.age_chart({"0-7": 31, "8-15": 1022, "16-30": 0, "31-60": 12, "61-90": 9, ">90": 6})
    assert [(row["key"], row["name"], row["value"], row["label"]) for row in rows_of(spec)] == [
        ("0-7", "0–7", 31, "31"),
        ("8-15", "8–15", 1022, "1,022"),
        ("16-30", "16–30", 0, "0"),
        ("31-60", "31–60", 12, "12"),
        ("61-90", "61–90", 9, "9"),
        (">90", "เกิน 90", 6, "6"),
    ]


def test_the_overdue_part_of_an_agency_comes_first_and_is_said_in_words() -> None:
    rows = [agency("a", "อำเภอเมือง", 24, 12), agency("b", "ที่ดินจังหวัด", 5, 0)]
    spec = charts.agency_chart(rows, lambda row: row.agency)
    assert bars_of(spec) == [
        ("a", "อำเภอเมือง", 24, "24 เรื่อง เกินกำหนด 12", CLOSED),
        ("b", "ที่ดินจังหวัด", 5, "5 เรื่อง", CLOSED),
    ]
    assert parts_of(spec) == [
        ("a", "เกินกำหนด", 0, 12, "12", OVERDUE),
        ("a", "ยังไม่เกินกำหนด", 12, 24, "12", IN_TIME),
        ("b", "ยังไม่เกินกำหนด", 0, 5, "5", IN_TIME),
    ]


def test_two_agencies_of_the_same_name_keep_their_own_bars() -> None:
    spec = charts.agency_chart([agency("a", "เทศบาล", 3, 0), agency("b", "เทศบาล", 2, 0)], lambda row: row.agency)
    assert [(key, name) for key, name, *_ in bars_of(spec)] == [("a", "เทศบาล"), ("b", "เทศบาล\u200b")]
    assert [(row["key"], row["name"]) for row in rows_of(spec) if "part" in row] == [
        ("a", "เทศบาล"),
        ("b", "เทศบาล\u200b"),
    ]


def test_the_fiscal_year_shows_closed_and_left_of_each_cohort() -> None:
    spec = charts.fiscal_chart(charts.fiscal_parts(FISCAL, BACKLOG))
    assert [(key, name, label) for key, name, _, label, _ in bars_of(spec)] == [
        ("backlog", "เรื่องคงค้างยกมา", "เหลือ 8 จาก 90 เรื่อง"),
        ("new", "เรื่องรับใหม่", "เหลือ 33 จาก 337 เรื่อง"),
        ("returned", "กลับมาดำเนินการใหม่", "เหลือ 1 จาก 2 เรื่อง"),
    ]
    assert parts_of(spec)[:3] == [
        ("backlog", "ยุติเรื่อง", 0, 82, "ยุติ 82 (91.11%)", CLOSED),
        ("backlog", "คงเหลือ", 82, 90, "", PENDING),
        ("new", "ยุติเรื่อง", 0, 304, "ยุติ 304 (90.21%)", CLOSED),
    ]


def test_returned_cases_are_not_drawn_where_there_are_none() -> None:
    none = FiscalCounts(2563, FISCAL.flow, BACKLOG, FISCAL.carried_at, FISCAL.new, 0, 0)
    assert [part.key for part in charts.fiscal_parts(none, BACKLOG)] == ["backlog", "new"]


def test_pending_by_topic_stands_beside_its_whole_most_pending_first() -> None:
    counts = [KeyCount("land", 1200, 12), KeyCount("debt", 300, 40), KeyCount("", 20, 4), KeyCount("old", 900, 0)]
    assert bars_of(charts.pending_chart(counts, NAMES)) == [
        ("debt", "หนี้สิน", 40, "40 จาก 300 เรื่อง", PENDING),
        ("land", "ที่ดิน", 12, "12 จาก 1,200 เรื่อง", PENDING),
        ("-", "ไม่ระบุ", 4, "4 จาก 20 เรื่อง", PENDING),
    ]


def test_all_cases_by_topic_carry_their_share() -> None:
    assert bars_of(charts.case_chart([KeyCount("land", 1200, 12), KeyCount("debt", 300, 40)], NAMES)) == [
        ("land", "ที่ดิน", 1200, "1,200 เรื่อง (80.00%)", CLOSED),
        ("debt", "หนี้สิน", 300, "300 เรื่อง (20.00%)", CLOSED),
    ]


def test_walk_in_and_phone_come_first_whatever_their_size() -> None:
    by_group = dict.fromkeys(ChannelGroup, 0) | {
        ChannelGroup.LETTER: 60,
        ChannelGroup.PHONE: 15,
        ChannelGroup.WALK_IN: 20,
        ChannelGroup.ONLINE: 5,
    }
    assert [(key, label, colour) for key, _, _, label, colour in bars_of(charts.group_chart(by_group))] == [
        ("walk_in", "20 เรื่อง (20.00%)", CLOSED),
        ("phone", "15 เรื่อง (15.00%)", CLOSED),
        ("letter", "60 เรื่อง (60.00%)", SECOND),
        ("online", "5 เรื่อง (5.00%)", SECOND),
        ("referred", "0 เรื่อง (0.00%)", SECOND),
        ("field", "0 เรื่อง (0.00%)", SECOND),
    ]


@pytest.mark.parametrize(
    ("others", "shown"),
    [
        pytest.param(0, [("walk_in", "35 ราย"), ("calls", "30 สาย")], id="persons-and-calls"),
        pytest.param(4, [("walk_in", "35 ราย"), ("calls", "30 สาย"), ("other", "4 ครั้ง")], id="with-others"),
    ],
)
def test_contacts_of_a_programme_keep_their_units(others: int, shown: list[tuple[str, str]]) -> None:
    spec = charts.programme_chart(ProgrammeCount("covid19", DAY, DAY, 35, 30, others, 0))
    assert [(key, label) for key, _, _, label, _ in bars_of(spec)] == shown


def test_papers_write_thai_digits() -> None:
    assert [label for *_, label, _ in bars_of(charts.pending_chart([KeyCount("land", 1200, 12)], NAMES, THAI))] == [
        "๑๒ จาก ๑,๒๐๐ เรื่อง"
    ]
    assert rows_of(charts.trend_chart(months(1042), THAI))[0]["month"] == "ก.ค. ๖๓"
    assert charts.trend_chart(months(1042), THAI)["config"]["locale"]["number"]["numerals"][5] == "๕"


@pytest.mark.parametrize("made", EVERY_CHART.values(), ids=EVERY_CHART)
def test_every_chart_can_be_clicked_and_read_aloud(made: Callable[[Look], Spec]) -> None:
    spec = made(SCREEN)
    assert [(each["name"], each["select"]["fields"]) for each in spec["params"]] == [("pick", ["key"])]
    assert spec["description"].startswith("กราฟ")
    assert spec["usermeta"] == {"embedOptions": {"actions": False}}


@pytest.mark.parametrize("made", EVERY_CHART.values(), ids=EVERY_CHART)
def test_every_chart_is_the_same_each_time_and_pure_data(made: Callable[[Look], Spec]) -> None:
    assert json.dumps(made(SCREEN), sort_keys=True) == json.dumps(made(SCREEN), sort_keys=True)


@pytest.mark.parametrize("made", EVERY_CHART.values(), ids=EVERY_CHART)
def test_a_projector_gets_larger_letters(made: Callable[[Look], Spec]) -> None:
    screen, wall = made(SCREEN), made(PROJECTOR)
    assert (screen["config"]["text"]["fontSize"], wall["config"]["text"]["fontSize"]) == (14, 22)
    assert wall["height"] > screen["height"]


@pytest.mark.parametrize("made", EVERY_CHART.values(), ids=EVERY_CHART)
def test_every_scale_of_a_layer_has_the_axis_of_the_others(made: Callable[[Look], Spec]) -> None:
    """Vega-Lite refuses a drawing without a word when one layer hides an axis that another shows."""
    for channel in ("x", "y"):
        said = [layer["encoding"][channel] for layer in made(SCREEN)["layer"] if channel in layer["encoding"]]
        axes = [json.dumps(each["axis"], sort_keys=True) for each in said if "field" in each]
        assert len(set(axes)) <= 1


@pytest.mark.skipif(importlib.util.find_spec("vl_convert") is None, reason="vl-convert is not installed")
@pytest.mark.parametrize("made", EVERY_CHART.values(), ids=EVERY_CHART)
def test_every_chart_can_be_drawn(made: Callable[[Look], Spec]) -> None:
    drawn = importlib.import_module("vl_convert").vegalite_to_svg(json.dumps(made(Look(width=600))))
    assert drawn.startswith("<svg")
