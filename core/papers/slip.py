"""The slip of a case that was just taken in: number, steps and days. Never a name, a phone, an ID, or the details."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from core.errors import NotFound
from core.model.case import Case, CaseNo, Referral
from core.model.codes import AgencyKind, Anonymity, ContactKind, ObligationKind
from core.model.events import Event
from core.model.masters import Agency
from core.model.office_facts import office_facts
from core.ports import Context, Masters
from core.rules.access import Permission
from core.rules.obligations import Sending, reporting_promises
from core.rules.privacy import show_persons
from core.rules.sight import may_open
from core.text.catalogue import label, t
from core.text.dates import thai_day_full, thai_time

Kind = ObligationKind
ANSWERED_AT_ONCE: Final = frozenset({ContactKind.INFORMATION, ContactKind.ADVICE})
WORDS: Final = ("title", "for_person", "for_file", "no", "steps", "ask", "dues")
NOBODY: Final = Agency("", "")
"""Stands for the agency that is not chosen yet: the clocks before finish do not depend on it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A case as its slip tells it. ``at`` is the instant of receipt where it is known."""

    case: Case
    title: str
    at: datetime | None
    referral: Referral | None
    dues: dict[ObligationKind, date]

    @property
    def is_answered(self) -> bool:
        """Information or advice was given at once: there are no steps."""
        return self.case.facts.contact_kind in ANSWERED_AT_ONCE and self.referral is None

    @property
    def is_hidden(self) -> bool:
        """Whether a complainant asked that the name be hidden."""
        present = (person for person in self.case.facts.persons if not person.is_out)
        return any(person.anonymity is Anonymity.HIDDEN for person in present)


def slip_of(ctx: Context, no: CaseNo) -> Slip:
    """Read a case for its slip.

    Raises:
        NotAllowed, NotFound: the account takes no matters in, or there is no such case.
    """
    ctx.actor.require(Permission.CASE_REGISTER)
    case, events = ctx.ledger.case(no), ctx.ledger.history(no)
    if not may_open(ctx.actor.role, ctx.actor.agency_id, ctx.actor.account_id, case, events):
        raise NotFound(no=str(no))
    own = case.live_referrals[0] if case.live_referrals else None
    return Slip(case, _title(case, events), events[0].happened_at, own, _dues(ctx, case, own))


def _title(case: Case, events: tuple[Event, ...]) -> str:
    """The public title as it stands; whoever is named in it is called what everybody is called."""
    titles = [event.texts["public_title"] for event in events if "public_title" in event.texts]
    names = {n: t("slip.person") for n in range(1, len(case.facts.persons) + 1)}
    return show_persons(titles[-1], names) if titles else ""


def _dues(ctx: Context, case: Case, referral: Referral | None) -> dict[ObligationKind, date]:
    """Every due day; before a referral those of the agency are counted as if the case were sent on the last day."""
    found = {each.kind: each.due_on for each in case.obligations if each.void_on is None and each.referral_no is None}
    if referral is not None:
        mine = (each for each in case.obligations if each.void_on is None and each.referral_no == referral.no)
        return found | {each.kind: each.due_on for each in mine}
    sent_on = found.get(Kind.FORWARD, case.received_on or ctx.clock.today())
    expected = reporting_promises(Sending(NOBODY, sent_on), ctx.office())
    return found | {each.kind: each.due_on for each in expected}


def slip_facts(ctx: Context, subject: str) -> dict[str, Any]:
    """What the template needs; ``subject`` is the number of the case as addresses write it."""
    slip = slip_of(ctx, CaseNo.parse(subject))
    return {
        "words": {
            name: t(f"slip.{name}") for name in ("title", "for_person", "for_file", "no", "steps", "ask", "dues")
        },
        "centre": centre_name(ctx.masters),
        "no": str(slip.case.no),
        "rows": [list(row) for row in _rows(slip, ctx.masters)],
        "file_rows": [list(row) for row in (*_rows(slip, ctx.masters), *_file_rows(slip, ctx.masters))],
        "steps": list(steps(slip)),
        "answered": t("slip.answered", no=slip.case.no) if slip.is_answered else "",
        "remarks": list(_remarks(slip, ctx.masters)),
        "ask": asking(ctx.masters),
        "notes": list(_notes(slip)),
        "dues": [[label(kind), _day(due_on)] for kind, due_on in _listed(slip)],
        "officer": t("slip.officer"),
        "sign": t("slip.officer_line", position=label(ctx.actor.role)),
    }


def centre_name(masters: Masters) -> str:
    """What the office calls itself; else its name in the list of agencies."""
    own = (agency.name for agency in masters.agencies if agency.kind is AgencyKind.CENTRE)
    return office_facts(masters.settings).name or next(own, "")


def centre_phone(masters: Masters) -> str:
    """The number of the office; empty where nobody entered one."""
    own = (agency.phone for agency in masters.agencies if agency.kind is AgencyKind.CENTRE)
    return office_facts(masters.settings).phone or next(own, "")


def asking(masters: Masters) -> str:
    """Where and when to ask about a case."""
    phone, hours = centre_phone(masters), office_facts(masters.settings).hours
    if not phone:
        return t("slip.ask.hotline")
    return t("slip.ask.phone_hours" if hours else "slip.ask.phone", phone=phone, hours=hours)


def _day(on: date) -> str:
    """A day that no line breaks in two."""
    return thai_day_full(on).replace(" ", "\u00a0")


def _rows(slip: Slip, masters: Masters) -> Iterator[tuple[str, str]]:
    facts = slip.case.facts
    received = _day(slip.case.received_on) if slip.case.received_on else t("slip.unsorted")
    if slip.at is not None:
        received = t("slip.received_at", day=received, time=thai_time(slip.at))
    channel = next((each.name for each in masters.channels if each.id == facts.channel_id), "")
    yield t("slip.received"), received
    yield t("slip.channel"), channel
    yield t("slip.subject"), slip.title
    yield t("slip.place"), place_words(facts.amphoe_code, facts.tambon_code, masters) or t("place.unknown")


def place_words(amphoe_code: str | None, tambon_code: str | None, masters: Masters) -> str:
    """Where it is, in words; empty where nobody knows."""
    amphoe = masters.amphoe_name(amphoe_code)
    tambon = next((each.name for each in masters.tambon_of(amphoe_code or "") if each.code == tambon_code), "")
    said = (t("place.tambon", name=tambon) if tambon else "", t("place.amphoe", name=amphoe) if amphoe else "")
    return " ".join(filter(None, said))


def _file_rows(slip: Slip, masters: Masters) -> Iterator[tuple[str, str]]:
    facts = slip.case.facts
    topic = next((each.name for each in masters.topics if each.id == facts.topic_id), t("slip.unsorted"))
    yield t("slip.kind"), label(facts.contact_kind)
    yield t("slip.topic"), topic
    yield t("slip.agency"), slip.referral.agency_name if slip.referral else t("slip.unsorted")
    marks = ((facts.urgent, "mark.urgent"), (facts.confidential, "mark.confidential"))
    if said := [t(key) for holds, key in marks if holds]:
        yield t("slip.marks"), " · ".join(said)


def steps(slip: Slip) -> Iterator[str]:
    """What will happen, step by step, with its days."""
    if slip.is_answered:
        return
    yield _sending(slip)
    if slip.referral is None or not slip.referral.own:
        yield from _answers(slip)
    yield _finish(slip)
    if slip.case.facts.wants_reply:
        yield t("slip.step.tell")


def _sending(slip: Slip) -> str:
    sent = slip.referral
    if sent is not None and sent.sent_on is not None:
        key = "slip.step.own" if sent.own else "slip.step.sent"
        return t(key, agency=sent.agency_name, sent=_day(sent.sent_on))
    due_on = slip.dues.get(Kind.FORWARD)
    return t("slip.step.forward", due=_day(due_on)) if due_on else t("slip.step.forward_soon")


def _answers(slip: Slip) -> Iterator[str]:
    ack, first = slip.dues.get(Kind.ACKNOWLEDGE), slip.dues.get(Kind.FIRST_PROGRESS)
    if ack and first:
        yield t("slip.step.answer", ack=_day(ack), first=_day(first))
    elif ack:
        yield t("slip.step.answer_ack", ack=_day(ack))
    elif first:
        yield t("slip.step.answer_first", first=_day(first))


def _finish(slip: Slip) -> str:
    if review_on := slip.dues.get(Kind.REVIEW):
        return t("slip.step.complex", due=_day(review_on))
    due_on = slip.dues.get(Kind.FINISH)
    if due_on is None or slip.referral is None:
        return t("slip.step.finish_later")
    rule = next(each.promise.rule for each in slip.case.obligations if each.kind is Kind.FINISH)
    return t("slip.step.finish", due=_day(due_on), basis=label(rule))


def _remarks(slip: Slip, masters: Masters) -> Iterator[str]:
    if slip.is_answered:
        return
    yield t("slip.may_change")
    topic = next((each for each in masters.topics if each.id == slip.case.facts.topic_id), None)
    if topic is not None and topic.steps:
        yield t("slip.topic_steps", steps=topic.steps)


def _notes(slip: Slip) -> Iterator[str]:
    if not slip.is_answered:
        yield t("slip.not_fixed")
    hidden = (t("slip.privacy.hidden"),) if slip.is_hidden else ()
    yield " ".join((t("slip.privacy"), *hidden))


def _listed(slip: Slip) -> list[tuple[ObligationKind, date]]:
    wanted = (Kind.FORWARD, Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.FINISH, Kind.REVIEW, Kind.ANSWER_UPSTREAM)
    shown = [kind for kind in wanted if kind in slip.dues and not (kind is Kind.FINISH and slip.referral is None)]
    return [] if slip.is_answered else [(kind, slip.dues[kind]) for kind in shown]


def line_text(ctx: Context, slip: Slip) -> str:
    """The few words to send or to read aloud: number, what comes next, whom to ask."""
    phone = centre_phone(ctx.masters) or t("slip.hotline")
    return t("slip.line", no=slip.case.no, next=_next(slip), phone=phone)


def _next(slip: Slip) -> str:
    if slip.is_answered:
        return t("slip.line.answered")
    if slip.referral is not None:
        return t("slip.line.own" if slip.referral.own else "slip.line.sent", agency=slip.referral.agency_name)
    due_on = slip.dues.get(Kind.FORWARD)
    return t("slip.line.forward", due=thai_day_full(due_on)) if due_on else t("slip.line.forward_soon")
