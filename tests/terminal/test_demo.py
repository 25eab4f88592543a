"""The demonstration province: its figures, and that it is the same on every build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text

from db.engine import engine_for, reading
from tests.terminal.conftest import DemoBuild, Machine

pytestmark = pytest.mark.timeout(900)  # whoever comes first builds the province, beside other tests
AS_OF = ("--as-of", "2020-07-29")
BUILD_SECONDS = 60
BUILD = "b694014ed29e68925be28c494a10921f9db79a610cededee071888909db597c4"
"""Digest of all courses; it changes when the demonstration is changed on purpose."""
COURSES = """
    SELECT c.year_be, c.running, c.received_on, c.opened_on, c.closed_on, c.channel_id, c.topic_id, c.amphoe_code,
           t.title, t.public_title
    FROM case_ c JOIN case_text t ON t.province_id = c.province_id AND t.case_id = c.id
    ORDER BY c.year_be, c.running
"""
REFERRALS = """
    SELECT c.year_be, c.running, r.no, r.agency_id, r.sent_on, r.acknowledged_on, r.last_report_on, r.ended_on, r.state
    FROM case_ c JOIN referral r ON r.province_id = c.province_id AND r.case_id = c.id
    ORDER BY c.year_be, c.running, r.no
"""


def rows(machine: Machine, query: str) -> Sequence[Any]:
    with reading(engine_for(machine.url)) as connection:
        found = connection.execute(text(query)).all()
    machine.close()
    return found


@pytest.fixture(scope="module")
def stats(demo_to_read: Machine) -> dict[str, Any]:
    return demo_to_read.ask("stats", *AS_OF)


def test_the_accounts_and_the_day_are_answered(demo_build: DemoBuild) -> None:
    answer = demo_build.answer
    roles = ["admin", "director", "officer", "agency", "executive", "auditor"]
    assert list(answer) == ["cases", "as_of", "users", "password"]
    assert (answer["cases"], answer["as_of"], len(answer["password"])) == (5650, "2020-07-29", 16)
    assert answer["users"] == [{"username": role, "role": role} for role in roles]


def test_it_is_built_in_under_a_minute(demo_build: DemoBuild) -> None:
    assert demo_build.seconds < BUILD_SECONDS


def test_the_figures_of_the_seed(stats: dict[str, Any]) -> None:
    names = ("total", "closed", "pending", "closed_pct", "pending_pct", "total_leads", "undated", "void")
    assert [stats[name] for name in names] == [5650, 5552, 98, 98.27, 1.73, 5650, 0, 0]


def test_contacts_of_the_programme_stand_beside_the_total(stats: dict[str, Any]) -> None:
    assert stats["programmes"] == [
        {
            "programme": "COVID-19",
            "from": "2020-03-26",
            "to": "2020-07-22",
            "walk_in_persons": 35,
            "calls": 30,
            "other_contacts": 0,
            "total_contacts": 65,
            "became_cases": 0,
        }
    ]


def test_the_fiscal_year_adds_up(stats: dict[str, Any]) -> None:
    fiscal = stats["fiscal"]
    assert fiscal["identity"] == {
        "opening": 57, "new": 1207, "reopened": 37, "closed": 1203, "closing": 98, "holds": True
    }  # fmt: skip
    assert [fiscal[part]["left"] for part in ("backlog", "new", "returned")] == [3, 95, 0]
    assert sum(each["cases"] for each in stats["by_channel"]) == sum(stats["by_group"].values()) == 5650
    assert sum(stats["age_buckets"].values()) == 98


def test_pending_cases_look_like_a_province(stats: dict[str, Any]) -> None:
    """A third is overdue, some agencies are silent, and the centre has its own part."""
    centre = {row["row"]: (row["pending"], row["overdue"]) for row in stats["by_agency"] if row["row"] != "agency"}
    assert (stats["pending_overdue"], stats["silent"]) == (37, 15)
    assert centre == {"not_sent": (5, 1), "awaiting_check": (9, 0), "own": (5, 0)}
    assert list(stats["age_buckets"].values()) == [21, 17, 22, 19, 11, 8]


def test_twenty_amphoe_and_forty_agencies_besides_the_centre(demo_to_read: Machine, stats: dict[str, Any]) -> None:
    agencies = {row.agency_id for row in rows(demo_to_read, REFERRALS)}
    assert (len(stats["by_amphoe"]), len(agencies - {"centre"}), "centre" in agencies) == (20, 40, True)


def test_numbers_have_no_gap_in_any_fiscal_year(demo_to_read: Machine) -> None:
    numbers: dict[int, list[int]] = {}
    for row in rows(demo_to_read, COURSES):
        numbers.setdefault(row.year_be, []).append(row.running)
    assert {year: len(found) for year, found in numbers.items()} == {
        2558: 545, 2559: 719, 2560: 867, 2561: 1063, 2562: 1249, 2563: 1207
    }  # fmt: skip
    assert [year for year, found in numbers.items() if found != list(range(1, len(found) + 1))] == []


def test_numbers_follow_the_day_of_receipt(demo_to_read: Machine) -> None:
    received = [row.received_on for row in rows(demo_to_read, COURSES)]
    assert received == sorted(received)


def test_every_name_is_evidently_invented(demo_to_read: Machine) -> None:
    titles = Counter("เรื่องตัวอย่าง" in row.title for row in rows(demo_to_read, COURSES))
    assert titles == {True: 5650}


def test_the_ledger_verifies(demo_to_read: Machine) -> None:
    found = demo_to_read.ask("verify")
    events = rows(demo_to_read, "SELECT count(*) AS n FROM ledger_event")[0].n
    whole = {"chain_ok": True, "rebuild_ok": True, "evidence": 0, "evidence_ok": True, "differences": []}
    assert found == {"events": events, **whole}


def test_the_director_of_the_demonstration_recorded_all_of_it(demo_to_read: Machine) -> None:
    by = rows(
        demo_to_read,
        "SELECT DISTINCT a.username FROM ledger_event e JOIN account a ON a.id = e.actor_id "
        "WHERE e.stream_kind = 'case'",
    )
    assert [tuple(each) for each in by] == [("director",)]


def test_every_build_is_this_one(demo_to_read: Machine) -> None:
    """Numbers, days, agencies and titles, on any machine, Python and engine."""
    told = [list(map(str, row)) for query in (COURSES, REFERRALS) for row in rows(demo_to_read, query)]
    assert sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest() == BUILD


@pytest.mark.slow  # a second build; the digest above says nearly as much
def test_two_builds_are_the_same(demo_to_read: Machine, stats: dict[str, Any], blank_machine: Machine) -> None:
    again = Machine(blank_machine.url, blank_machine.folder, blank_machine.key, demo_to_read.today)
    again.ask("demo")
    assert json.dumps(again.ask("stats", *AS_OF)) == json.dumps(stats)
    for query in (COURSES, REFERRALS):
        assert list(map(tuple, rows(again, query))) == list(map(tuple, rows(demo_to_read, query)))


def test_the_answer_of_stats_has_its_keys(stats: dict[str, Any]) -> None:
    assert list(stats) == [
        "as_of", "total", "closed", "closed_pct", "pending", "pending_pct", "pending_overdue", "total_leads", "fiscal",
        "by_channel", "by_group", "by_kind", "by_topic", "by_amphoe", "by_agency", "age_buckets", "months", "cohorts",
        "programmes", "silent", "opening_balance", "estimated", "undated", "void",
    ]  # fmt: skip
    assert [month["month"] for month in stats["months"]][::35] == ["2017-08", "2020-07"]


def test_a_backlog_may_be_counted_over_other_days(demo_to_read: Machine) -> None:
    window = ("--received-from", "2014-10-01", "--received-to", "2019-09-30", "--carried-at", "2019-09-30")
    backlog = demo_to_read.ask("stats", *AS_OF, "--fiscal-year", "2563", *window)["fiscal"]["backlog"]
    assert (backlog["opening"], backlog["closed"], backlog["left"], backlog["received_from"]) == (
        57,
        54,
        3,
        "2014-10-01",
    )


def test_the_board_adds_up(demo_to_read: Machine, stats: dict[str, Any]) -> None:
    board = demo_to_read.ask("board", *AS_OF)
    assert list(board) == ["agencies", "total_cases", "total_case_agencies"]
    assert (board["total_cases"], board["total_case_agencies"]) == (98, 98)
    assert sum(row["pending"] for row in board["agencies"]) == 98
    assert board["agencies"] == stats["by_agency"]


@pytest.mark.parametrize("command", ["stats", "board"])
def test_the_future_is_refused(demo_to_read: Machine, command: str) -> None:
    said = demo_to_read.type(command, "--as-of", "2020-08-01", "--json")
    assert (said.code, said.out, said.err) == (1, "", "วันที่ 1 ส.ค. 2563 ยังมาไม่ถึง (วันนี้ 31 ก.ค. 2563)\n")
