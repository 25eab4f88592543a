"""After saving: the number large, what happens next, the slip, the words to send, and the next case."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.errors import NotFound
from core.model.case import CaseNo
from core.papers.registry import MIME, file_name, made
from core.papers.slip import Slip, line_text, slip_of, steps
from core.ports import Context
from core.text.catalogue import t
from pages.ui.download import download
from pages.ui.intake_desk import SAID, next_case
from pages.ui.scripts import copyable

SLIP = "intake_slip"


def receipt(ctx: Context, url_no: str) -> None:
    """Draw the receipt of the case of an address.

    Raises:
        DomainError: there is no such case, or the account may not open it.
    """
    slip = slip_of(ctx, _number(url_no))
    st.html(_head(slip, _said(url_no)))
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(t("slip.steps"), anchor=False)
        st.html(_steps(slip))
        with st.container(horizontal=True):
            _buttons(ctx, url_no)
    with right:
        _words(ctx, slip)


def _number(url_no: str) -> CaseNo:
    try:
        return CaseNo.parse(url_no)
    except ValueError as error:
        raise NotFound(no=url_no) from error


def _said(url_no: str) -> str:
    """What was said when it was saved; nothing after the page was opened anew."""
    held = st.session_state.get(SAID)
    return str(held[1]) if held and held[0] == url_no else ""


def _head(slip: Slip, said: str) -> str:
    lines = [said, slip.title, t("receipt.sorting") if slip.case.facts.needs_sorting else ""]
    texts = "".join(f"{escape(line)}<br>" for line in lines if line)
    return (
        f'<div class="dr-receipt"><span>{t("receipt.no")}<br><strong>{escape(str(slip.case.no))}</strong></span>'
        f'<p role="status">{texts}</p></div>'
    )


def _steps(slip: Slip) -> str:
    lines = list(steps(slip)) or [t("slip.answered", no=slip.case.no)]
    return f'<ol class="dr-steps">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ol>'


def _buttons(ctx: Context, url_no: str) -> None:
    download(
        t("button.print_slip"),
        lambda: made(SLIP, ctx, url_no).content,
        name=file_name(SLIP, url_no),
        mime=MIME,
        key="intake_slip",
        icon=":material/print:",
    )
    st.button(t("receipt.next"), on_click=next_case, key="intake_next", type="primary", icon=":material/add:")
    st.html(f'<a class="dr-open" href="case?no={escape(url_no)}" target="_blank">{t("receipt.open")}</a>')


def _words(ctx: Context, slip: Slip) -> None:
    st.subheader(t("receipt.line"), anchor=False)
    if slip.case.facts.confidential:
        st.info(t("receipt.line_secret"))
        return
    copyable(line_text(ctx, slip), t("button.copy_line"), key=f"intake_copy_{slip.case.no.url}")
