"""Every figure that is shown by name; its printed definition is the text ``figure.<name>.definition``."""

from __future__ import annotations

from enum import StrEnum


class Figure(StrEnum):
    """Names of figures; the value is the part of the text's key after ``figure.``."""

    TOTAL = "total"
    CLOSED = "closed"
    PENDING = "pending"
    TOTAL_LEADS = "total_leads"
    OVERDUE = "overdue"
    NEAR_DUE = "near_due"
    SILENT = "silent"
    PAST_REVIEW = "past_review"
    DUE_FOR_REPORT = "due_for_report"
    REPORTED_SINCE = "reported_since"
    BY_AGENCY = "by_agency"
    NOT_SENT = "row.not_sent"
    AWAITING_CHECK = "row.awaiting_check"
    OWN = "row.own"
    AGE = "age"
    AGE_SINCE_FIRST = "age_since_first"
    BACKLOG = "backlog"
    NEW = "new"
    RETURNED = "returned"
    REOPENED = "reopened"
    CLOSED_TIMES = "closed_times"
    LEFT = "left"
    IDENTITY = "identity"
    CARRIED = "carried"
    COHORT = "cohort"
    CHANNEL = "channel"
    KIND = "kind"
    TOPIC = "topic"
    AMPHOE = "amphoe"
    MONTH = "month"
    PERSONS_CONTACTING = "persons_contacting"
    PERSONS_SUBJECT = "persons_subject"
    PROGRAMME = "programme"
    OPENING_BALANCE = "opening_balance"
    ESTIMATED = "estimated"
    UNDATED = "undated"
    VOID = "void"
    KPI_ACKNOWLEDGED = "kpi.acknowledged"
    KPI_FIRST_PROGRESS = "kpi.first_progress"
    KPI_PERIODIC = "kpi.periodic"
    KPI_FINISH = "kpi.finish"
    KPI_FINISH_FIRST = "kpi.finish_first"
    MEDIAN = "median"
    P90 = "p90"
    REOPENED_SHARE = "reopened_share"
    SATISFACTION = "satisfaction"
    INDEX = "index"

    @property
    def label_key(self) -> str:
        """The key of its name."""
        return f"figure.{self.value}"

    @property
    def definition_key(self) -> str:
        """The key of the sentence printed under it on request."""
        return f"figure.{self.value}.definition"
