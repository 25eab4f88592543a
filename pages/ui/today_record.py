"""The quick record: one thing said of every ticked line, what became of each, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final
from uuid import uuid4

import streamlit as st

from core.errors import DomainError
from core.figures.today import ANSWERED_BY_AGENCY, Queue, TodayLine
from core.model.case import Case
from core.model.codes import ContactWay
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import label, t
from core.text.dates import parse_day, thai_day_long
from core.usecases.record_many import NEEDS, Outcome, QuickRecord, RecordMany, Target, UndoMany, record_many, undo_many
from pages.ui.feedback import refusals, told
from pages.ui.glance import glance
from pages.ui.page import acting
from pages.ui.scripts import keyboard
from pages.ui.tables import case_rows
from pages.ui.today_list import tick_only, untick
from pages.ui.today_next import doors, next_step, numbered
from pages.ui.today_view import is_at_agency, key_of

FORM, OUTCOME, REFUSED = "today_form", "today_outcome", "today_refused"
VERB, WAY, ON, TEXT = "today_verb", "today_way", "today_on", "today_text"
REPORTS: Final = (QuickRecord.PROGRESS, QuickRecord.DONE)
"""What an agency reports is nothing without its words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a record, or of taking it back (``verb`` None), with the agencies' names as they stood."""

    verb: QuickRecord | None
    outcomes: tuple[Outcome, ...]
    agencies: dict[str, str]


