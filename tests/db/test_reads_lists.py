"""Every number opens its cases: the list is as long as the number, and holds the cases that a recount finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotAllowed
from core.figures.counts import Window
from core.figures.fiscal import fiscal_question
from core.figures.lines import CaseFilter, Cell, EstimatedDay, Mark, Status
from core.figures.recount import cases as truth
from core.figures.standing import Place
from core.model.case import Case, Referral
from core.model.codes import ContactKind, DateBasis, ObligationKind, Role
from core.model.masters import STOCK_KINDS
from db.reads import BoardFilter, Reads, Scope
from tests.unit.figures.cases import case, day, owed, referral
from tests.unit.figures.registers import SHARED_DATABASE, reads_of, register, written
from tests.unit.figures.strategies import DAYS, WINDOWS, changes

Kind = ObligationKind
FILTERS = st.builds(
    CaseFilter,
    status=st.sampled_from(Status),
    received=st.none() | WINDOWS,
    closed=st.none() | WINDOWS,
    reopened=st.none() | WINDOWS,
    pending_at=st.none() | DAYS,
    not_pending_at=st.none() | DAYS,
    channel_ids=st.sampled_from([None, None, ("phone", "letter")]),
    topic_id=st.sampled_from([None, None, "", "debt"]),
    amphoe_code=st.sampled_from([None, None, "", "4501"]),
    kind=st.sampled_from([None, None, ContactKind.NEED]),
    agency_id=st.sampled_from([None, None, "land"]),
    officer_id=st.sampled_from([None, None, 7]),
    leads_only=st.booleans(),
    estimated=st.none() | st.sampled_from(EstimatedDay),
)


def holds(asked: CaseFilter, each: Case, on: date) -> bool:
    """Whether a case belongs to a filter, said without a table."""
    facts, known = each.facts, each.received_on is None or each.received_on <= on
    pending = truth.is_pending(each, on) or truth.is_undated_pending(each, on)
    by_status = {
        Status.TOTAL: not each.is_void,
        Status.PENDING: not each.is_void and pending,
        Status.CLOSED: not each.is_void and not pending,
        Status.UNDATED: not each.is_void and each.received_on is None,
        Status.VOID: each.is_void,
    }
    kinds = [asked.kind] if asked.kind else ContactKind if asked.status is Status.VOID else STOCK_KINDS
    return (
        known
        and by_status[asked.status]
        and facts.contact_kind in kinds
        and days_hold(asked, each, on)
        and (asked.channel_ids is None or facts.channel_id in asked.channel_ids)
        and (asked.topic_id is None or (facts.topic_id or "") == asked.topic_id)
        and (asked.amphoe_code is None or (facts.amphoe_code or "") == asked.amphoe_code)
        and (asked.officer_id is None or each.officer_id == asked.officer_id)
        and (not asked.leads_only or each.lead_id is None)
        and (asked.agency_id is None or any(r.agency_id == asked.agency_id for r in sent_by(each, on)))
    )


def sent_by(each: Case, on: date) -> list[Referral]:
    """Referrals sent by the end of the day, live or ended."""
    return [r for r in each.referrals if r.sent_on is not None and r.sent_on <= on]


def days_hold(asked: CaseFilter, each: Case, on: date) -> bool:
    """The windows and days of a filter; undated cases are in none."""
    received, rounds = each.received_on, each.periods

    def inside(moment: date | None, window: Window | None) -> bool:
        return window is None or (moment is not None and received is not None and window.holds(moment))

    return (
        inside(received, asked.received)
        and (asked.closed is None or any(inside(period.closed_on, asked.closed) for period in rounds))
        and (asked.reopened is None or any(inside(period.opened_on, asked.reopened) for period in rounds[1:]))
        and (asked.pending_at is None or truth.is_pending(each, asked.pending_at))
        and (
            asked.not_pending_at is None or (received is not None and not truth.is_pending(each, asked.not_pending_at))
        )
        and (asked.estimated is None or (received is not None and is_estimated(each, asked.estimated, on)))
    )


def was_closed(each: Case, on: date) -> bool:
    """A dated case that was not pending at the end of a day."""
    return each.received_on is not None and not truth.is_pending(each, on)


def is_estimated(each: Case, which: EstimatedDay, on: date) -> bool:
    """Whether one of the days of a case up to ``on`` is estimated."""
    days: dict[EstimatedDay, list[tuple[date | None, DateBasis | None]]] = {
        EstimatedDay.OPENED: [(period.opened_on, period.opened_basis) for period in each.periods],
        EstimatedDay.CLOSED: [(period.closed_on, period.closed_basis) for period in each.periods],
        EstimatedDay.SENT: [(r.sent_on, r.sent_basis) for r in each.referrals],
    }
    return any(known is not None and known <= on and basis is DateBasis.ESTIMATED for known, basis in days[which])


@SHARED_DATABASE
@given(changed=changes(), asked=FILTERS, as_of=DAYS)
def test_a_list_holds_what_its_filter_says(
    database_url: str, changed: list[tuple[Case, Case]], asked: CaseFilter, as_of: date
) -> None:
    reads, cases = written(database_url, changed)
    found = [line.case_id for line in reads.case_lines(asked, as_of)]
    assert found == sorted((each.id for each in cases if holds(asked, each, as_of)), reverse=True)


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS)
def test_lists_are_as_long_as_their_numbers(database_url: str, changed: list[tuple[Case, Case]], as_of: date) -> None:
    reads, _ = written(database_url, changed)
    with reads.snapshot():
        counts, head = reads.statistics_counts(as_of), reads.headline(as_of)

    def length(**asked: object) -> int:
        return len(reads.case_lines(CaseFilter(**asked), as_of))  # type: ignore[arg-type]  # names of a filter

    year = fiscal_question(as_of)
    assert length() == head.total
    assert length(status=Status.PENDING) == head.pending
    assert length(status=Status.CLOSED) == head.closed
    assert length(leads_only=True) == head.leads
    assert length(status=Status.UNDATED) == counts.stock.undated
    assert length(status=Status.VOID) == counts.stock.void
    assert length(received=year.received, pending_at=year.carried_at) == counts.fiscal.backlog.cases
    assert length(received=year.so_far) == counts.fiscal.new.cases
    assert length(reopened=year.so_far, not_pending_at=year.eve, received=Window(None, year.eve)) == (
        counts.fiscal.returned_cases
    )
    for topic in counts.by_topic:
        assert length(topic_id=topic.key) == topic.cases
        assert length(topic_id=topic.key, status=Status.PENDING) == topic.pending


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS)
def test_every_cell_of_the_board_opens_its_cases(
    database_url: str, changed: list[tuple[Case, Case]], as_of: date
) -> None:
    reads, _ = written(database_url, changed)
    board = reads.board(as_of)
    for row in board.rows:
        cell = Cell(row.place, row.agency_id)
        assert len(reads.board_lines(cell, as_of)) == row.pending
        assert len(reads.board_lines(replace(cell, mark=Mark.OVERDUE), as_of)) == row.overdue
        for bucket, number in row.buckets.items():
            assert len(reads.board_lines(replace(cell, bucket=bucket), as_of)) == number
    assert len(reads.board_lines(Cell(), as_of)) == board.total_case_agencies


LATE = case(
    ("2026-02-02", None),
    referrals=[referral("land", "2026-02-03")],
    obligations=[owed(Kind.FINISH, "2026-02-03", "2026-02-24")],
    topic="debt",
)
OLD = case(("2026-01-05", None), referrals=[referral("land", "2026-01-06")])
SOON = case(
    ("2026-02-02", None),
    referrals=[referral("land", "2026-02-03"), referral("police", "2026-02-03", no=2)],
    obligations=[owed(Kind.FINISH, "2026-02-03", "2026-04-01")],
)
NOWHERE = case(("2026-02-20", None))
ON = day("2026-03-02")


def test_the_worst_stand_first(database_url: str) -> None:
    lines = register(database_url, OLD, SOON, LATE).board_lines(Cell(Place.AGENCY, "land"), ON)
    assert [line.case.case_id for line in lines] == [LATE.id, SOON.id, OLD.id]
    assert [line.age_days for line in lines] == [28, 28, 56]
    assert [str(line.finish_due_on) for line in lines] == ["2026-02-24", "2026-04-01", "None"]


def test_a_page_of_a_list_follows_the_one_before(database_url: str) -> None:
    reads = register(database_url, OLD, SOON, LATE, NOWHERE)
    first, second = (reads.board_lines(Cell(), ON, limit=3, offset=offset) for offset in (0, 3))
    assert [len(first), len(second)] == [3, 2]
    pages = [reads.case_lines(CaseFilter(), ON, limit=3, offset=offset) for offset in (0, 3)]
    assert [line.case_id for page in pages for line in page] == sorted(
        (each.id for each in (OLD, SOON, LATE, NOWHERE)), reverse=True
    )


@pytest.mark.parametrize(
    ("which", "cases"),
    [
        pytest.param(BoardFilter(topic_id="debt"), 1, id="topic"),
        pytest.param(BoardFilter(amphoe_code="4501"), 0, id="amphoe"),
        pytest.param(BoardFilter(), 4, id="all"),
    ],
)
def test_the_board_may_be_narrowed(database_url: str, which: BoardFilter, cases: int) -> None:
    reads = register(database_url, OLD, SOON, LATE, NOWHERE)
    assert reads.board(ON, which=which).total_cases == cases
    assert len({line.case.case_id for line in reads.board_lines(Cell(), ON, which=which)}) == cases


CHAI = Scope(Role.AGENCY, "police")
STRANGER = Scope(Role.AGENCY, "elsewhere")


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        pytest.param(CHAI, [SOON.id], id="own-agency"),
        pytest.param(STRANGER, [], id="elsewhere"),
        pytest.param(Scope(Role.AGENCY), [], id="agency-unknown"),
    ],
)
def test_people_of_an_agency_see_their_own_cases_alone(database_url: str, scope: Scope, seen: list[int]) -> None:
    reads = register(database_url, OLD, SOON, LATE, NOWHERE, scope=scope)
    assert [line.case_id for line in reads.case_lines(CaseFilter(), ON)] == seen
    assert [line.case.case_id for line in reads.board_lines(Cell(), ON)] == seen
    assert reads.board(ON).total_cases == len(seen)
    assert reads.due_lines(day("2026-04-02")) == ()
    assert [line.counts.agency_id for line in reads.kpi(Window(None, ON), ON, {})] == ["police"] * len(seen)


@pytest.mark.parametrize("ask", [Reads.headline, Reads.statistics_counts, Reads.trend], ids=lambda ask: ask.__name__)
def test_figures_of_the_province_are_not_for_an_agency(database_url: str, ask: Callable[..., object]) -> None:
    reads = register(database_url, SOON, scope=CHAI)
    with pytest.raises(NotAllowed):
        ask(reads, ON)


def test_another_province_is_not_seen(database_url: str) -> None:
    register(database_url, LATE)
    assert reads_of(database_url, "00").board(ON).total_cases == 0
    assert reads_of(database_url, "00").case_lines(CaseFilter(), ON) == ()


def confidential(officer_id: int | None = None) -> Case:
    """A case that must not be read by everybody, with somebody responsible for it."""
    one = case(("2026-02-02", None), referrals=[referral("land", "2026-02-03")])
    return replace(one, facts=replace(one.facts, confidential=True), officer_id=officer_id)


@pytest.mark.parametrize(
    ("scope", "title"),
    [
        pytest.param(Scope(Role.DIRECTOR, account_id=2), "ที่ดิน", id="director"),
        pytest.param(Scope(Role.OFFICER, account_id=7), "ที่ดิน", id="responsible-officer"),
        pytest.param(Scope(Role.OFFICER, account_id=8), "", id="another-officer"),
        pytest.param(Scope(Role.OFFICER), "", id="nobody-in-particular"),
        pytest.param(Scope(Role.EXECUTIVE, account_id=9), "", id="executive"),
        pytest.param(Scope(Role.AGENCY, "land", 9), "ที่ดิน", id="the-agency-that-has-it"),
    ],
)
def test_a_confidential_case_is_a_line_without_title(database_url: str, scope: Scope, title: str) -> None:
    reads = register(database_url, confidential(7 if scope.role is Role.OFFICER else None), title="ที่ดิน", scope=scope)
    assert [line.case.public_title for line in reads.board_lines(Cell(), ON)] == [title]
    assert [line.public_title for line in reads.case_lines(CaseFilter(), ON)] == [title]
