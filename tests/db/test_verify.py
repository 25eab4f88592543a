"""Whatever is changed behind the program's back is found, and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.model.case import CaseNo
from core.model.codes import ClosingClass, ReopenReason
from core.rules.decide import closing, intake, referral
from core.rules.decide.common import Said
from db.engine import alone, engine_for, reading, writing
from db.keys.change import replace_lost, rotate
from db.keys.ring import KeyRing, new_master
from db.ledger.seal import check_seals, make_seal, seal_now
from db.ledger.verify import verify
from db.projections.rebuild import rebuild
from tests.support.cases import WHY
from tests.support.office import FACTS, PROVINCE, YEAR, Office, OfficeTemplates

TODAY = date(2026, 6, 30)
FIRST, SECOND, THIRD = (CaseNo(n, YEAR) for n in (1, 2, 3))


def work_for_a_while(office: Office) -> None:
    """Three cases, sealed, and a move after the seal."""
    office.register("r1", sent=True)
    office.register("r2", sent=True)
    office.register("r3", facts=replace(FACTS, topic_id="land", channel_id="phone"))
    said = Said.on(TODAY, WHY)
    office.move("m1", FIRST, lambda case, rules: referral.report_done(case, 1, said, rules))
    office.move("m2", FIRST, lambda case, rules: closing.close(case, ClosingClass.SOLVED, said, rules))
    office.move("m3", FIRST, lambda case, rules: closing.reopen(case, ReopenReason.NOT_FIXED, said, rules))
    office.move("m4", SECOND, lambda case, rules: referral.report_done(case, 1, said, rules))
    make_seal(office.home.engine, office.home.ring, PROVINCE)
    office.clock.move(minutes=1)
    office.move("m5", THIRD, lambda case, rules: intake.void(case, said, rules))


@pytest.fixture
def busy(office_templates: OfficeTemplates, tmp_path: Path) -> Iterator[Office]:
    """An office that has worked for a while."""
    with office_templates.copy(office_templates.make("busy", work_for_a_while), tmp_path) as office:
        office.clock.move(minutes=1)
        yield office


def ids(office: Office) -> dict[str, int]:
    """The ids of the three cases by number."""
    return {
        str(CaseNo(int(str(n)), YEAR)): int(str(case))
        for n, case in office.rows("SELECT running, id FROM case_ ORDER BY 1")
    }


def tamper(office: Office, statement: str) -> int:
    """Change the database; ``:one``, ``:two`` and ``:three`` are the ids of the cases."""
    return office.tamper(statement, **dict(zip(("one", "two", "three"), ids(office).values(), strict=False)))


def faults(office: Office) -> list[str]:
    """What is found, with cases by number."""
    found = office.faults()
    for no, case_id in ids(office).items():
        found = [fault.replace(str(case_id), no) for fault in found]
    return found


def test_a_sound_office_verifies(busy: Office) -> None:
    found = busy.verified()
    cases = int(str(busy.rows("SELECT count(*) FROM ledger_event WHERE stream_kind = 'case'")[0][0]))
    others = int(str(busy.rows("SELECT count(*) FROM ledger_event WHERE stream_kind <> 'case'")[0][0]))
    assert (found.events, found.cases, found.found, found.unproven) == (cases + others, 3, 0, 0)
    assert (found.chain_ok, found.rebuild_ok, cases) == (True, True, 10)


FOURTH, FIFTH = (f"(SELECT note_id FROM ledger_event WHERE stream_id = :one AND seq = {n})" for n in (4, 5))  # noqa: S608


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("payload = replace(payload, 'land', 'police')", id="payload"),
        pytest.param("actor_id = 9", id="actor"),
        pytest.param("source = 'import'", id="source"),
        pytest.param("kind_version = 2", id="kind-version"),
        pytest.param("happened_at = '2026-06-29 02:00:00'", id="happened-at"),
        pytest.param("command_id = 9", id="command"),
        pytest.param("on_behalf_of_agency_id = 'land'", id="agency"),
        pytest.param("recorded_at = '2026-06-30 02:00:01'", id="recorded-at"),
        pytest.param("key_id = 7", id="key"),
    ],
)
def test_a_changed_column_of_an_event(busy: Office, change: str) -> None:
    assert tamper(busy, f"UPDATE ledger_event SET {change} WHERE stream_id = :one AND seq = 2") == 1  # noqa: S608
    assert faults(busy)[:1] == ["case 1/2569 event 2: its mac does not match"]


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        pytest.param(
            ["UPDATE ledger_event SET happened_on = '2026-06-29' WHERE seq = 3 AND stream_kind = 'case'"],
            [
                "case 1/2569 event 3: its mac does not match",
                "referral of case 1/2569 differs from its events",
            ],
            id="a-day",
        ),
        pytest.param(
            ["UPDATE ledger_event SET payload = 'nonsense' WHERE stream_id = :one AND seq = 4"],
            [
                "case 1/2569 event 4: its mac does not match",
                "case 1/2569: its events make no case (ValidationError)",
            ],
            id="a-payload-of-nonsense",
        ),
        pytest.param(
            [
                f"DELETE FROM note WHERE id = {FIFTH}",  # noqa: S608
            ],
            ["case 1/2569 event 5: its mac does not match", "case 1/2569 event 5: its text is missing"],
            id="a-text-deleted",
        ),
        pytest.param(
            [
                f"UPDATE note SET text = (SELECT text FROM note WHERE id = {FOURTH}) WHERE id = {FIFTH}"  # noqa: S608
            ],
            ["case 1/2569 event 5: its text does not match"],
            id="a-text-moved-to-another-event",
        ),
        pytest.param(
            [f"UPDATE note SET salt = NULL WHERE id = {FIFTH}"],  # noqa: S608
            ["case 1/2569 event 5: its text does not match"],
            id="a-text-without-salt",
        ),
        pytest.param(
            ["UPDATE ledger_event SET note_id = NULL WHERE stream_id = :one AND seq = 5"],
            ["case 1/2569 event 5: its mac does not match"],
            id="an-event-parted-from-its-text",
        ),
        pytest.param(
            [
                "UPDATE ledger_event SET seq = 90 WHERE stream_id = :one AND seq = 4",
                "UPDATE ledger_event SET seq = 4 WHERE stream_id = :one AND seq = 3",
                "UPDATE ledger_event SET seq = 3 WHERE stream_id = :one AND seq = 90",
            ],
            ["case 1/2569 event 3: its mac does not match", "case 1/2569 event 4: its mac does not match"],
            id="two-events-swapped",
        ),
        pytest.param(
            ["DELETE FROM ledger_event WHERE stream_id = :one AND seq = 2"],
            [
                "case 1/2569 event 3: sequence 2 is missing",
                "case 1/2569 event 3: its mac does not match",
            ],
            id="an-event-in-the-middle-deleted",
        ),
        pytest.param(
            ["DELETE FROM ledger_event WHERE stream_id = :one AND seq = 5"],
            [
                "case_ of case 1/2569 differs from its events",
                "case_period of case 1/2569 differs from its events",
                "obligation of case 1/2569 differs from its events",
            ],
            id="the-last-event-deleted",
        ),
        pytest.param(
            ["DELETE FROM ledger_event WHERE stream_id = :one"],
            [
                f"{table} has rows of a case without events: 1/2569"
                for table in (
                    "case_",
                    "case_period",
                    "referral",
                    "obligation",
                    "case_person",
                    "case_text",
                )
            ],
            id="a-whole-stream-deleted",
        ),
        pytest.param(
            ["UPDATE ledger_event SET stream_id = 5 WHERE stream_id = :two"],
            ["case 5 event 1: its mac does not match"],
            id="a-stream-renamed",
        ),
    ],
)
def test_a_changed_ledger(busy: Office, statements: Sequence[str], told: list[str]) -> None:
    for statement in statements:
        assert tamper(busy, statement) > 0
    found = busy.verified()
    assert [fault for fault in told if fault not in faults(busy)] == []
    assert (found.chain_ok, found.found >= len(told)) == (False, True)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        pytest.param("UPDATE case_ SET urgent = NOT urgent WHERE id = :two", ["case_ of case 2/2569"], id="case"),
        pytest.param("UPDATE case_ SET state = 'closed' WHERE id = :two", ["case_ of case 2/2569"], id="state"),
        pytest.param(
            "UPDATE case_period SET opened_on = '2026-05-01' WHERE case_id = :two",
            ["case_period of case 2/2569", "agg_day", "agg_month"],
            id="period",
        ),
        pytest.param(
            "UPDATE referral SET agency_id = 'police' WHERE case_id = :two",
            ["referral of case 2/2569"],
            id="referral",
        ),
        pytest.param(
            "UPDATE obligation SET due_on = '2027-01-01' WHERE case_id = :two",
            ["obligation of case 2/2569"],
            id="due",
        ),
        pytest.param("DELETE FROM obligation WHERE case_id = :two", ["obligation of case 2/2569"], id="deleted"),
        pytest.param("DELETE FROM awaiting_check", ["awaiting_check of case 2/2569"], id="check"),
        pytest.param(
            "INSERT INTO pause VALUES ('45', :two, 1, '2026-06-30', NULL)", ["pause of case 2/2569"], id="added"
        ),
        pytest.param(
            "UPDATE case_person SET role = 'respondent' WHERE case_id = :two",
            ["case_person of case 2/2569"],
            id="person",
        ),
        pytest.param(
            "UPDATE case_text SET title = 'ชื่อที่ถูกแก้' WHERE case_id = :two", ["case_text of case 2/2569"], id="title"
        ),
        pytest.param(
            "UPDATE case_text SET search = '' WHERE case_id = :two", ["case_text of case 2/2569"], id="search"
        ),
        pytest.param("DELETE FROM case_text WHERE case_id = :two", ["case_text of case 2/2569"], id="no-text"),
        pytest.param(
            "INSERT INTO case_text VALUES ('45', 4, '', '', '', '')",
            ["case_text has rows of a case without events: 4"],
            id="text-of-nothing",
        ),
        pytest.param("UPDATE agg_day SET received = received + 1", ["agg_day 2026-06-30/grievance"], id="day"),
        pytest.param("DELETE FROM agg_day", ["agg_day 2026-06-30/grievance"], id="no-day"),
        pytest.param(
            "UPDATE agg_month SET closed = closed + 1 WHERE dimension = 'topic' AND key = 'roads'",
            ["agg_month 2026-06-01/topic/roads/grievance"],
            id="month",
        ),
        pytest.param(
            "INSERT INTO agg_day VALUES ('45', '2020-01-01', 'grievance', 1, 0, 0, 0, 0, 0, 0, 0)",
            ["agg_day 2020-01-01/grievance"],
            id="a-day-of-nothing",
        ),
        pytest.param("UPDATE number_counter SET last_no = 9", ["numbers of 2569"], id="counter-higher"),
        pytest.param("UPDATE number_counter SET last_no = 0", ["numbers of 2569"], id="counter-lower"),
        pytest.param("UPDATE number_counter SET first_no = 2", ["numbers of 2569"], id="first-number"),
        pytest.param("DELETE FROM number_counter", ["numbers of 2569"], id="no-counter"),
        pytest.param("UPDATE holiday SET name = 'x' WHERE day = '2026-01-01'", ["holiday differs"], id="holiday"),
        pytest.param("UPDATE master SET body = '{}' WHERE id = 'police'", ["master differs"], id="list"),
    ],
)
def test_a_changed_table(busy: Office, statement: str, told: list[str]) -> None:
    """Named once for each comparison that it breaks, and a rebuild mends all but the numbers."""
    assert tamper(busy, statement) > 0
    found = faults(busy)
    assert (busy.verified().chain_ok, busy.verified().rebuild_ok) == (True, False)
    assert sorted({next((start for start in told if fault.startswith(start)), fault) for fault in found}) == sorted(
        told
    )
    with alone(busy.home.engine) as connection:
        rebuild(connection, busy.home.ring, PROVINCE)
    assert [fault for fault in faults(busy) if not fault.startswith("numbers")] == []


class TestSeals:
    """A seal sees what a stream by itself does not tell: that its end was cut off."""

    def seals(self, office: Office, *, since: int = 0) -> tuple[int, ...]:
        with reading(engine_for(office.url)) as connection:
            return check_seals(connection, office.home.ring, PROVINCE, since=since).broken

    def cut(self, office: Office, no: CaseNo, seq: int) -> None:
        """Take the end of a case away, from its events and from all tables that follow."""
        case_id = ids(office)[str(no)]
        office.tamper(
            "DELETE FROM ledger_event WHERE stream_id = :id AND seq >= :seq",
            id=case_id,
            seq=seq,
        )
        with alone(office.home.engine) as connection:
            rebuild(connection, office.home.ring, PROVINCE)

    def test_a_sealed_end_that_is_cut_off(self, busy: Office) -> None:
        self.cut(busy, SECOND, 3)
        assert busy.faults() == ["seal 1 does not match"]

    def test_a_sealed_case_that_is_cut_out(self, busy: Office) -> None:
        self.cut(busy, SECOND, 1)
        busy.tamper("DELETE FROM case_text WHERE case_id NOT IN (SELECT id FROM case_)")
        assert faults(busy) == ["numbers of 2569: (1, 3, 2, 2) instead of (1, 3, 3, 3)", "seal 1 does not match"]

    def test_what_came_after_the_last_seal_is_not_covered_yet(self, busy: Office) -> None:
        self.cut(busy, THIRD, 2)
        assert busy.faults() == []

    def test_every_seal_covers_what_came_since_the_one_before(self, busy: Office) -> None:
        assert make_seal(busy.home.engine, busy.home.ring, PROVINCE) == 2
        assert make_seal(busy.home.engine, busy.home.ring, PROVINCE) is None
        assert [tuple(row) for row in busy.rows("SELECT no, events, streams FROM seal ORDER BY no")][1] == (2, 1, 1)
        self.cut(busy, THIRD, 2)
        assert (self.seals(busy), self.seals(busy, since=1), self.seals(busy, since=2)) == ((2,), (2,), ())

    @pytest.mark.parametrize(
        ("statement", "broken"),
        [
            ("UPDATE seal SET events = events + 1 WHERE no = 1", (1,)),
            ("UPDATE seal SET streams = streams + 1 WHERE no = 2", (2,)),
            ("UPDATE seal SET at = '2026-06-30 02:00:30' WHERE no = 1", (1,)),
            ("UPDATE seal SET whole = NOT whole WHERE no = 2", (2,)),
            ("DELETE FROM seal WHERE no = 1", (2,)),
            ("UPDATE seal SET key_id = 9 WHERE no = 2", (2,)),
        ],
    )
    def test_a_seal_that_is_changed_itself(self, busy: Office, statement: str, broken: tuple[int, ...]) -> None:
        make_seal(busy.home.engine, busy.home.ring, PROVINCE)
        busy.tamper(statement)
        assert self.seals(busy) == broken

    def test_an_empty_ledger_is_not_sealed(self, busy: Office) -> None:
        assert make_seal(busy.home.engine, busy.home.ring, "46") is None
        assert self.seals(busy) == ()


class TestKeys:
    """The chain under other keys."""

    def read(self, office: Office, ring: KeyRing) -> tuple[int, int, list[str]]:
        with reading(engine_for(office.url)) as connection:
            found = verify(connection, ring, PROVINCE)
        return found.events, found.unproven, found.differences

    def test_a_wrong_key_proves_nothing(self, office: Office) -> None:
        office.register("r1")
        events, unproven, differences = self.read(office, KeyRing(current=1, masters={1: new_master()}))
        assert (unproven, len(differences), differences[-1]) == (0, 50, "master 1 event 48: its mac does not match")
        assert events > 50

    def test_events_of_two_keys_verify_after_a_rotation(self, office: Office) -> None:
        office.register("r1")
        file = office.settings.secret_file
        assert file is not None
        with writing(engine_for(office.url)) as connection:
            rotate(connection, office.home.ring, file, province_id=PROVINCE, now=office.clock.now())
        office.forget()
        office.register("r2")
        make_seal(office.home.engine, office.home.ring, PROVINCE)
        assert office.rows("SELECT DISTINCT key_id FROM ledger_event ORDER BY 1") == [(1,), (2,)]
        assert (office.faults(), self.read(office, office.home.ring)[1]) == ([], 0)

    def test_a_lost_key_leaves_its_events_unproven_and_sealed_by_the_new_one(self, busy: Office) -> None:
        file = busy.settings.secret_file
        assert file is not None
        file.unlink()
        before = int(str(busy.rows("SELECT count(*) FROM ledger_event")[0][0]))
        with alone(engine_for(busy.url)) as connection:
            fresh, _ = replace_lost(connection, None, file, province_id=PROVINCE, now=busy.clock.now())
            assert seal_now(connection, fresh, PROVINCE, whole=True) == 2
        busy.forget()
        busy.register("r4")
        assert self.read(busy, busy.home.ring)[1:] == (before + 1, [])
        tamper(busy, "UPDATE ledger_event SET actor_id = 9 WHERE stream_id = :two AND seq = 2")
        assert self.read(busy, busy.home.ring)[2] == ["seal 2 does not match"]
