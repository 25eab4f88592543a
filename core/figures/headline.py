"""The headline: all, closed, pending. Source: RE (5,650 / 5,552 = 98.27 % / 98 = 1.73 %)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.figures.board import Board
from core.figures.counts import StockCounts
from core.figures.share import Share


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures of a day. ``leads`` counts linked duplicates once; ``overdue`` and ``silent`` are among pending.

    ``total`` and ``pending`` hold ``counts.undated`` and what was brought forward; ``overdue`` and ``silent`` know
    neither.
    """

    as_of: date
    total: int
    closed: int
    pending: int
    leads: int
    overdue: int
    near: int
    silent: int
    counts: StockCounts

    @property
    def closed_share(self) -> Share:
        """Closed of all; the share of pending is its rest."""
        return Share(self.closed, self.total)


def headline(as_of: date, counts: StockCounts, board: Board) -> Headline:
    """Make the headline of the stock and the board of the same day."""
    brought = counts.brought
    total = counts.opened + counts.undated + (brought.received if brought else 0)
    pending = counts.stock + counts.undated_pending + (brought.pending if brought else 0)
    return Headline(
        as_of=as_of,
        total=total,
        closed=total - pending,
        pending=pending,
        leads=total - counts.followers,
        overdue=board.overdue,
        near=board.near,
        silent=board.silent,
        counts=counts,
    )
