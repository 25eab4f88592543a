"""Papers and photographs of a case: the list, adding several at once, withdrawing one with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final
from uuid import uuid4

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import DomainError, StaleCase, StorageBusy
from core.exchange.evidence.check import checked_file
from core.figures.case_page import CasePage
from core.model.case import CaseNo
from core.model.codes import Role
from core.model.evidence import EvidenceLine, kind_of_media
from core.ports import Context
from core.rules.access import Permission
from core.rules.evidence_facts import MEGABYTES
from core.rules.evidence_sight import has_in_hand
from core.text.catalogue import label, t
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.withdraw_evidence import WithdrawEvidence, withdraw_evidence
from pages.ui.drawing import ASSETS
from pages.ui.feedback import told
from pages.ui.page import acting

MOST_FILES: Final = 10
"""How many are sent at once: they stand in memory until they are saved."""
SAID: Final = "evidence_said"
REFUSED: Final = "evidence_refused"
SAVED: Final = "evidence_saved"
ROUND: Final = "evidence_round"
WHICH: Final = "evidence_which"
WHY: Final = "evidence_why"
STAYED: Final = "evidence_stayed"
_KILOBYTE: Final = 1024
_OF_CASE: Final = "evidence_of"
_PASSING: Final = frozenset({"error.storage_full", "error.evidence_unwritable", "error.evidence_missing"})
"""Refusals that say nothing against the file: the same file may be saved later."""


def evidence(ctx: Context, page: CasePage) -> None:
    """Draw the part of the page."""
    _look()
    st.subheader(t("evidence.title"), anchor=False)
    _forget_other_cases(page.case.no)
    if page.evidence:
        st.html(f'<ol class="dr-evidence">{"".join(_line(page.case.no, each) for each in page.evidence)}</ol>')
        st.caption(t("evidence.open_note"))
    else:
        st.caption(t("evidence.none"))
    if said := st.session_state.pop(SAID, ""):
        st.success(said)
    if _may_add(ctx, page):
        with st.expander(t("evidence.add"), key="evidence_add", icon=":material/upload_file:"):
            _adding(page)
    standing = [each for each in page.evidence if each.may_withdraw]
    if standing and ctx.actor.may(Permission.EVIDENCE_RECORD):
        with st.expander(t("evidence.withdraw"), key="evidence_withdraw", icon=":material/remove_circle:"):
            _withdrawing(page.case.no, standing)


def _look() -> None:
    """Say what the theme cannot: the words of the chooser and how the list looks."""
    style = (ASSETS / "evidence.css").read_text(encoding="utf-8")
    words = f'--dr-choose: "{t("evidence.choose")}"; --dr-failed: "{t("evidence.upload_failed")}";'
    st.html(f"<style>:root {{ {words} }}{style}</style>")


def _forget_other_cases(no: CaseNo) -> None:
    """Nothing that was chosen, typed or said for one case may stand on the page of another."""
    if st.session_state.get(_OF_CASE) != no:
        st.session_state[_OF_CASE] = no
        for name in (SAID, REFUSED, SAVED, WHICH, WHY, STAYED):
            st.session_state.pop(name, None)
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _may_add(ctx: Context, page: CasePage) -> bool:
    if not ctx.actor.may(Permission.EVIDENCE_RECORD) or page.case.is_void:
        return False
    return ctx.actor.role is not Role.AGENCY or has_in_hand(page.case, ctx.actor.agency_id)


# --------------------------------------------------------------------------- the list


def _line(no: CaseNo, piece: EvidenceLine) -> str:
    kind = kind_of_media(piece.media_type)
    facts = [label(kind) if kind else t("evidence_kind.unknown"), size_in_words(piece.size)]
    facts += [t("evidence.for_agencies")] if piece.for_agencies and not piece.is_withdrawn else []
    said = [
        f'<span class="dr-piece">{_name(no, piece)}</span>',
        f'<p class="dr-said">{escape(piece.caption)}</p>' if piece.caption else "",
        f'<p class="dr-muted">{_whole(facts)}</p>',
        f'<p class="dr-muted">{_whole(_when(piece))}</p>',
        f'<p class="dr-gone-why">{_whole(_withdrawn(piece))}</p>' if piece.is_withdrawn else "",
    ]
    gone = ' class="dr-gone"' if piece.is_withdrawn else ""
    return f'<li value="{piece.n}"{gone}>{"".join(said)}</li>'


def _name(no: CaseNo, piece: EvidenceLine) -> str:
    if piece.is_erased:
        return escape(t("evidence.erased"))
    name = escape(piece.name or t("evidence.unreadable_name"))
    return f'<a href="/evidence/{no.url}/{piece.id}">{name}</a>' if piece.may_open else name


def _whole(parts: Sequence[str]) -> str:
    """Parts of a line, none of which is broken in two where it fits: Thai would be broken inside a word."""
    return " · ".join(f'<span class="dr-whole">{escape(part)}</span>' for part in parts if part)


def _when(piece: EvidenceLine) -> list[str]:
    return [t("evidence.at", at=piece.added_at or ""), t("case.by", who=piece.added_by) if piece.added_by else ""]


def _withdrawn(piece: EvidenceLine) -> list[str]:
    who = t("case.by", who=piece.withdrawn_by) if piece.withdrawn_by else ""
    why = t("evidence.why", why=piece.why) if piece.why else ""
    return [t("evidence.withdrawn_at", at=piece.withdrawn_at or ""), who, why]


def size_in_words(size: int) -> str:
    """A size as people say it; nothing is smaller than a kilobyte."""
    if size < _KILOBYTE * _KILOBYTE:
        return t("evidence.kilobytes", n=max(1, round(size / _KILOBYTE)))
    return t("evidence.megabytes", n=size / _KILOBYTE / _KILOBYTE)


# --------------------------------------------------------------------------- adding


def _adding(page: CasePage) -> None:
    chosen = _chosen()
    st.caption(t("evidence.files_help", megabytes=MEGABYTES, most=MOST_FILES))
    waiting = [file for file in chosen if file.file_id not in st.session_state.get(SAVED, ())]
    for n, file in enumerate(waiting, start=1):
        st.text_input(
            t("evidence.caption", name=f"{n}. {_plain(file.name)}"),
            key=f"evidence_caption_{file.file_id}",
            placeholder=t("evidence.caption_example"),
            max_chars=300,
        )
    for name, reason, caption in st.session_state.get(REFUSED, ()):
        typed = t("evidence.typed", caption=_plain(caption)) if caption else ""
        st.error(" ".join((t("evidence.refused", name=_plain(name), reason=reason), typed)).strip())
    if not waiting:
        return
    shared = _share(page)
    if len(waiting) > MOST_FILES:
        st.error(t("evidence.too_many_files", most=MOST_FILES))
    elif st.button(t("evidence.save"), key="evidence_save", type="primary"):
        with st.spinner(t("evidence.saving")):
            _save(page.case.no, waiting, shared=shared)
        st.rerun()


def _chosen() -> Sequence[UploadedFile]:
    with st.container(key="evidence_chooser"):
        return st.file_uploader(
            t("evidence.files"),
            accept_multiple_files=True,
            key=f"evidence_files_{st.session_state.get(ROUND, 0)}",
            max_upload_size=MEGABYTES,
        )


def _plain(name: str) -> str:
    """A name as words, not as markup: labels and messages would make links and pictures of it."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~:$&" else sign for sign in name if sign.isprintable())


