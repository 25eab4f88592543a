"""The order of day and month is decided by the file or asked."""

from __future__ import annotations

from datetime import date

import pytest

from core.exchange.date_order import FileOrder, OrderBasis, OrderEvidence
from core.exchange.days import readings
from core.text.dates import DateOrder

TODAY = date(2026, 11, 22)


def decided(*cells: str, given: DateOrder | None = None) -> FileOrder:
    evidence = OrderEvidence()
    for cell in cells:
        evidence.add(readings(cell, TODAY))
    return evidence.decide(given)


@pytest.mark.parametrize(
    ("cells", "order", "basis"),
    [
        pytest.param(["5/6/2558", "25/6/2558"], "dmy", OrderBasis.EVIDENCE, id="a-day-over-12-in-front"),
        pytest.param(["5/6/2015", "6/25/2015"], "mdy", OrderBasis.EVIDENCE, id="a-day-over-12-behind"),
        pytest.param(["15/6/10", "15/6/30"], "ymd", OrderBasis.EVIDENCE, id="short-years-in-front"),
        pytest.param(["5/6/15", "25/6/58"], "dmy", OrderBasis.EVIDENCE, id="short-years-behind"),
        pytest.param(["5/6/2558", "7/8/2558"], None, OrderBasis.AMBIGUOUS, id="nothing-speaks"),
        pytest.param(["25/6/2558", "6/25/2558", "5/6/2558"], None, OrderBasis.CONTRADICTORY, id="both-speak"),
        pytest.param(["25/6/2558", "6/25/2558"], None, OrderBasis.NOT_NEEDED, id="both-speak-and-nothing-is-doubtful"),
        pytest.param(["2015-06-05", "5 ม.ค. 2558", "", "41795"], None, OrderBasis.NOT_NEEDED, id="other-notations"),
        pytest.param(["5/5/2558", "31/12/1969"], None, OrderBasis.NOT_NEEDED, id="no-doubt-in-them"),
        pytest.param(["31/2/2558", "5/6/2558"], None, OrderBasis.AMBIGUOUS, id="an-impossible-day-says-nothing"),
    ],
)
def test_what_the_values_prove(cells: list[str], order: DateOrder | None, basis: OrderBasis) -> None:
    assert decided(*cells) == FileOrder(order, basis)


def test_what_a_person_says_stands() -> None:
    assert decided("25/6/2558", given="mdy") == FileOrder("mdy", OrderBasis.GIVEN)


@pytest.mark.parametrize(("basis", "asked"), [(basis, basis in ("ambiguous", "contradictory")) for basis in OrderBasis])
def test_only_doubt_is_asked(basis: OrderBasis, asked: bool) -> None:  # noqa: FBT001 - a table's column
    assert FileOrder(None, basis).must_be_asked is asked
