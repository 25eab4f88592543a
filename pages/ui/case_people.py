"""The people of a case: masked, and shown for a minute to whoever says why; the look is on disk before."""

from __future__ import annotations

from collections.abc import Callable, Collection
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
from pages.ui.address import asked
from pages.ui.feedback import told
from pages.ui.moves.form import move_form, open_move
from pages.ui.moves.forms import places_of
from pages.ui.moves.of_persons import ADD, CORRECT, OUT, PEOPLE
from pages.ui.moves.opened import ABOUT, DO
from pages.ui.moves.recorded import recorded_note
from pages.ui.moves.table import FORMS
from pages.ui.page import acting

SHOWN: Final = "revealed"
ASKED: Final = "reveal_asked"
REFUSED: Final = "reveal_refused"
REASON: Final = "reveal_reason"
TICK_SECONDS: Final = 5
FIELDS: Final = ("name", "phone", "national_id", "address", "email")


def people(ctx: Context, page: CasePage) -> None:
    """Draw everybody of the case, and among them the form that speaks of one of them."""
    st.subheader(t("case.people"), anchor=False)
    recorded_note(ctx, page, PEOPLE)
    legal = {name for name in FORMS if FORMS[name].within == PEOPLE and places_of(FORMS[name], ctx, page)}
    legal = set() if page.case.is_anonymised else legal
    if not page.persons:
        st.caption(t("case.no_people"))
    about, is_open = asked(ABOUT), asked(DO) in legal
    for each in page.persons:
        _person(ctx, page, each, legal)
        if is_open and about == str(each.n):
            move_form(ctx, page, PEOPLE)
    if is_open and about not in {str(each.n) for each in page.persons}:
        move_form(ctx, page, PEOPLE)
    if ADD in legal:
        icon = ":material/person_add:"
        st.button(t(FORMS[ADD].button), key=ADD, icon=icon, on_click=open_move, args=(page, ADD))


def _person(ctx: Context, page: CasePage, person: PersonLine, legal: Collection[str]) -> None:
    shown = revealed_now(ctx, page.case.no, person.person_id)
    if shown is not None:
        _for_a_minute(page.case.no, person)
    else:
        st.html(f'<div class="dr-person">{_masked(person)}</div>')
    if st.session_state.get(ASKED) == person.person_id and shown is None:
        _ask_reason(page.case.no, person)
        return
    with st.container(horizontal=True, key=f"person_{person.n}"):
        if shown is None and person.may_reveal and ctx.actor.may(Permission.IDENTITY_READ):
            _small("reveal", "button.reveal", ":material/visibility:", person, _ask, (person.person_id,))
        for name in (CORRECT, OUT):
            if name in legal:
                form, args = FORMS[name], (page, name, str(person.n))
                _small(name, form.button, form.icon, person, open_move, args)


def _small(
    name: str, words: str, icon: str, person: PersonLine, act: Callable[..., None], args: tuple[object, ...]
) -> None:
    st.button(t(words), key=f"{name}_{person.n}", icon=icon, on_click=act, args=args, type="tertiary")


def _masked(person: PersonLine) -> str:
    who = t("person.hidden_on_paper") if person.is_hidden else person.name
    blank = t("case.person_lost") if person.is_lost else label(person.anonymity)
    said = [who or blank, person.phone]
    said += [t("case.kept", what=t(f"case.person.{name}")) for name in person.more]
    if person.hide_from_agency and person.anonymity is Anonymity.OPEN:
        said.append(t("case.hidden_from_agency"))
    note = f" ({label(person.anonymity)})" if person.anonymity is not Anonymity.OPEN and who else ""
    shown = escape(" · ".join(part for part in said if part) + note)
    paper = escape(t("case.people_on_paper"))
    return (
        f'<strong>{escape(label(person.role))}</strong> <span class="dr-on-screen">{shown}</span>'
        f'<span class="dr-on-paper">{paper}</span>'
    )


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
