"""The numbers that the source documents print, from cases of the same counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.figures.counts import Cohort, Flow, ProgrammeCount, Window
from core.figures.fiscal import fiscal_question
from core.figures.headline import headline
from core.figures.recount.stock import recount_carried, recount_cohort, recount_statistics
from core.figures.share import percent_text
from core.figures.statistics import statistics
from core.model.case import Case
from core.model.codes import ChannelGroup
from tests.unit.figures.cases import case

AS_OF = date(2020, 7, 29)
EVE = date(2019, 9, 30)
BEGIN = date(2014, 10, 1)
GROUPS = {"walk_in": ChannelGroup.WALK_IN}


def received(first: date, last: date, count: int, closed_by: date | None = None) -> list[Case]:
    """``count`` cases spread evenly over the days from ``first`` to ``last``, all closed on a day or all open."""
    step = (last - first).days
    days = (first + timedelta(days=n * step // max(1, count - 1)) for n in range(count))
    return [case((day.isoformat(), closed_by.isoformat() if closed_by else None)) for day in days]


def roi_et() -> list[Case]:
    """5,650 cases of six years, 98 of them pending."""
    return [
        *received(date(2014, 1, 2), date(2019, 9, 30), 5000, closed_by=date(2019, 9, 30)),
        *received(date(2019, 10, 1), date(2020, 7, 1), 552, closed_by=date(2020, 7, 29)),
        *received(date(2020, 3, 1), date(2020, 7, 29), 98),
    ]


def lamphun(*, closed_before: int) -> list[Case]:
    """90 cases carried into fiscal year 2563 of which 82 are closed by now, 337 new of which 304 are."""
    return [
        *received(BEGIN, EVE, closed_before, closed_by=EVE),
        *received(BEGIN, EVE, 82, closed_by=date(2020, 5, 1)),
        *received(BEGIN, EVE, 8),
        *received(date(2019, 10, 1), AS_OF, 304, closed_by=AS_OF),
        *received(date(2019, 10, 1), AS_OF, 33),
    ]


def test_roi_et_headline() -> None:
    counts = recount_statistics(roi_et(), fiscal_question(AS_OF))
    head = headline(AS_OF, counts.stock, counts.board)
    assert (head.total, head.closed, head.pending) == (5650, 5552, 98)
    assert percent_text(head.closed_share.hundredths()) == "98.27"
    assert percent_text(head.closed_share.rest_hundredths()) == "1.73"


@pytest.mark.parametrize("closed_before", [pytest.param(100, id="others-closed"), pytest.param(0, id="nothing-else")])
def test_lamphun_backlog_as_carried(closed_before: int) -> None:
    window = Window(BEGIN, EVE)
    backlog = recount_carried(lamphun(closed_before=closed_before), window, EVE, AS_OF)
    assert backlog == Cohort(window, 90, 8)
    assert (backlog.closed.part, percent_text(backlog.closed.hundredths())) == (82, "91.11")


@pytest.mark.parametrize(
    ("closed_before", "cases", "closed", "text"),
    [
        pytest.param(0, 90, 82, "91.11", id="the-window-holds-90"),
        pytest.param(100, 190, 182, "95.79", id="the-window-holds-more"),
    ],
)
def test_lamphun_backlog_as_cohort(closed_before: int, cases: int, closed: int, text: str) -> None:
    backlog = recount_cohort(lamphun(closed_before=closed_before), Window(BEGIN, EVE), AS_OF)
    assert (backlog.cases, backlog.closed.part, percent_text(backlog.closed.hundredths())) == (cases, closed, text)


def test_lamphun_new_cases_are_the_same_under_both_readings() -> None:
    window, register = Window(date(2019, 10, 1), AS_OF), lamphun(closed_before=100)
    cohort = recount_cohort(register, window, AS_OF)
    assert cohort == Cohort(window, 337, 33)
    assert percent_text(cohort.closed.hundredths()) == "90.21"
    assert recount_statistics(register, fiscal_question(AS_OF)).fiscal.new == cohort


def test_lamphun_fiscal_year_proves_itself() -> None:
    fiscal = recount_statistics(lamphun(closed_before=100), fiscal_question(AS_OF)).fiscal
    assert fiscal.flow == Flow(opening=90, new=337, reopened=0, closed=386, closing=41)
    assert fiscal.flow.holds
    assert fiscal.backlog.left + fiscal.new.left + fiscal.returned_left == 41


def test_roi_et_contacts_stand_beside_the_cases() -> None:
    covid = ProgrammeCount(
        "covid", date(2020, 4, 1), AS_OF, walk_in_persons=35, calls=30, other_contacts=0, became_cases=0
    )
    assert covid.total_contacts == 65
    counts = recount_statistics(roi_et(), fiscal_question(AS_OF))
    assert statistics(counts, GROUPS).headline.total == 5650
