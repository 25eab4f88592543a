"""The register for paper: rows by number, void ones too, and totals that add up from part to part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowed
from core.figures.register import RegisterPart, RegisterTotals
from core.model.beginnings import YearNumbers
from core.model.codes import ClosingClass, Role
from core.model.facts import Registered
from core.rules.access import PERMISSIONS, Permission
from core.usecases.close_case import CloseCase, close_case
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.void_case import VoidCase, void_case
from db.reads import Reads, Scope
from tests.support.office import PROVINCE
from tests.support.settings_office import DIRECTOR, SettingsOffice, settled

__all__ = ["settled"]

YEAR = YearNumbers(2569, 1, 5)
FACTS = Registered("walk_in", topic_id="land", amphoe_code="4501")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def reads(settled: SettingsOffice) -> Reads:
    """Three cases of June and two of July: the second closed at once, the third void, the fourth confidential."""
    ctx, nos = settled.context(DIRECTOR), []
    for n in range(1, 6):
        if n == 4:
            settled.office.clock.move(days=1)
        command = RegisterCase(
            request_id=f"r{n}",
            facts=replace(FACTS, confidential=n == 4),
            title=f"ขอให้ตรวจสอบแนวเขต {n}",
            public_title=f"เรื่องที่ {n}",
        )
        nos.append(register_case(command, ctx).no)
    closed = CloseCase(request_id="c", no=nos[1], closing_class=ClosingClass.EXPLAINED, text="ชี้แจงแล้ว")
    close_case(closed, ctx)
    void_case(VoidCase(request_id="v", no=nos[2], text="บันทึกซ้ำ"), ctx)
    return settled.context(DIRECTOR).reads  # type: ignore[no-any-return]


def test_the_years_that_have_numbers(reads: Reads) -> None:
    assert reads.numbered_years() == (YEAR,)


def test_a_year_counts_its_cases_by_the_month_of_receipt(reads: Reads) -> None:
    found = reads.register_year(YEAR)
    assert found.cases == 5
    assert {month: n for month, n in found.months.items() if n} == {JUNE: 3, JULY: 2}
    assert len(found.months) == 12


@pytest.mark.parametrize(
    ("part", "running", "before", "whole"),
    [
        pytest.param(RegisterPart(2569), [1, 2, 3, 4, 5], (0, 0, 0), (5, 1, 1), id="year"),
        pytest.param(RegisterPart(2569, (1, 3)), [1, 2, 3], (0, 0, 0), (3, 1, 1), id="first-numbers"),
        pytest.param(RegisterPart(2569, (3, 9)), [3, 4, 5], (2, 0, 1), (3, 1, 0), id="last-numbers"),
        pytest.param(RegisterPart(2569, month=JUNE), [1, 2, 3], (0, 0, 0), (3, 1, 1), id="month"),
        pytest.param(RegisterPart(2569, month=JULY), [4, 5], (3, 1, 1), (2, 0, 0), id="next-month"),
        pytest.param(RegisterPart(2569, month=date(2025, 10, 1)), [], (0, 0, 0), (0, 0, 0), id="empty-month"),
        pytest.param(RegisterPart(2568), [], (0, 0, 0), (0, 0, 0), id="another-year"),
    ],
)
def test_a_part_carries_what_stands_before_it(
    reads: Reads, part: RegisterPart, running: list[int], before: tuple[int, ...], whole: tuple[int, ...]
) -> None:
    found = reads.register_list(part)
    assert [row.no for row in found.rows] == [f"{n}/2569" for n in running]
    assert found.before == RegisterTotals(*before)
    assert found.whole == RegisterTotals(*whole)


def test_an_undated_case_stands_in_the_first_month_of_its_year(settled: SettingsOffice, reads: Reads) -> None:
    settled.office.tamper("UPDATE case_ SET received_on = NULL WHERE running = 5")
    october = reads.register_list(RegisterPart(2569, month=date(2025, 10, 1)))
    assert [row.no for row in october.rows] == ["5/2569"]
    assert reads.register_list(RegisterPart(2569, month=JULY)).before == RegisterTotals(4, 1, 1)


def test_no_more_rows_than_asked_for_but_all_are_counted(reads: Reads) -> None:
    found = reads.register_list(RegisterPart(2569), limit=2)
    assert [row.no for row in found.rows] == ["1/2569", "2/2569"]
    assert found.whole.cases == 5


def test_a_void_number_stands_as_such_and_a_confidential_case_has_no_title(reads: Reads) -> None:
    rows = reads.register_list(RegisterPart(2569)).rows
    assert [row.is_void for row in rows] == [False, False, True, False, False]
    assert [row.title for row in rows] == ["เรื่องที่ 1", "เรื่องที่ 2", "เรื่องที่ 3", "", "เรื่องที่ 5"]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_make_papers_read_it(settled: SettingsOffice, role: Role) -> None:
    theirs = Reads(settled.office.home.engine, PROVINCE, Scope(role, "land" if role is Role.AGENCY else None, 9))
    questions = (
        theirs.numbered_years,
        lambda: theirs.register_year(YEAR),
        lambda: theirs.register_list(RegisterPart(2569)),
    )
    for ask in questions:
        if Permission.PAPER_MAKE in PERMISSIONS[role]:
            ask()
        else:
            with pytest.raises(NotAllowed):
                ask()
