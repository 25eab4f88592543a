"""The ledger: what is acknowledged is there once, and a refusal leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest

from core.errors import IllegalMove, NotFound, StaleCase
from core.model.case import Case, CaseNo, Closing
from core.model.codes import ClosingClass, Confirmed, ReopenReason
from core.model.events import Event
from core.model.facts import Registered
from core.model.payloads import Closed
from core.ports import Recorded, Work
from core.rules.decide import closing, correct, intake, referral
from core.rules.decide.common import Said
from core.rules.obligations import Office as Rules
from db.ledger.flush import write_acts
from tests.support.cases import LAND, TITLE, WHY
from tests.support.office import ANONG, BOONMEE, CHAI, DETAILS, FACTS, OPENED, YEAR, Office
from tests.support.refusals import refused

TODAY = date(2026, 6, 30)
FIRST = CaseNo(1, YEAR)
COUNTED = ("ledger_event", "note", "person", "person_token", "command", "case_", "case_period", "obligation", "agg_day")


def sent(case: Case, rules: Rules) -> Event:
    """The case goes to an agency today."""
    return referral.forward(case, referral.Dispatch(LAND), Said.on(rules.today), rules)


def closed(case: Case, rules: Rules) -> Event:
    """The case is closed today."""
    return closing.close(case, ClosingClass.EXPLAINED, Said.on(rules.today, WHY), rules)


def reopened(case: Case, rules: Rules) -> Event:
    """The case is taken up again today."""
    return closing.reopen(case, ReopenReason.NEW_FACTS, Said.on(rules.today, WHY), rules)


def counts(office: Office) -> dict[str, object]:
    """How many rows each table has, and the data version."""
    found: dict[str, object] = {table: office.rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}  # noqa: S608
    return {**found, "version": office.rows("SELECT data_version FROM installation")[0][0]}


class TestActing:
    """One command, one transaction."""

    def test_a_registered_case_has_the_first_number(self, office: Office) -> None:
        recorded = office.register("r1", sent=True)
        assert recorded == Recorded((FIRST,), (2,))
        assert office.faults() == []

    def test_a_case_is_the_fold_of_what_was_recorded(self, office: Office) -> None:
        office.register("r1", sent=True)
        office.move("m1", FIRST, closed)
        case = office.ledger().case(FIRST)
        closing_told = Closing(ClosingClass.EXPLAINED, Confirmed.NOT_ASKED)
        assert (case.no, case.version, case.is_open, case.closing) == (FIRST, 3, False, closing_told)

    def test_history_tells_events_with_their_texts(self, office: Office) -> None:
        office.register("r1")
        office.move("m1", FIRST, closed)
        first, last = office.ledger().history(FIRST)
        assert (type(first.payload), dict(first.texts)) == (Registered, {"title": TITLE, "details": DETAILS})
        assert (type(last.payload), dict(last.texts), last.seq) == (Closed, {"text": WHY}, 2)
        assert (last.recorded_at, last.actor_id, last.source.value) == (OPENED, BOONMEE.account_id, "screen")

    def test_every_write_raises_the_data_version_once(self, office: Office) -> None:
        before = counts(office)["version"]
        office.register("r1", sent=True)
        office.move("m1", FIRST, closed)
        assert counts(office)["version"] == int(str(before)) + 2

    def test_a_command_without_events_is_remembered(self, office: Office) -> None:
        assert office.ledger().act("nothing", "look", lambda _: None) == Recorded()
        assert office.ledger().act("nothing", "look", lambda _: None) == Recorded(repeated=True)

    @pytest.mark.parametrize("no", [CaseNo(2, YEAR), CaseNo(1, YEAR + 1)], ids=["number", "year"])
    def test_an_absent_case_is_not_found(self, office: Office, no: CaseNo) -> None:
        office.register("r1")
        with refused("error.not_found"):
            office.ledger().case(no)

    def test_absent_and_foreign_cases_look_alike_to_an_agency(self, office: Office) -> None:
        office.register("r1", sent=True)
        chai, case_id = office.ledger(CHAI), office.ledger().case(FIRST).id

        def by_no(work: Work) -> None:
            work.case(FIRST)

        def by_id(work: Work) -> None:
            work.case_by_id(case_id)

        def by_no_id(work: Work) -> None:
            work.case_by_id(case_id + 1)

        answers = []
        for look in (
            lambda: chai.case(FIRST),
            lambda: chai.history(FIRST),
            lambda: chai.act("c1", "look", by_no),
            lambda: chai.case(CaseNo(9, YEAR)),
        ):
            with pytest.raises(NotFound) as told:
                look()
            answers.append((told.value.key, set(told.value.facts)))
        assert set(map(str, answers)) == {str(("error.not_found", {"no"}))}
        with pytest.raises(NotFound) as foreign:
            chai.act("c2", "look", by_id)
        with pytest.raises(NotFound) as absent:
            chai.act("c3", "look", by_no_id)
        assert foreign.value.facts == absent.value.facts == {}

    def test_a_case_keeps_its_number_whatever_is_corrected(self, office: Office) -> None:
        office.register("r1")

        def work(unit: Work) -> None:
            stream = unit.case(FIRST)
            wrong = replace(stream.case.facts, running=7)
            fix = correct.correct(stream.id, stream.events, 1, Said.on(TODAY, WHY), office.rules(), payload=wrong)
            stream.append(fix)

        office.ledger(BOONMEE).act("c1", "correct", work)
        assert office.ledger().case(FIRST).no == FIRST
        assert office.faults() == []

    def test_the_ledger_refuses_a_correction_that_takes_the_number(self, office: Office) -> None:
        office.register("r1")

        def work(unit: Work) -> None:
            stream = unit.case(FIRST)
            fix = correct.correct(stream.id, stream.events, 1, Said.on(TODAY, WHY), office.rules())
            payload = '{"channel_id":"walk_in","running":7,"year_be":2569}'
            stream.append(replace(fix, payload=replace(fix.payload, payload=payload)))  # type: ignore[arg-type]

        with pytest.raises(ValueError, match="keeps its number"):
            office.ledger(BOONMEE).act("c1", "correct", work)


class TestRepeating:
    """A repeated submit gets the first answer and changes nothing."""

    def test_one_after_the_other(self, office: Office) -> None:
        first = office.register("r1", sent=True)
        before = counts(office)
        assert office.register("r1", sent=True) == replace(first, repeated=True)
        assert counts(office) == before

    def test_although_the_move_would_not_be_legal_any_more(self, office: Office) -> None:
        office.register("r1")
        first = office.move("m1", FIRST, closed, expected=1)
        assert office.move("m1", FIRST, closed, expected=1) == replace(first, repeated=True)
        with pytest.raises(StaleCase):
            office.move("m2", FIRST, closed, expected=1)

    def test_by_another_person_it_is_another_command(self, office: Office) -> None:
        office.ledger(ANONG).act("r1", "register", office.registers())
        other = office.ledger(BOONMEE).act("r1", "register", office.registers())
        assert (other.no, other.repeated) == (CaseNo(2, YEAR), False)

    def test_for_another_kind_of_command_it_is_a_mistake_and_no_answer(self, office: Office) -> None:
        office.register("r1")
        with pytest.raises(ValueError, match="was used for register, not move"):
            office.ledger().act("r1", "move", office.moves(FIRST, closed))

    def test_after_a_refusal_it_is_tried_again(self, office: Office) -> None:
        office.register("r1")
        with pytest.raises(IllegalMove):
            office.move("m1", FIRST, reopened)
        office.move("m2", FIRST, closed)
        assert office.move("m1", FIRST, reopened).repeated is False

    @pytest.mark.parametrize("what", ["register", "move"])
    def test_at_the_same_time(self, office: Office, what: str) -> None:
        office.register("r1")
        start, answers = Barrier(6), list[Recorded]()

        def submit() -> None:
            start.wait()
            if what == "register":
                answers.append(office.register("same"))
            else:
                answers.append(office.move("same", FIRST, closed, expected=1))

        threads = [Thread(target=submit) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [sorted(each.repeated for each in answers), {each.nos for each in answers}] == [
            [False, True, True, True, True, True],
            {(CaseNo(2, YEAR) if what == "register" else FIRST,)},
        ]
        assert office.faults() == []

    def test_when_the_answer_was_lost_after_the_commit(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        def lost(*_: object) -> Recorded:
            raise ConnectionError("the browser is gone")

        with monkeypatch.context() as patch:
            patch.setattr(
                "db.ledger.act.Act.recorded", property(lambda self: Recorded((self.touched[0].now.no,), (1,)))
            )
            patch.setattr("db.ledger.ledger.CaseLedger._written", lambda self, act: self.write([act]) or lost())
            with pytest.raises(ConnectionError):
                office.register("r1")
        assert office.register("r1") == Recorded((FIRST,), (1,), repeated=True)
        assert counts(office)["case_"] == 1


class TestVersions:
    """Nobody writes over what he has not seen."""

    def test_the_version_a_person_saw_must_be_the_stored_one(self, office: Office) -> None:
        office.register("r1", sent=True)
        with pytest.raises(StaleCase) as told:
            office.move("m1", FIRST, closed, expected=1)
        assert told.value.facts == {"no": str(FIRST), "expected": 1, "version": 2}

    def test_a_case_that_moves_between_decision_and_writing_is_stale(self, office: Office) -> None:
        office.register("r1")
        inner = office.moves(FIRST, sent)

        def work(unit: Work) -> None:
            inner(unit)
            office.move("other", FIRST, closed)

        before = counts(office)
        with pytest.raises(StaleCase):
            office.ledger().act("m1", "move", work)
        assert office.ledger().case(FIRST).is_open is False
        assert counts(office)["command"] == int(str(before["command"])) + 1

    def test_what_was_only_read_counts_too(self, office: Office) -> None:
        office.register("r1")
        office.register("r2")
        lead, follower = FIRST, CaseNo(2, YEAR)

        def work(unit: Work) -> None:
            seen = unit.case(lead).case
            stream = unit.case(follower)
            stream.append(intake.link(stream.case, seen, Said.on(TODAY), office.rules()))
            office.move("meanwhile", lead, lambda case, rules: intake.void(case, Said.on(TODAY, WHY), rules))

        with pytest.raises(StaleCase) as told:
            office.ledger().act("link", "link", work)
        assert (told.value.facts["no"], office.ledger().case(follower).lead_id) == (str(lead), None)

    def test_of_two_writers_at_the_same_time_one_wins(self, office: Office) -> None:
        office.register("r1")
        both, told = Barrier(2), list[str]()

        def write(n: int) -> None:
            inner = office.moves(FIRST, closed)

            def work(unit: Work) -> None:
                inner(unit)
                both.wait()

            try:
                told.append(str(office.ledger().act(f"m{n}", "move", work).versions))
            except StaleCase:
                told.append("stale")

        threads = [Thread(target=write, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (sorted(told), office.ledger().case(FIRST).version) == (["(2,)", "stale"], 2)
        assert office.faults() == []


class TestRefusing:
    """A command that fails leaves nothing of itself."""

    def test_while_it_is_decided(self, office: Office) -> None:
        office.register("r1")
        before = counts(office)

        def work(unit: Work) -> None:
            office.registers()(unit)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            office.ledger().act("x", "register", work)
        assert counts(office) == before

    STEPS = ("write_events", "write_persons", "project", "write_texts", "write_commands", "bump")

    @pytest.mark.parametrize("step", STEPS)
    def test_while_it_is_written(self, office: Office, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        office.register("r1", sent=True)
        before = counts(office)

        def fails(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as patch:
            patch.setattr(f"{write_acts.__module__}.{step}", fails)
            with pytest.raises(ZeroDivisionError):
                office.register("r2", sent=True)
            with pytest.raises(ZeroDivisionError):
                office.move("m1", FIRST, closed)
        assert counts(office) == before
        assert office.register("r2").no == CaseNo(2, YEAR)
        assert office.faults() == []


class TestNumbers:
    """Numbers run from the first of a year without gap."""

    def test_each_year_begins_anew(self, office: Office) -> None:
        nos = [office.register(f"r{n}", facts=replace(FACTS, year_be=YEAR + n % 2)).no for n in range(5)]
        assert [str(no) for no in nos] == ["1/2569", "1/2570", "2/2569", "2/2570", "3/2569"]
        assert office.faults() == []

    def test_one_command_may_take_numbers_of_two_years(self, office: Office) -> None:
        def work(unit: Work) -> None:
            for year in (YEAR + 1, YEAR, YEAR + 1):
                office.registers(replace(FACTS, year_be=year))(unit)

        recorded = office.ledger().act("three", "register", work)
        assert [str(no) for no in recorded.nos] == ["1/2570", "1/2569", "2/2570"]

    def test_an_office_goes_on_from_its_paper_register(self, office: Office) -> None:
        office.set_first_number(YEAR, 413)
        assert [str(office.register(f"r{n}").no) for n in range(2)] == ["413/2569", "414/2569"]
        assert office.faults() == []

    def test_a_year_that_has_numbers_keeps_its_first(self, office: Office) -> None:
        office.register("r1")
        with refused("error.numbers_taken"):
            office.set_first_number(YEAR, 413)
        with refused("error.number_impossible"):
            office.set_first_number(YEAR + 1, 0)

    def test_a_first_number_may_be_set_again_until_it_is_used(self, office: Office) -> None:
        office.set_first_number(YEAR, 413)
        office.set_first_number(YEAR, 12)
        assert str(office.register("r1").no) == "12/2569"
