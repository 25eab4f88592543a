"""Many commands in few transactions: one that fails leaves the others whole and nothing of itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

import pytest

from core.errors import IllegalMove, StaleCase, StorageBusy
from core.model.case import Case, CaseNo
from core.model.codes import ClosingClass
from core.model.events import Event
from core.model.facts import Amended
from core.ports import MasterChange, Recorded, Work
from core.rules.decide import closing, intake
from core.rules.decide.common import Said, When
from core.rules.obligations import Office as Rules
from db.ledger.batch import Batch
from db.ledger.ledger import CaseLedger
from tests.support.cases import TITLE, WHY
from tests.support.office import BOONMEE, FACTS, YEAR, Office

TODAY = date(2026, 6, 30)
NEW_TITLE = "ชื่อใหม่ของเรื่องนี้"


def closed(case: Case, rules: Rules) -> Event:
    """The case is closed today."""
    return closing.close(case, ClosingClass.EXPLAINED, Said.on(rules.today, WHY), rules)


def amended(case: Case, rules: Rules) -> Event:
    """Its title is written anew."""
    return intake.amend(
        case, Amended(urgent=True), replace(Said.on(rules.today), texts={"title": "ชื่อใหม่ของเรื่องนี้"}), rules
    )


def registered(office: Office) -> list[str]:
    """The numbers that are there, in order."""
    return [f"{running}/{year}" for running, year in office.rows("SELECT running, year_be FROM case_ ORDER BY 2, 1")]


def numbers(count: int) -> list[str]:
    """1 to ``count`` of the year."""
    return [f"{n}/{YEAR}" for n in range(1, count + 1)]


def transactions(office: Office) -> int:
    """How many transactions have written."""
    return int(str(office.rows("SELECT data_version FROM installation")[0][0]))


@contextmanager
def batch(office: Office, size: int = 500) -> Iterator[Batch]:
    """A batch of the director's."""
    with office.ledger(BOONMEE).batch(size) as opened:
        yield opened


@pytest.mark.parametrize(("count", "written"), [(0, 0), (1, 1), (3, 1), (4, 2), (7, 3)])
def test_a_chunk_is_one_transaction(office: Office, count: int, written: int) -> None:
    before = transactions(office)
    with batch(office, 3) as many:
        for n in range(count):
            many.act(f"r{n}", "register", office.registers())
    assert (registered(office), transactions(office) - before) == (numbers(count), written)
    assert office.faults() == []


def test_moves_of_one_case_follow_each_other(office: Office) -> None:
    office.register("r1")
    no = CaseNo(1, YEAR)
    with batch(office) as many:
        many.act("m1", "move", office.moves(no, amended))
        many.act("m2", "move", office.moves(no, closed))
        assert many.act("m2", "move", office.moves(no, closed)) == Recorded((no,), (3,), repeated=True)
        assert (many.case(no).version, len(many.history(no))) == (3, 3)
    assert office.faults() == []


def test_a_case_of_the_same_chunk_is_found_by_its_id(office: Office) -> None:
    ids: list[int] = []

    def registers(unit: Work) -> None:
        office.registers()(unit)
        ids.extend(unit.streams)  # type: ignore[attr-defined]

    def closes(unit: Work) -> None:
        stream = unit.case_by_id(ids[0])
        stream.append(closed(stream.case, office.rules()))

    with batch(office) as many:
        many.act("r1", "register", registers)
        many.act("m1", "move", closes)
    assert (office.ledger().case(CaseNo(1, YEAR)).is_open, office.faults()) == (False, [])


def test_a_command_sees_the_texts_that_one_before_it_wrote(office: Office) -> None:
    office.register("r1")
    seen: list[str] = []

    def work(unit: Work) -> None:
        stream = unit.case(CaseNo(1, YEAR))
        seen.append(unit.texts(stream.id)["title"])

    with batch(office) as many:
        many.act("m1", "move", office.moves(CaseNo(1, YEAR), amended))
        many.act("m2", "look", work)
    assert seen == [NEW_TITLE]


def test_a_command_that_is_refused_leaves_the_others(office: Office) -> None:
    with batch(office) as many:
        many.act("r1", "register", office.registers())

        def fails(unit: Work) -> None:
            office.registers()(unit)
            raise IllegalMove

        with pytest.raises(IllegalMove):
            many.act("r2", "register", fails)
        many.act("r3", "register", office.registers())
    assert registered(office) == numbers(2)
    assert office.rows("SELECT request_id FROM command ORDER BY 1") == [("r1",), ("r3",)]
    assert office.faults() == []


