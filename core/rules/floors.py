"""The earliest day that an event may carry: that of the event it answers."""

from __future__ import annotations

from datetime import date

from core.model import payloads as p
from core.model.case import Case, Referral
from core.model.events import Event
from core.model.facts import Amended
from core.rules.fold_referral import latest

_ENDS = (p.Returned, p.Cancelled, p.SentBack, p.DoneReported)
_ANSWERS_THE_CLOSING = (p.Objected, p.Reopened, p.ObjectionDeclined)
_ANSWERS_THE_RECEIPT = (
    *(p.ContactLogged, p.Told, p.UpstreamAnswered, p.EvidenceAdded, p.EvidenceWithdrawn),
    *(Amended, p.Corrected, p.Voided, p.Anonymised),
)


def floor_of(case: Case, event: Event, referral: Referral | None) -> date | None:
    """The earliest day for ``event``; ``referral`` is the one it names. None when what it answers is undated."""
    said, period = event.payload, case.periods[-1]
    if isinstance(said, p.Closed):
        return latest(period.opened_on, *(r.last_move_on for r in case.referrals if r.round == case.round))
    if isinstance(said, p.Forwarded):
        return _forwarding(case, said)
    if referral is not None:
        return _answer(event, referral)
    if isinstance(said, _ANSWERS_THE_CLOSING):
        return latest(period.closed_on, case.objected_on)
    return case.received_on if isinstance(said, _ANSWERS_THE_RECEIPT) else period.opened_on


def _forwarding(case: Case, said: p.Forwarded) -> date | None:
    """After a return or cancellation its day; moving on, the last move of those that the case moves on from."""
    ended = [] if case.live_referrals else [r.ended_on for r in case.referrals]
    left = [r.last_move_on for r in case.referrals if r.no in said.moves_on]
    return latest(case.periods[-1].opened_on, *ended, *left)


def _answer(event: Event, referral: Referral) -> date | None:
    """An answer to the sending may be older than another that was recorded before it. What is reported or moved after
    the centre sent the case back answers that; what ends a spell of work is the last word on it so far.
    """
    said, sent_back_on = event.payload, referral.checks[-1].to_on if referral.checks else None
    if isinstance(said, _ENDS):
        return latest(referral.sent_on, sent_back_on, referral.last_move_on)
    if isinstance(said, p.Paused | p.Resumed):
        stood = [each.to_on or each.from_on for each in referral.pauses[-1:]]
        return latest(referral.sent_on, sent_back_on, *stood)
    return latest(referral.sent_on, sent_back_on if isinstance(said, p.ProgressReported | p.Extended) else None)
