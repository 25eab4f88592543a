"""What the board page shows, read in one snapshot: headline, matrix, and the cases of the cell that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from core.figures.ages import BUCKETS, AgeBasis
from core.figures.board import Board
from core.figures.headline import Headline
from core.figures.lines import BoardFilter, Cell, Mark
from core.figures.names import Figure
from core.figures.share import Share
from core.papers.charts import bucket_name
from core.ports import Context
from core.rules.access import Permission
from core.rules.calendar import add_working_days
from core.text.catalogue import t
from core.text.dates import thai_day_full
from pages.ui.matrix import counted, matrix_data, pick_of
from pages.ui.numbers import Number
from pages.ui.panel import Listing
from pages.ui.remembered import remembered, state_of
from pages.ui.tables import MOST_PENDING, PENDING_COLUMNS, ListRow, once_each, pending_rows
from pages.ui.words import place_name, row_name


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board of a day and its drawing. ``headline`` is None for people of an agency, who see their rows alone."""

    as_of: date
    basis: AgeBasis
    near_until: date
    which: BoardFilter
    board: Board
    headline: Headline | None
    drawn: Mapping[str, Any]


def read_board(ctx: Context, as_of: date, basis: AgeBasis, which: BoardFilter) -> BoardView:
    """Read everything before anything is drawn, so that the numbers agree."""
    near_until = add_working_days(as_of, ctx.masters.clock_set.near_days, ctx.masters.calendar)
    whole = ctx.actor.may(Permission.FIGURES_READ) and not which.is_on

    def read() -> BoardView:
        board = ctx.reads.board(as_of, by=basis, near_until=near_until, which=which)
        headline = ctx.reads.headline(as_of) if whole else None
        return BoardView(as_of, basis, near_until, which, board, headline, matrix_data(board))

    with ctx.reads.snapshot():
        state = state_of(ctx, ctx.reads.data_version(), as_of, basis, near_until, which, whole)
        return remembered("board", state, read)


def board_numbers(view: BoardView, near_days: int) -> list[Number]:
    """The headline with pending first; of a filtered board, of the filter."""
    board, head = view.board, view.headline
    cases = board.total_cases
    marks = (
        Number(Figure.OVERDUE, board.overdue, cases, tone="overdue", pick=pick_of(mark=Mark.OVERDUE)),
        Number(Figure.NEAR_DUE, board.near, cases, pick=pick_of(mark=Mark.NEAR), mark="◔", days=near_days),
        Number(Figure.SILENT, board.silent, cases, pick=pick_of(mark=Mark.SILENT), mark="◌"),
        Number(Figure.PAST_REVIEW, board.review_passed, cases, pick=pick_of(mark=Mark.REVIEW_PASSED), mark="◇"),
    )
    shown = [each for each in marks if each.value or each.figure is not Figure.PAST_REVIEW]
    if head is None:
        return [Number(Figure.PENDING, cases, tone="pending", pick=pick_of(), note=_filtered(view.which)), *shown]
    share = Share(head.closed, head.total).rest_hundredths()
    return [Number(Figure.PENDING, head.pending, head.total, share, "pending", pick_of()), *shown]


def _filtered(which: BoardFilter) -> str:
    return t("board.filtered") if which.is_on else ""


def board_listing(ctx: Context, view: BoardView, cell: Cell) -> Listing:
    """The cases of a cell, read after the board in a snapshot of their own."""

    def rows(limit: int, offset: int) -> Sequence[ListRow]:
        asked = partial(
            ctx.reads.board_lines, cell, view.as_of, by=view.basis, near_until=view.near_until, which=view.which
        )
        if cell.place is not None:
            return pending_rows(asked(limit=limit, offset=offset), view.as_of, ctx.masters)
        once = once_each(asked(limit=MOST_PENDING))
        return pending_rows(once[offset : offset + limit], view.as_of, ctx.masters)

    columns = [column for column in PENDING_COLUMNS if column != "agency" or cell.agency_id is None]
    remark = "" if view.as_of == ctx.clock.today() else t("board.state_now")
    return Listing(_heading(view, cell), counted(view.board, cell), columns, rows, view.as_of, remark)


def _heading(view: BoardView, cell: Cell) -> str:
    row = next((row for row in view.board.rows if (row.place, row.agency_id) == (cell.place, cell.agency_id)), None)
    parts = [
        place_name(row.place, row.agency) if row else "",
        t("board.cell.age", age=t("age.days", bucket=bucket_name(cell.bucket))) if cell.bucket else "",
        t(f"board.mark.{cell.mark.value}") if cell.mark else "",
    ]
    return " · ".join(part for part in parts if part) or t("board.cell.all")


BOARD_COLUMNS: Final = ("agency", *BUCKETS, "sum", "overdue", "silent", "awaiting_check")


def board_columns() -> list[str]:
    """What the columns of the board's file are called."""
    named = {"agency": "board.agency", "sum": "board.sum", "awaiting_check": "board.file.awaiting_check"}
    figures = {"overdue": Figure.OVERDUE, "silent": Figure.SILENT}
    return [
        t("age.days", bucket=bucket_name(each))
        if each in BUCKETS
        else t(named[each] if each in named else figures[each].label_key)
        for each in BOARD_COLUMNS
    ]


def board_rows(view: BoardView) -> list[tuple[str | int, ...]]:
    """The board as a file shows it: every row, then all cases once."""
    board = view.board
    rows: list[tuple[str | int, ...]] = [
        (
            row_name(row),
            *(row.buckets[each] for each in BUCKETS),
            row.pending,
            row.overdue,
            row.silent,
            row.awaiting_check,
        )
        for row in board.rows
    ]
    counts = (*(board.buckets[each] for each in BUCKETS), board.total_cases, board.overdue, board.silent)
    return [*rows, (f"{t('board.total')} ({t('board.total.once')})", *counts, "")]


def board_file_name(view: BoardView) -> str:
    """What the file of the board is called: the page and the day."""
    return t("list.file", name=t("page.board.title"), as_of=thai_day_full(view.as_of))


def remarks(view: BoardView) -> list[str]:
    """What must be said under the matrix so that nobody adds up wrongly."""
    board, head = view.board, view.headline
    said = []
    if board.differs:
        said.append(t("board.differs", rows=board.total_case_agencies, cases=board.total_cases))
    if head is not None and head.pending != board.total_cases:
        brought = head.counts.brought.pending if head.counts.brought else 0
        said.append(t("board.undated", n=head.counts.undated_pending, brought=brought))
    if view.which.is_on:
        said.append(t("board.today_values"))
    return said
