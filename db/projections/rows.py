"""The rows of one case in every table that is a function of its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.model.case import Case, Interval, Obligation, Referral
from core.model.facts import Origin, PersonRef, Registered
from core.rules.codec import dump_payload

Row = dict[str, Any]
Rows = Mapping[Table, Mapping[tuple[Any, ...], Row]]


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


CASE, PERIOD, REFERRAL = _table("case_"), _table("case_period"), _table("referral")
OBLIGATION, CHECK, PAUSE, PERSON = (
    _table("obligation"),
    _table("awaiting_check"),
    _table("pause"),
    _table("case_person"),
)
TABLES = (CASE, PERIOD, REFERRAL, OBLIGATION, CHECK, PAUSE, PERSON)


def rows_of(province_id: str, case: Case) -> Rows:
    """Every row of ``case``, by table and primary key."""
    key = {"province_id": province_id, "case_id": case.id}
    rows: dict[Table, list[Row]] = {
        CASE: [_case(province_id, case)],
        PERIOD: [{**key, **_period(case, n)} for n in range(len(case.periods))],
        REFERRAL: [{**key, **_referral(case, referral)} for referral in case.referrals],
        OBLIGATION: [{**key, **_obligation(case, row)} for row in case.obligations],
        CHECK: [{**key, **row} for referral in case.referrals for row in _intervals(referral, referral.checks)],
        PAUSE: [{**key, **row} for referral in case.referrals for row in _intervals(referral, referral.pauses)],
        PERSON: [{**key, **_person(ref)} for ref in case.facts.persons],
    }
    return {table: {_key(table, row): row for row in found} for table, found in rows.items()}


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _case(province_id: str, case: Case) -> Row:
    last, closing = case.periods[-1], case.closing
    return {
        "province_id": province_id,
        "id": case.id,
        "version": case.version,
        "round": case.round,
        "state": case.state.value,
        "is_open": last.is_open,
        "is_void": case.is_void,
        "received_on": case.received_on,
        "received_basis": case.received_basis.value,
        "opened_on": last.opened_on,
        "closed_on": last.closed_on,
        "closing_class": closing.closing_class.value if closing else None,
        "confirmed": closing.confirmed.value if closing else None,
        "proposed": case.proposed.value if case.proposed else None,
        "objected_on": case.objected_on,
        "delay": case.delay.value if case.delay else None,
        "officer_id": case.officer_id,
        "lead_id": case.lead_id,
        "is_anonymised": case.is_anonymised,
        **_facts(case.facts),
    }


def _facts(facts: Registered) -> Row:
    origin = facts.origin or Origin("")
    return {
        "running": facts.running,
        "year_be": facts.year_be,
        "channel_id": facts.channel_id,
        "contact_kind": facts.contact_kind.value,
        "topic_id": facts.topic_id,
        "amphoe_code": facts.amphoe_code,
        "tambon_code": facts.tambon_code,
        "programme_id": facts.programme_id,
        "urgent": facts.urgent,
        "confidential": facts.confidential,
        "wants_reply": facts.wants_reply,
        "needs_sorting": facts.needs_sorting,
        "persons_contacting": facts.persons_contacting,
        "persons_subject": facts.persons_subject,
        "upstream_no": (facts.upstream.no or None) if facts.upstream else None,
        "source_system": origin.system or None,
        "source_no": origin.no or None,
        "fingerprint": origin.fingerprint or None,
    }


def _period(case: Case, n: int) -> Row:
    period = case.periods[n]
    return {
        "round": period.round,
        "opened_on": period.opened_on,
        "opened_basis": period.opened_basis.value,
        "is_open": period.is_open,
        "closed_on": period.closed_on,
        "closed_basis": period.closed_basis.value if period.closed_basis else None,
        "contact_kind": case.facts.contact_kind.value,
        "is_void": case.is_void,
    }


def _referral(case: Case, referral: Referral) -> Row:
    return {
        "no": referral.no,
        "round": referral.round,
        "agency_id": referral.agency_id,
        "agency_name": referral.agency_name,
        "own": referral.own,
        "state": referral.state.value,
        "sent_on": referral.sent_on,
        "sent_basis": referral.sent_basis.value,
        "delivered_on": referral.delivered_on,
        "acknowledged_on": referral.acknowledged_on,
        "first_report_on": referral.first_report_on,
        "last_report_on": referral.last_report_on,
        "is_live": referral.is_live,
        "ended_on": referral.ended_on,
        "outcome": referral.outcome.value if referral.outcome else None,
        "reminders": referral.reminders,
        "is_void": case.is_void,
    }


def _obligation(case: Case, row: Obligation) -> Row:
    agencies = {referral.no: referral.agency_id for referral in case.referrals}
    return {
        "no": row.no,
        "kind": row.kind.value,
        "referral_no": row.referral_no,
        "agency_id": agencies.get(row.referral_no) if row.referral_no else None,
        "round": row.round,
        "arises_on": row.arises_on,
        "due_on": row.due_on,
        "first_due_on": row.first_due_on,
        "done_on": row.done_on,
        "void_on": row.void_on,
        "rule": row.promise.rule.value,
        "promise": dump_payload(row.promise),
    }


def _intervals(referral: Referral, intervals: tuple[Interval, ...]) -> list[Row]:
    """Intervals of no length are left out: no day lies inside them."""
    return [
        {"referral_no": referral.no, "from_on": each.from_on, "to_on": each.to_on}
        for each in intervals
        if each.to_on is None or each.from_on < each.to_on
    ]


def _person(ref: PersonRef) -> Row:
    return {
        "person_id": ref.person_id,
        "role": ref.role.value,
        "anonymous": ref.anonymity.value,
        "hide_from_agency": ref.hide_from_agency,
    }