def side(ctx: Context, queue: Queue | None, lines: Sequence[TodayLine]) -> None:
    """Draw what can be done with the ticked lines; of a single one its clocks as well."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{t('today.selected', n=len(lines))}**")
        st.button(t("today.clear"), on_click=untick, key="today_clear", icon=":material/close:")
    case = _only_case(ctx, lines)
    here = recordable(queue, lines)
    if here:
        _form(ctx, here, queue, case)
        if len(here) < len(lines):
            st.caption(t("today.partly_here", n=len(lines) - len(here)))
    else:
        st.info(t("today.not_here"))
    if case is not None:
        doors(ctx, case, lines[0], queue)
        with refusals():
            glance(ctx, case.no.url, case_rows([lines[0].case], ctx.masters)[0].cells["title"])


def _only_case(ctx: Context, lines: Sequence[TodayLine]) -> Case | None:
    """The case of a single ticked line, as far as the account may open it."""
    if len(lines) != 1:
        return None
    with suppress(DomainError):  # the glance below says why
        return ctx.ledger.case(lines[0].case.no)
    return None


def recordable(queue: Queue | None, lines: Sequence[TodayLine]) -> list[TodayLine]:
    """The lines that stand at an agency which has still to answer."""
    if queue not in ANSWERED_BY_AGENCY:
        return []
    return [line for line in lines if is_at_agency(line)]


def _form(ctx: Context, lines: Sequence[TodayLine], queue: Queue | None, case: Case | None) -> None:
    verbs = [verb for verb in QuickRecord if ctx.actor.may(NEEDS[verb])]
    if st.session_state.get(VERB) not in verbs:
        st.session_state[VERB] = _usual(queue, verbs)
    verb = st.segmented_control(
        t("today.verb"), verbs, format_func=lambda each: t(f"today.verb.{each.value}"), key=VERB, required=True
    )
    verb = verb or verbs[0]
    if verb is QuickRecord.CHASE:
        st.segmented_control(t("today.way"), list(ContactWay), format_func=label, key=WAY, required=True, default=_WAY)
    if case is not None:
        numbered(case, lines[0], verb)
    st.text_area(t(f"today.text.{verb.value}"), key=TEXT, placeholder=t("today.text_hint"), height=90)
    _day(ctx.clock.today())
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(refused)
    if case is not None:
        next_step(ctx, case, lines[0])
    keyboard("today", save_key="today_record", first_key=TEXT, enter_key=ON, said=",".join(map(key_of, lines)))
    st.button(
        t(f"today.record.{verb.value}", n=len(lines)),
        type="primary",
        key="today_record",
        on_click=_record,
        args=(tuple(lines), _form_id(), verb),
        width="stretch",
    )


_WAY: Final = ContactWay.PHONE


def _usual(queue: Queue | None, verbs: Sequence[QuickRecord]) -> QuickRecord:
    """What is recorded most in a queue: an acknowledgement where one is awaited, else a reminder, else a report."""
    wanted = QuickRecord.ACKNOWLEDGE if queue is Queue.ACKNOWLEDGE else QuickRecord.CHASE
    return wanted if wanted in verbs else QuickRecord.PROGRESS


def _day(today: date) -> None:
    """The day on which it happened: today unless another one is typed."""
    if not st.session_state.get(ON):
        st.session_state[ON] = f"{today.day}/{today.month}/{today.year + 543}"
    st.text_input(t("today.on"), key=ON, placeholder=t("today.on_example"))
    with refusals():
        st.caption(t("today.on_means", day=thai_day_long(parse_day(st.session_state[ON]))))


def _form_id() -> str:
    """The id of this form; its requests keep theirs until something has been recorded, so that a second click, or a
    submit whose answer was lost, does nothing twice.
    """
    return str(st.session_state.setdefault(FORM, uuid4().hex))


def _record(lines: tuple[TodayLine, ...], form: str, verb: QuickRecord) -> None:
    """Record what stands in the form as it was drawn; where nothing can be written, everything typed stays.

    A second click that comes before the page is drawn anew brings the same ``form``.
    """
    ctx = acting()
    targets = tuple(_target(line, form, verb) for line in lines)
    try:
        outcomes = record_many(_command(verb, targets, ctx.clock.today()), ctx)
    except DomainError as refusal:
        st.session_state[REFUSED] = told(refusal)
        return
    st.session_state[OUTCOME] = Said(verb, outcomes, {key_of(line): line.task.agency for line in lines})
    if any(each.seq is not None for each in outcomes):
        _begin_anew([_key(each.target) for each in outcomes if each.refusal is not None])


def _command(verb: QuickRecord, targets: tuple[Target, ...], today: date) -> RecordMany:
    """What was typed. A blank day is today: whoever presses while the form is being drawn has it blank."""
    text = str(st.session_state.get(TEXT, "")).strip()
    if verb in REPORTS and not text:
        raise DomainError("error.report_text_missing")
    way = ContactWay(st.session_state.get(WAY) or _WAY)
    typed = str(st.session_state.get(ON, "")).strip()
    return RecordMany(verb=verb, targets=targets, on=parse_day(typed) if typed else today, text=text, way=way)


def _target(line: TodayLine, form: str, verb: QuickRecord) -> Target:
    no, referral_no = line.case.no, line.task.referral_no or 0
    return Target(f"{form}:{verb.value}:{no.url}:{referral_no}", no, referral_no)


def _key(target: Target) -> str:
    return f"{target.no.url}.{target.referral_no}"


def _begin_anew(refused: Sequence[str]) -> None:
    """A new form. What was refused stays ticked, with everything typed, so that it can be mended."""
    st.session_state.pop(FORM, None)
    tick_only(refused)
    if not refused:
        for key in (TEXT, ON):
            st.session_state.pop(key, None)


def outcome(ctx: Context) -> None:
    """Draw what became of the last record, line by line, with the way back where the account may take it."""
    said: Said | None = st.session_state.get(OUTCOME)
    if said is None:
        return
    done = [each for each in said.outcomes if each.seq is not None]
    sentence = f"today.done.{said.verb.value if said.verb else 'undo'}"
    with st.container(key="outcome"):
        st.markdown(f"**{t(sentence, n=len(done), whole=len(said.outcomes))}**")
        st.html(f'<ul class="dr-outcome">{"".join(_said(each, said) for each in said.outcomes)}</ul>')
        with st.container(horizontal=True):
            if said.verb is not None and done and ctx.actor.may(Permission.CASE_CORRECT):
                st.button(t("button.undo"), key="today_undo", on_click=_undo, icon=":material/undo:")
            st.button(t("today.hide_result"), key="today_hide", on_click=_hide)
        if refused := st.session_state.pop(f"{REFUSED}_undo", ""):
            st.error(refused)


def _said(each: Outcome, said: Said) -> str:
    target = each.target
    agency = said.agencies.get(_key(target), "")
    if each.refusal is None:
        key = "today.line.done" if said.verb else "today.line.undone"
        return f"<li>{escape(t(key, no=target.no, agency=agency))}</li>"
    key = "today.line.refused" if said.verb else "today.line.not_undone"
    text = t(key, no=target.no, agency=agency, reason=told(each.refusal))
    return f'<li class="dr-no">{escape(text)}</li>'


def _undo() -> None:
    """Take the last record back; what others have built on stays and says why."""
    said: Said = st.session_state[OUTCOME]
    request_id = st.session_state.setdefault("today_undo_form", uuid4().hex)
    try:
        undone = undo_many(UndoMany(request_id=request_id, recorded=said.outcomes, text=t("today.undo_text")), acting())
    except DomainError as refusal:
        st.session_state[f"{REFUSED}_undo"] = told(refusal)
        return
    st.session_state.pop("today_undo_form", None)
    st.session_state[OUTCOME] = Said(None, undone, said.agencies)


def _hide() -> None:
    st.session_state.pop(OUTCOME, None)
