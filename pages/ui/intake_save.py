"""From a filled form to the register: one command, whose repetition changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.model.codes import Anonymity, ContactKind, PersonRole, Secrecy, SentVia
from core.model.course import PersonDraft
from core.model.facts import Letter, Registered, Upstream
from core.ports import Context, Recorded
from core.text.dates import parse_day
from core.usecases.register_case import RegisterCase, register_case
from pages.ui.intake_checks import lines_of, received_at, received_on
from pages.ui.intake_form import (
    UNKNOWN_PLACE,
    IntakeForm,
    asks_review,
    asks_upstream,
    default_title,
    has_upstream,
    is_letter,
)

ANSWERED_AT_ONCE = frozenset({ContactKind.INFORMATION, ContactKind.ADVICE})
"""Kinds that need no agency."""


def save(form: IntakeForm, ctx: Context, *, forward: bool) -> Recorded:
    """Register what the form says and, if wished, send it to its agency in the same transaction.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return register_case(command_of(form, ctx, forward=forward), ctx)


def command_of(form: IntakeForm, ctx: Context, *, forward: bool) -> RegisterCase:
    """The command that a form without faults stands for."""
    paper = is_letter(form, ctx.masters)
    return RegisterCase(
        request_id=form.request_id,
        facts=_facts(form, ctx),
        title=form.matter,
        details=form.details.strip(),
        public_title=form.public_title.strip() or default_title(form, ctx.masters),
        letter_from=form.letter_from.strip() if paper else "",
        letter_order=form.order.strip() if paper else "",
        received_on=received_on(form, ctx.clock.today()),
        received_at=received_at(form, ctx),
        persons=tuple(_persons(form)),
        forward_to=form.agency if forward else None,
        sent_via=SentVia(form.sent_via or SentVia.SYSTEM),
        review_on=review_on(form, ctx),
    )


def review_on(form: IntakeForm, ctx: Context) -> date | None:
    """The day of review, where the form asks for one; it would make any other matter a complex one.

    Raises:
        DomainError: unreadable.
    """
    typed = form.review_on.strip() if asks_review(form, ctx.masters) else ""
    return parse_day(typed) if typed else None


def _facts(form: IntakeForm, ctx: Context) -> Registered:
    kind = form.contact_kind
    return Registered(
        channel_id=form.channel,
        contact_kind=kind,
        topic_id=form.topic or None,
        amphoe_code=form.amphoe if form.amphoe != UNKNOWN_PLACE else None,
        tambon_code=form.tambon or None,
        programme_id=form.programme or None,
        urgent=form.urgent,
        confidential=is_confidential(form, ctx),
        wants_reply=form.wants_reply,
        needs_sorting=not form.topic or not (form.agency or kind in ANSWERED_AT_ONCE),
        persons_contacting=form.persons_contacting,
        persons_subject=form.persons_subject or len(lines_of(form.respondents)),
        origin_channel=form.origin_channel or None if has_upstream(form, ctx.masters) else None,
        upstream=_upstream(form) if asks_upstream(form, ctx.masters) else None,
        letter=_letter(form) if is_letter(form, ctx.masters) else None,
    )


def is_confidential(form: IntakeForm, ctx: Context) -> bool:
    """Marked so, or on a paper that is classified."""
    return form.confidential or (is_letter(form, ctx.masters) and form.letter_secrecy is not Secrecy.NONE)


def _upstream(form: IntakeForm) -> Upstream | None:
    if not (form.upstream_agency or form.upstream_no.strip() or form.answer_due.strip()):
        return None
    due_on = parse_day(form.answer_due) if form.answer_due.strip() else None
    return Upstream(form.upstream_agency or None, form.upstream_no.strip(), due_on)


def _letter(form: IntakeForm) -> Letter:
    dated_on = parse_day(form.letter_on) if form.letter_on.strip() else None
    return Letter(form.letter_no.strip(), dated_on, form.register_no.strip(), form.letter_secrecy)


def _persons(form: IntakeForm) -> Iterator[PersonDraft]:
    """The complainant first, also one without a name: that the name was not given is a fact of the case."""
    who = Anonymity(form.who)
    named = who in (Anonymity.OPEN, Anonymity.HIDDEN)
    told = {"phone": form.phone.strip(), "address": form.address.strip()} if form.wants_reply else {}
    yield PersonDraft(PersonRole.COMPLAINANT, who, form.name.strip() if named else "", **told)
    if named:
        yield from (PersonDraft(PersonRole.COMPLAINANT, who, name) for name in lines_of(form.others))
    if form.rep_name.strip() or form.rep_phone.strip():
        yield PersonDraft(PersonRole.REPRESENTATIVE, who, form.rep_name.strip(), phone=form.rep_phone.strip())
    yield from (PersonDraft(PersonRole.RESPONDENT, name=name) for name in lines_of(form.respondents))
