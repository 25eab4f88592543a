"""What each event does to the case as a whole: its rounds, its closing, its labels and what the centre owes."""

from __future__ import annotations

from dataclasses import replace

from core.model import payloads as p
from core.model.case import Case, Closing, Evidence, Period
from core.model.codes import ObligationKind, ReferralOutcome
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.rules import fold_obligations as owed
from core.rules.fold_referral import ended, latest

Kind = ObligationKind


def begun(case_id: int, event: Event) -> Case:
    """The case after its registration.

    Raises:
        ValueError: the event is no registration.
    """
    facts = event.payload
    if not isinstance(facts, Registered):
        raise ValueError("a case begins with its registration")
    case = Case(
        id=case_id,
        version=event.seq,
        facts=facts,
        received_on=event.happened_on,
        received_basis=event.basis,
        periods=(Period(1, event.happened_on, event.basis),),
    )
    return owed.with_promises(case, facts.promises, event.happened_on, None)


def amended(case: Case, said: Amended, event: Event) -> Case:
    """Facts that are given replace those that were known."""
    changed = {name: value for name in Amended.__slots__ if (value := getattr(said, name)) is not None}
    return replace(case, facts=replace(case.facts, **changed))


def closing_proposed(case: Case, said: p.ClosingProposed, event: Event) -> Case:
    """The director decides next."""
    return replace(case, proposed=said.closing_class)


def closing_refused(case: Case, said: p.ClosingRefused, event: Event) -> Case:
    """The case goes on as if nothing had been proposed."""
    return replace(case, proposed=None)


def closed(case: Case, said: p.Closed, event: Event) -> Case:
    """The round ends and every live referral with it; a case closed directly never owes forwarding."""
    on = event.happened_on
    for referral in case.live_referrals:
        case = ended(case, referral.no, on, ReferralOutcome.CLOSED)
    case = owed.void(case, {Kind.FORWARD, Kind.TELL_COMPLAINANT}, on, None)
    last = replace(case.periods[-1], is_open=False, closed_on=on, closed_basis=event.basis)
    closing = Closing(said.closing_class, said.confirmed, said.memo_no)
    case = replace(case, periods=(*case.periods[:-1], last), closing=closing, proposed=None, delay=None, told_on=None)
    return owed.with_promises(case, said.promises, on, None)


def objected(case: Case, said: p.Objected, event: Event) -> Case:
    """The case stays closed and owes forwarding from this day."""
    case = replace(case, objected_on=event.happened_on)
    return owed.with_promises(case, said.promises, event.happened_on, None)


def objection_declined(case: Case, said: p.ObjectionDeclined, event: Event) -> Case:
    """Nothing is owed for the objection any more."""
    return owed.void(replace(case, objected_on=None), {Kind.FORWARD}, event.happened_on, None)


def reopened(case: Case, said: p.Reopened, event: Event) -> Case:
    """The next round begins; what the centre owed for the last one is void."""
    on = event.happened_on
    case = owed.void(case, {Kind.FORWARD, Kind.TELL_COMPLAINANT}, on, None)
    period = Period(case.round + 1, on, event.basis)
    case = replace(case, periods=(*case.periods, period), objected_on=None, closing=None, told_on=None)
    return owed.with_promises(case, said.promises, on, None)


def delay_labelled(case: Case, said: p.DelayLabelled, event: Event) -> Case:
    """A label; the case stays pending."""
    return replace(case, delay=said.reason)


def assigned(case: Case, said: p.Assigned, event: Event) -> Case:
    """Hand-over is the next assignment."""
    return replace(case, officer_id=said.officer_id)


def unchanged(case: Case, said: p.ContactLogged, event: Event) -> Case:
    """Logged for the history alone."""
    return case


def told(case: Case, said: p.Told, event: Event) -> Case:
    """What was owed by then is done. A talk older than the closing, recorded after it, does not tell the result."""
    on = event.happened_on
    if on is None:
        return case
    later = tuple(row for row in case.obligations if row.kind is Kind.TELL_COMPLAINANT and row.arises_on > on)
    case = owed.done(case, {Kind.TELL_COMPLAINANT}, on, None)
    kept = {row.no: row for row in later}
    case = replace(case, obligations=tuple(kept.get(row.no, row) for row in case.obligations))
    closed_on = case.periods[-1].closed_on
    return case if closed_on is not None and on < closed_on else replace(case, told_on=latest(case.told_on, on))


def upstream_answered(case: Case, said: p.UpstreamAnswered, event: Event) -> Case:
    """The office that sent the matter has its answer."""
    return owed.done(case, {Kind.ANSWER_UPSTREAM}, event.happened_on, None)


def linked(case: Case, said: p.Linked, event: Event) -> Case:
    """The case follows its lead and still counts."""
    return replace(case, lead_id=said.lead_id, lead_no=said.lead_no)


def unlinked(case: Case, said: p.Unlinked, event: Event) -> Case:
    """The case stands for itself."""
    return replace(case, lead_id=None, lead_no="")


def voided(case: Case, said: p.Voided, event: Event) -> Case:
    """The number stays; nothing is owed and nothing is live."""
    return replace(case, is_void=True, referrals=(), obligations=(), proposed=None, objected_on=None)


def anonymised(case: Case, said: p.Anonymised, event: Event) -> Case:
    """Personal columns and notes are blanked elsewhere; the view only says so."""
    return replace(case, is_anonymised=True)


def evidence_added(case: Case, said: p.EvidenceAdded, event: Event) -> Case:
    """One more paper or photograph, of the agency that it was added for or of the centre."""
    by = event.on_behalf_of_agency_id
    added = Evidence(said.attachment_id, said.digest, said.size, said.media_type, said.for_agencies, by, event.seq)
    return replace(case, evidence=(*case.evidence, added))


def evidence_withdrawn(case: Case, said: p.EvidenceWithdrawn, event: Event) -> Case:
    """It stays in the list and no longer counts."""
    left = (replace(each, withdrawn_seq=event.seq) if each.id == said.attachment_id else each for each in case.evidence)
    return replace(case, evidence=tuple(left))
