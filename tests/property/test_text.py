"""Round trips and laws of the text functions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.collation import sort_key
from core.text.dates import (
    bangkok_day,
    fiscal_year_be,
    fiscal_year_span,
    parse_day,
    thai_day,
    thai_day_full,
    thai_day_long,
    thai_day_short,
)
from core.text.digits import to_arabic_digits, to_thai_digits
from core.text.fold import HostileText, fold, refuse_hostile

DAYS = st.dates(date(1958, 1, 1), date(2056, 12, 31))
"""Years 2501 to 2599, in which a two-digit year is read as it was written."""

MARKS = "\u0e31\u0e33\u0e34\u0e35\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4c\u0e4d"
THAI = st.text(st.sampled_from("กนมอร" + "เแ" + "าะ" + MARKS + "\u200b ๑1a"), max_size=12)
ANY = st.one_of(THAI, st.text(max_size=20))


@given(DAYS)
def test_a_day_that_was_written_is_read_back(day: date) -> None:
    written = {thai_day(day), thai_day_short(day), thai_day_full(day), thai_day_long(day), day.isoformat()}
    assert {parse_day(text) for text in written} == {day}


@given(DAYS)
def test_a_day_in_thai_digits_is_read_back(day: date) -> None:
    assert parse_day(to_thai_digits(f"{day.day}/{day.month}/{day.year + 543}")) == day


@given(DAYS)
def test_every_day_lies_in_its_fiscal_year(day: date) -> None:
    first, last = fiscal_year_span(fiscal_year_be(day))
    assert first <= day <= last


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - Hypothesis wants naive bounds
def test_the_bangkok_day_is_the_utc_day_or_the_next(instant: datetime) -> None:
    assert (bangkok_day(instant) - instant.date()).days == (instant.hour >= 17)


@given(st.text().filter(lambda text: to_arabic_digits(text) == text))
def test_thai_digits_can_be_taken_back(text: str) -> None:
    assert to_arabic_digits(to_thai_digits(text)) == text


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_a_key_holds_neither_capitals_nor_invisibles_nor_thai_digits(text: str) -> None:
    key = fold(text)
    assert (key.lower(), key.strip(), to_arabic_digits(key), key.replace("\u200b", "")) == (key, key, key, key)


@given(ANY, st.sampled_from("\x00\x07\x1f\x7f\x9f\u202e\u2067\ud800"), ANY)
def test_one_hostile_character_anywhere_is_refused(before: str, hostile: str, after: str) -> None:
    with pytest.raises(HostileText):
        refuse_hostile(before + hostile + after)


@given(ANY, ANY)
def test_only_equal_texts_have_equal_sort_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)
