"""One case of the demonstration in a terminal."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Machine, Said

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("no", ["412/2563", "412-2563"])
def test_the_state_of_a_case(demo_to_read: Machine, no: str) -> None:
    case = demo_to_read.ask("case", "show", no)
    assert (case["no"], case["state"], case["is_open"], case["round"]) == ("412/2563", "closed", False, 1)
    assert ("เรื่องตัวอย่าง" in case["title"], case["obligations"][0]["kind"]) == (True, "forward")


def test_the_history_of_a_case_has_both_times(demo_to_read: Machine) -> None:
    found = demo_to_read.ask("case", "history", "412/2563")
    case = demo_to_read.ask("case", "show", "412/2563")
    events = found["events"]
    assert (found["no"], [each["seq"] for each in events]) == ("412/2563", list(range(1, case["version"] + 1)))
    assert (events[0]["kind"], events[0]["happened_on"], events[0]["source"]) == (
        "registered",
        case["received_on"],
        "import",
    )
    assert {each["recorded_at"][:4] >= "2026" for each in events} == {True}


def test_no_person_stands_in_an_answer(demo_to_read: Machine) -> None:
    said = [demo_to_read.type("case", part, "412/2563", "--json").out for part in ("show", "history")]
    assert [("ผู้ร้องตัวอย่าง" in each, "0990" in each) for each in said] == [(False, False)] * 2


@pytest.mark.parametrize("part", ["show", "history"])
def test_a_number_that_nobody_got_is_refused(demo_to_read: Machine, part: str) -> None:
    refusal = Said(1, "", "ไม่พบข้อมูลที่ขอ หรือบัญชีของท่านไม่มีสิทธิ์ดู\n")
    assert demo_to_read.type("case", part, "9999/2563", "--json") == refusal
