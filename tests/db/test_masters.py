"""The office's lists: read once per change, changed only by events, made anew from them at any time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest

from core.errors import NotFound
from core.model.codes import ChannelGroup, StreamKind
from core.model.masters import Channel, Programme
from core.ports import MasterChange
from core.rules.clocks import CLOCK_SETS
from db.engine import alone, engine_for, reading, writing
from db.ledger.plain import append_plain
from db.ledger.stamp import Recorder, stamped
from db.masters import MasterLists, master_lists, master_version
from db.projections.rebuild import rebuild
from db.seed.office import line_body
from tests.support.office import OPENED, PROVINCE, Office

FLOOD = Programme("flood", "น้ำท่วม 2569")
LINE = Channel("line", "ไลน์ศูนย์ฯ", ChannelGroup.ONLINE, position=99)


def change(table: str, line: object) -> MasterChange:
    """A line of a list, written anew."""
    return MasterChange(table, line.id, line_body(line))  # type: ignore[attr-defined]


def lists(office: Office) -> MasterLists:
    """The lists as they stand."""
    return master_lists(office.home.engine, PROVINCE)


def versions(office: Office) -> list[tuple[object, ...]]:
    """Versions of lists, calendar and data."""
    return office.rows("SELECT master_version, calendar_version, data_version FROM installation")


class TestReading:
    """What a new office finds."""

    def test_every_list_is_filled(self, office: Office) -> None:
        found = lists(office)
        sizes = [len(each) for each in (found.channels, found.topics, found.programmes)]
        assert (min(sizes) > 0, found.clock_set) == (True, replace(CLOCK_SETS[0], name=found.clock_set.name))
        assert {agency.id for agency in found.agencies} >= {"centre", "police", "land", "district_4501"}

    def test_lists_are_read_once_per_change(self, office: Office) -> None:
        first = lists(office)
        assert lists(office) is first
        office.ledger().change_masters([change("programme", FLOOD)])
        assert (lists(office) is first, FLOOD in lists(office).programmes) == (False, True)

    def test_a_restored_database_is_read_anew_though_its_version_is_the_same(self, office: Office) -> None:
        office.ledger().change_masters([change("programme", FLOOD)])
        before, first = versions(office)[0][0], lists(office)
        office.tamper("DELETE FROM ledger_event WHERE kind = 'master_changed' AND payload LIKE '%น้ำท่วม%'")
        office.tamper("DELETE FROM master WHERE id = 'flood'")
        office.tamper("UPDATE installation SET master_version = master_version - 1")
        office.ledger().change_masters([change("programme", replace(FLOOD, name="ภัยแล้ง"))])
        assert (versions(office)[0][0], lists(office) is first) == (before, False)
        assert [each.name for each in lists(office).programmes if each.id == "flood"] == ["ภัยแล้ง"]

    @pytest.mark.parametrize("what", ["agency", "topic"])
    def test_an_unknown_line_is_not_found(self, office: Office, what: str) -> None:
        with pytest.raises(NotFound) as told:
            getattr(lists(office), what)("nowhere")
        assert told.value.key == f"error.unknown_{what}"

    def test_no_topic_stays_none(self, office: Office) -> None:
        assert lists(office).topic(None) is None


class TestChanging:
    """Events first, then the tables, all or none."""

    def test_a_change_is_an_event(self, office: Office) -> None:
        before = office.rows("SELECT max(seq) FROM ledger_event WHERE stream_kind = 'master'")[0][0]
        office.clock.move(hours=1)
        office.ledger().change_masters([change("channel", LINE), change("programme", FLOOD)])
        query = "SELECT seq, kind, actor_id FROM ledger_event WHERE stream_kind = 'master' ORDER BY seq DESC LIMIT 2"
        last = int(str(before)) + 2
        assert office.rows(query) == [(last, "master_changed", 1), (last - 1, "master_changed", 1)]
        assert (lists(office).channels[-1], office.faults()) == (LINE, [])

    def test_a_line_is_changed_and_taken_out(self, office: Office) -> None:
        office.ledger().change_masters([change("channel", LINE)])
        office.ledger().change_masters([change("channel", replace(LINE, name="ไลน์ใหม่"))])
        assert lists(office).channels[-1].name == "ไลน์ใหม่"
        office.ledger().change_masters([MasterChange("channel", LINE.id, None)])
        assert (LINE.id in {each.id for each in lists(office).channels}, office.faults()) == (False, [])

    def test_of_two_changes_of_a_line_the_later_stands(self, office: Office) -> None:
        later = replace(LINE, name="ชื่อหลัง")
        office.ledger().change_masters([change("channel", LINE), change("channel", later)])
        assert (lists(office).channels[-1], office.faults()) == (later, [])

    def test_holidays_and_confirmed_years_raise_the_calendars_version(self, office: Office) -> None:
        (masters, calendar, data), day = map(int, map(str, versions(office)[0])), date(2026, 8, 13)
        holiday = MasterChange("holiday", day.isoformat(), {"name": "วันหยุดพิเศษ"})
        office.ledger().change_masters([holiday, MasterChange("confirmed_year", "2590", {})])
        assert versions(office) == [(int(str(masters)) + 1, int(str(calendar)) + 1, int(str(data)) + 1)]
        found = lists(office).calendar
        assert (found.holidays[day], 2590 in found.confirmed_years, found.version) == (
            "วันหยุดพิเศษ",
            True,
            int(str(calendar)) + 1,
        )
        office.ledger().change_masters([MasterChange("holiday", day.isoformat(), None)])
        assert (day in lists(office).calendar.holidays, office.faults()) == (False, [])

    def test_opening_balances_and_counters(self, office: Office) -> None:
        balance = {"received": 5650, "closed": 5552, "pending": 98, "source": "หนังสือ", "entered_on": "2026-06-30"}
        contact = {"programme_id": "covid", "day": "2026-06-29", "walk_in_persons": 35, "calls": 30}
        office.ledger().change_masters(
            [MasterChange("opening_balance", "2568", balance), MasterChange("programme_contact", "7", contact)]
        )
        assert office.rows("SELECT year_be, received, closed, pending FROM opening_balance") == [(2568, 5650, 5552, 98)]
        columns = "id, walk_in_persons, calls, other_contacts, became_cases"
        assert office.rows(f"SELECT {columns} FROM programme_contact") == [(7, 35, 30, 0, 0)]  # noqa: S608
        office.ledger().change_masters([MasterChange("opening_balance", "2568", None)])
        assert (office.rows("SELECT count(*) FROM opening_balance"), office.faults()) == ([(0,)], [])

    def test_a_setting_chooses_the_clock_set(self, office: Office) -> None:
        office.ledger().change_masters([MasterChange("setting", "clock_set", {"value": CLOCK_SETS[1].id})])
        assert lists(office).clock_set.id == CLOCK_SETS[1].id

    def test_a_line_that_cannot_be_written_leaves_nothing(self, office: Office) -> None:
        before = versions(office)
        wrong = MasterChange("holiday", "no day", {"name": "x"})
        with pytest.raises(ValueError, match="Invalid isoformat"):
            office.ledger().change_masters([change("programme", FLOOD), wrong])
        assert (versions(office), FLOOD in lists(office).programmes, office.faults()) == (before, False, [])

    def test_no_change_writes_nothing(self, office: Office) -> None:
        before = versions(office)
        office.ledger().change_masters([])
        assert versions(office) == before

    def test_changes_at_the_same_time_follow_each_other(self, office: Office) -> None:
        start = Barrier(5)

        def write(n: int) -> None:
            start.wait()
            office.ledger().change_masters([change("programme", Programme(f"p{n}", f"โครงการ {n}"))])

        threads = [Thread(target=write, args=(n,)) for n in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {f"p{n}" for n in range(5)} <= {each.id for each in lists(office).programmes}
        assert office.faults() == []

    def test_a_rebuild_makes_the_same_lists(self, office: Office) -> None:
        office.ledger().change_masters([change("channel", LINE), MasterChange("holiday", "2026-12-31", None)])
        before = {table: office.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("master", "holiday")}  # noqa: S608
        office.tamper("DELETE FROM master WHERE id = 'line'")
        office.tamper("DELETE FROM holiday")
        assert [fault.partition(" ")[0] for fault in office.faults()] == ["master", "holiday"]
        with alone(office.home.engine) as connection:
            rebuild(connection, office.home.ring, PROVINCE)
        after = {table: office.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("master", "holiday")}  # noqa: S608
        assert (after, office.faults()) == (before, [])


class TestPlainStreams:
    """What accounts and other streams without cases write with."""

    def append(self, office: Office, *kinds: str) -> datetime:
        engine = engine_for(office.url)
        with writing(engine) as connection:
            stamp = stamped(connection, Recorder(PROVINCE, 7), office.clock.now())
            said = [(kind, {"role": "officer"}) for kind in kinds]
            return append_plain(connection, office.home.ring, stamp, (StreamKind.USER, 5), said, office.clock.today())

    def test_a_stream_of_its_own(self, office: Office) -> None:
        self.append(office, "account_added", "role_changed")
        office.clock.move(minutes=3)
        assert self.append(office, "account_disabled") == datetime(2026, 6, 30, 2, 3, tzinfo=UTC)
        query = "SELECT seq, kind, actor_id, payload FROM ledger_event WHERE stream_id = 5 ORDER BY seq"
        kinds = ["account_added", "role_changed", "account_disabled"]
        assert office.rows(query) == [(n, kind, 7, '{"role":"officer"}') for n, kind in enumerate(kinds, start=1)]
        assert office.faults() == []

    def test_it_is_proved_as_every_stream(self, office: Office) -> None:
        self.append(office, "account_added", "role_changed")
        office.tamper('UPDATE ledger_event SET payload = \'{"role":"admin"}\' WHERE stream_id = 5 AND seq = 1')
        assert office.faults() == ["user 5 event 1: its mac does not match"]

    def test_an_instant_never_lies_before_the_event_before(self, office: Office) -> None:
        office.clock.move(minutes=4)
        self.append(office, "account_added")
        office.clock.move(minutes=-2)
        assert self.append(office, "role_changed") == OPENED.replace(minute=4)

    def test_nothing_said_is_nothing_written(self, office: Office) -> None:
        self.append(office)
        assert office.rows("SELECT count(*) FROM ledger_event WHERE stream_id = 5") == [(0,)]


def test_the_version_of_lists_rises(office: Office) -> None:
    with reading(engine_for(office.url)) as connection:
        before = master_version(connection, PROVINCE)
    office.ledger().change_masters([change("programme", FLOOD)])
    with reading(engine_for(office.url)) as connection:
        assert master_version(connection, PROVINCE) == before + 1
