"""One record on several referrals: each is written or refused on its own, nothing twice, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.errors import DomainError, NotAllowed
from core.model.case import CaseNo
from core.model.codes import ContactWay, Role
from core.model.facts import Registered
from core.ports import Context, Recorded
from core.rules.access import PERMISSIONS, Actor
from core.rules.codec import kind_of
from core.rules.fold import effective
from core.usecases.chase_referral import ChaseReferral, chase_referral
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.record_many import (
    NEEDS,
    Outcome,
    QuickRecord,
    RecordMany,
    Target,
    UndoMany,
    record_many,
    undo_many,
)
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.report_done import ReportDone, report_done
from core.usecases.report_progress import ReportProgress, report_progress
from db.masters import master_lists
from db.reads.reads import Reads
from db.reads.scope import Scope
from tests.support.office import PROVINCE, Office

BOONMEE = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
ANONG = Actor(1, "anong", "อนงค์", Role.OFFICER)
LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")
WORDS = "จะรายงานภายในสัปดาห์นี้"


def context(office: Office, actor: Actor) -> Context:
    """The context of one run of ``actor``."""
    reads = Reads(office.home.engine, PROVINCE, Scope(actor.role, actor.agency_id, actor.account_id))
    lists = master_lists(office.home.engine, PROVINCE)
    return Context(actor, office.clock, office.ledger(actor), lists, reads, PROVINCE)


def cases(office: Office, *agencies: str) -> list[CaseNo]:
    """New cases, each sent to an agency."""
    ctx, made = context(office, BOONMEE), []
    for n, agency in enumerate(agencies):
        command = RegisterCase(request_id=f"new {n}", facts=Registered("walk_in"), title="ขอให้ตรวจสอบถนนชำรุด")
        no = register_case(command, ctx).no
        forward_case(ForwardCase(request_id=f"sent {n}", no=no, agency_id=agency), ctx)
        made.append(no)
    return made


def targets(nos: Sequence[CaseNo], form: str = "form") -> tuple[Target, ...]:
    """The first referral of each."""
    return tuple(Target(f"{form}:{no.url}", no, 1) for no in nos)


def recorded(
    office: Office,
    nos: Sequence[CaseNo],
    verb: QuickRecord = QuickRecord.CHASE,
    *,
    actor: Actor = ANONG,
    form: str = "form",
    way: ContactWay = ContactWay.PHONE,
) -> tuple[Outcome, ...]:
    """What becomes of a record."""
    command = RecordMany(verb=verb, targets=targets(nos, form), text=WORDS, way=way)
    return record_many(command, context(office, actor))


def kinds(office: Office, no: CaseNo) -> list[str]:
    """What happened to a case, as corrected."""
    return [kind_of(event.payload) for event in effective(office.ledger(BOONMEE).history(no))]


def reasons(outcomes: Sequence[Outcome]) -> list[str]:
    """Why each was refused; empty where it was not."""
    return [each.refusal.key if each.refusal else "" for each in outcomes]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        (QuickRecord.ACKNOWLEDGE, "acknowledged"),
        (QuickRecord.PROGRESS, "progress_reported"),
        (QuickRecord.DONE, "done_reported"),
        (QuickRecord.CHASE, "chased"),
    ],
)
def test_each_verb_is_recorded_on_every_case_with_its_words(office: Office, verb: QuickRecord, kind: str) -> None:
    nos = cases(office, "land", "police", "land")
    outcomes = recorded(office, nos, verb, way=ContactWay.LINE)
    assert [(each.target.no, each.seq, each.refusal) for each in outcomes] == [(no, 3, None) for no in nos]
    for no in nos:
        last = office.ledger(BOONMEE).history(no)[-1]
        assert (kind_of(last.payload), last.texts, last.happened_on) == (kind, {"text": WORDS}, office.clock.today())
    assert office.faults() == []


def test_one_that_is_refused_leaves_the_others_whole(office: Office) -> None:
    nos = cases(office, "land", "police")
    report_done(ReportDone(request_id="done", no=nos[0], referral_no=1), context(office, BOONMEE))
    outcomes = recorded(office, [nos[0], nos[1], CaseNo(99, 2569)])
    assert reasons(outcomes) == ["error.illegal_move", "", "error.not_found"]
    assert [kinds(office, no)[-1] for no in nos] == ["done_reported", "chased"]


def test_a_repeated_submit_does_nothing_twice(office: Office) -> None:
    nos = cases(office, "land", "police")
    first, again = recorded(office, nos), recorded(office, nos)
    assert [each.seq for each in first] == [each.seq for each in again] == [3, 3]
    assert [kinds(office, no).count("chased") for no in nos] == [1, 1]
    recorded(office, nos, form="another form")
    assert [kinds(office, no).count("chased") for no in nos] == [2, 2]


def test_two_referrals_of_one_case_are_two_records(office: Office) -> None:
    (no,) = cases(office, "land")
    forward_case(ForwardCase(request_id="join", no=no, agency_id="police"), context(office, BOONMEE))
    both = (Target("a", no, 1), Target("b", no, 2))
    outcomes = record_many(RecordMany(verb=QuickRecord.ACKNOWLEDGE, targets=both), context(office, ANONG))
    assert [each.seq for each in outcomes] == [4, 5]
    undone = undo_many(UndoMany(request_id="undo", recorded=outcomes, text="บันทึกผิด"), context(office, ANONG))
    assert reasons(undone) == ["", ""]
    assert kinds(office, no) == ["registered", "forwarded", "forwarded"]


def test_a_case_that_moved_on_between_decision_and_writing_is_listed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    nos = cases(office, "land", "police")

    def decided_too_early(command: ChaseReferral, ctx: Context) -> Recorded:
        decided = chase_referral(command, ctx)
        if command.no == nos[0]:
            report_done(ReportDone(request_id="meanwhile", no=nos[0], referral_no=1), context(office, BOONMEE))
        return decided

    monkeypatch.setattr("core.usecases.record_many.chase_referral", decided_too_early)
    assert reasons(recorded(office, nos)) == ["error.illegal_move", ""]
    assert [kinds(office, no)[-1] for no in nos] == ["done_reported", "chased"]
    assert office.faults() == []


@pytest.mark.parametrize("verb", QuickRecord)
@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_records_what_it_may_and_nothing_else(office: Office, verb: QuickRecord, role: Role) -> None:
    nos = cases(office, "land")
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    if NEEDS[verb] in PERMISSIONS[role]:
        assert reasons(recorded(office, nos, verb, actor=actor)) == [""]
        return
    with pytest.raises(NotAllowed):
        recorded(office, nos, verb, actor=actor)
    assert kinds(office, nos[0]) == ["registered", "forwarded"]


def test_an_agency_answers_for_its_own_referrals_alone(office: Office) -> None:
    nos = cases(office, "land", "police")
    outcomes = recorded(office, nos, QuickRecord.ACKNOWLEDGE, actor=LANDMAN)
    assert reasons(outcomes) == ["", "error.not_found"]


def test_undo_takes_back_what_was_recorded_and_nothing_else(office: Office) -> None:
    nos = cases(office, "land", "police")
    outcomes = recorded(office, nos)
    report_progress(ReportProgress(request_id="later", no=nos[0], referral_no=1, text=WORDS), context(office, BOONMEE))
    undone = undo_many(UndoMany(request_id="undo", recorded=outcomes, text="บันทึกผิด"), context(office, ANONG))
    assert {each.target.no: key for each, key in zip(undone, reasons(undone), strict=True)} == {
        nos[0]: "error.stale_case",
        nos[1]: "",
    }
    assert [kinds(office, no)[-1] for no in nos] == ["progress_reported", "forwarded"]
    again = undo_many(UndoMany(request_id="undo", recorded=outcomes, text="บันทึกผิด"), context(office, ANONG))
    assert reasons(again) == reasons(undone)
    assert office.faults() == []


def test_who_may_not_correct_may_not_undo(office: Office) -> None:
    outcomes = recorded(office, cases(office, "land"), QuickRecord.ACKNOWLEDGE, actor=LANDMAN)
    with pytest.raises(NotAllowed):
        undo_many(UndoMany(request_id="undo", recorded=outcomes, text="บันทึกผิด"), context(office, LANDMAN))


def test_nothing_is_recorded_while_the_clock_is_wrong(office: Office) -> None:
    nos = cases(office, "land")
    office.clock.move(minutes=-30)
    with pytest.raises(DomainError) as refused:
        recorded(office, nos)
    assert refused.value.key == "error.clock_wrong"
    office.clock.move(minutes=30)
    assert kinds(office, nos[0]) == ["registered", "forwarded"]