def _share(page: CasePage) -> bool:
    """Whether agencies may open what is added; not unless it is said where somebody hides the name from them."""
    if acting().actor.role is Role.AGENCY:
        return False
    is_hidden = any(each.hide_from_agency for each in page.persons)
    shared = st.checkbox(
        t("evidence.share"), value=not is_hidden, key=f"evidence_share_{st.session_state.get(ROUND, 0)}"
    )
    if shared and is_hidden:
        st.warning(t("evidence.share_hidden"))
    return shared


def _save(no: CaseNo, files: Sequence[UploadedFile], *, shared: bool) -> None:
    """Save what can be saved, each file once.

    What is wrong with itself is told with what was typed of it, and must be chosen anew once it is mended; while the
    storage is out of reach the files stay chosen.
    """
    ctx, refused, saved, again = acting(), [], 0, False
    for file in files:
        caption = str(st.session_state.get(f"evidence_caption_{file.file_id}", ""))
        try:
            _add(ctx, no, file, caption, shared=shared)
        except DomainError as refusal:
            refused.append((file.name, told(refusal), caption))
            again = again or isinstance(refusal, StorageBusy | StaleCase) or refusal.key in _PASSING
            continue
        saved += 1
        st.session_state[SAVED] = {*st.session_state.get(SAVED, ()), file.file_id}
    st.session_state[REFUSED] = refused
    if saved:
        st.session_state[SAID] = t("evidence.saved", n=saved)
    if not again:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state.pop(SAVED, None)


def _add(ctx: Context, no: CaseNo, file: UploadedFile, caption: str, *, shared: bool) -> None:
    add_evidence(
        AddEvidence(
            request_id=f"evidence-{no.url}-{file.file_id}",
            no=no,
            text=caption,
            file=checked_file(file.name, file.getvalue()),
            for_agencies=shared,
        ),
        ctx,
    )


# --------------------------------------------------------------------------- withdrawing


def _withdrawing(no: CaseNo, standing: Sequence[EvidenceLine]) -> None:
    names = {each.id: f"{t('evidence.piece', n=each.n)} {each.name}" for each in standing}
    with st.form("evidence_withdraw_form", border=False):
        st.selectbox(t("evidence.withdraw_which"), list(names), format_func=lambda each: names.get(each, ""), key=WHICH)
        st.text_input(t("evidence.withdraw_why"), key=WHY, max_chars=300)
        st.caption(t("evidence.withdraw_note"))
        st.form_submit_button(
            t("evidence.withdraw_go"), key="evidence_withdraw_go", on_click=_withdraw, args=(no, dict(names))
        )
    if refused := st.session_state.pop(STAYED, ""):
        st.error(refused)


def _withdraw(no: CaseNo, names: dict[int, str]) -> None:
    """Withdraw the chosen piece (a callback); what was typed stays where it is refused."""
    which = st.session_state.get(WHICH)
    if which not in names:
        return
    try:
        text = str(st.session_state.get(WHY, ""))
        command = WithdrawEvidence(request_id=uuid4().hex, no=no, text=text, attachment_id=which)
        withdraw_evidence(command, acting())
    except DomainError as refusal:
        st.session_state[STAYED] = told(refusal)
        return
    st.session_state[SAID] = t("evidence.withdrawn_done", name=_plain(names[which]))
    st.session_state[WHY] = ""
