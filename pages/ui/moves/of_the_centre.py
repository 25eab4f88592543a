"""Moves of the case itself: closing and taking it up again, contacts, links, and what was recorded wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from core.errors import DomainError
from core.figures.case_page import CasePage
from core.model import payloads as p
from core.model.codes import ClosingClass, Confirmed, ContactKind, ContactWay, DelayReason, ObligationKind, ReopenReason
from core.model.facts import Amended
from core.rules.access import Permission
from core.rules.workflow import DIRECT
from core.text.catalogue import label, t
from core.usecases.amend_case import TEXTS, AmendCase, amend_case
from core.usecases.answer_upstream import AnswerUpstream, answer_upstream
from core.usecases.assign_officer import AssignOfficer, assign_officer
from core.usecases.close_case import CloseCase, close_case
from core.usecases.decline_objection import DeclineObjection, decline_objection
from core.usecases.label_delay import LabelDelay, label_delay
from core.usecases.link_case import LinkCase, link_case
from core.usecases.log_contact import LogContact, log_contact
from core.usecases.propose_closing import ProposeClosing, propose_closing
from core.usecases.record_objection import RecordObjection, record_objection
from core.usecases.refuse_closing import RefuseClosing, refuse_closing
from core.usecases.reopen_case import ReopenCase, reopen_case
from core.usecases.tell_complainant import TellComplainant, tell_complainant
from core.usecases.unlink_case import UnlinkCase, unlink_case
from core.usecases.void_case import VoidCase, void_case
from pages.ui.moves.fields import case_no, check, choice, coded, count, day, line, text
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.place import Field, Place
from pages.ui.moves.shown import shown_text
from pages.ui.words import amphoe_names, channel_names, programme_names, tambon_names, topic_names

NO_REASON: Final = "-"
DECLINED: Final = ("result_stands", "no_new_facts", "beyond_powers", "already_answered")
_CLOSE, _REOPEN, _LINK = Permission.CASE_CLOSE, Permission.CASE_REOPEN, Permission.CASE_LINK
_REGISTER, _CORRECT = Permission.CASE_REGISTER, Permission.CASE_CORRECT


def closing_classes(page: CasePage) -> Iterable[ClosingClass]:
    """The classes that fit: of a case that was never sent only some, a duplicate only of a lead."""
    was_sent = any(each.round == page.case.round for each in page.case.referrals)
    for each in ClosingClass:
        is_direct = was_sent or each in DIRECT
        is_led = each is not ClosingClass.DUPLICATE or page.case.lead_id is not None
        if each is not ClosingClass.UNSPECIFIED and is_direct and is_led:
            yield each


def _proposed(page: CasePage) -> str | None:
    return page.case.proposed.value if page.case.proposed else None


def closing_class(first: Callable[[CasePage], str | None] = _proposed) -> Field:
    """How a case is closed."""
    return choice(
        "closing_class",
        lambda place: {each.value: label(each) for each in closing_classes(place.page)},
        ClosingClass,
        first=first,
        missing="error.closing_class_missing",
    )


def declined_class(first: Callable[[CasePage], str | None] = lambda _page: None) -> Field:
    """Why an objection is not followed."""
    return choice(
        "declined_class",
        lambda _place: {each: t(f"declined.{each}") for each in DECLINED},
        str,
        first=first,
        missing="error.reason_missing",
    )


def delay_reason(first: Callable[[CasePage], str | None]) -> Field:
    """Why it takes long; also that there is no reason any more."""
    return choice(
        "reason",
        _reasons,
        lambda raw: None if raw == NO_REASON else DelayReason(raw),
        first=first,
        missing="error.reason_missing",
    )


def _reasons(place: Place) -> Mapping[str, str]:
    return {NO_REASON: t("move.no_delay"), **{each.value: label(each) for each in DelayReason}}


def _colleagues(place: Place) -> Mapping[str, str]:
    return {str(each.account_id): each.name for each in place.page.colleagues}


def _amendment(**values: Any) -> AmendCase:  # noqa: ANN401  # what the fields gave
    """Fields of the facts into the change, texts beside it."""
    texts = {name: values.pop(name) for name in TEXTS if values.get(name) is not None}
    texts = {name: said for name, said in texts.items() if said}
    facts = {name: values.pop(name) for name in Amended.__dataclass_fields__ if name in values}
    if not texts and not facts:
        raise DomainError("error.nothing_changed")
    return AmendCase(change=Amended(**facts), texts=texts, **values)


def _needs_sorting(page: CasePage) -> bool:
    return page.case.facts.needs_sorting


def _count(name: str) -> Field:
    return count(name, lambda page: int(getattr(page.case.facts, name)))


def _named(name: str, words: Any) -> Field:  # noqa: ANN401  # names by key, of the office's lists
    return choice(name, lambda place: words(place.ctx.masters), str, first=lambda page: getattr(page.case.facts, name))


def _owes(kind: ObligationKind, page: CasePage) -> bool:
    return any(each.kind is kind and each.is_unmet for each in page.case.obligations)


OF_THE_CENTRE: Final = (
    MoveForm(
        "close", "button.close", p.Closed, _CLOSE, CloseCase, close_case,
        (
            closing_class(), text(needed=True), coded("confirmed", tuple(Confirmed), first=Confirmed.NOT_ASKED),
            line("memo_no"), day(today=True),
        ),
        icon=":material/check_circle:",
    ),
    MoveForm(
        "refuse_closing", "button.refuse_closing", p.ClosingRefused, Permission.CASE_APPROVE, RefuseClosing,
        refuse_closing, (text(needed=True), day(today=True)), icon=":material/block:",
    ),
    MoveForm(
        "propose", "button.propose_closing", p.ClosingProposed, _CLOSE, ProposeClosing, propose_closing,
        (closing_class(), text(needed=True), day(today=True)), icon=":material/approval:",
    ),
    MoveForm(
        "reopen", "button.reopen", p.Reopened, _REOPEN, ReopenCase, reopen_case,
        (coded("reason", tuple(ReopenReason), missing="error.reason_missing"), text(needed=True), day(today=True)),
        icon=":material/restart_alt:",
    ),
    MoveForm(
        "decline", "button.decline_objection", p.ObjectionDeclined, _REOPEN, DeclineObjection, decline_objection,
        (
            declined_class(), text(needed=True), day(today=True),
        ),
        icon=":material/gavel:",
    ),
    MoveForm(
        "object", "button.ask_review", p.Objected, _REOPEN, RecordObjection, record_objection,
        (coded("reason", tuple(ReopenReason), missing="error.reason_missing"), text(), day(today=True)),
        icon=":material/feedback:",
    ),
    MoveForm(
        "tell", "button.told", p.Told, Permission.CALLBACK_RECORD, TellComplainant, tell_complainant,
        (coded("way", tuple(ContactWay), first=ContactWay.PHONE), text(), day(today=True)),
        icon=":material/call:",
    ),
    MoveForm(
        "contact", "button.log_contact", p.ContactLogged, _REGISTER, LogContact, log_contact,
        (coded("way", tuple(ContactWay), first=ContactWay.PHONE), text(needed=True), day(today=True)),
        icon=":material/contact_phone:",
    ),
    MoveForm(
        "answer_upstream", "button.answer_upstream", p.UpstreamAnswered, _REGISTER, AnswerUpstream, answer_upstream,
        (line("letter_no"), text(), day(today=True)), icon=":material/reply:",
        only=lambda page: page.case.facts.upstream is not None or _owes(ObligationKind.ANSWER_UPSTREAM, page),
    ),
    MoveForm(
        "assign", "button.assign", p.Assigned, Permission.CASE_ASSIGN, AssignOfficer, assign_officer,
        (choice("officer_id", _colleagues, int, missing="error.officer_missing"), text(), day(today=True)),
        icon=":material/person_add:",
    ),
    MoveForm(
        "delay", "button.label_delay", p.DelayLabelled, Permission.CASE_FORWARD, LabelDelay, label_delay,
        (
            delay_reason(lambda page: page.case.delay.value if page.case.delay else None), text(), day(today=True),
        ),
        icon=":material/hourglass:",
    ),
    MoveForm(
        "link", "button.link_duplicate", p.Linked, _LINK, LinkCase, link_case,
        (case_no("lead_no"), text(), day(today=True)), icon=":material/link:",
    ),
    MoveForm(
        "unlink", "button.unlink", p.Unlinked, _LINK, UnlinkCase, unlink_case,
        (text(), day(today=True)), icon=":material/link_off:",
    ),
    MoveForm(
        "amend", "button.amend", Amended, _CORRECT, _amendment, amend_case,
        (
            *(shown_text(name) for name in ("public_title", "title", "details")), _named("topic_id", topic_names),
            _named("amphoe_code", amphoe_names), _named("tambon_code", tambon_names),
            _named("channel_id", channel_names),
            choice(
                "contact_kind", lambda _place: {each.value: label(each) for each in ContactKind}, ContactKind,
                first=lambda page: page.case.facts.contact_kind.value,
            ),
            _named("programme_id", programme_names),
            _count("persons_contacting"), _count("persons_subject"),
            check("urgent", lambda page: page.case.facts.urgent),
            check("confidential", lambda page: page.case.facts.confidential),
            check("wants_reply", lambda page: page.case.facts.wants_reply),
            check("needs_sorting", _needs_sorting, only=_needs_sorting),
            text(), day(today=True),
        ),
        only_changes=True, icon=":material/edit_note:",
    ),
    MoveForm(
        "void", "button.void", p.Voided, Permission.CASE_VOID, VoidCase, void_case,
        (text(needed=True), day(today=True)), may_undo=False, icon=":material/delete_forever:",
    ),
)  # fmt: skip
