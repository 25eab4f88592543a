"""Accounts from a terminal."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Office, Said


def test_a_password_that_is_typed_is_not_shown(office: Office) -> None:
    found = office.machine.ask("user", "add", "Anong", "officer", "--name", "อนงค์", stdin="สะพานไม้หน้าศาลากลาง\n")
    assert found == {"username": "anong", "role": "officer", "password": None}


def test_a_password_that_is_made_up_is_shown_once(office: Office) -> None:
    made = [office.machine.ask("user", "add", name, "officer")["password"] for name in ("anong", "boonmee")]
    assert ([len(each) for each in made], made[0] == made[1]) == ([16, 16], False)


def test_a_reset_gives_a_new_password(office: Office) -> None:
    before = office.machine.ask("user", "add", "anong", "officer")["password"]
    found = office.machine.ask("user", "reset", "ANONG")
    assert (found["username"], found["password"] == before) == ("anong", False)


def test_an_account_is_closed(office: Office) -> None:
    office.machine.ask("user", "add", "anong", "officer")
    assert office.machine.ask("user", "disable", "anong") == {"username": "anong", "active": False}


def test_an_agencys_officer_belongs_to_an_agency_of_the_list(office: Office) -> None:
    found = office.machine.ask("user", "add", "chai", "agency", "--agency", "land")
    assert (found["username"], found["role"]) == ("chai", "agency")


@pytest.mark.parametrize(
    ("command", "stdin", "reason"),
    [
        pytest.param(("add", "somsri", "officer"), "", "มีชื่อผู้ใช้ somsri อยู่แล้ว โปรดใช้ชื่ออื่น", id="a-name-that-is-taken"),
        pytest.param(("add", "chai", "agency", "--agency", "none"), "", "ไม่พบหน่วยงานนี้ในข้อมูลหลัก", id="no-such-agency"),
        pytest.param(
            ("add", "anong", "officer"), "somsri\n", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร", id="a-weak-password"
        ),
        pytest.param(("disable", "nobody"), "", "ไม่พบบัญชี nobody", id="no-such-account"),
        pytest.param(("reset", "nobody"), "", "ไม่พบบัญชี nobody", id="no-such-account-to-reset"),
    ],
)
def test_what_is_refused(office: Office, command: tuple[str, ...], stdin: str, reason: str) -> None:
    assert office.machine.type("user", *command, "--json", stdin=stdin) == Said(1, "", f"{reason}\n")


def test_the_last_administrator_stays(office: Office) -> None:
    said = office.machine.type("user", "disable", "somsri", "--json")
    assert said == Said(1, "", "ต้องมีผู้ดูแลระบบที่ใช้งานได้อย่างน้อยหนึ่งคน\n")
