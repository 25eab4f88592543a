"""Tables for reading: functions of the events alone, rebuilt from them at any time.

Partial indexes keep the stock, the board and the work lists on live rows; their predicates are IS NULL because a
bound IN (...) makes SQLite scan.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel


def _where(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class CaseRow(SQLModel, table=True):
    """One case as it stands now."""

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case_no", "province_id", "year_be", "running", unique=True),
        _where("ix_pending", "province_id", "opened_on", "id", where="is_open AND NOT is_void"),
        Index("ix_recv", "province_id", "received_on", "id"),
        _where("ix_undated", "province_id", "id", where="received_on IS NULL"),
        _where("ix_void", "province_id", "id", where="is_void"),
        _where("ix_following", "province_id", "lead_id", where="lead_id IS NOT NULL"),
        _where("ix_source", "province_id", "source_system", "source_key", where="source_system IS NOT NULL"),
        _where("ix_source_no", "province_id", "source_no", where="source_no IS NOT NULL"),
        _where("ix_upstream", "province_id", "upstream_no", where="upstream_no IS NOT NULL"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    running: int
    year_be: int
    version: int
    round: int
    state: str
    is_open: bool
    is_void: bool
    received_on: date | None
    received_basis: str
    opened_on: date | None
    closed_on: date | None
    closing_class: str | None
    confirmed: str | None
    proposed: str | None
    objected_on: date | None
    delay: str | None
    channel_id: str
    contact_kind: str
    topic_id: str | None
    amphoe_code: str | None
    tambon_code: str | None
    programme_id: str | None
    urgent: bool
    confidential: bool
    wants_reply: bool
    needs_sorting: bool
    persons_contacting: int
    persons_subject: int
    officer_id: int | None = Field(sa_type=BigInteger)
    lead_id: int | None = Field(sa_type=BigInteger)
    upstream_no: str | None
    source_system: str | None
    source_no: str | None
    source_key: str | None
    fingerprint: str | None
    is_anonymised: bool


class CasePeriod(SQLModel, table=True):
    """One round of a case: open on D when opened_on <= D and (closed_on is null and is_open, or closed_on > D)."""

    __tablename__ = "case_period"
    __table_args__ = (
        Index("ix_period_from", "province_id", "opened_on", "closed_on", "case_id"),
        _where("ix_period_to", "province_id", "closed_on", "opened_on", "case_id", where="closed_on IS NOT NULL"),
        _where("ix_period_open", "province_id", "opened_on", "case_id", where="is_open AND NOT is_void"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    round: int = Field(primary_key=True)
    opened_on: date | None
    opened_basis: str
    is_open: bool
    closed_on: date | None
    closed_basis: str | None
    contact_kind: str
    is_void: bool


class ReferralRow(SQLModel, table=True):
    """A case at one agency; live on D when sent_on <= D and (is_live or ended_on > D)."""

    __tablename__ = "referral"
    __table_args__ = (
        _where("ix_live", "province_id", "agency_id", "sent_on", "case_id", where="is_live"),
        _where("ix_referral_ended", "province_id", "ended_on", "sent_on", "case_id", where="ended_on IS NOT NULL"),
        Index("ix_referral_sent", "province_id", "sent_on"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    no: int = Field(primary_key=True)
    round: int
    agency_id: str
    agency_name: str
    own: bool
    state: str
    sent_on: date | None
    sent_basis: str
    delivered_on: date | None
    acknowledged_on: date | None
    first_report_on: date | None
    last_report_on: date | None
    is_live: bool
    ended_on: date | None
    outcome: str | None
    reminders: int
    is_void: bool


class ObligationRow(SQLModel, table=True):
    """One promise; live on D when arises_on <= D and neither done nor void by D."""

    __tablename__ = "obligation"
    __table_args__ = (
        _where(
            "ix_obligation_live",
            "province_id",
            "due_on",
            "kind",
            "agency_id",
            where="done_on IS NULL AND void_on IS NULL",
        ),
        Index("ix_obligation_due", "province_id", "due_on", "kind"),
        Index("ix_obligation_done", "province_id", "done_on", "due_on"),
        Index("ix_obligation_void", "province_id", "void_on"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    no: int = Field(primary_key=True)
    kind: str
    referral_no: int | None
    agency_id: str | None
    round: int
    arises_on: date
    due_on: date
    first_due_on: date
    done_on: date | None
    void_on: date | None
    rule: str
    promise: str


class AwaitingCheck(SQLModel, table=True):
    """Days on which a referral awaits the centre's check: from_on inclusive, to_on exclusive."""

    __tablename__ = "awaiting_check"

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    referral_no: int = Field(primary_key=True)
    from_on: date = Field(primary_key=True)
    to_on: date | None


class Pause(SQLModel, table=True):
    """Days on which the finish clock of a referral stands."""

    __tablename__ = "pause"

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    referral_no: int = Field(primary_key=True)
    from_on: date = Field(primary_key=True)
    to_on: date | None


class CaseText(SQLModel, table=True):
    """Titles and details in clear, for lists and search (role and disk encryption protect them)."""

    __tablename__ = "case_text"

    province_id: str = Field(primary_key=True, max_length=2)
    case_id: int = Field(primary_key=True, sa_type=BigInteger)
    title: str = ""
    public_title: str = ""
    details: str = ""
    search: str = ""


class AggDay(SQLModel, table=True):
    """Sums of one day and contact kind; any stock is a sum of months plus at most 31 of these."""

    __tablename__ = "agg_day"

    province_id: str = Field(primary_key=True, max_length=2)
    day: date = Field(primary_key=True)
    contact_kind: str = Field(primary_key=True)
    received: int = 0
    reopened: int = 0
    closed: int = 0
    opened_estimated: int = 0
    closed_estimated: int = 0
    sent_estimated: int = 0
    persons_contacting: int = 0
    persons_subject: int = 0


class AggMonth(SQLModel, table=True):
    """Sums of one month (named by its first day) by dimension and key; dimension ``all`` holds the month's totals."""

    __tablename__ = "agg_month"

    province_id: str = Field(primary_key=True, max_length=2)
    dimension: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    key: str = Field(primary_key=True)
    contact_kind: str = Field(primary_key=True)
    received: int = 0
    reopened: int = 0
    closed: int = 0
    opened_estimated: int = 0
    closed_estimated: int = 0
    sent_estimated: int = 0
    persons_contacting: int = 0
    persons_subject: int = 0
