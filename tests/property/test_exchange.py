"""What holds for every file and every value, however it was typed."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from core.exchange.cells import decode, encode
from core.exchange.date_order import OrderBasis, OrderEvidence
from core.exchange.days import NO_DATE, read_moment, readings
from core.exchange.limits import STANDARD
from core.exchange.readers.delimited import read_delimited
from core.exchange.settle import StatedDays, settle_days
from core.exchange.source_case import SourceStatus
from core.exchange.values import first_line, phone, tidy
from core.model.codes import DateBasis
from core.text.dates import BE_AHEAD, MONTHS, MONTHS_SHORT, DateOrder
from core.text.digits import to_thai_digits
from core.text.fold import refuse_hostile

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2027, 12, 31))
PAST = st.dates(date(2013, 10, 1), TODAY)
MAYBE = st.none() | PAST
ORDERS = st.sampled_from(["dmy", "mdy"])
CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\x00"), max_size=12)


def written(day: date, order: DateOrder, *, era: int, separator: str = "/") -> str:
    numbers = [day.day, day.month] if order == "dmy" else [day.month, day.day]
    return separator.join(str(number) for number in (*numbers, day.year + era))


@given(DAYS, ORDERS, st.sampled_from([0, BE_AHEAD]), st.sampled_from("/-."))
def test_a_day_written_in_the_files_order_is_read_back(day: date, order: DateOrder, era: int, separator: str) -> None:
    assert read_moment(written(day, order, era=era, separator=separator), order=order, today=TODAY).day == day


@given(DAYS, st.sampled_from([MONTHS, MONTHS_SHORT]), st.booleans())
def test_a_day_with_a_thai_month_is_read_back(day: date, names: tuple[str, ...], thai: bool) -> None:  # noqa: FBT001
    text = f"{day.day} {names[day.month - 1]} {day.year + BE_AHEAD}"
    assert read_moment(to_thai_digits(text) if thai else text, order=None, today=TODAY).day == day


@given(DAYS)
def test_a_be_year_in_a_ce_cell_is_the_same_day(day: date) -> None:
    assume((day.month, day.day) != (2, 29))
    assert read_moment(day.replace(year=day.year + BE_AHEAD), order=None, today=TODAY).day == day


@given(st.lists(DAYS, min_size=1, max_size=20), ORDERS)
def test_an_order_that_is_decided_is_the_one_it_was_written_in(days: list[date], order: DateOrder) -> None:
    evidence = OrderEvidence()
    for day in days:
        evidence.add(readings(written(day, order, era=BE_AHEAD), TODAY))
    found = evidence.decide(None)
    assert found.basis is not OrderBasis.CONTRADICTORY
    assert found.order in (None, order)
    read = [read_moment(written(day, order, era=BE_AHEAD), order=found.order, today=TODAY).day for day in days]
    assert all(one in (None, day) for one, day in zip(read, days, strict=True))
    assert found.must_be_asked or read == days


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_trouble_or_nothing(text: str) -> None:
    found = read_moment(text, order="dmy", today=TODAY)
    assert found == NO_DATE or found.day is not None or found.trouble is not None
    assert found.at is None or found.day is not None


@given(st.text(max_size=60))
def test_tidied_text_is_never_hostile_and_stays_as_it_is(text: str) -> None:
    clean, _ = tidy(text)
    assert tidy(clean) == (clean, False)


@given(st.text("กขคงนำเ\u0e31\u0e34\u0e49\u0e4d\u202e\x07\ud800 \n", max_size=60))
def test_tidied_thai_is_text_that_a_person_may_type(text: str) -> None:
    refuse_hostile(tidy(text)[0])


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=20), st.sampled_from(",;\t|"))
def test_rows_survive_csv_in_any_delimiter(rows: list[list[str]], delimiter: str) -> None:
    rows = [["เลขที่", "เรื่อง", "สถานะ"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert list(read_delimited(io.BytesIO(out.getvalue().encode("utf-8-sig")), STANDARD)[1]) == rows


@given(st.lists(st.none() | st.text() | st.integers() | st.booleans() | DAYS | st.times() | st.floats(allow_nan=False)))
def test_cells_survive_the_pipe(cells: list[object]) -> None:
    assert decode(encode({"rows": [cells]})) == {"rows": [cells]}


@given(st.text(max_size=200), st.integers(1, 50))
def test_a_title_is_one_line_of_limited_length(text: str, longest: int) -> None:
    line = first_line(text, longest)
    assert "\n" not in line
    assert len(line) <= longest + 1


@given(st.from_regex(r"0[689][0-9]{8}", fullmatch=True))
def test_a_phone_that_lost_its_zero_gets_it_back(number: str) -> None:
    assert phone(float(number)) == (number, True)
    assert phone(number) == (number, False)


@given(MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.lists(PAST, max_size=3), st.sampled_from(SourceStatus))
def test_settled_days_never_go_backwards(
    received: date | None,
    letter: date | None,
    due: date | None,
    reported: date | None,
    closed: date | None,
    reminders: list[date],
    status: SourceStatus,
) -> None:
    latest = max([day for day in (received, letter, reported, *reminders) if day], default=TODAY)
    found = settle_days(StatedDays(latest, TODAY, received, letter, due, reported, closed, tuple(reminders)), status)
    days = [one for one in (found.received, found.sent, found.reported, found.closed) if one]
    assert all((one.day is None) is (one.basis is DateBasis.UNKNOWN) for one in days)
    assert (found.closed is not None) is (status is SourceStatus.CLOSED)
    if received is None:
        assert {one.day for one in days} == {None}
    else:
        assert all(one.day and received <= one.day <= TODAY + timedelta(0) for one in days)
