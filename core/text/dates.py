"""Days as Thai people write and read them. Everywhere else a day is a CE ``date``; the Buddhist era lives only here."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final, Literal

from core.errors import DomainError
from core.text.fold import fold

BE_AHEAD: Final = 543
BANGKOK: Final = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Bangkok has kept UTC+7 without summer time since 1920, so a fixed offset is exact for every instant stored."""

MONTHS: Final = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
MONTHS_SHORT: Final = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
WEEKDAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_FISCAL_START_MONTH = 10


def be_year(ce: int) -> int:
    """2026 -> 2569."""
    return ce + BE_AHEAD


def ce_year(be: int) -> int:
    """2569 -> 2026."""
    return be - BE_AHEAD


def bangkok_day(instant: datetime) -> date:
    """Return the Bangkok day on which an instant falls.

    Raises:
        ValueError: ``instant`` is naive; guessing its zone would move days.
    """
    return _in_bangkok(instant).date()


def thai_time(instant: datetime) -> str:
    """``10.00 น.``, Bangkok time.

    Raises:
        ValueError: ``instant`` is naive.
    """
    return f"{_in_bangkok(instant):%H.%M} น."


def thai_weekday(day: date) -> str:
    """``วันอาทิตย์``."""
    return f"วัน{WEEKDAYS[day.weekday()]}"


def thai_day(day: date) -> str:
    """``2 มี.ค. 2569``: single days on screen."""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {be_year(day.year)}"


def thai_day_short(day: date) -> str:
    """``29 ก.ค. 63``: lists and tables."""
    return f"{day.day} {thai_month_short(day.year, day.month)}"


def thai_day_full(day: date) -> str:
    """``29 กรกฎาคม 2563``: papers and headings."""
    return f"{day.day} {thai_month(day.year, day.month)}"


def thai_day_long(day: date) -> str:
    """``วันอาทิตย์ที่ 22 พฤศจิกายน 2569``: the echo under a typed day."""
    return f"{thai_weekday(day)}ที่ {thai_day_full(day)}"


def thai_month(year: int, month: int) -> str:
    """``กรกฎาคม 2563``; ``year`` is CE."""
    return f"{MONTHS[month - 1]} {be_year(year)}"


def thai_month_short(year: int, month: int) -> str:
    """``ก.ค. 63``: chart axes; ``year`` is CE."""
    return f"{MONTHS_SHORT[month - 1]} {be_year(year) % 100:02d}"


def fiscal_year_be(day: date) -> int:
    """Return the fiscal year (1 October to 30 September) of a day, named by the BE year in which it ends."""
    return be_year(day.year) + (day.month >= _FISCAL_START_MONTH)


def fiscal_year_span(be: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year, both included."""
    ends_in = ce_year(be)
    return date(ends_in - 1, _FISCAL_START_MONTH, 1), date(ends_in, _FISCAL_START_MONTH - 1, 30)


DateOrder = Literal["dmy", "mdy", "ymd"]

_FIRST_BE = 2400  # a year from here on can only be BE, an earlier one only CE
_SHORT_BE_CENTURY = 2500
_CE_YEARS = range(1900, 2200)

_SPLIT_NUMBER = re.compile(r"\d \d")
_NUMBERS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_WORDS = re.compile(
    r"(?:วัน(?P<weekday>[ก-์]*)ที่)?(?P<day>\d{1,2})(?:เดือน)?(?P<month>[ก-์.]+?)"
    r"(?P<era>พ\.?ศ\.?|ค\.?ศ\.?)?(?P<year>\d{2}|\d{4})"
)
_MONTHS = {name.replace(".", ""): n for names in (MONTHS, MONTHS_SHORT) for n, name in enumerate(names, start=1)}


class UnreadableDay(DomainError, ValueError):
    """What was typed is no day, or could be two; ``key`` says which of the reasons."""

    key = "error.day_unreadable"


def parse_day(text: str, *, order: DateOrder | None = None) -> date:
    """Read a day, in either era and either kind of digits: 22/11/2569, 22 พ.ย. 69, 22 พฤศจิกายน 2569, 2026-11-22.

    A year from 2400 on is BE, an earlier one CE; a two-digit year is BE (69 is 2569), as Thai offices write it. A
    four-digit year in front means year-month-day. ``order`` is what is known of a file; without it the day comes first.
    2569-11-22 is refused, since the year-first form is CE, unless ``order`` is "ymd". A two-digit year in a file that
    is not day-first is refused: nothing says which era it is.

    Raises:
        UnreadableDay: no such form (``error.day_unreadable``), no such day (``error.day_not_in_calendar``), a BE year
            where a CE one belongs (``error.day_be_as_ce``), a year out of range (``error.day_year``), or a weekday that
            is not the day's (``error.day_weekday``).
    """
    typed = fold(text)
    if not _SPLIT_NUMBER.search(typed):
        typed = typed.replace(" ", "")
        if numbers := _NUMBERS.fullmatch(typed):
            return _from_numbers(numbers[1], numbers[3], numbers[4], order)
        if words := _WORDS.fullmatch(typed):
            return _from_words(words)
    raise UnreadableDay


def refuse_buddhist_year(day: date) -> None:
    """Refuse a CE day whose year is a BE one: a calendar widget or a JSON text that was given 2569 for 2026.

    Raises:
        UnreadableDay: ``error.day_be_as_ce``.
    """
    if day.year >= _FIRST_BE:
        raise UnreadableDay("error.day_be_as_ce", be=day.year, ce=ce_year(day.year))


def _from_numbers(first: str, second: str, third: str, order: DateOrder | None) -> date:
    if len(first) == 4 or order == "ymd":
        if order != "ymd":
            _refuse_be(first)
        return _day(_year(first, short_is_be=False), int(second), int(third))
    if order == "mdy":
        return _day(_year(third, short_is_be=False), int(first), int(second))
    return _day(_year(third, short_is_be=True), int(second), int(first))


def _from_words(words: re.Match[str]) -> date:
    month = _MONTHS.get(words["month"].replace(".", ""))
    if month is None:
        raise UnreadableDay
    is_ce = (words["era"] or "").startswith("ค")
    if is_ce:
        _refuse_be(words["year"])
    day = _day(_year(words["year"], short_is_be=not is_ce), month, int(words["day"]))
    if words["weekday"] and words["weekday"] != WEEKDAYS[day.weekday()]:
        raise UnreadableDay("error.day_weekday", weekday=WEEKDAYS[day.weekday()])
    return day


def _refuse_be(year: str) -> None:
    if int(year) >= _FIRST_BE:
        raise UnreadableDay("error.day_be_as_ce", be=int(year), ce=ce_year(int(year)))


def _year(digits: str, *, short_is_be: bool) -> int:
    year = int(digits)
    if len(digits) == 2 and short_is_be:
        year += _SHORT_BE_CENTURY
    elif len(digits) != 4:
        raise UnreadableDay
    ce = ce_year(year) if year >= _FIRST_BE else year
    if ce not in _CE_YEARS:
        raise UnreadableDay("error.day_year", first_be=be_year(_CE_YEARS[0]), last_be=be_year(_CE_YEARS[-1]))
    return ce


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDay("error.day_not_in_calendar") from None


def _in_bangkok(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant must be aware")
    return instant.astimezone(BANGKOK)
