"""The hour as it is typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from core.text.times import UnreadableTime, in_bangkok, parse_time


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("14.30", time(14, 30), id="dot"),
        pytest.param(" 14:30 น.", time(14, 30), id="colon-and-word"),
        pytest.param("๘.๐๕ น.", time(8, 5), id="thai-digits"),
        pytest.param("0.00", time(0, 0), id="midnight"),
        pytest.param("23.59", time(23, 59), id="last-minute"),
    ],
)
def test_times_are_read(text: str, at: time) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize("text", ["", "24.00", "12.60", "8", "สองทุ่ม", "1430", "8.5"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime):
        parse_time(text)


def test_an_hour_of_a_day_is_an_instant() -> None:
    assert in_bangkok(date(2026, 6, 30), time(14, 30)) == datetime(2026, 6, 30, 7, 30, tzinfo=UTC)
