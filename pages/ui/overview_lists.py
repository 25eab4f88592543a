"""Which cases stand behind each number of the overview. An address names a number: ``?show=topic~land~pending``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from core.figures.counts import KeyCount, Window
from core.figures.lines import CaseFilter, Cell, EstimatedDay, Mark, Status
from core.model.codes import ChannelGroup, ContactKind
from core.papers.charts import UNKNOWN_KEY, bucket_name
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import thai_day, thai_month_short
from pages.ui.matrix import counted
from pages.ui.overview import Overview
from pages.ui.panel import Listing
from pages.ui.tables import CASE_COLUMNS, MOST_PENDING, PENDING_COLUMNS, ListRow, case_rows, once_each, pending_rows
from pages.ui.words import amphoe_names, channel_names, topic_names

Made = Callable[[Context, Overview, Sequence[str]], Listing]
PARTS: Final = {"all": Status.TOTAL, "closed": Status.CLOSED, "left": Status.PENDING}


def listing_of(ctx: Context, view: Overview, pick: str) -> Listing | None:
    """The list that an address asks for; None where it names no number of this page."""
    name, *rest = pick.split("~")
    made = LISTS.get(name)
    try:
        return made(ctx, view, rest) if made else None
    except (ValueError, KeyError, IndexError):
        return None


def _cases(
    ctx: Context, heading: str, count: int, asked: CaseFilter, as_of: date, *, columns: Sequence[str] = CASE_COLUMNS
) -> Listing:
    def rows(limit: int, offset: int) -> Sequence[ListRow]:
        return case_rows(ctx.reads.case_lines(asked, as_of, limit=limit, offset=offset), ctx.masters)

    remark = t("dashboard.state_now") if as_of != ctx.clock.today() else ""
    return Listing(heading, count, columns, rows, as_of, remark)


def _pending_cells(ctx: Context, view: Overview, heading: str, cell: Cell) -> Listing:
    def rows(limit: int, offset: int) -> Sequence[ListRow]:
        once = once_each(ctx.reads.board_lines(cell, view.as_of, limit=MOST_PENDING))
        return pending_rows(once[offset : offset + limit], view.as_of, ctx.masters)

    return Listing(heading, counted(view.stats.counts.board, cell), PENDING_COLUMNS, rows, view.as_of)


def _status(ctx: Context, view: Overview, status: Status) -> Listing:
    head = view.stats.headline
    counts = {
        Status.TOTAL: head.total,
        Status.CLOSED: head.closed,
        Status.PENDING: head.pending,
        Status.UNDATED: head.counts.undated,
    }
    return _cases(ctx, t(f"figure.{status.value}"), counts[status], CaseFilter(status), view.as_of)


def _marked(ctx: Context, view: Overview, mark: Mark) -> Listing:
    return _pending_cells(ctx, view, t(f"board.mark.{mark.value}"), Cell(mark=mark))


def _estimated(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    which = EstimatedDay(rest[0])
    count = int(getattr(view.stats.headline.counts.estimated, which.value))
    return _cases(ctx, t(f"dashboard.estimated.{which.value}"), count, CaseFilter(estimated=which), view.as_of)


def _aged(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    age = t("age.days", bucket=bucket_name(rest[0]))
    heading = t("board.cell.age", age=age)
    return _pending_cells(ctx, view, heading, Cell(bucket=rest[0]))


def _month(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    """What was pending at the end of a month, or on the day in question in the last one."""
    month = {f"{each.month:%Y-%m}": each for each in view.stats.counts.months}[rest[0]]
    end = (month.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    name = thai_month_short(month.month.year, month.month.month)
    heading = t("dashboard.month_end", month=name)
    return _cases(ctx, heading, month.stock, CaseFilter(Status.PENDING), min(end, view.as_of))


def _by_key(dimension: str) -> Made:
    def made(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
        key = "" if rest[0] == UNKNOWN_KEY else rest[0]
        counts: Sequence[KeyCount] = getattr(view.stats.counts, f"by_{dimension}")
        found = {each.key: each for each in counts}[key]
        only_pending = rest[1] == "pending"
        asked = CaseFilter(Status.PENDING if only_pending else Status.TOTAL)
        asked = replace(asked, topic_id=key) if dimension == "topic" else replace(asked, amphoe_code=key)
        names = topic_names(ctx.masters) if dimension == "topic" else amphoe_names(ctx.masters)
        heading = names.get(key) or t("chart.unknown")
        return _cases(ctx, heading, found.pending if only_pending else found.cases, asked, view.as_of)

    return made


def _group(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    group = ChannelGroup(rest[0])
    channels = tuple(channel for channel, of in view.stats.groups.items() if of is group)
    return _cases(ctx, label(group), view.stats.by_group[group], CaseFilter(channel_ids=channels), view.as_of)


def _channel(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    found = {each.key: each for each in view.stats.counts.by_channel}[rest[0]]
    heading = channel_names(ctx.masters).get(found.key, found.key)
    return _cases(ctx, heading, found.cases, CaseFilter(channel_ids=(found.key,)), view.as_of)


def _kind(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    kind = ContactKind(rest[0])
    return _cases(ctx, label(kind), view.stats.counts.by_kind[kind], CaseFilter(kind=kind), view.as_of)


def _flow(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
    """The five numbers of the identity; the year counts to its end, or to the day in question."""
    flow, year = view.stats.counts.fiscal.flow, view.asked.so_far
    asked = {
        "opening": CaseFilter(pending_at=view.asked.eve),
        "new": CaseFilter(received=year),
        "reopened": CaseFilter(reopened=year),
        "closed": CaseFilter(closed=year),
        "closing": CaseFilter(pending_at=year.last),
    }[rest[0]]
    heading = t(f"dashboard.flow.{rest[0]}.list", first=thai_day(year.first or year.last), last=thai_day(year.last))
    return _cases(ctx, heading, int(getattr(flow, rest[0])), asked, view.as_of)


def _cohort(name: str) -> Made:
    def made(ctx: Context, view: Overview, rest: Sequence[str]) -> Listing:
        cases, left = cohort_counts(view, name)
        count = {"all": cases, "closed": cases - left, "left": left}[rest[0]]
        asked = replace(_cohort_filter(view, name), status=PARTS[rest[0]])
        heading = f"{t(f'figure.{name}')} · {t(f'dashboard.part.{rest[0]}')}"
        return _cases(ctx, heading, count, asked, view.as_of)

    return made


def cohort_counts(view: Overview, name: str) -> tuple[int, int]:
    """Cases of a cohort of the fiscal year, and how many of them are left."""
    fiscal = view.stats.counts.fiscal
    if name == "returned":
        return fiscal.returned_cases, fiscal.returned_left
    cohort = view.backlog if name == "backlog" else fiscal.new
    return cohort.cases, cohort.left


def _cohort_filter(view: Overview, name: str) -> CaseFilter:
    asked, so_far = view.asked, view.asked.so_far
    if name == "new":
        return CaseFilter(received=so_far)
    if name == "returned":
        return CaseFilter(received=Window(None, asked.eve), not_pending_at=asked.eve, reopened=so_far)
    pending_at = asked.carried_at if view.reading == "carried" else None
    return CaseFilter(received=asked.received, pending_at=pending_at)


LISTS: Final[Mapping[str, Made]] = {
    "total": lambda ctx, view, rest: _status(ctx, view, Status.TOTAL),
    "closed": lambda ctx, view, rest: _status(ctx, view, Status.CLOSED),
    "pending": lambda ctx, view, rest: _status(ctx, view, Status.PENDING),
    "undated": lambda ctx, view, rest: _status(ctx, view, Status.UNDATED),
    "overdue": lambda ctx, view, rest: _marked(ctx, view, Mark.OVERDUE),
    "silent": lambda ctx, view, rest: _marked(ctx, view, Mark.SILENT),
    "estimated": _estimated,
    "ages": _aged,
    "trend": _month,
    "topic": _by_key("topic"),
    "amphoe": _by_key("amphoe"),
    "group": _group,
    "channel": _channel,
    "kind": _kind,
    "flow": _flow,
    "backlog": _cohort("backlog"),
    "new": _cohort("new"),
    "returned": _cohort("returned"),
}
