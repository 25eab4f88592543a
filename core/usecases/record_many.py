"""The same record on several referrals at once: what is legal is written, the rest is listed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from core.errors import DomainError
from core.model.case import CaseNo
from core.model.codes import ContactWay
from core.ports import Batch, Context, Recorded
from core.rules.access import Permission
from core.usecases.acknowledge_referral import AcknowledgeReferral, acknowledge_referral
from core.usecases.chase_referral import ChaseReferral, chase_referral
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.report_done import ReportDone, report_done
from core.usecases.report_progress import ReportProgress, report_progress


class QuickRecord(StrEnum):
    """What is recorded in one stroke on one or many referrals."""

    ACKNOWLEDGE = "acknowledge"
    PROGRESS = "progress"
    DONE = "done"
    CHASE = "chase"


NEEDS: Mapping[QuickRecord, Permission] = MappingProxyType(
    {
        QuickRecord.ACKNOWLEDGE: Permission.REFERRAL_ANSWER,
        QuickRecord.PROGRESS: Permission.REFERRAL_ANSWER,
        QuickRecord.DONE: Permission.REFERRAL_ANSWER,
        QuickRecord.CHASE: Permission.CASE_CHASE,
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """One referral; its own ``request_id`` makes a repeated submit harmless for it alone."""

    request_id: str
    no: CaseNo
    referral_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMany:
    """``on`` is the Bangkok day on which it happened, today when None; ``way`` is how a reminder was made."""

    verb: QuickRecord
    targets: tuple[Target, ...]
    on: date | None = None
    text: str = ""
    way: ContactWay = ContactWay.PHONE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one target: its event (``seq`` of the case), or why it was refused."""

    target: Target
    seq: int | None = None
    refusal: DomainError | None = None


def record_many(command: RecordMany, ctx: Context) -> tuple[Outcome, ...]:
    """Record on each target; one that is refused leaves the others whole. In the order of the targets.

    Raises:
        NotAllowed: the account may not record this at all.
        DomainError: nothing can be written now (the database is busy, the clock is wrong).
    """
    ctx.actor.require(NEEDS[command.verb])
    return _in_batch(command.targets, ctx, lambda target, inner: _act(command, target, inner))


def _act(command: RecordMany, target: Target, ctx: Context) -> Recorded:
    request_id, no, referral_no = target.request_id, target.no, target.referral_no
    on, text = command.on, command.text
    match command.verb:
        case QuickRecord.ACKNOWLEDGE:
            said = AcknowledgeReferral(request_id=request_id, no=no, referral_no=referral_no, on=on, text=text)
            return acknowledge_referral(said, ctx)
        case QuickRecord.PROGRESS:
            return report_progress(
                ReportProgress(request_id=request_id, no=no, referral_no=referral_no, on=on, text=text), ctx
            )
        case QuickRecord.DONE:
            return report_done(ReportDone(request_id=request_id, no=no, referral_no=referral_no, on=on, text=text), ctx)
        case QuickRecord.CHASE:
            chase = ChaseReferral(
                request_id=request_id, no=no, referral_no=referral_no, on=on, text=text, way=command.way
            )
            return chase_referral(chase, ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMany:
    """Take out what ``record_many`` has just recorded. ``request_id`` is common; each event gets one of its own."""

    request_id: str
    recorded: tuple[Outcome, ...]
    text: str


def undo_many(command: UndoMany, ctx: Context) -> tuple[Outcome, ...]:
    """Take the events out, the last of each case first; refused where somebody has recorded on the case since.

    Raises:
        NotAllowed: the account may not correct.
        DomainError: nothing can be written now.
    """
    ctx.actor.require(Permission.CASE_CORRECT)
    events = sorted((each for each in command.recorded if each.seq is not None), key=lambda each: -(each.seq or 0))
    versions: dict[CaseNo, int] = {}
    targets = {_undoing(command, each): each.seq or 0 for each in events}

    def undo(target: Target, inner: Context) -> Recorded:
        seq = targets[target]
        fix = CorrectEvent(
            request_id=target.request_id,
            no=target.no,
            expected=versions.get(target.no, seq),
            text=command.text,
            seq=seq,
            retract=True,
        )
        recorded = correct_event(fix, inner)
        versions[target.no] = recorded.versions[0]
        return recorded

    return _in_batch(tuple(targets), ctx, undo)


def _undoing(command: UndoMany, outcome: Outcome) -> Target:
    no, referral_no = outcome.target.no, outcome.target.referral_no
    return Target(f"{command.request_id}:{no.url}:{outcome.seq}", no, referral_no)


def _in_batch(
    targets: Sequence[Target], ctx: Context, act: Callable[[Target, Context], Recorded]
) -> tuple[Outcome, ...]:
    """Decide each on its own, write them together."""
    outcomes: dict[str, Outcome] = {}
    with ctx.ledger.batch() as batch:
        inner = replace(ctx, ledger=batch)
        for target in targets:
            try:
                recorded = act(target, inner)
                outcomes[target.request_id] = Outcome(target, seq=recorded.versions[0])
            except DomainError as refusal:
                outcomes[target.request_id] = Outcome(target, refusal=refusal)
        _refuse_what_was_not_written(batch, outcomes)
    return tuple(outcomes[target.request_id] for target in targets)


def _refuse_what_was_not_written(batch: Batch, outcomes: dict[str, Outcome]) -> None:
    """A case may have moved on between decision and writing.

    Raises:
        Exception: something failed that is no refusal.
    """
    batch.flush()
    for request_id, error in batch.take_refused().items():
        if not isinstance(error, DomainError):
            raise error
        outcomes[request_id] = Outcome(outcomes[request_id].target, refusal=error)
