"""Days as registers write them: both eras, Thai digits, Excel serials, UTC instants, orders of day and month.

Nothing is guessed: what can be read in two ways comes back as doubtful, and the order of day and month is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from core.exchange.cells import Cell
from core.exchange.findings import FindingKind
from core.exchange.numeric_days import BE_FROM, calendar_days, full_year
from core.exchange.values import is_excel_error, plain_text
from core.exchange.wording import squash
from core.text import source_words as words
from core.text.dates import BANGKOK, DateOrder, ce_year
from core.text.digits import to_arabic_digits

FIRST_DAY: Final = date(1990, 1, 1)
"""Earlier days are impossible: Damrongtham Centres were founded in 1994 (our decision)."""

_LAST_DAY_AHEAD: Final = timedelta(days=5 * 366)  # no due day lies further ahead (our decision)
_NO_DATE: Final = frozenset(
    {date(1969, 12, 31), date(1970, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1, 1, 1)}
)
"""What programs write for "no date": the epochs of Unix (in UTC and in Bangkok), Excel and .NET."""

_SERIAL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_SERIALS: Final = range(32_874, 80_000)  # 1990 to 2119; serials of BE years lie 543 years higher
_BE_SERIALS: Final = range(231_000, 279_000)
_PACKED_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH_SECONDS: Final = re.compile(r"\d{10}")
_EPOCH_MILLIS: Final = re.compile(r"\d{13}")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_NUMERIC: Final = re.compile(r"(\d{1,4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,4})(?:T|[\s,]+|$)(.*)", re.DOTALL)
_WORDED: Final = re.compile(r"(\d{1,2})(\D+?)(\d{2,4})(?:[\s,]+(.*))?", re.DOTALL)
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:[\s,]+(.*))?", re.DOTALL)
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>am|pm)?\s*"
    r"(?:Z|(?P<zone>[+-]\d{2}):?(?P<zone_minutes>\d{2})?)?",
    re.IGNORECASE,
)
_PREFIXES: Final = sorted(words.DAY_PREFIXES, key=len, reverse=True)
_ERAS: Final = (*words.BUDDHIST_ERA, *words.COMMON_ERA)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says. Neither day nor trouble: it says that there is no date.

    ``at`` is an aware UTC instant, None where only the day is known (midnight counts as not known).
    ``trouble`` beside a day is a warning, without one the reason why it could not be read.
    """

    day: date | None = None
    at: datetime | None = None
    trouble: FindingKind | None = None


NO_DATE: Final = Moment()
UNREADABLE: Final = Moment(trouble=FindingKind.UNREADABLE_DATE)
IMPOSSIBLE: Final = Moment(trouble=FindingKind.IMPOSSIBLE_DATE)


def read_moment(cell: Cell, *, order: DateOrder | None, today: date) -> Moment:
    """Read a day, and the time with it where there is one.

    Args:
        cell: text, a spreadsheet's date, or a number.
        order: the file's order of day, month and year; None reads only what can be read in one way.
        today: the day of the import; it decides what a two-digit year can mean.
    """
    if isinstance(cell, (bool, time)):
        return UNREADABLE
    if isinstance(cell, (date, int, float)):
        return _plausible(_from_sheet(cell), today)
    return _from_text(cell or "", order, today)


def readings(cell: Cell, today: date) -> dict[DateOrder, date]:
    """Return what the numbers of a text cell mean in each order of day and month; empty where order plays no part."""
    return _readings(cell, today) if isinstance(cell, str) else {}


@lru_cache(maxsize=8_192)
def _readings(cell: str, today: date) -> dict[DateOrder, date]:
    found = _NUMERIC.fullmatch(_bare(plain_text(cell)))
    if not found or len(found[1]) > 2:
        return {}
    return {
        order: day
        for order, day in calendar_days(found[1], found[2], found[3], today).items()
        if _plausible(Moment(day), today).day
    }


def _from_sheet(cell: date | int | float) -> Moment:
    if isinstance(cell, (int, float)):
        return _from_number(float(cell))
    at = cell if isinstance(cell, datetime) else None
    day = cell.date() if isinstance(cell, datetime) else cell
    if day.year >= BE_FROM:
        try:
            day = day.replace(year=ce_year(day.year))
        except ValueError:
            return IMPOSSIBLE
        return _local(day, at.time() if at else None, FindingKind.BE_YEAR_IN_CE_CELL)
    return _local(day, at.time() if at else None)


def _from_number(value: float) -> Moment:
    """Read a serial of the 1900 system, 20150915, or seconds and milliseconds since 1970."""
    if value == 0:
        return NO_DATE
    whole = int(value)
    if whole in _SERIALS or whole in _BE_SERIALS:
        found = _SERIAL_ZERO + timedelta(seconds=round(value * 86_400))
        return _from_sheet(found if found.time() != time() else found.date())
    text = str(whole)
    if packed := _PACKED_DAY.fullmatch(text):
        return _packed(packed)
    if _EPOCH_MILLIS.fullmatch(text):
        return _instant(datetime.fromtimestamp(whole / 1000, UTC))
    return _instant(datetime.fromtimestamp(whole, UTC)) if _EPOCH_SECONDS.fullmatch(text) else UNREADABLE


