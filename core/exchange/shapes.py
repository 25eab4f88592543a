"""A case as other programs read it. No personal data: identities are asked for on screen, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from core.model.case import Case, Obligation, Referral
from core.model.events import Event
from core.rules.codec import kind_of

Json = dict[str, Any]


def case_json(case: Case, texts: dict[str, str]) -> Json:
    """The state of a case; ``texts`` are its current title, public title and details (persons are markers)."""
    facts = case.facts
    return {
        "no": str(case.no),
        "state": case.state.value,
        "round": case.round,
        "version": case.version,
        "is_open": case.is_open,
        "is_void": case.is_void,
        "title": texts.get("title", ""),
        "public_title": texts.get("public_title", ""),
        "received_on": _day(case.received_on),
        "received_basis": case.received_basis.value,
        "closed_on": _day(case.periods[-1].closed_on),
        "closing_class": case.closing.closing_class.value if case.closing else None,
        "channel": facts.channel_id,
        "kind": facts.contact_kind.value,
        "topic": facts.topic_id,
        "amphoe": facts.amphoe_code,
        "source_no": facts.origin.no if facts.origin else None,
        "lead": case.lead_no or None,
        "referrals": [_referral(each) for each in case.referrals],
        "obligations": [_obligation(each) for each in case.obligations],
    }


def _referral(referral: Referral) -> Json:
    return {
        "no": referral.no,
        "round": referral.round,
        "agency": referral.agency_name,
        "agency_id": referral.agency_id,
        "state": referral.state.value,
        "sent_on": _day(referral.sent_on),
        "acknowledged_on": _day(referral.acknowledged_on),
        "last_report_on": _day(referral.last_report_on),
        "ended_on": _day(referral.ended_on),
        "outcome": referral.outcome.value if referral.outcome else None,
        "reminders": referral.reminders,
    }


def _obligation(row: Obligation) -> Json:
    return {
        "kind": row.kind.value,
        "referral": row.referral_no,
        "due_on": _day(row.due_on),
        "first_due_on": _day(row.first_due_on),
        "done_on": _day(row.done_on),
        "void_on": _day(row.void_on),
        "rule": row.promise.rule.value,
    }


def history_json(events: Sequence[Event]) -> list[Json]:
    """Every event with both times."""
    return [
        {
            "seq": event.seq,
            "kind": kind_of(event.payload),
            "happened_on": _day(event.happened_on),
            "date_basis": event.basis.value,
            "recorded_at": _instant(event.recorded_at),
            "source": event.source.value,
            "referral": event.referral_no,
            "round": event.round,
            "corrects_seq": event.corrects_seq,
            "texts": dict(event.texts),
        }
        for event in events
    ]


def texts_of(events: Sequence[Event]) -> dict[str, str]:
    """The current title, public title and details: the last that was said of each."""
    found: dict[str, str] = {}
    for event in events:
        if kind_of(event.payload) in ("registered", "amended"):
            found.update({name: text for name, text in event.texts.items() if name != "text"})
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
