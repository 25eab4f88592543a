"""What must be done today: the strip of queues, read in one snapshot with a page of the queue that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import streamlit as st

from core.figures.names import Figure
from core.figures.today import Queue, QueueCount, Silence, Today, TodayLine
from core.model.codes import ObligationKind
from core.ports import Context, Masters
from core.rules.calendar import add_working_days
from core.rules.chasing import word_owed
from core.text.catalogue import label, t
from core.text.dates import thai_day_short
from pages.ui.address import ask, asked
from pages.ui.drawing import ASSETS
from pages.ui.numbers import Number, Tone
from pages.ui.remembered import remembered, state_of
from pages.ui.tables import ListRow, case_rows

PAGE_ROWS: Final = 50
MOST_IN_FILE: Final = 2_000
SHOW, PAGE = "show", "page"
COLUMNS: Final = ("no", "title", "agency", "owed", "due", "late_by", "chased")
TONES: Final[dict[Queue, tuple[Tone, str]]] = {Queue.OVERDUE: ("overdue", "▲"), Queue.URGENT: ("overdue", "!")}


def look() -> None:
    """Say what the theme cannot."""
    st.html(f"<style>{(ASSETS / 'today.css').read_text(encoding='utf-8')}</style>")


def queue_asked() -> Queue | None:
    """The queue of the address; None where it names none."""
    return Queue(asked(SHOW)) if asked(SHOW) in set(Queue) else None


def page_asked() -> int:
    """The page of the address, from 0."""
    return max(int(asked(PAGE)) - 1, 0) if asked(PAGE).isdecimal() and len(asked(PAGE)) < 5 else 0


def choose_queue(pick: str) -> None:
    """Open a queue from its beginning."""
    ask(**{SHOW: pick, PAGE: ""})


def read_today(ctx: Context) -> Today:
    """The queues and the page asked for; the last page there is, where the queue has become shorter."""
    view = _read(ctx, page_asked())
    if view.queue is not None and not view.lines and page_asked():
        ask(**{PAGE: ""})
        view = _read(ctx, 0)
    return view


def _read(ctx: Context, page: int) -> Today:
    queue = queue_asked()
    with ctx.reads.snapshot():
        state = state_of(ctx, ctx.reads.data_version(), ctx.clock.today(), queue, page)
        return remembered("today", state, lambda: read_lines(ctx, queue, PAGE_ROWS, page * PAGE_ROWS))


def read_lines(ctx: Context, queue: Queue | None, limit: int, offset: int) -> Today:
    """A stretch of a queue."""
    on = ctx.clock.today()
    near_until = add_working_days(on, ctx.masters.clock_set.near_days, ctx.masters.calendar)
    today: Today = ctx.reads.today(on, near_until, queue=queue, limit=limit, offset=offset, silence=_silence(ctx, on))
    return today


def _silence(ctx: Context, on: date) -> Silence:
    """After how long a silence a word is owed in this office."""
    office = ctx.office()

    def due(last_word_on: date) -> date | None:
        promise = word_owed(last_word_on, office)
        return promise.due_on if promise else None

    return Silence(on - timedelta(days=office.clocks.no_word_days), due)


def strip(view: Today, near_days: int) -> list[Number]:
    """The numbers of the day; each opens its queue."""
    return [_number(queue, count, near_days) for queue, count in view.counts.items()]


def _number(queue: Queue, count: QueueCount, near_days: int) -> Number:
    tone, mark = TONES.get(queue, ("plain", "")) if count.cases else ("plain", "")
    note = t("today.lines", n=count.lines) if count.lines != count.cases else ""
    figure = Figure(f"today.{queue.value}")
    return Number(figure, count.cases, tone=tone, mark=mark, pick=queue.value, note=note, days=near_days)


def heading(view: Today) -> str:
    """The queue that is open, by name."""
    return t(Figure(f"today.{view.queue}").label_key) if view.queue else ""


def key_of(line: TodayLine) -> str:
    """A line in the address of a tick: the case and its referral, 0 for none."""
    return f"{line.case.no.url}.{line.task.referral_no or 0}"


def rows_of(view: Today, masters: Masters) -> list[ListRow]:
    """The lines as rows of a list, longest late first as they come."""
    plain = case_rows([line.case for line in view.lines], masters)
    return [_row(line, row, view) for line, row in zip(view.lines, plain, strict=True)]


def _row(line: TodayLine, plain: ListRow, view: Today) -> ListRow:
    due_on = line.task.due_on
    late = (view.on - due_on).days if due_on else 0
    cells = {
        **plain.cells,
        "agency": line.task.agency,
        "owed": _owed(line.task.owed, view.queue),
        "due": thai_day_short(due_on) if due_on else "",
        "late_by": _lateness(line, view),
        "chased": _chased(line),
    }
    values = {**plain.values, "due": due_on}
    return ListRow(plain.no, plain.url_no, cells, values, is_late=late > 0)


def _owed(kind: ObligationKind | None, queue: Queue | None) -> str:
    if queue in (Queue.CHECK, Queue.OBJECTION):
        return t(f"today.owed.{queue.value}")
    return label(kind) if kind else t("today.owed.nothing")


def _lateness(line: TodayLine, view: Today) -> str:
    task = line.task
    if task.due_on is not None:
        late = (view.on - task.due_on).days
        if late > 0:
            return t("today.late", days=late)
        return t("today.due_now") if late == 0 else t("today.in_days", days=-late)
    return t("today.waits", days=(view.on - task.since).days) if task.since else ""


def _chased(line: TodayLine) -> str:
    """When the agency was last reminded, and how often since its last report."""
    if not is_at_agency(line):
        return ""
    if line.last_chased_on is None:
        return t("today.never_chased")
    day = thai_day_short(line.last_chased_on)
    return t("today.chased", day=day, n=line.reminders) if line.reminders else day


def is_at_agency(line: TodayLine) -> bool:
    """Whether an agency has still to answer: neither nowhere, nor reported done, nor the centre's own."""
    task = line.task
    return task.referral_no is not None and not task.awaits_check and not task.own


def chosen_lines(view: Today, keys: Sequence[str]) -> list[TodayLine]:
    """The ticked lines that still stand on the page."""
    return [line for line in view.lines if key_of(line) in keys]
