"""The two clocks: what the machine shows, and what has been recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.errors import DomainError
from core.model.case import CaseNo
from core.ports import MasterChange
from db.ledger.seal import make_seal
from tests.support.office import OPENED, PROVINCE, YEAR, Office
from tests.support.refusals import refused

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def recorded(office: Office) -> list[str]:
    """When the events of cases were recorded, in the order of numbers."""
    query = (
        "SELECT e.recorded_at FROM ledger_event e JOIN case_ c ON c.id = e.stream_id AND c.province_id = e.province_id"
        " WHERE e.stream_kind = 'case' AND e.seq = 1 ORDER BY c.running"
    )
    return [str(at) for (at,) in office.rows(query)]


def answer(office: Office, request_id: str) -> str:
    """The key of the refusal, or the number."""
    try:
        return str(office.register(request_id).no)
    except DomainError as error:
        return error.key


@pytest.mark.parametrize(
    ("by", "said"),
    [
        pytest.param(-5 * MINUTE - timedelta(seconds=1), "error.clock_wrong", id="more-than-5-minutes-behind"),
        pytest.param(-5 * MINUTE, f"1/{YEAR}", id="5-minutes-behind"),
        pytest.param(-4 * MINUTE, f"1/{YEAR}", id="4-minutes-behind"),
        pytest.param(40 * DAY - MINUTE, f"1/{YEAR}", id="almost-40-days-ahead"),
        pytest.param(40 * DAY, f"1/{YEAR}", id="40-days-ahead"),
        pytest.param(40 * DAY + timedelta(seconds=1), "error.clock_ahead", id="more-than-40-days-ahead"),
        pytest.param(3650 * DAY, "error.clock_ahead", id="ten-years-ahead"),
        pytest.param(-DAY, "error.clock_wrong", id="a-day-behind"),
    ],
)
def test_writes_are_refused_while_the_clock_is_wrong(office: Office, by: timedelta, said: str) -> None:
    office.clock.at = OPENED + by
    assert answer(office, "r1") == said
    assert office.rows("SELECT count(*) FROM case_") == [(0 if said.startswith("error") else 1,)]


def test_lists_are_refused_as_well(office: Office) -> None:
    office.clock.move(days=-1)
    with refused("error.clock_wrong"):
        office.ledger().change_masters([MasterChange("programme", "flood", {"id": "flood", "name": "น้ำท่วม"})])


def test_the_refusal_tells_what_the_machine_shows(office: Office) -> None:
    office.clock.move(days=-1)
    with pytest.raises(DomainError) as told:
        office.register("r1")
    assert told.value.facts == {"now": OPENED - DAY}


def test_an_administrator_confirms_the_date(office: Office) -> None:
    office.clock.move(days=100)
    assert answer(office, "r1") == "error.clock_ahead"
    office.confirm_date()
    assert answer(office, "r1") == f"1/{YEAR}"
    assert office.faults() == []


def test_a_confirmed_date_does_not_vouch_for_a_later_mistake(office: Office) -> None:
    office.clock.move(days=100)
    office.confirm_date()
    office.clock.move(days=41)
    assert answer(office, "r1") == "error.clock_ahead"


def test_a_date_that_lies_before_what_was_recorded_cannot_be_confirmed(office: Office) -> None:
    office.clock.move(days=-1)
    with refused("error.clock_wrong"):
        office.confirm_date()


def test_instants_do_not_run_backwards_with_the_clock(office: Office) -> None:
    office.clock.move(minutes=10)
    office.register("r1")
    office.clock.move(minutes=-4)
    office.register("r2")
    office.clock.move(minutes=5)
    office.register("r3")
    first, second, third = recorded(office)
    assert (second == first, third > second) == (True, True)


def test_what_is_recorded_after_a_seal_is_later_than_the_seal(office: Office) -> None:
    office.register("r1")
    make_seal(office.home.engine, office.home.ring, PROVINCE)
    office.clock.move(minutes=-4)
    office.register("r2")
    ((sealed,),) = office.rows("SELECT at FROM seal")
    assert recorded(office)[1] > str(sealed)
    assert make_seal(office.home.engine, office.home.ring, PROVINCE) == 2
    assert office.faults() == []


def test_a_seal_needs_no_clock(office: Office) -> None:
    """A machine whose clock jumps ten years ahead for an hour must not push later events ten years ahead."""
    office.register("r1")
    make_seal(office.home.engine, office.home.ring, PROVINCE)
    assert office.rows("SELECT at FROM seal") == office.rows("SELECT max(recorded_at) FROM ledger_event")


def test_an_office_with_a_pinned_day_only_reads(office: Office) -> None:
    with refused("error.readonly"):
        office.ledger(readonly=True).act("r1", "register", office.registers())
    with refused("error.readonly"):
        office.ledger(readonly=True).change_masters([MasterChange("programme", "flood", None)])
    office.register("r2")
    assert office.ledger(readonly=True).case(CaseNo(1, YEAR)).version == 1
