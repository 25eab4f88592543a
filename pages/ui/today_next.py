"""Of one ticked line: the next step of the ladder of reminders, and the forms of its case that fit here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from core.figures.today import Queue, TodayLine
from core.model.case import Case
from core.ports import Context
from core.rules.chasing import next_chase_of
from core.rules.workflow import legal_moves
from core.text.catalogue import t
from core.usecases.record_many import QuickRecord
from pages.ui.case_links import open_case
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.table import FORMS
from pages.ui.today_view import is_at_agency

OF_QUEUE: Final[Mapping[Queue, tuple[str, ...]]] = MappingProxyType(
    {
        Queue.NOT_SENT: ("forward", "close"),
        Queue.CHECK: ("close", "send_back"),
        Queue.TELL: ("tell",),
        Queue.UPSTREAM: ("answer_upstream",),
        Queue.OBJECTION: ("reopen", "decline"),
    }
)
"""The forms that take a line out of its queue; of the other queues it depends on where the case stands."""
AT_AGENCY: Final = ("extend",)
MEND: Final = ("correct",)


def next_step(ctx: Context, case: Case, line: TodayLine) -> None:
    """Say what the ladder of reminders asks for next."""
    step = next_chase_of(case, line.task.referral_no or 0, ctx.clock.today(), ctx.masters.calendar)
    if step is not None:
        st.caption(t(f"today.step.{step.step}", day=step.on or ""))


def numbered(case: Case, line: TodayLine, verb: QuickRecord) -> None:
    """Say which reminder this one will be."""
    referral = next((each for each in case.live_referrals if each.no == line.task.referral_no), None)
    if verb is QuickRecord.CHASE and referral is not None:
        st.caption(t("today.next_chase", n=referral.reminders + 1))


def forms_of(ctx: Context, case: Case, line: TodayLine, queue: Queue | None) -> list[tuple[MoveForm, str]]:
    """The forms that may be made now of the case, each with the referral it speaks of, empty for none."""
    usual = OF_QUEUE.get(queue) if queue is not None else None
    if usual is None:
        usual = AT_AGENCY if is_at_agency(line) else OF_QUEUE[Queue.CHECK if line.task.awaits_check else Queue.NOT_SENT]
    found = []
    legal = legal_moves(case)
    for form in (FORMS[name] for name in (*usual, *MEND)):
        referral_no = line.task.referral_no if form.of_referral else None
        fits = [no for payload, no in legal if payload is form.payload]
        is_legal = bool(fits) if form.of_referral and referral_no is None else referral_no in fits
        if ctx.actor.may(form.permission) and is_legal:
            found.append((form, str(referral_no or "")))
    return found


def doors(ctx: Context, case: Case, line: TodayLine, queue: Queue | None) -> None:
    """Buttons that open the case at one of its forms."""
    found = forms_of(ctx, case, line, queue)
    if not found:
        return
    st.caption(t("today.on_case_page"))
    with st.container(horizontal=True, key="today_doors"):
        for form, referral in found:
            st.button(
                t(form.button),
                key=f"today_do_{form.name}",
                icon=form.icon or None,
                on_click=open_case,
                args=(case.no.url,),
                kwargs={"do": form.name, **({"referral": referral} if referral else {})},
            )
