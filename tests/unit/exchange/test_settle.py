"""The days of imported cases (domain rules for imports), each boundary with the day before, on and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.exchange.findings import FindingKind
from core.exchange.settle import SettledDays, StatedDays, settle_days
from core.exchange.source_case import UNKNOWN_DAY, Day, SourceStatus, estimated, exact

RECEIVED, LATEST, TODAY = date(2015, 3, 10), date(2016, 11, 26), date(2026, 11, 22)
CLOSED, OPEN, REPORTED = SourceStatus.CLOSED, SourceStatus.OPEN, SourceStatus.REPORTED


def settle(status: SourceStatus = OPEN, received: date | None = RECEIVED, **days: Any) -> SettledDays:  # noqa: ANN401
    """Settle a row with the days of a table's line."""
    return settle_days(StatedDays(LATEST, TODAY, received, **days), status)


@pytest.mark.parametrize(
    ("stated", "closed"),
    [
        pytest.param({"reported": date(2015, 3, 9)}, estimated(RECEIVED), id="report-before-received"),
        pytest.param({"reported": RECEIVED}, exact(RECEIVED), id="report-on-the-day-received"),
        pytest.param({"reported": date(2015, 6, 1)}, exact(date(2015, 6, 1)), id="report-after"),
        pytest.param({"reported": LATEST}, exact(LATEST), id="report-on-the-files-day"),
        pytest.param({"reported": date(2016, 11, 27)}, estimated(RECEIVED), id="report-after-the-files-day"),
        pytest.param({}, estimated(RECEIVED), id="nothing-but-received"),
        pytest.param({"letter": date(2015, 4, 1)}, estimated(date(2015, 4, 1)), id="letter"),
        pytest.param({"letter": date(2015, 3, 9)}, estimated(RECEIVED), id="letter-before-received"),
        pytest.param(
            {"letter": date(2015, 4, 1), "reminders": (date(2015, 5, 2), date(2015, 5, 1), date(2017, 1, 1))},
            estimated(date(2015, 5, 2)),
            id="the-latest-plausible-of-reminders-and-letter",
        ),
        pytest.param({"closed": date(2015, 3, 9)}, estimated(RECEIVED), id="closed-before-received"),
        pytest.param({"closed": RECEIVED}, exact(RECEIVED), id="closed-on-the-day-received"),
        pytest.param(
            {"closed": date(2015, 7, 1), "reported": date(2015, 6, 1)},
            exact(date(2015, 7, 1)),
            id="stated-before-report",
        ),
        pytest.param({"closed": TODAY}, exact(TODAY), id="closed-on-the-import-day"),
        pytest.param({"closed": date(2026, 11, 23)}, estimated(RECEIVED), id="closed-in-the-future"),
    ],
)
def test_the_day_of_closing(stated: dict[str, Any], closed: Day) -> None:
    assert settle(CLOSED, **stated).closed == closed


@pytest.mark.parametrize("status", [OPEN, REPORTED, SourceStatus.UNKNOWN])
def test_nothing_but_the_state_closes(status: SourceStatus) -> None:
    found = settle(status, closed=date(2015, 7, 1))
    assert (found.closed, FindingKind.CLOSING_DAY_ON_OPEN_CASE in found.doubts) == (None, True)


@pytest.mark.parametrize(
    ("letter", "sent"),
    [
        pytest.param(None, estimated(RECEIVED), id="no-letter"),
        pytest.param(date(2015, 3, 9), estimated(RECEIVED), id="before-received"),
        pytest.param(RECEIVED, exact(RECEIVED), id="on-the-day-received"),
        pytest.param(LATEST, exact(LATEST), id="on-the-files-day"),
        pytest.param(date(2016, 11, 27), estimated(RECEIVED), id="after-the-files-day"),
    ],
)
def test_the_day_of_sending(letter: date | None, sent: Day) -> None:
    assert settle(letter=letter).sent == sent


@pytest.mark.parametrize(
    ("status", "day", "reported"),
    [
        pytest.param(REPORTED, date(2015, 6, 1), exact(date(2015, 6, 1)), id="stated"),
        pytest.param(REPORTED, None, estimated(RECEIVED), id="missing"),
        pytest.param(REPORTED, date(2015, 3, 9), estimated(RECEIVED), id="before-received"),
        pytest.param(OPEN, date(2015, 6, 1), exact(date(2015, 6, 1)), id="a-day-speaks-in-any-state"),
        pytest.param(OPEN, date(2015, 3, 9), None, id="an-implausible-day-alone-says-nothing"),
        pytest.param(OPEN, None, None, id="not-reported"),
        pytest.param(CLOSED, date(2015, 6, 1), exact(date(2015, 6, 1)), id="closed-after-a-report"),
    ],
)
def test_the_day_of_the_report(status: SourceStatus, day: date | None, reported: Day | None) -> None:
    assert settle(status, reported=day).reported == reported


@pytest.mark.parametrize("received", [None, date(2026, 11, 23)], ids=["missing", "after-the-import"])
def test_without_a_day_of_receipt_a_case_is_undated_in_everything(received: date | None) -> None:
    found = settle(CLOSED, received, reported=date(2015, 12, 11), letter=date(2015, 11, 1))
    assert (found.received, found.sent, found.reported, found.closed) == (UNKNOWN_DAY,) * 4
    assert FindingKind.UNDATED in found.doubts
    assert (FindingKind.FUTURE_DATE in found.doubts) is (received is not None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("due", FindingKind.DUE_BEFORE_RECEIVED),
        ("reported", FindingKind.REPORTED_BEFORE_RECEIVED),
        ("letter", FindingKind.LETTER_BEFORE_RECEIVED),
        ("closed", FindingKind.CLOSED_BEFORE_RECEIVED),
    ],
)
def test_a_day_before_the_receipt_is_said(name: str, kind: FindingKind) -> None:
    before = settle(OPEN, **{name: date(2015, 3, 9)}).doubts
    same_day = settle(OPEN, **{name: RECEIVED}).doubts
    assert (kind in before, kind in same_day) == (True, False)
