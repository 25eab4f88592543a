"""The rows of one case in every table that is a function of its events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.model.case import Case, Interval, Obligation, Period, Referral
from core.model.codes import ContactKind
from core.model.facts import Origin, PersonRef, Registered
from core.rules.codec import dump_payload

Row = dict[str, Any]
Key = tuple[Any, ...]


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


RowParts = tuple[Any, ...]
"""All that a row depends on besides the case it belongs to: rows of equal parts are equal."""


def parts_of(case: Case) -> dict[Table, dict[Key, RowParts]]:
    """What each row of ``case`` depends on, by table and by what its key holds besides province and case.

    Raises:
        ValueError: two rows of a table have one key.
    """
    kind, is_void = case.facts.contact_kind, case.is_void
    agencies = {referral.no: referral.agency_id for referral in case.referrals}
    return {
        CASE: {(): (case,)},
        PERIOD: _keyed(PERIOD, (((each.round,), (each, kind, is_void)) for each in case.periods)),
        REFERRAL: _keyed(REFERRAL, (((each.no,), (each, is_void)) for each in case.referrals)),
        OBLIGATION: _keyed(
            OBLIGATION, (((row.no,), (row, agencies.get(row.referral_no or 0))) for row in case.obligations)
        ),
        CHECK: _keyed(CHECK, (each for referral in case.referrals for each in _spans(referral.no, referral.checks))),
        PAUSE: _keyed(PAUSE, (each for referral in case.referrals for each in _spans(referral.no, referral.pauses))),
        PERSON: _keyed(PERSON, (((ref.person_id,), (ref,)) for ref in case.facts.persons if not ref.is_out)),
    }


def row_of(table: Table, province_id: str, case_id: int, parts: RowParts) -> Row:
    """The row that ``parts`` make."""
    case_column = "id" if table is CASE else "case_id"
    return {"province_id": province_id, case_column: case_id, **_RENDERED[table](*parts)}


def lines_of(province_id: str, case: Case) -> dict[Table, set[Key]]:
    """Every row of ``case`` as the values of its table's columns, in their order."""
    return {
        table: {_VALUES[table](row_of(table, province_id, case.id, parts)) for parts in found.values()}
        for table, found in parts_of(case).items()
    }


def rows_of(province_id: str, case: Case) -> Mapping[Table, Mapping[Key, Row]]:
    """Every row of ``case``, by table and primary key."""
    return {
        table: {
            (province_id, case.id, *key): row_of(table, province_id, case.id, parts) for key, parts in found.items()
        }
        for table, found in parts_of(case).items()
    }


def _keyed(table: Table, found: Iterable[tuple[Key, RowParts]]) -> dict[Key, RowParts]:
    pairs = list(found)
    by_key = dict(pairs)
    if len(by_key) != len(pairs):
        raise ValueError(f"two rows of {table.name} have one key")
    return by_key


def _spans(referral_no: int, intervals: tuple[Interval, ...]) -> Iterator[tuple[Key, RowParts]]:
    """Intervals of no length are left out: no day lies inside them."""
    for each in intervals:
        if each.to_on is None or each.from_on < each.to_on:
            yield (referral_no, each.from_on), (referral_no, each)


def _case(case: Case) -> Row:
    last, closing = case.periods[-1], case.closing
    return {
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
        "source_key": origin.key or None,
        "fingerprint": origin.fingerprint or None,
    }


def _period(period: Period, kind: ContactKind, is_void: bool) -> Row:  # noqa: FBT001  # a column's value
    return {
        "round": period.round,
        "opened_on": period.opened_on,
        "opened_basis": period.opened_basis.value,
        "is_open": period.is_open,
        "closed_on": period.closed_on,
        "closed_basis": period.closed_basis.value if period.closed_basis else None,
        "contact_kind": kind.value,
        "is_void": is_void,
    }


def _referral(referral: Referral, is_void: bool) -> Row:  # noqa: FBT001  # a column's value
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
        "is_void": is_void,
    }


_promise_text = lru_cache(maxsize=8192)(dump_payload)
"""Cases of one day share their promises."""


def _obligation(row: Obligation, agency_id: str | None) -> Row:
    return {
        "no": row.no,
        "kind": row.kind.value,
        "referral_no": row.referral_no,
        "agency_id": agency_id,
        "round": row.round,
        "arises_on": row.arises_on,
        "due_on": row.due_on,
        "first_due_on": row.first_due_on,
        "done_on": row.done_on,
        "void_on": row.void_on,
        "rule": row.promise.rule.value,
        "promise": _promise_text(row.promise),
    }


def _interval(referral_no: int, interval: Interval) -> Row:
    return {"referral_no": referral_no, "from_on": interval.from_on, "to_on": interval.to_on}


def _person(ref: PersonRef) -> Row:
    return {
        "person_id": ref.person_id,
        "role": ref.role.value,
        "anonymous": ref.anonymity.value,
        "hide_from_agency": ref.hide_from_agency,
    }


_RENDERED: dict[Table, Callable[..., Row]] = {
    CASE: _case,
    PERIOD: _period,
    REFERRAL: _referral,
    OBLIGATION: _obligation,
    CHECK: _interval,
    PAUSE: _interval,
    PERSON: _person,
}
_VALUES = {table: itemgetter(*(column.name for column in table.columns)) for table in TABLES}
