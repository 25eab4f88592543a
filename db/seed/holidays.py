"""Government holidays: what is known for BE 2563-2570, and proposals for later years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from core.model.holidays import Holiday
from core.text.dates import be_year, ce_year
from db.seed.files import rows_of

_VOUCHED_FOR = frozenset({"settled", "single_source"})
_NOT_FOR_GOVERNMENT = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
_PACKAGE_YEARS = range(1914, 2101)


@cache
def known_holidays() -> tuple[Holiday, ...]:
    """Return the holidays of BE 2563-2570, of every province, in order of days."""
    return tuple(
        Holiday(date.fromisoformat(row["date"]), row["name"], frozenset(row["scope"].split()))
        for row in rows_of("holidays")
    )


@cache
def vouched_years(province_code: str) -> frozenset[int]:
    """Return the CE years that need nobody's confirmation in a province.

    Left out are years without rows and years of which some holiday was only projected or never confirmed.
    """
    certain: dict[int, bool] = {}
    for holiday, row in zip(known_holidays(), rows_of("holidays"), strict=True):
        if holiday.is_kept_in(province_code):
            year = holiday.day.year
            certain[year] = certain.get(year, True) and row["certainty"] in _VOUCHED_FOR
    return frozenset(year for year, is_certain in certain.items() if is_certain)


def propose_holidays(be: int) -> tuple[Holiday, ...]:
    """Propose nationwide holidays of a BE year, in order of days; a person must confirm them before they count.

    Labour Day and Children's Day, with their substitutes, are left out: government offices work. The package knows
    neither the cabinet's extra days in advance nor every moved substitute nor what one province keeps for itself.

    Raises:
        ValueError: the package has no holidays for the year.
    """
    if ce_year(be) not in _PACKAGE_YEARS:
        raise ValueError(f"no proposal for {be}: only {be_year(_PACKAGE_YEARS[0])} to {be_year(_PACKAGE_YEARS[-1])}")
    from holidays import country_holidays  # takes half a second to load, and only this page needs it

    found = country_holidays("TH", years=ce_year(be), language="th", categories=("government", "public"))
    return tuple(_kept(found.items()))


def _kept(found: Iterable[tuple[date, str]]) -> Iterator[Holiday]:
    for day, names in sorted(found):
        kept = [name for name in names.split("; ") if not name.endswith(_NOT_FOR_GOVERNMENT)]
        if kept:
            yield Holiday(day, "; ".join(kept))
