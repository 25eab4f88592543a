"""The board: pending cases by agency and age, with the three rows of the centre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.figures.ages import AgeBasis, age, by_bucket
from core.figures.standing import Flags, Place, Standing


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One row of the board. ``agency`` is the name as last sent to; the centre's rows have none.

    ``awaiting_check`` counts cases of which this agency is done while another is not.
    """

    place: Place
    agency_id: str | None
    agency: str
    pending: int
    overdue: int
    near: int
    silent: int
    review_passed: int
    awaiting_check: int
    buckets: Mapping[str, int]
    oldest_days: int


@dataclass(frozen=True, slots=True)
class Board:
    """The board of a day. The totals count a case once; ``total_case_agencies`` is the sum of the rows.

    ``buckets`` holds the ages of the cases, counted as ``age_basis`` says.
    """

    as_of: date
    age_basis: AgeBasis
    rows: tuple[BoardRow, ...]
    total_cases: int
    total_case_agencies: int
    overdue: int
    near: int
    silent: int
    review_passed: int
    buckets: Mapping[str, int]

    @property
    def differs(self) -> bool:
        """Some case stands at several agencies, so the rows add to more than the cases: the board says so."""
        return self.total_cases != self.total_case_agencies


def board(standings: Iterable[Standing], as_of: date, age_basis: AgeBasis = "round") -> Board:
    """The board of the given standings: most overdue first, then most pending; the centre's rows last."""
    rows: dict[tuple[Place, str | None], list[Standing]] = {}
    cases: dict[int, Flags] = {}
    ages: dict[int, int] = {}
    for each in standings:
        rows.setdefault((each.place, each.agency_id), []).append(each)
        cases[each.case_id] = cases.get(each.case_id, Flags()) | each.flags
        ages[each.case_id] = age_of(each, as_of, age_basis)
    return Board(
        as_of=as_of,
        age_basis=age_basis,
        rows=tuple(sorted((_row(row, ages) for row in rows.values()), key=_order)),
        total_cases=len(cases),
        total_case_agencies=sum(map(len, rows.values())),
        overdue=sum(flags.overdue for flags in cases.values()),
        near=sum(flags.near for flags in cases.values()),
        silent=sum(flags.silent for flags in cases.values()),
        review_passed=sum(flags.review_passed for flags in cases.values()),
        buckets=by_bucket(ages.values()),
    )


def age_of(standing: Standing, as_of: date, age_basis: AgeBasis) -> int:
    """The age of a case in calendar days, of its round or since it was first received."""
    return age(standing.opened_on if age_basis == "round" else standing.received_on, as_of)


def _row(row: Sequence[Standing], ages: Mapping[int, int]) -> BoardRow:
    first = row[0]
    days = [ages[each.case_id] for each in row]
    return BoardRow(
        place=first.place,
        agency_id=first.agency_id,
        agency=row[-1].agency,
        pending=len(row),
        overdue=sum(each.flags.overdue for each in row),
        near=sum(each.flags.near for each in row),
        silent=sum(each.flags.silent for each in row),
        review_passed=sum(each.flags.review_passed for each in row),
        awaiting_check=sum(each.awaits_check for each in row),
        buckets=by_bucket(days),
        oldest_days=max(days),
    )


CENTRE_PLACES = (Place.NOT_SENT, Place.AWAITING_CHECK, Place.OWN)


def _order(row: BoardRow) -> tuple[int, int, int, str]:
    place = 0 if row.place is Place.AGENCY else 1 + CENTRE_PLACES.index(row.place)
    return place, -row.overdue, -row.pending, row.agency_id or ""
