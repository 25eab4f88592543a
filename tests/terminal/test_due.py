"""What is due, and days of the calendar."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.terminal.conftest import Machine, Said

LAND = "สำนักงานที่ดินจังหวัดร้อยเอ็ด"
KEYS = ["case_no", "agency", "kind", "due_on", "done_on", "days_late", "rule", "explanation"]


@pytest.fixture(scope="module")
def lines(demo_to_read: Machine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = demo_to_read.ask("due", "--on", "2020-07-29")["obligations"]
    return found


@pytest.mark.timeout(900)
class TestDue:
    def test_every_line_says_what_is_owed_and_why(self, lines: list[dict[str, Any]]) -> None:
        assert {tuple(line) for line in lines} == {tuple(KEYS)}
        assert [line for line in lines if line["due_on"] > "2020-07-29" or not line["explanation"]] == []

    def test_the_longest_late_come_first(self, lines: list[dict[str, Any]]) -> None:
        days = [line["due_on"] for line in lines]
        assert (days, lines[0]["days_late"]) == (sorted(days), 352)

    def test_what_is_met_stands_there_only_on_its_day(self, lines: list[dict[str, Any]]) -> None:
        assert {line["due_on"] for line in lines if line["done_on"]} <= {"2020-07-29"}

    def test_cases_past_their_finish_day_are_the_overdue_ones(
        self, demo_to_read: Machine, lines: list[dict[str, Any]]
    ) -> None:
        """The unsent one is overdue by its forward day; nobody who awaits the check is."""
        late = {
            line["case_no"]
            for line in lines
            if line["kind"] in ("finish", "forward") and line["days_late"] > 0 and not line["done_on"]
        }
        assert len(late) == demo_to_read.ask("stats", "--as-of", "2020-07-29")["pending_overdue"]

    @pytest.mark.parametrize("name", [LAND, "land", " สำนักงานที่ดินจังหวัดร้อยเอ็ด "])
    def test_one_agency_by_name_or_id(self, demo_to_read: Machine, lines: list[dict[str, Any]], name: str) -> None:
        mine = demo_to_read.ask("due", "--on", "2020-07-29", "--agency", name)["obligations"]
        assert (mine, {line["agency"] for line in mine}) == ([line for line in lines if line["agency"] == LAND], {LAND})

    def test_a_day_to_come_is_answered_by_what_is_known(
        self, demo_to_read: Machine, lines: list[dict[str, Any]]
    ) -> None:
        later = Counter(line["kind"] for line in demo_to_read.ask("due", "--on", "2020-08-15")["obligations"])
        assert later["periodic_progress"] > Counter(line["kind"] for line in lines)["periodic_progress"]

    def test_an_agency_that_nobody_knows_is_refused(self, demo_to_read: Machine) -> None:
        said = demo_to_read.type("due", "--on", "2020-07-29", "--agency", "กรมตัวอย่าง", "--json")
        assert said == Said(1, "", "ไม่พบหน่วยงานนี้ในข้อมูลหลัก\n")


class TestDeadline:
    """Of a province that is named no installation is needed."""

    @pytest.mark.parametrize(
        ("start", "days", "due_on", "skipped"),
        [
            pytest.param("2026-03-06", 1, "2026-03-09", ["2026-03-07", "2026-03-08"], id="friday-skips-the-weekend"),
            pytest.param("2026-03-09", 1, "2026-03-10", [], id="the-next-day"),
            pytest.param(
                "2026-04-10",
                1,
                "2026-04-16",
                ["2026-04-11", "2026-04-12", "2026-04-13", "2026-04-14", "2026-04-15"],
                id="before-songkran",
            ),
            pytest.param("2026-04-30", 1, "2026-05-01", [], id="labour-day-is-a-working-day-for-government"),
            pytest.param("2020-04-10", 1, "2020-04-13", ["2020-04-11", "2020-04-12"], id="songkran-was-moved-in-2563"),
        ],
    )
    def test_working_days(self, machine: Machine, start: str, days: int, due_on: str, skipped: list[str]) -> None:
        command = ("deadline", "--from", start, "--working-days", str(days), "--province", "ร้อยเอ็ด")
        found = machine.ask(*command)
        assert list(found) == ["due_on", "skipped", "explanation", "calendar_confirmed"]
        assert (found["due_on"], [each["date"] for each in found["skipped"]]) == (due_on, skipped)
        assert found["calendar_confirmed"] is True

    def test_a_skipped_day_says_why(self, machine: Machine) -> None:
        found = machine.ask("deadline", "--from", "2026-04-10", "--working-days", "1", "--province", "45")
        assert [each["name"] for each in found["skipped"]][:3] == ["วันเสาร์", "วันอาทิตย์", "วันสงกรานต์"]

    def test_holidays_of_one_province_are_no_holidays_of_another(self, machine: Machine) -> None:
        due = [
            machine.ask("deadline", "--from", "2021-03-25", "--working-days", "1", "--province", name)["due_on"]
            for name in ("เชียงใหม่", "ร้อยเอ็ด")
        ]
        assert due == ["2021-03-29", "2021-03-26"]

    def test_a_year_that_nobody_confirmed_is_named(self, machine: Machine) -> None:
        command = ("deadline", "--from", "2030-01-02", "--working-days", "3", "--province", "ร้อยเอ็ด")
        found = machine.ask(*command)
        assert (found["due_on"], found["calendar_confirmed"]) == ("2030-01-07", False)
        assert "ยังไม่ได้ยืนยันวันหยุดราชการปี 2573" in found["explanation"]

    def test_without_a_province_it_is_the_offices(self, machine: Machine) -> None:
        command = ("deadline", "--from", "2021-05-07", "--working-days", "1")
        assert machine.type(*command, "--json").code == 1
        machine.ask("init", "--province", "ร้อยเอ็ด", "--admin", "somsri", "--password-stdin", stdin="ต้นไม้ใหญ่ริมแม่น้ำชี\n")
        assert machine.ask(*command)["due_on"] == "2021-05-11"

    def test_a_person_reads_one_sentence(self, machine: Machine) -> None:
        command = ("deadline", "--from", "2026-03-06", "--working-days", "1", "--province", "ร้อยเอ็ด")
        assert machine.type(*command).out == f"{machine.ask(*command)['explanation']}\n"
