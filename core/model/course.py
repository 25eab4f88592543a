"""The whole course of a case told at once: by an imported register, a batch of late entries, or the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.model.codes import (
    Anonymity,
    ClosingClass,
    ContactWay,
    DateBasis,
    DelayReason,
    PersonRole,
    ReopenReason,
    SentVia,
)
from core.model.facts import Registered


class Verb(StrEnum):
    """What happened in one step."""

    FORWARD = "forward"
    ACKNOWLEDGE = "acknowledge"
    PROGRESS = "progress"
    DONE = "done"
    RETURN = "return"
    SEND_BACK = "send_back"
    CHASE = "chase"
    DELAY = "delay"
    CLOSE = "close"
    TELL = "tell"
    OBJECT = "object"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed; empty fields are not known."""

    role: PersonRole = PersonRole.COMPLAINANT
    anonymity: Anonymity = Anonymity.OPEN
    name: str = field(default="", repr=False)
    national_id: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``agency_id`` names the referral; ``due_on`` is an agreed day (imports) or the day typed in the
    letter.
    """

    verb: Verb
    on: date | None
    basis: DateBasis = DateBasis.EXACT
    agency_id: str | None = None
    text: str = ""
    sent_via: SentVia = SentVia.SYSTEM
    letter_no: str = ""
    letter_on: date | None = None
    due_on: date | None = None
    keep: bool = True
    way: ContactWay = ContactWay.LETTER
    closing_class: ClosingClass = ClosingClass.UNSPECIFIED
    reason: ReopenReason = ReopenReason.NOT_FIXED
    delay: DelayReason | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A registration and its steps in order.

    ``key`` makes a repeated recording of the same course harmless. ``cells`` are the source's own values, stored
    encrypted; ``facts.year_be`` must be set.
    """

    key: str
    facts: Registered
    received_on: date | None
    received_basis: DateBasis = DateBasis.EXACT
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    persons: tuple[PersonDraft, ...] = ()
    steps: tuple[Step, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
