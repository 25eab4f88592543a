"""The overview: exact numbers of a small province, and the cases behind every one of them."""

from __future__ import annotations

import pytest

from core.rules.access import Actor
from tests.pages.conftest import ANONG, AUDITOR, BOONMEE, CHAI, DAO, SOMSRI
from tests.support.screens import drawing, drawings, listed, matrix_rows, opened, rerun, shown_numbers, sign_in_as

DASHBOARD = "reports/dashboard.py"

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _boonmee(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boonmee looks, unless a test says otherwise."""
    sign_in_as(monkeypatch, BOONMEE)


def test_pending_stands_first_and_shares_add_up() -> None:
    app = opened(DASHBOARD)
    assert list(shown_numbers(app).items()) == [
        ("อยู่ระหว่างดำเนินการ", "9 เรื่อง จาก 14 เรื่อง (64.29%)"),
        ("เกินกำหนด", "4 เรื่อง จาก 9 เรื่อง"),
        ("ค้างรายงาน", "6 เรื่อง จาก 9 เรื่อง"),
        ("ยุติเรื่อง", "5 เรื่อง จาก 14 เรื่อง (35.71%)"),
        ("ทั้งหมด", "14 เรื่อง"),
    ]
    assert [each["first"] for each in drawing(app, "figures")["figures"]] == [True, False, False, False, False]


def test_the_year_proves_itself() -> None:
    app = opened(DASHBOARD)
    assert shown_numbers(app, 1) == {
        "ยกมา": "2 เรื่อง",
        "เรื่องรับใหม่": "10 เรื่อง",
        "ดำเนินการใหม่": "0 ครั้ง",
        "ยุติ": "3 ครั้ง",
        "คงค้าง": "9 เรื่อง",
    }
    said = [each.value for each in app.caption]
    assert "ยกมา 2 + รับใหม่ 10 + ดำเนินการใหม่ 0 − ยุติ 3 = คงค้าง 9 ✓ ยอดตรงกัน" in said
    assert [each["sign"] for each in drawing(app, "figures", 1)["figures"]] == ["", "+", "+", "−", "="]


@pytest.mark.parametrize(
    ("query", "rows", "days"),
    [
        pytest.param(
            {},
            [("เรื่องคงค้างยกมา", "2", "1", "50.00", "1"), ("เรื่องรับใหม่", "10", "2", "20.00", "8")],
            "รับตั้งแต่เริ่มทะเบียน ถึง 30 ก.ย. 2562 และยังไม่ยุติ ณ สิ้นวันที่ 30 ก.ย. 2562 นับการยุติถึง 31 ก.ค. 2563",
            id="carried",
        ),
        pytest.param(
            {"reading": "cohort"},
            [("เรื่องคงค้างยกมา", "4", "3", "75.00", "1"), ("เรื่องรับใหม่", "10", "2", "20.00", "8")],
            "รับตั้งแต่เริ่มทะเบียน ถึง 30 ก.ย. 2562 ทั้งหมด นับการยุติถึง 31 ก.ค. 2563",
            id="cohort",
        ),
        pytest.param(
            {"reading": "cohort", "since": "2562"},
            [("เรื่องคงค้างยกมา", "3", "2", "66.67", "1"), ("เรื่องรับใหม่", "10", "2", "20.00", "8")],
            "รับตั้งแต่วันที่ 1 ต.ค. 2561 ถึง 30 ก.ย. 2562 ทั้งหมด นับการยุติถึง 31 ก.ค. 2563",
            id="cohort-of-one-year",
        ),
        pytest.param(
            {"year": "2562"},
            [("เรื่องคงค้างยกมา", "0", "0", "–", "0"), ("เรื่องรับใหม่", "3", "2", "66.67", "1")],
            "รับตั้งแต่เริ่มทะเบียน ถึง 30 ก.ย. 2561 และยังไม่ยุติ ณ สิ้นวันที่ 30 ก.ย. 2561 นับการยุติถึง 31 ก.ค. 2563",
            id="the-year-before",
        ),
    ],
)
def test_backlog_and_new_are_read_both_ways_with_their_days(
    query: dict[str, str], rows: list[tuple[str, ...]], days: str
) -> None:
    app = opened(DASHBOARD, **query)
    assert matrix_rows(app) == rows
    assert drawing(app, "matrix")["rows"][0]["note"] == days


def test_the_reading_is_switched_on_screen_and_kept_in_the_address() -> None:
    app = opened(DASHBOARD)
    app.segmented_control(key="reading").set_value("cohort")
    assert rerun(app).query_params["reading"] == "cohort"
    app.selectbox(key="choice_year").set_value("2562")
    assert rerun(app).query_params["year"] == "2562"
    assert "ปีงบประมาณ พ.ศ. 2562 (1 ต.ค. 2561 – 30 ก.ย. 2562)" in [each.value for each in app.subheader]


def test_a_programme_stands_beside_the_total_in_its_own_units() -> None:
    app = opened(DASHBOARD)
    assert "**COVID-19 รวม 65 (นับแยกจากเรื่องร้องเรียนข้างต้น)**" in [each.value for each in app.markdown]
    said = "20 ก.ค. 2563 – 20 ก.ค. 2563 มาด้วยตนเอง 35 ราย + โทรศัพท์ 30 สาย = 65"
    assert said in [each.value for each in app.caption]


@pytest.mark.parametrize("place", [0, 1])
def test_every_number_opens_as_many_cases_as_it_says(place: int) -> None:
    found = {each["pick"]: int(each["value"]) for each in drawing(opened(DASHBOARD), "figures", place)["figures"]}
    found.pop("", None)
    assert {pick: len(listed(opened(DASHBOARD, show=pick), "no")) for pick in found} == found


@pytest.mark.parametrize("query", [{}, {"reading": "cohort"}], ids=["carried", "cohort"])
def test_every_number_of_the_cohorts_opens_as_many_cases(query: dict[str, str]) -> None:
    rows = drawing(opened(DASHBOARD, **query), "matrix")["rows"]
    found = {cell["pick"]: int(cell["text"]) for row in rows for cell in row["cells"] if cell["pick"]}
    assert {pick: len(listed(opened(DASHBOARD, show=pick, **query), "no")) for pick in found} == found


@pytest.mark.parametrize(
    ("pick", "heading", "cases"),
    [
        pytest.param("trend~2019-12", "คงค้าง ณ สิ้น ธ.ค. 62", ["2/2562"], id="month"),
        pytest.param("ages~8-15", "อายุ 8–15 วัน", ["8/2563"], id="age"),
        pytest.param("group~phone", "โทรศัพท์", ["4/2563", "2/2562"], id="group"),
        pytest.param("channel~letter", "จดหมาย/หนังสือ", ["6/2563"], id="channel"),
        pytest.param("topic~gambling~pending", "บ่อนการพนัน/อบายมุข", ["8/2563", "5/2563", "2/2563"], id="topic"),
        pytest.param("topic~debt~all", "หนี้สิน/การเงินนอกระบบ", ["10/2563", "6/2563"], id="topic-all"),
        pytest.param("amphoe~4502~pending", "เกษตรวิสัย", ["10/2563", "7/2563", "2/2563"], id="amphoe"),
        pytest.param("flow~opening", "ยกมา ก่อนวันที่ 1 ต.ค. 2562", ["3/2562", "2/2562"], id="opening"),
        pytest.param("backlog~left", "เรื่องคงค้างยกมา · คงเหลือ", ["2/2562"], id="backlog-left"),
    ],
)
def test_a_mark_of_a_chart_opens_its_cases(pick: str, heading: str, cases: list[str]) -> None:
    app = opened(DASHBOARD, show=pick)
    assert app.subheader[-1].value == heading
    assert [no for (no,) in listed(app, "no")] == cases


@pytest.mark.parametrize(
    "pick",
    [
        "moon",
        "topic~moon~all",
        *(pytest.param(each, marks=pytest.mark.slow) for each in ("topic", "ages~1-2", "trend~1990-01", "flow")),
        pytest.param("estimated~never", marks=pytest.mark.slow),
    ],
)
def test_an_address_that_names_no_number_opens_nothing(pick: str) -> None:
    assert drawings(opened(DASHBOARD, show=pick), "list") == []


def test_closing_the_list_leaves_the_address() -> None:
    app = opened(DASHBOARD, show="pending", case="2-2562")
    app.button(key="drawer_close").click()
    assert set(rerun(app).query_params) & {"show", "case"} == set()


def test_every_chart_has_the_same_numbers_as_a_table() -> None:
    app = opened(DASHBOARD, topic="")
    names = [each.label for each in app.expander]
    assert names == ["ดูเป็นตาราง"] * 6


def test_a_past_day_counts_what_was_known_to_have_happened_by_then() -> None:
    app = opened(DASHBOARD, as_of="2019-12-31")
    assert shown_numbers(app)["อยู่ระหว่างดำเนินการ"] == "1 เรื่อง จาก 4 เรื่อง (25.00%)"
    assert matrix_rows(app) == [("เรื่องคงค้างยกมา", "2", "1", "50.00", "1"), ("เรื่องรับใหม่", "0", "0", "–", "0")]


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        pytest.param(ANONG, True, id="officer"),
        pytest.param(DAO, True, id="executive"),
        pytest.param(CHAI, False, id="agency"),
        pytest.param(SOMSRI, False, id="administrator"),
        pytest.param(AUDITOR, False, id="auditor"),
    ],
)
def test_figures_of_the_province_are_for_the_centre_and_the_executive(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, *, sees: bool
) -> None:
    sign_in_as(monkeypatch, actor)
    app = opened(DASHBOARD)
    assert bool(drawings(app, "figures")) is sees
    assert [each.value for each in app.error] == ([] if sees else ["บัญชีของท่านไม่มีสิทธิ์ดูข้อมูลนี้"])


def test_every_kind_is_counted_and_opens_its_cases() -> None:
    app = opened(DASHBOARD, show="kind~grievance")
    [kind] = drawings(app, "figures")[2]["figures"]
    said = [kind[name] for name in ("label", "value", "note", "pick")]
    assert said == ["ร้องเรียนร้องทุกข์", "14", "นับในยอด", "kind~grievance"]
    assert len(listed(app, "no")) == 14
