"""The log of looks as it is read: Bangkok days on both engines, a total order, and only for whoever may."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotAllowed, NotFound
from core.figures.accesses import AccessQuestion, AccessSums
from core.model.case import CaseNo
from core.model.codes import Role
from db.access_log import AccessLog
from db.ledger.stamp import Recorder
from db.reads import Reads, Scope
from db.reads.access_book import AccessBook
from tests.support.office import PROVINCE, Office

MIDNIGHT = datetime(2026, 7, 1, 17, 0, tzinfo=UTC)
"""The beginning of 2 July in Bangkok."""
FIRST, SECOND = date(2026, 7, 1), date(2026, 7, 2)


def book(office: Office, role: Role = Role.AUDITOR) -> AccessBook:
    home = office.home
    return Reads(home.engine, PROVINCE, Scope(role), ring=home.ring).access


def search_at(office: Office, at: datetime, account_id: int = 7) -> None:
    """Somebody finds somebody at an instant."""
    office.clock.at = at
    AccessLog(office.home.engine, office.home.ring, office.clock, Recorder(PROVINCE, account_id)).searched("สมหญิง")


@pytest.mark.parametrize(
    ("after", "on"),
    [
        pytest.param(timedelta(microseconds=-1), FIRST, id="the-last-instant-of-a-day"),
        pytest.param(timedelta(0), SECOND, id="midnight"),
        pytest.param(timedelta(microseconds=1), SECOND, id="the-first-instant"),
    ],
)
def test_a_look_belongs_to_its_bangkok_day(office: Office, after: timedelta, on: date) -> None:
    search_at(office, MIDNIGHT + after)
    found = [(each.on, each.account_id, each.searches) for each in book(office).days(AccessQuestion(FIRST, SECOND))]
    assert found == [(on, 7, 1)]
    of_days = [book(office).sums(AccessQuestion(each, each)) for each in (FIRST, SECOND)]
    assert of_days == [AccessSums(searches=int(each == on), accounts=int(each == on)) for each in (FIRST, SECOND)]


def test_many_of_one_instant_come_in_one_order_page_by_page(office: Office) -> None:
    for _ in range(5):
        search_at(office, MIDNIGHT)
    search_at(office, MIDNIGHT + timedelta(seconds=1), account_id=8)
    asked = AccessQuestion(SECOND, SECOND)
    whole = book(office).lines(asked, limit=10)
    assert [each.account_id for each in whole] == [8, 7, 7, 7, 7, 7]
    assert tuple(line for page in range(3) for line in book(office).lines(asked, limit=2, offset=2 * page)) == whole
    assert book(office).days(asked)[0].account_id == 7


def test_days_are_listed_latest_first_with_a_limit(office: Office) -> None:
    for days in (0, 1, 2):
        search_at(office, MIDNIGHT + timedelta(days=days))
    asked = AccessQuestion(FIRST, SECOND + timedelta(days=5))
    assert [each.on.day for each in book(office).days(asked)] == [4, 3, 2]
    assert [each.on.day for each in book(office).days(asked, limit=1)] == [4]


def test_a_case_that_is_not_there_is_told(office: Office) -> None:
    with pytest.raises(NotFound):
        book(office).lines(AccessQuestion(FIRST, SECOND, no=CaseNo(99, 2569)))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICER, Role.AGENCY, Role.EXECUTIVE])
def test_others_are_refused_before_anything_is_looked_up(office: Office, role: Role) -> None:
    asked = AccessQuestion(FIRST, SECOND, no=CaseNo(99, 2569))
    with pytest.raises(NotAllowed):
        book(office, role).lines(asked)
