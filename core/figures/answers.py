"""Counts as the answers that files and other programs read: days as texts, percentages with two decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.figures.board import Board, BoardRow
from core.figures.counts import BroughtForward, Cohort, FiscalCounts, KeyCount, MonthCount, ProgrammeCount
from core.figures.share import Share, percent
from core.figures.standing import Place

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Names:
    """What keys are called in an answer; a key without a name stands for itself, ``unknown`` for the empty one."""

    channels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    amphoe: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[Place, str] = field(default_factory=dict)
    unknown: str = ""


def board_json(board: Board, places: Mapping[Place, str]) -> Json:
    """The answer of ``board``; ``places`` names the centre's rows."""
    return {
        "agencies": board_rows(board, places),
        "total_cases": board.total_cases,
        "total_case_agencies": board.total_case_agencies,
    }


def board_rows(board: Board, places: Mapping[Place, str]) -> list[Json]:
    """The rows of the board, the centre's three among them."""
    return [_board_row(row, places) for row in board.rows]


def _board_row(row: BoardRow, places: Mapping[Place, str]) -> Json:
    return {
        "row": row.place.value,
        "agency": row.agency or places.get(row.place, row.place.value),
        "pending": row.pending,
        "overdue": row.overdue,
        "buckets": dict(row.buckets),
    }


def key_rows(name: str, counts: Iterable[KeyCount], names: Mapping[str, str], unknown: str) -> list[Json]:
    """Cases under the keys of a dimension called ``name``."""
    return [
        {
            name: names.get(each.key, each.key) or unknown,
            "cases": each.cases,
            "closed": each.cases - each.pending,
            "pending": each.pending,
        }
        for each in counts
    ]


def fiscal_json(fiscal: FiscalCounts, as_of: date) -> Json:
    """A fiscal year with every window's dates."""
    year, backlog, new = fiscal.year, fiscal.backlog, fiscal.new
    return {
        "year": fiscal.year_be,
        "from": _day(year.first),
        "to": _day(year.last),
        "backlog": {
            "opening": backlog.cases,
            **_closed(backlog.closed),
            "left": backlog.left,
            "received_from": _day(backlog.window.first),
            "received_to": _day(backlog.window.last),
            "carried_at": _day(fiscal.carried_at),
            "counted_to": _day(as_of),
        },
        "new": {"received": new.cases, **_closed(new.closed), "left": new.left},
        "returned": {
            "cases": fiscal.returned_cases,
            "closed": fiscal.returned_cases - fiscal.returned_left,
            "left": fiscal.returned_left,
        },
        "identity": {
            "opening": fiscal.flow.opening,
            "new": fiscal.flow.new,
            "reopened": fiscal.flow.reopened,
            "closed": fiscal.flow.closed,
            "closing": fiscal.flow.closing,
            "holds": fiscal.flow.holds,
        },
    }


def _closed(share: Share) -> Json:
    return {"closed": share.part, "closed_pct": percent(share.hundredths())}


def cohort_json(cohort: Cohort) -> Json:
    """Cases received in a window."""
    window = cohort.window
    received = {"from": _day(window.first), "to": _day(window.last), "received": cohort.cases}
    return {**received, **_closed(cohort.closed), "left": cohort.left}


def month_json(count: MonthCount) -> Json:
    """One month of the trend."""
    return {
        "month": f"{count.month:%Y-%m}",
        "received": count.received,
        "closed": count.closed,
        "reopened": count.reopened,
        "stock": count.stock,
    }


def programme_json(count: ProgrammeCount, names: Names) -> Json:
    """Contacts of a programme, which are no cases."""
    return {
        "programme": names.programmes.get(count.programme_id, count.programme_id),
        "from": _day(count.first_on),
        "to": _day(count.last_on),
        "walk_in_persons": count.walk_in_persons,
        "calls": count.calls,
        "other_contacts": count.other_contacts,
        "total_contacts": count.total_contacts,
        "became_cases": count.became_cases,
    }


def brought_json(brought: BroughtForward | None) -> Json | None:
    """Counts brought forward; nothing when none were entered."""
    if brought is None:
        return None
    return {
        "received": brought.received,
        "closed": brought.closed,
        "pending": brought.pending,
        "source": brought.source,
        "entered_on": _day(brought.entered_on),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
