"""The strip of clocks: mark, lines and lateness of each, on the day before, on and after it is due."""

from __future__ import annotations

import pytest

from core.model.case import Obligation
from core.model.codes import ObligationKind as Kind
from pages.ui.case_clocks import cards, overdue_days
from tests.unit.figures.cases import case, day, owed, referral

TODAY = day("2020-07-31")


def drawn(promise: Obligation, pauses: tuple[tuple[str, str | None], ...] = ()) -> tuple[str, str, list[str], str]:
    """Mark, tone, lines and lateness of one clock of a case at the land office."""
    sent = referral("ที่ดิน", "2020-07-01", pauses=pauses)
    [card] = cards(case(("2020-07-01", None)), [promise], TODAY, sent, "")
    return card.mark, card.tone, list(card.said), card.late


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        pytest.param(
            owed(Kind.FINISH, "2020-07-01", "2020-08-01"),
            ("○", "open", ["ครบกำหนด 1 ส.ค. 2563", "อีก 1 วัน"], ""),
            id="day-before",
        ),
        pytest.param(
            owed(Kind.FINISH, "2020-07-01", "2020-07-31"),
            ("●", "near", ["ครบกำหนด 31 ก.ค. 2563", "ครบกำหนดวันนี้"], ""),
            id="on-the-day",
        ),
        pytest.param(
            owed(Kind.FINISH, "2020-07-01", "2020-07-30"),
            ("▲", "late", ["ครบกำหนด 30 ก.ค. 2563"], "เกินกำหนด 1 วัน"),
            id="day-after",
        ),
        pytest.param(
            owed(Kind.ACKNOWLEDGE, "2020-07-01", "2020-07-02", done="2020-07-02"),
            ("✓", "done", ["ครบกำหนด 2 ก.ค. 2563", "ดำเนินการ 2 ก.ค. 2563"], ""),
            id="kept-on-the-day",
        ),
        pytest.param(
            owed(Kind.ACKNOWLEDGE, "2020-07-01", "2020-07-02", done="2020-07-05"),
            ("▲", "late", ["ครบกำหนด 2 ก.ค. 2563", "ดำเนินการ 5 ก.ค. 2563"], "ช้า 3 วัน"),
            id="kept-late",
        ),
        pytest.param(
            owed(Kind.FINISH, "2020-07-01", "2020-08-20", first_due="2020-07-20"),
            ("○", "open", ["ครบกำหนด 20 ส.ค. 2563", "กำหนดแรก 20 ก.ค. 2563", "อีก 20 วัน"], ""),
            id="extended",
        ),
        pytest.param(
            owed(Kind.REVIEW, "2020-07-01", "2020-07-20"),
            ("◇", "near", ["ครบกำหนด 20 ก.ค. 2563", "เลยวันทบทวน"], ""),
            id="a-review-is-never-overdue",
        ),
    ],
)
def test_a_clock_says_how_it_stands(promise: Obligation, expected: tuple[str, str, list[str], str]) -> None:
    assert drawn(promise) == expected


@pytest.mark.parametrize(
    ("due", "tone"),
    [pytest.param("2020-07-20", "near", id="stood-before"), pytest.param("2020-07-09", "late", id="passed-before")],
)
def test_a_clock_that_stands_is_late_only_where_its_day_had_passed(due: str, tone: str) -> None:
    assert drawn(owed(Kind.FINISH, "2020-07-01", due), pauses=(("2020-07-10", None),))[1] == tone


@pytest.mark.parametrize(
    ("first", "said", "late"),
    [
        pytest.param("2020-06-15", "ค้าง 4 รอบ ตั้งแต่ 15 มิ.ย. 2563", "เกินกำหนด 46 วัน", id="four-missed"),
        pytest.param("2020-07-30", "ค้าง 1 รอบ ตั้งแต่ 30 ก.ค. 2563", "เกินกำหนด 1 วัน", id="missed-yesterday"),
        pytest.param("2020-08-15", "ครบกำหนด 15 ส.ค. 2563", "", id="next"),
    ],
)
def test_a_series_counts_the_windows_that_were_missed(first: str, said: str, late: str) -> None:
    _, _, lines, lateness = drawn(owed(Kind.PERIODIC_SERIES, "2020-06-01", first))
    assert (lines[0], lateness) == (said, late)


def test_the_windows_that_were_answered_stand_on_the_card_of_the_series() -> None:
    rows = [
        owed(Kind.PERIODIC_PROGRESS, "2020-06-01", "2020-06-15", done="2020-06-15"),
        owed(Kind.PERIODIC_PROGRESS, "2020-06-15", "2020-06-30", done="2020-07-02"),
        owed(Kind.PERIODIC_SERIES, "2020-06-01", "2020-08-15"),
        owed(Kind.FINISH, "2020-06-01", "2020-08-15"),
        owed(Kind.FIRST_PROGRESS, "2020-06-01", "2020-06-04", done="2020-06-04"),
    ]
    found = cards(case(("2020-06-01", None)), rows, TODAY, referral("ที่ดิน", "2020-06-01"), "")
    assert [card.name for card in found] == [
        "กำหนดรายงานความก้าวหน้าครั้งแรก",
        "รายงานความก้าวหน้ารอบวันที่ 15 / วันที่ 30",
        "กำหนดแล้วเสร็จ",
    ]
    assert list(found[1].said) == ["ครบกำหนด 15 ส.ค. 2563", "อีก 15 วัน", "ทันกำหนด 1 จาก 2 รอบ"]


def test_a_case_is_overdue_by_its_latest_finish_day_or_by_its_sending() -> None:
    unsent = case(("2020-07-20", None), obligations=[owed(Kind.FORWARD, "2020-07-20", "2020-07-21", referral_no=None)])
    assert overdue_days(unsent, TODAY) == 10
    at_two = case(
        ("2020-07-01", None),
        referrals=[referral("a", "2020-07-01", no=1), referral("b", "2020-07-01", no=2, checks=[("2020-07-20", None)])],
        obligations=[
            owed(Kind.FINISH, "2020-07-01", "2020-07-28", referral_no=1),
            owed(Kind.FINISH, "2020-07-01", "2020-07-10", referral_no=2),
            owed(Kind.ACKNOWLEDGE, "2020-07-01", "2020-07-02", referral_no=1),
        ],
    )
    assert overdue_days(at_two, TODAY) == 3  # the second awaits the check; an answer that is owed is no finish day
