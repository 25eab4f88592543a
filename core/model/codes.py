"""Codes of the field. Values are stored and exchanged; never change one. Thai wording: core/text."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account may do (domain: privacy)."""

    ADMIN = "admin"
    DIRECTOR = "director"
    OFFICER = "officer"
    AGENCY = "agency"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"


class ChannelGroup(StrEnum):
    """How a matter reached *us*."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    LETTER = "letter"
    ONLINE = "online"
    REFERRED = "referred"
    FIELD = "field"


class ContactKind(StrEnum):
    """The kind of contact, apart from its topic."""

    GRIEVANCE = "grievance"
    INFORMATION = "information"
    ADVICE = "advice"
    NEED = "need"
    SUGGESTION = "suggestion"
    IMMEDIATE_HELP = "immediate_help"
    RELAY = "relay"
    JOINT_SERVICE = "joint_service"


class DateBasis(StrEnum):
    """What a day rests on."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Where an event was recorded."""

    SCREEN = "screen"
    IMPORT = "import"
    SHEET = "sheet"
    API = "api"
    JOB = "job"


class StreamKind(StrEnum):
    """The kinds of stream in the ledger."""

    CASE = "case"
    MEETING = "meeting"
    DIRECTIVE = "directive"
    MASTER = "master"
    USER = "user"


class CaseState(StrEnum):
    """What has last happened to a case or to one of its referrals."""

    REGISTERED = "registered"
    HANDLED_BY_CENTRE = "handled_by_centre"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    DONE = "done"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    REOPENED = "reopened"


class ReferralOutcome(StrEnum):
    """How a referral ended."""

    RETURNED = "returned"
    CANCELLED = "cancelled"
    MOVED_ON = "moved_on"
    CLOSED = "closed"


class SentVia(StrEnum):
    """How the referral went to the agency."""

    SYSTEM = "system"
    LINE = "line"
    PHONE = "phone"
    LETTER = "letter"


class ContactWay(StrEnum):
    """How a chase, a contact or an answer was made."""

    PHONE = "phone"
    LINE = "line"
    LETTER = "letter"
    IN_PERSON = "in_person"


class ObligationKind(StrEnum):
    """Promises with a due day."""

    FORWARD = "forward"
    ACKNOWLEDGE = "acknowledge"
    FIRST_PROGRESS = "first_progress"
    PERIODIC_SERIES = "periodic_series"
    PERIODIC_PROGRESS = "periodic_progress"
    REPORT_BY_LETTER = "report_by_letter"
    FINISH = "finish"
    REVIEW = "review"
    ANSWER_UPSTREAM = "answer_upstream"
    TELL_COMPLAINANT = "tell_complainant"
    DIRECTIVE = "directive"


class DueRule(StrEnum):
    """Which rule set a due day."""

    CLOCK = "clock"
    URGENT = "urgent"
    NO_WEEKEND_STAFF = "no_weekend_staff"
    LAW = "law"
    AGENCY_TOPIC = "agency_topic"
    AGENCY_OVERALL = "agency_overall"
    DEFAULT = "default"
    COMPLEX = "complex"
    TYPED = "typed"
    SOURCE_AGREED = "source_agreed"
    EXTENDED = "extended"
    RECALCULATED = "recalculated"
    PAUSED = "paused"
    SENT_BACK = "sent_back"


class ClosingClass(StrEnum):
    """How a case was closed."""

    SOLVED = "solved"
    HELPED = "helped"
    MEDIATED = "mediated"
    EXPLAINED = "explained"
    INFORMATION_GIVEN = "information_given"
    BEYOND_POWERS_REFERRED = "beyond_powers_referred"
    IN_COURT = "in_court"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    UNFOUNDED = "unfounded"
    ANONYMOUS_WITHOUT_EVIDENCE = "anonymous_without_evidence"
    DUPLICATE = "duplicate"
    UNSPECIFIED = "unspecified"


class Confirmed(StrEnum):
    """What the complainant says of the result."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class ReopenReason(StrEnum):
    """Why a closed case is taken up again."""

    NOT_FIXED = "not_fixed"
    NOT_SATISFIED = "not_satisfied"
    AUDIT_MISMATCH = "audit_mismatch"
    NEW_FACTS = "new_facts"


class DelayReason(StrEnum):
    """Why a pending case takes long (a label; the case stays pending)."""

    AWAITING_BUDGET = "awaiting_budget"
    PROCUREMENT = "procurement"
    LEGAL_STEP = "legal_step"
    UNDER_STUDY = "under_study"
    AWAITING_COMPLAINANT = "awaiting_complainant"
    AWAITING_OTHER_AGENCY = "awaiting_other_agency"


class PersonRole(StrEnum):
    """What a person is in a case."""

    COMPLAINANT = "complainant"
    REPRESENTATIVE = "representative"
    RESPONDENT = "respondent"


class Anonymity(StrEnum):
    """Three different things: known but hidden, not given by choice, unsigned letter."""

    OPEN = "open"
    HIDDEN = "hidden"
    NOT_GIVEN = "not_given"
    UNSIGNED_LETTER = "unsigned_letter"


class Secrecy(StrEnum):
    """The class that a letter bears."""

    NONE = "none"
    SECRET = "secret"  # noqa: S105  # a class of letters, no password
    VERY_SECRET = "very_secret"  # noqa: S105  # as above
    MOST_SECRET = "most_secret"  # noqa: S105  # as above


class AgencyKind(StrEnum):
    """What sort of body an agency is."""

    CENTRE = "centre"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    POLICE = "police"
    LOCAL = "local"
    STATE_ENTERPRISE = "state_enterprise"
    CENTRAL = "central"
    OTHER = "other"


class InstallationKind(StrEnum):
    """What a database is for."""

    OFFICE = "office"
    DEMO = "demo"
    TEST = "test"
