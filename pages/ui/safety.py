"""What every page says of the safety of the data: the missing recovery sheet above, the newest back-up at its foot."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from core.model.upkeep import SafetyGlance
from core.ports import Context
from core.rules.access import Permission
from core.rules.calendar import working_days_between
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day_short, thai_time


def show_safety_lines(ctx: Context) -> None:
    """Draw both lines; nothing in demonstrations, which nobody backs up. The style sheet puts the foot last."""
    glance = ctx.upkeep.glance()
    if not glance.is_kept:
        return
    if not glance.is_recovery_confirmed:
        st.html(f'<p class="dr-banner dr-red">{escape(t("message.recovery_sheet"))}</p>')
    text, is_late = foot_of(ctx, glance)
    with st.container(key="foot"):
        st.html(f'<p class="dr-foot{" dr-late" if is_late else ""}">{escape(text)}</p>')


def foot_of(ctx: Context, glance: SafetyGlance) -> tuple[str, bool]:
    """The sentence, and whether it is a warning. Who can make a back-up is told how, and where the last one lies."""
    may, now = ctx.actor.may(Permission.BACKUP_RUN), bangkok_day(ctx.clock.now())
    if glance.newest_at is None:
        return t("backup.foot_none_do" if may else "backup.foot_none"), True
    made = bangkok_day(glance.newest_at)
    if is_late(ctx, made, now):
        return t("message.backup_late" if may else "backup.foot_late", days=(now - made).days), True
    facts = {"date": thai_day_short(made), "time": thai_time(glance.newest_at), "place": glance.place}
    return t("message.backup_ok" if may else "backup.foot", **facts), False


def is_late(ctx: Context, made: date, now: date) -> bool:
    """Whether a working day ended without a back-up: after a weekend or a holiday Friday's is not late on Monday."""
    return working_days_between(made, now, ctx.masters.calendar) > 1
