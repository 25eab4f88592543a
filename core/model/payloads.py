"""Everything that can happen to a case: one frozen payload per kind of event.

Payloads hold codes, ids, days and office wording as it was then; never personal data or free text (those are
``Event.texts`` and persons, stored beside the ledger).
A new kind needs: a payload here, a decide function, an apply branch in the fold, a row in the workflow table. A test
fails until all four exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import codes
from core.model.codes import DateBasis
from core.model.facts import Amended, Registered
from core.model.promises import Promise


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The case was sent to one agency. ``moves_on`` lists the live referrals that end with it (forward on)."""

    agency_id: str
    agency_name: str
    agency_kind: codes.AgencyKind
    sent_via: codes.SentVia = codes.SentVia.SYSTEM
    letter_no: str = ""
    letter_on: date | None = None
    moves_on: tuple[int, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The day on which the agency received the letter was learnt."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The agency took the case."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingConfirmed:
    """Staff confirmed that an imported case is really still pending; its clocks start."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressReported:
    """The agency reported progress."""

    letter_no: str = ""
    expected_on: date | None = None
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class DoneReported:
    """The agency says it is done; the centre checks. It promises only where it ends a pause: finish, shifted as on
    resuming.
    """

    letter_no: str = ""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """The agency gave the case back with a reason."""

    letter_no: str = ""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The centre took the referral back."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class SentBack:
    """The centre checked and asks the agency for more."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingProposed:
    """An officer proposes the closing where the office asks for approval."""

    closing_class: codes.ClosingClass


@dataclass(frozen=True, slots=True)
class ClosingRefused:
    """The director did not approve the proposed closing."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The centre closed the case."""

    closing_class: codes.ClosingClass
    confirmed: codes.Confirmed = codes.Confirmed.NOT_ASKED
    memo_no: str = ""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Objected:
    """The complainant objects to the result."""

    reason: codes.ReopenReason
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionDeclined:
    """The objection was not followed, with a reason."""

    declined_class: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """The case is taken up again: same number, next round."""

    reason: codes.ReopenReason
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Extended:
    """A later day for finish was granted; the first due day stays visible."""

    by_whom: str
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalculated:
    """Due days were computed anew after the calendar changed (a named action)."""

    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Paused:
    """The finish clock stands; reports go on."""

    reason: codes.DelayReason = codes.DelayReason.AWAITING_COMPLAINANT


@dataclass(frozen=True, slots=True)
class Resumed:
    """The finish clock runs again; ``working_days`` is how far it was shifted."""

    working_days: int
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class DelayLabelled:
    """Why it takes long; None takes the label off."""

    reason: codes.DelayReason | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """An officer of the centre is responsible from now on."""

    officer_id: int


@dataclass(frozen=True, slots=True)
class Chased:
    """Reminder ``number`` (1, 2, 3 ...) was made; what they said is the text."""

    number: int
    way: codes.ContactWay
    letter_no: str = ""


@dataclass(frozen=True, slots=True)
class ContactLogged:
    """A contact that is no chase: the complainant called, papers were brought."""

    way: codes.ContactWay


@dataclass(frozen=True, slots=True)
class Told:
    """The complainant was told."""

    way: codes.ContactWay


@dataclass(frozen=True, slots=True)
class UpstreamAnswered:
    """The office that sent us the matter was answered."""

    letter_no: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """This case follows a lead (a duplicate); it keeps its number and counts."""

    lead_id: int
    lead_no: str


@dataclass(frozen=True, slots=True)
class Unlinked:
    """The case no longer follows its lead."""


@dataclass(frozen=True, slots=True)
class Voided:
    """Entered by mistake: keeps its number, enters no figure."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Replaces facts of the event named by ``Event.corrects_seq``; the correction's own happened_on is the corrected
    day.

    ``payload`` (canonical JSON of the whole corrected payload) is None when only the day changes; ``retracted`` takes
    the event out altogether (undo). ``follows`` holds, by sequence, the payloads of later events whose promises hung on
    what is corrected; their days stay.
    """

    payload: str | None = None
    basis: DateBasis = DateBasis.EXACT
    retracted: bool = False
    follows: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anonymised:
    """Personal columns, notes and search rows of the case were blanked."""


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """A paper or photograph was added. ``digest`` is the keyed digest of its content in hexadecimal digits: the chain
    vouches for the content by it. Its file name, which may name people, stands encrypted beside the ledger.

    ``for_agencies`` lets the agencies that have the case open it.
    """

    attachment_id: int
    digest: str
    size: int
    media_type: str
    for_agencies: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceWithdrawn:
    """A paper or photograph no longer counts; it stays where it is."""

    attachment_id: int


CasePayload = (
    Registered | Amended | Forwarded | Delivered | Acknowledged | PendingConfirmed | ProgressReported | DoneReported
    | Returned | Cancelled | SentBack | ClosingProposed | ClosingRefused | Closed | Objected | ObjectionDeclined
    | Reopened | Extended | Recalculated | Paused | Resumed | DelayLabelled | Assigned | Chased | ContactLogged
    | Told | UpstreamAnswered | Linked | Unlinked | Voided | Corrected | Anonymised | EvidenceAdded
    | EvidenceWithdrawn
)  # fmt: skip