def _packed(packed: re.Match[str]) -> Moment:
    year = int(packed[1])
    try:
        return Moment(date(ce_year(year) if year >= BE_FROM else year, int(packed[2]), int(packed[3])))
    except ValueError:
        return IMPOSSIBLE


@lru_cache(maxsize=8_192)
def _from_text(cell: str, order: DateOrder | None, today: date) -> Moment:
    text = plain_text(cell)
    if not text:
        return NO_DATE
    if is_excel_error(text):
        return Moment(trouble=FindingKind.EXCEL_ERROR)
    bare = _bare(text)
    if _NUMBER.fullmatch(bare):
        return _plausible(_from_number(float(bare)), today)
    if numeric := _NUMERIC.fullmatch(bare):
        return _plausible(_from_numeric(numeric, order, today), today)
    return _plausible(_from_worded(bare, today), today)


def _bare(text: str) -> str:
    """Return the text without the words that stand before a day, in Arabic digits."""
    bare = to_arabic_digits(text)
    for prefix in _PREFIXES:
        if bare.startswith(prefix):
            return bare.removeprefix(prefix).strip()
    return bare


def _from_numeric(numeric: re.Match[str], order: DateOrder | None, today: date) -> Moment:
    first, second, third, rest = numeric.groups()
    meanings = calendar_days(first, second, third, today)
    if not meanings:
        return Moment(date(1, 1, 1)) if not int(first + second + third) else IMPOSSIBLE
    if order and len(first) < 3 and not (order == "ymd" and len(third) > 2):
        meanings = {order: meanings[order]} if order in meanings else {}
    days = set(meanings.values())
    if not days:
        return IMPOSSIBLE
    if len(days) > 1:
        return Moment(trouble=FindingKind.AMBIGUOUS_DATE_ORDER)
    return _with_clock(days.pop(), rest, _short_year(first, third))


def _short_year(first: str, third: str) -> FindingKind | None:
    return FindingKind.TWO_DIGIT_YEAR if len(first) < 3 and len(third) < 3 else None


def _from_worded(text: str, today: date) -> Moment:
    if english := _MONTH_FIRST.fullmatch(text):
        return _named_month(english[2], english[1], english[3], english[4], today)
    found = _WORDED.fullmatch(text)
    return _named_month(found[1], found[2], found[3], found[4], today) if found else UNREADABLE


def _named_month(day: str, month: str, year: str, rest: str | None, today: date) -> Moment:
    name = squash(month.replace(",", "")).removeprefix(words.MONTH_WORD)
    era = next((era for era in _ERAS if name not in words.MONTH_NUMBERS and name.endswith(era)), "")
    number = words.MONTH_NUMBERS.get(name.removesuffix(era))
    ce = full_year(year, today)
    if number is None:
        return UNREADABLE
    if ce is None:
        return IMPOSSIBLE
    try:
        found = date(ce, number, int(day))
    except ValueError:
        return IMPOSSIBLE
    return _with_clock(found, rest or "", FindingKind.TWO_DIGIT_YEAR if len(year) == 2 else None)


def _with_clock(day: date, rest: str, trouble: FindingKind | None) -> Moment:
    text = rest.strip().removeprefix(words.TIME_PREFIX).strip(" .").removesuffix(words.TIME_SUFFIX).strip()
    if not text:
        return Moment(day, trouble=trouble)
    found = _CLOCK.fullmatch(text)
    if not found:
        return UNREADABLE
    try:
        clock = time(_hour(found), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return IMPOSSIBLE
    zoned = found["zone"] or text.upper().endswith("Z")
    return _zoned(day, clock, found, trouble) if zoned else _local(day, clock, trouble)


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"])
    if not found["half"]:
        return hour
    return hour % 12 + (12 if found["half"].lower() == "pm" else 0)


def _zoned(day: date, clock: time, found: re.Match[str], trouble: FindingKind | None) -> Moment:
    """Midnight UTC is how programs write a day without a time; any other instant falls on its Bangkok day."""
    zone = found["zone"] or "+00"
    ahead = timedelta(hours=int(zone), minutes=int(zone[0] + (found["zone_minutes"] or "0")))
    if not ahead and clock == time():
        return Moment(day, trouble=trouble)
    return _instant(datetime.combine(day, clock, UTC) - ahead, trouble)


def _instant(at: datetime, trouble: FindingKind | None = None) -> Moment:
    local = at.astimezone(BANGKOK)
    return Moment(local.date(), None if local.time() == time() else at.astimezone(UTC), trouble)


def _local(day: date, clock: time | None, trouble: FindingKind | None = None) -> Moment:
    if clock is None or clock == time():
        return Moment(day, trouble=trouble)
    return Moment(day, datetime.combine(day, clock, BANGKOK).astimezone(UTC), trouble)


def _plausible(moment: Moment, today: date) -> Moment:
    if moment.day is None or FIRST_DAY <= moment.day <= today + _LAST_DAY_AHEAD:
        return moment
    return NO_DATE if moment.day in _NO_DATE else IMPOSSIBLE
