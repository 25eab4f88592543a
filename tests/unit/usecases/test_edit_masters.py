"""Lists are changed by who may, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest

from core.errors import DomainError, NotAllowed
from core.model.codes import Role
from core.model.masters import Agency
from core.ports import Context, Ledger, MasterChange
from core.rules.access import Actor
from core.rules.master_lines import body_of
from core.usecases.edit_masters import edit_masters
from db.clock import MachineClock
from tests.support.people import ANONG, BOONMEE, CHAI, DAO, Person
from tests.unit.exchange.master_lists import masters, office

OFFICE = office()
HOLIDAY = MasterChange("holiday", "2026-12-05", {"name": "วันพ่อแห่งชาติ"})


@dataclass
class Book:
    """A ledger that remembers what it was told."""

    told: list[MasterChange] = field(default_factory=list)

    def change_masters(self, changes: Sequence[MasterChange]) -> None:
        self.told.extend(changes)


def context(book: Book, person: Person = BOONMEE) -> Context:
    actor = Actor(1, person.username, person.name, person.role, person.agency_id)
    return Context(actor, MachineClock(date(2026, 11, 22)), cast(Ledger, book), masters(OFFICE), None, "45")


def land(**fields: Any) -> MasterChange:  # noqa: ANN401  # fields of an agency
    agency = next(each for each in OFFICE.agencies if each.id == "land")
    return MasterChange("agency", "land", body_of(replace(agency, **fields)))


def test_all_lines_are_recorded_in_one_change() -> None:
    book = Book()
    assert (edit_masters([land(phone="043511333"), HOLIDAY], context(book)), book.told) == (
        2,
        [land(phone="043511333"), HOLIDAY],
    )


def test_nothing_to_change_records_nothing() -> None:
    book = Book()
    assert (edit_masters([], context(book)), book.told) == (0, [])


@pytest.mark.parametrize("person", [ANONG, CHAI, DAO], ids=lambda person: person.role.value)
def test_only_who_keeps_the_lists_may_edit_them(person: Person) -> None:
    book = Book()
    with pytest.raises(NotAllowed):
        edit_masters([HOLIDAY], context(book, person))
    assert book.told == []


def test_an_administrator_may() -> None:
    book = Book()
    assert edit_masters([HOLIDAY], context(book, Person("somsri", "สมศรี", Role.ADMIN))) == 1


@pytest.mark.parametrize(
    ("change", "key"),
    [
        pytest.param(MasterChange("agency", "land", None), "error.masters_kept", id="a-line-that-cases-point-to"),
        pytest.param(land(name=" "), "error.masters_blank", id="no-name"),
        pytest.param(land(name="สำนักงานจังหวัดร้อยเอ็ด"), "error.masters_name_taken", id="the-name-of-another"),
        pytest.param(land(parent_id="nobody"), "error.masters_no_agency", id="no-such-parent"),
        pytest.param(land(head_title="ก\u202eข"), "error.hostile_text", id="bidirectional-control"),
        pytest.param(
            MasterChange("setting", "clock_set", {"value": "none"}), "error.masters_no_clock_set", id="no-set"
        ),
        pytest.param(
            MasterChange("agency", "x", body_of(Agency("x", "ตัวอย่าง", size_group="D"))),
            "error.masters_size_group",
            id="D",
        ),
    ],
)
def test_a_line_that_breaks_a_rule_refuses_the_whole(change: MasterChange, key: str) -> None:
    book = Book()
    with pytest.raises(DomainError) as refused:
        edit_masters([HOLIDAY, change], context(book))
    assert (refused.value.key, book.told) == (key, [])


def test_two_agencies_may_point_at_each_other_only_one_way() -> None:
    book = Book()
    other = next(each for each in OFFICE.agencies if each.id == "governor_office")
    circle = MasterChange("agency", other.id, body_of(replace(other, succeeded_by="land")))
    with pytest.raises(DomainError) as refused:
        edit_masters([circle, land(succeeded_by=other.id)], context(book))
    assert (refused.value.key, edit_masters([circle], context(book))) == ("error.masters_circle", 1)


def test_a_successor_may_take_the_name_of_an_agency_that_ended() -> None:
    ended = land(valid_to=date(2026, 9, 30), succeeded_by="land_2")
    name = next(each.name for each in OFFICE.agencies if each.id == "land")
    heir = MasterChange("agency", "land_2", body_of(Agency("land_2", name, valid_from=date(2026, 10, 1))))
    assert edit_masters([ended, heir], context(Book())) == 2
