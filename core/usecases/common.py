"""What every command on an existing case shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.errors import NotFound
from core.model.case import Case, CaseNo
from core.model.codes import DateBasis, Role
from core.model.events import Event
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide.common import Said, When
from core.rules.obligations import Office
from core.rules.privacy import KnownPerson, mark_persons
from core.text.fold import refuse_hostile

Decide = Callable[[Case, Said, Office], Event | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase:
    """A command on one case.

    ``request_id`` makes a repeated submit harmless; ``expected`` is the version the person saw; ``on`` is the Bangkok
    day
    on which it happened, today when None.
    """

    request_id: str
    no: CaseNo
    expected: int | None = None
    on: date | None = None
    basis: DateBasis = DateBasis.EXACT
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReferral(OnCase):
    """A command on one referral of a case."""

    referral_no: int


def said_of(command: OnCase, ctx: Context) -> Said:
    """When and with which text it is recorded; for an agency's own account on that agency's behalf."""
    texts = {"text": command.text.strip()} if command.text.strip() else {}
    when = When(command.on or ctx.clock.today(), command.basis)
    return Said(when, texts, ctx.actor.agency_id if ctx.actor.role is Role.AGENCY else None)


def said_in(unit: Work, case: Case, command: OnCase, ctx: Context) -> Said:
    """As ``said_of``, for a case that is being worked on: what its texts say of its persons becomes markers."""
    said = said_of(command, ctx)
    return replace(said, texts=marked_in(unit, case, said.texts)) if said.texts else said


def marked_in(
    unit: Work, case: Case, texts: Mapping[str, str], newly_known: Iterable[KnownPerson] = ()
) -> dict[str, str]:
    """Texts in which the names, IDs and phones of the case's persons are markers; ``newly_known`` are persons of whom
    this very command tells something.

    Raises:
        DomainError: ``error.hostile_text``.
    """
    for text in texts.values():
        refuse_hostile(text)
    known = (*newly_known, *unit.known_persons(case))
    return {name: mark_persons(text, known) for name, text in texts.items()}


def office_of(ctx: Context) -> Office:
    """What decisions need; a director may date things back."""
    return ctx.office(may_backdate=ctx.actor.may(Permission.CASE_BACKDATE))


def act_on(ctx: Context, command: OnCase, kind: str, permission: Permission, decide: Decide) -> Recorded:
    """Check the permission, load and fold, decide, append; nothing is written where ``decide`` returns None.

    Raises:
        NotAllowed, NotFound, StaleCase, DomainError: refused; nothing has changed.
    """
    ctx.actor.require(permission)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        require_own(ctx, stream.case, command)
        event = decide(stream.case, said_in(unit, stream.case, command, ctx), office_of(ctx))
        if event is not None:
            stream.append(event)

    return ctx.ledger.act(command.request_id, kind, work)


def require_own(ctx: Context, case: Case, command: OnCase) -> None:
    """An agency's account touches its own referrals only; absent and not yours look alike."""
    if ctx.actor.role is not Role.AGENCY or not isinstance(command, OnReferral):
        return
    if not any(r.no == command.referral_no and r.agency_id == ctx.actor.agency_id for r in case.referrals):
        raise NotFound(no=str(command.no))
