"""The people of a case: masked, and shown for a minute to whoever says why; the look is on disk before."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.figures.case_page import CasePage, PersonLine
from core.model.access import Revealed
from core.model.case import CaseNo
from core.model.codes import Anonymity
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import label, t
from core.usecases.reveal_identity import RevealIdentity, reveal_identity
from pages.ui.feedback import told
from pages.ui.page import acting

SHOWN: Final = "revealed"
ASKED: Final = "reveal_asked"
REFUSED: Final = "reveal_refused"
REASON: Final = "reveal_reason"
TICK_SECONDS: Final = 5
FIELDS: Final = ("name", "phone", "national_id", "address", "email")


def people(ctx: Context, page: CasePage) -> None:
    """Draw everybody of the case."""
    st.subheader(t("case.people"), anchor=False)
    if not page.persons:
        st.caption(t("case.no_people"))
        return
    for each in page.persons:
        _person(ctx, page, each)


def _person(ctx: Context, page: CasePage, person: PersonLine) -> None:
    shown = revealed_now(ctx, page.case.no, person.person_id)
    if shown is not None:
        _for_a_minute(page.case.no, person)
        return
    st.html(f'<div class="dr-person">{_masked(person)}</div>')
    if not person.may_reveal or not ctx.actor.may(Permission.IDENTITY_READ):
        return
    if st.session_state.get(ASKED) == person.person_id:
        _ask_reason(page.case.no, person)
    else:
        st.button(
            t("button.reveal"),
            key=f"reveal_{person.n}",
            icon=":material/visibility:",
            on_click=_ask,
            args=(person.person_id,),
        )


def _masked(person: PersonLine) -> str:
    who = t("person.hidden_on_paper") if person.is_hidden else person.name
    said = [who or label(person.anonymity), person.phone]
    said += [t("case.kept", what=t(f"case.person.{name}")) for name in person.more]
    note = f" ({label(person.anonymity)})" if person.anonymity is not Anonymity.OPEN and who else ""
    return f"<strong>{escape(label(person.role))}</strong> {escape(' · '.join(part for part in said if part) + note)}"


def _ask(person_id: int) -> None:
    st.session_state[ASKED] = person_id
    st.session_state.pop(REFUSED, None)


def _ask_reason(no: CaseNo, person: PersonLine) -> None:
    with st.form(f"reveal_form_{person.n}", border=True):
        st.text_input(t("case.reveal.reason"), key=REASON, max_chars=300)
        st.caption(t("case.reveal.why"))
        if refused := st.session_state.get(REFUSED):
            st.error(refused)
        with st.container(horizontal=True):
            st.form_submit_button(
                t("case.reveal.show"), type="primary", key="reveal_go", on_click=_reveal, args=(no, person.person_id)
            )
            st.form_submit_button(t("button.cancel"), key="reveal_cancel", on_click=_ask, args=(0,))


def _reveal(no: CaseNo, person_id: int) -> None:
    """Write the look down and keep the answer for a minute (a callback)."""
    try:
        command = RevealIdentity(no=no, person_id=person_id, reason=str(st.session_state.get(REASON, "")))
        shown = reveal_identity(command, acting())
    except DomainError as refusal:
        st.session_state[REFUSED] = told(refusal)
        return
    st.session_state[SHOWN] = (no, shown)
    _ask(0)


def revealed_now(ctx: Context, no: CaseNo, person_id: int) -> Revealed | None:
    """What may still be shown of a person; what has run out, or belongs to another case, is forgotten."""
    kept = st.session_state.get(SHOWN)
    if kept is None:
        return None
    of, shown = kept
    if of != no or ctx.clock.now() >= shown.until:
        st.session_state.pop(SHOWN, None)
        return None
    return shown if isinstance(shown, Revealed) and shown.person_id == person_id else None


@st.fragment(run_every=TICK_SECONDS)
def _for_a_minute(no: CaseNo, person: PersonLine) -> None:
    """The clear values with the seconds that are left; then the page masks them again."""
    ctx = acting()
    shown = revealed_now(ctx, no, person.person_id)
    if shown is None:
        st.rerun()
    left = max(1, round((shown.until - ctx.clock.now()).total_seconds()))
    pairs = [(name, str(getattr(shown, name))) for name in FIELDS]
    rows = "".join(
        f"<dt>{escape(t(f'case.person.{name}'))}</dt><dd>{escape(said)}</dd>" for name, said in pairs if said
    )
    unreadable = f"<p>{escape(t('case.reveal.unreadable'))}</p>" if shown.unreadable else ""
    st.html(
        f'<div class="dr-person dr-revealed"><strong>{escape(label(person.role))}</strong>'
        f'<dl class="dr-facts">{rows}</dl>{unreadable}</div>'
    )
    st.caption(t("case.reveal.left", seconds=left, today=shown.today))
    if st.button(t("case.reveal.hide"), key=f"hide_{person.n}", icon=":material/visibility_off:"):
        st.session_state.pop(SHOWN, None)
        st.rerun()
