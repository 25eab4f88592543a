"""Which looks the page of the log shows: days, account, case and which of its four views, all in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import streamlit as st

from core.figures.accesses import AccessAccount, AccessQuestion
from core.model.case import CaseNo
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import bangkok_day, thai_day
from pages.ui.address import ask, asked, choice
from pages.ui.day_boxes import FIRST, LAST, forget_span, refused_span, span_asked, span_boxes

VIEWS: Final = ("looks", "days", "sign_ins", "accounts")
USUAL_DAYS: Final = 30
ACCOUNT, NO, VIEW = "account", "no", "view"
_TYPED: Final = "access_no"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, the accounts by id, and which view is open."""

    question: AccessQuestion
    accounts: dict[int, AccessAccount]
    view: str

    def name(self, account_id: int | None) -> str:
        """An account as the page names it."""
        found = self.accounts.get(account_id or 0)
        return found.display_name if found else t("access.unknown_account")

    @property
    def span(self) -> str:
        """The days in words."""
        return t("access.span", first=thai_day(self.question.first), last=thai_day(self.question.last))


def access_filters(ctx: Context, accounts: Sequence[AccessAccount]) -> Asked:
    """Draw the filters in one row; what they and the address ask for.

    The days are those of the machine's clock: looks are never pinned to another day.
    """
    today = bangkok_day(ctx.clock.now())
    span = span_asked(today - timedelta(days=USUAL_DAYS - 1), today)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        span_boxes((t("access.first"), t("access.last")), span, today)
        names = {str(each.id): f"{each.display_name} ({label(each.role)})" for each in accounts}
        account = choice(t("access.account"), ACCOUNT, names, everything=t("access.account.any"))
        _number_box()
        st.button(t("access.clear"), key="access_clear", on_click=_clear, icon=":material/backspace:")
    for refused in filter(None, (refused_span(), st.session_state.pop(f"{_TYPED}_refused", ""))):
        st.error(refused)
    question = AccessQuestion(*span, int(account) if account else None, _number(asked(NO)))
    return Asked(question, {each.id: each for each in accounts}, _view())


def _number_box() -> None:
    if _TYPED not in st.session_state:
        st.session_state[_TYPED] = str(_number(asked(NO)) or "")
    st.text_input(t("access.no"), key=_TYPED, on_change=_typed, placeholder=t("access.no_example"), width=170)


def _typed() -> None:
    text = st.session_state[_TYPED].strip()
    no = _number(text)
    if text and no is None:
        st.session_state[f"{_TYPED}_refused"] = t("access.no_unreadable")
        return
    ask(**{NO: no.url if no else ""})


def _number(text: str) -> CaseNo | None:
    try:
        return CaseNo.parse(text)
    except ValueError:
        return None


def _clear() -> None:
    forget_span()
    st.session_state[_TYPED] = ""
    ask(**dict.fromkeys((FIRST, LAST, ACCOUNT, NO), ""))


def _view() -> str:
    """Draw the switch between the views; which one is open."""
    st.session_state["access_view"] = asked(VIEW) if asked(VIEW) in VIEWS else VIEWS[0]

    def changed() -> None:
        chosen = st.session_state["access_view"]
        ask(**{VIEW: "" if chosen == VIEWS[0] else chosen})

    chosen = st.segmented_control(
        t("access.view"),
        VIEWS,
        format_func=lambda view: t(f"access.view.{view}"),
        key="access_view",
        on_change=changed,
        required=True,
        label_visibility="collapsed",
    )
    return chosen if chosen in VIEWS else VIEWS[0]