def test_a_command_that_fails_while_it_is_written_leaves_the_others(office: Office) -> None:
    naive = datetime(2026, 6, 30, 9)  # noqa: DTZ001  # what no column takes
    said = Said(When(TODAY, at=naive), {"title": TITLE})

    def unwritable(unit: Work) -> None:
        unit.new_case(office.ledger().new_id(), intake.register(FACTS, said, office.rules()))

    office.register("r0")
    with batch(office) as many:
        many.act("r1", "register", office.registers())
        many.act("r2", "register", unwritable)
        many.act("r3", "register", office.registers())
        many.flush()
        refused = many.take_refused()
    assert ([*refused], registered(office)) == (["r2"], numbers(3))
    assert office.faults() == []


def test_a_case_that_somebody_else_moved_on_is_decided_anew(office: Office) -> None:
    office.register("r1")
    office.register("r2")
    one, two = CaseNo(1, YEAR), CaseNo(2, YEAR)
    with batch(office) as many:
        many.act("m1", "move", office.moves(one, amended))
        many.act("m2", "move", office.moves(two, closed))
        office.move("meanwhile", one, closed)
    assert (office.ledger().case(one).version, office.ledger().case(two).version) == (3, 2)
    assert office.faults() == []


def test_what_is_refused_at_the_second_look_is_raised_unless_somebody_takes_it(office: Office) -> None:
    one, two = CaseNo(1, YEAR), CaseNo(2, YEAR)
    office.register("r1")
    office.register("r2")

    def run() -> None:
        with batch(office) as many:
            many.act("m1", "move", office.moves(one, amended, expected=1))
            many.act("m2", "move", office.moves(two, closed))
            office.move("meanwhile", one, closed)

    with pytest.raises(StaleCase):
        run()
    assert (office.ledger().case(one).version, office.ledger().case(two).version) == (2, 2)
    with batch(office) as many:
        many.act("m3", "move", office.moves(one, amended, expected=2))
        office.move("again", one, amended)
        many.flush()
        assert [*many.take_refused()] == ["m3"]
    assert office.faults() == []


def test_running_a_batch_again_changes_nothing(office: Office) -> None:
    for size in (3, 2):
        with batch(office, size) as many:
            answers = [many.act(f"r{n}", "register", office.registers()) for n in range(5)]
    assert ([each.repeated for each in answers], registered(office)) == ([True] * 5, numbers(5))


def test_a_batch_goes_on_where_it_was_cut_off(office: Office) -> None:
    def run() -> None:
        with batch(office, 2) as many:
            for n in range(3):
                many.act(f"r{n}", "register", office.registers())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run()
    assert registered(office) == numbers(2)
    with batch(office, 2) as many:
        answers = [many.act(f"r{n}", "register", office.registers()) for n in range(4)]
    assert ([each.repeated for each in answers], registered(office)) == ([True, True, False, False], numbers(4))


def test_the_same_command_twice_in_a_chunk_is_one(office: Office) -> None:
    with batch(office) as many:
        first = many.act("r1", "register", office.registers())
        assert many.act("r1", "register", office.registers()) == replace(first, repeated=True)
    assert registered(office) == numbers(1)


def test_a_command_that_another_process_wrote_meanwhile_is_one(office: Office) -> None:
    with batch(office) as many:
        many.act("r1", "register", office.registers())
        many.act("r2", "register", office.registers())
        office.ledger(BOONMEE).act("r2", "register", office.registers())
    assert (registered(office), many.take_refused()) == (numbers(2), {})
    assert office.faults() == []


def test_nothing_is_forgotten_while_the_database_is_busy(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StorageBusy

    with batch(office, 2) as many:
        many.act("r0", "register", office.registers())
        many.act("r1", "register", office.registers())
        with monkeypatch.context() as patch:
            patch.setattr(CaseLedger, "write", busy)
            with pytest.raises(StorageBusy):
                many.act("r2", "register", office.registers())
        many.act("r3", "register", office.registers())
    assert registered(office) == numbers(3)
    assert office.rows("SELECT request_id FROM command ORDER BY 1") == [("r0",), ("r1",), ("r3",)]


def test_lists_change_after_what_waits(office: Office) -> None:
    with batch(office) as many:
        many.act("r1", "register", office.registers())
        many.change_masters([MasterChange("programme", "flood", {"id": "flood", "name": "น้ำท่วม"})])
    kinds = office.rows("SELECT stream_kind FROM ledger_event ORDER BY recorded_at DESC, stream_kind LIMIT 2")
    assert (kinds, office.faults()) == ([("case",), ("master",)], [])


def test_a_batch_within_a_batch_is_the_same(office: Office) -> None:
    with batch(office) as many, many.batch(2) as same:
        assert same is many
