"""The queues of the day equal a recount, stand longest late first, and cost no more than what is live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotAllowed
from core.figures.recount.today import recount_today
from core.figures.today import AGENCY_QUEUES, Queue, QueueCount, Today
from core.model.case import Case
from core.model.codes import ObligationKind, Role
from core.rules.access import PERMISSIONS, Permission
from core.rules.calendar import next_periodic_due
from db.reads import Reads, Scope
from tests.unit.figures.cases import case, day, owed, referral
from tests.unit.figures.registers import SHARED_DATABASE, reads_of, register, written
from tests.unit.figures.strategies import LAST, changes

Kind = ObligationKind
ON = LAST + timedelta(days=1)
"""After everything that the registers tell: the page is about the present day."""
NEAR = ON + timedelta(days=7)
EVERY = 10_000
TODAY = day("2026-03-31")


def lines(reads: Reads, queue: Queue, on: date = ON, near: date = NEAR) -> list[tuple[Queue, int, int | None]]:
    """The lines of a queue as a recount names them."""
    view = reads.today(on, near, queue=queue, limit=EVERY)
    return [(queue, line.task.case_id, line.task.referral_no) for line in view.lines if view.queue is queue]


@st.composite
def todays(draw: st.DrawFn) -> list[tuple[Case, Case]]:
    """Registers with urgent and objected cases, and promises that fall due around the day."""
    found = []
    for before, after in draw(changes()):
        facts = replace(after.facts, urgent=draw(st.booleans()))
        objected = draw(st.none() | st.just(LAST))
        later = tuple(
            replace(row, due_on=_moved(row.kind, row.due_on, draw(st.sampled_from([0, 0, 60, 120]))))
            for row in after.obligations
        )
        found.append((before, replace(after, facts=facts, objected_on=objected, obligations=later)))
    return found


def _moved(kind: ObligationKind, due_on: date, days: int) -> date:
    later = due_on + timedelta(days=days)
    return next_periodic_due(later) if kind is Kind.PERIODIC_SERIES else later


@SHARED_DATABASE
@given(changed=todays())
def test_every_queue_equals_a_recount(database_url: str, changed: list[tuple[Case, Case]]) -> None:
    reads, cases = written(database_url, changed)
    truth = recount_today(cases, ON, NEAR)
    counts = reads.today(ON, NEAR).counts
    for queue in Queue:
        wanted = sorted((line for line in truth if line[0] is queue), key=str)
        assert sorted(lines(reads, queue), key=str) == wanted
        assert counts[queue] == QueueCount(len({line[1] for line in wanted}), len(wanted))


@SHARED_DATABASE
@given(changed=todays(), agency=st.sampled_from(["land", "police"]))
def test_an_agency_sees_its_own_part_of_a_recount(
    database_url: str, changed: list[tuple[Case, Case]], agency: str
) -> None:
    reads, cases = written(database_url, changed)
    own = {(each.id, r.no) for each in cases for r in each.referrals if r.agency_id == agency}
    waits = {(each.id, r.no) for each in cases for r in each.referrals if any(c.holds(ON) for c in r.checks)}
    truth = {line for line in recount_today(cases, ON, NEAR) if line[1:] in own - waits}
    mine = reads_of(database_url, reads._province_id, Scope(Role.AGENCY, agency))
    assert {*mine.today(ON, NEAR).counts} == {*AGENCY_QUEUES}
    found = {line for queue in AGENCY_QUEUES for line in lines(mine, queue)}
    assert found == {line for line in truth if line[0] in AGENCY_QUEUES}


def office(database_url: str, scope: Scope | None = None) -> Reads:
    """A case in each queue on 31 March 2026; the first at two agencies, one of them later than the other."""
    two = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03", no=1), referral("police", "2026-02-03", no=2)],
        obligations=[
            owed(Kind.FINISH, "2026-02-03", "2026-03-20", referral_no=1),
            owed(Kind.PERIODIC_SERIES, "2026-02-10", "2026-03-15", referral_no=1),
            owed(Kind.FINISH, "2026-02-03", "2026-03-10", referral_no=2),
        ],
        case_id=101,
    )
    unsent = case(
        ("2026-03-30", None),
        obligations=[owed(Kind.FORWARD, "2026-03-30", "2026-03-31", referral_no=None)],
        case_id=102,
    )
    silent = case(
        ("2026-03-27", None),
        referrals=[referral("land", "2026-03-30")],
        obligations=[owed(Kind.ACKNOWLEDGE, "2026-03-30", "2026-04-01")],
        case_id=103,
    )
    checked = case(
        ("2026-03-02", None),
        referrals=[referral("land", "2026-03-03", checks=[("2026-03-25", None)])],
        obligations=[owed(Kind.FINISH, "2026-03-03", "2026-03-24", done="2026-03-25")],
        case_id=104,
    )
    closed = case(
        ("2026-01-05", "2026-03-26"),
        obligations=[
            owed(Kind.TELL_COMPLAINANT, "2026-03-26", "2026-03-27", referral_no=None),
            owed(Kind.ANSWER_UPSTREAM, "2026-01-05", "2026-04-10", referral_no=None),
        ],
        case_id=105,
    )
    objected = case(
        ("2026-01-05", "2026-03-20"),
        obligations=[owed(Kind.FORWARD, "2026-03-30", "2026-03-31", referral_no=None)],
        case_id=106,
    )
    cases = (two, unsent, silent, checked, closed, replace(objected, objected_on=day("2026-03-30")))
    province = register(database_url, *cases, title="หัวข้อ")._province_id
    return reads_of(database_url, province, scope or Scope(Role.OFFICER))


def asked(reads: Reads, queue: Queue | None = None, *, limit: int = 50, offset: int = 0) -> Today:
    """The day of the small office; near are three working days."""
    return reads.today(TODAY, day("2026-04-03"), queue=queue, limit=limit, offset=offset)


def test_each_queue_is_counted_by_case_and_by_line(database_url: str) -> None:
    found = {queue.value: (count.cases, count.lines) for queue, count in asked(office(database_url)).counts.items()}
    assert found == {
        "urgent": (0, 0),
        "not_sent": (1, 1),
        "acknowledge": (1, 1),
        "report": (1, 2),
        "periodic": (1, 1),
        "near": (0, 0),
        "overdue": (1, 2),
        "check": (1, 1),
        "tell": (1, 1),
        "upstream": (0, 0),
        "objection": (1, 1),
    }


def test_the_longest_late_stands_first_with_what_it_owes(database_url: str) -> None:
    view = asked(office(database_url), Queue.REPORT)
    assert [(line.task.agency, line.task.owed, line.task.due_on) for line in view.lines] == [
        ("police", Kind.FINISH, day("2026-03-10")),
        ("land", Kind.PERIODIC_PROGRESS, day("2026-03-15")),
    ]


def test_without_a_wish_the_first_queue_that_is_not_empty_is_open(database_url: str) -> None:
    view = asked(office(database_url))
    assert (view.queue, [line.case.case_id for line in view.lines]) == (Queue.NOT_SENT, [102])


def test_a_page_is_a_stretch_of_the_queue(database_url: str) -> None:
    reads = office(database_url)
    pages = [asked(reads, Queue.OVERDUE, limit=1, offset=offset).lines for offset in (0, 1, 2)]
    assert [[line.task.agency for line in page] for page in pages] == [["police"], ["land"], []]


def test_what_awaits_the_check_says_since_when(database_url: str) -> None:
    (line,) = asked(office(database_url), Queue.CHECK).lines
    assert (line.task.agency, line.task.since, line.task.due_on) == ("land", day("2026-03-25"), None)


@pytest.mark.parametrize(
    ("due", "cases"),
    [
        pytest.param("2026-04-02", 1, id="inside"),
        pytest.param("2026-04-03", 1, id="last-near-day"),
        pytest.param("2026-04-04", 0, id="day-after"),
    ],
)
def test_an_answer_upstream_is_work_once_it_is_near(database_url: str, due: str, cases: int) -> None:
    one = case(("2026-03-02", None), obligations=[owed(Kind.ANSWER_UPSTREAM, "2026-03-02", due, referral_no=None)])
    assert asked(register(database_url, one)).counts[Queue.UPSTREAM].cases == cases


def test_nothing_to_do_opens_no_queue(database_url: str) -> None:
    view = asked(register(database_url, case(("2026-03-02", "2026-03-09"))))
    assert (view.queue, view.lines, {count.lines for count in view.counts.values()}) == (None, (), {0})


def test_an_agency_never_learns_of_the_centres_queues(database_url: str) -> None:
    view = asked(office(database_url, Scope(Role.AGENCY, "land")), Queue.OBJECTION)
    assert (view.queue, {*view.counts}) == (Queue.ACKNOWLEDGE, {*AGENCY_QUEUES})
    assert view.counts[Queue.OVERDUE] == QueueCount(1, 1)


@pytest.mark.parametrize("role", Role, ids=str)
def test_only_who_reads_cases_has_work_of_the_day(database_url: str, role: Role) -> None:
    reads = office(database_url, Scope(role, "land" if role is Role.AGENCY else None))
    if Permission.CASE_READ in PERMISSIONS[role]:
        assert asked(reads).counts[Queue.ACKNOWLEDGE] == QueueCount(1, 1)
        return
    with pytest.raises(NotAllowed):
        asked(reads)
