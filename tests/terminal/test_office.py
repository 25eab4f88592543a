"""Setting up an office from a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import ClockWrong
from core.text.dates import bangkok_day, fiscal_year_be
from db.engine import engine_for, reading
from db.setup import INSTALLATION
from tests.support.sources import ROOT
from tests.terminal.conftest import INIT, PASSWORD, Machine, Office, Said

CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5})+")


def installations(machine: Machine) -> int:
    with reading(engine_for(machine.url)) as connection:
        return len(connection.execute(INSTALLATION.select()).all())


def test_an_office_is_set_up_and_its_recovery_code_shown(blank_machine: Machine) -> None:
    found = blank_machine.ask(*INIT, stdin=f"{PASSWORD}\n")
    assert list(found) == ["province", "admin", "recovery_code"]
    assert (found["province"], found["admin"], blank_machine.key.stat().st_mode & 0o777) == ("ร้อยเอ็ด", "somsri", 0o600)
    assert CODE.fullmatch(found["recovery_code"])


def test_a_person_is_told_to_write_the_code_down(machine: Machine) -> None:
    said = machine.type(*INIT, stdin=f"{PASSWORD}\n")
    assert said.out.splitlines()[0] == "ตั้งค่าจังหวัดร้อยเอ็ดแล้ว ผู้ดูแลระบบ: somsri"
    assert said.out.splitlines()[1].startswith("รหัสกู้คืน (แสดงครั้งเดียว โปรดจดและเก็บในตู้นิรภัย): ")


def test_a_second_time_is_refused(machine: Machine) -> None:
    machine.ask(*INIT, stdin=f"{PASSWORD}\n")
    key = machine.key.read_bytes()
    refusal = Said(1, "", "ตั้งค่าระบบไว้แล้ว ข้อมูลเดิมไม่เปลี่ยนแปลง\n")
    assert machine.type(*INIT, "--json", stdin=f"{PASSWORD}\n") == refusal
    assert machine.type("demo", "--json") == refusal
    assert (machine.key.read_bytes(), installations(machine)) == (key, 1)


@pytest.mark.parametrize(
    ("command", "stdin", "reason"),
    [
        pytest.param(INIT, "สั้น\n", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร", id="short-password"),
        pytest.param(INIT, "", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร", id="no-password"),
        pytest.param(
            ("init", "--province", "เมืองตัวอย่าง", "--admin", "somsri", "--password-stdin"),
            f"{PASSWORD}\n",
            "ไม่พบจังหวัด เมืองตัวอย่าง โปรดตรวจสอบชื่อ",
            id="no-such-province",
        ),
        pytest.param(
            ("init", "--province", "99", "--admin", "somsri", "--password-stdin"),
            f"{PASSWORD}\n",
            "ไม่พบจังหวัด 99 โปรดตรวจสอบชื่อ",
            id="no-such-province-code",
        ),
        pytest.param(
            ("init", "--province", "45", "--admin", "ส", "--password-stdin"), f"{PASSWORD}\n", "ชื่อผู้ใช้", id="user-name"
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    machine: Machine, command: tuple[str, ...], stdin: str, reason: str
) -> None:
    said = machine.type(*command, "--json", stdin=stdin)
    assert (said.code, said.out, said.err.startswith(reason), said.err.count("\n")) == (1, "", True, 1)
    assert (installations(machine), machine.key.exists()) == (0, False)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(INIT[:-1], id="a-password-on-the-command-line-is-none"),
        pytest.param(INIT[2:], id="no-command"),
        pytest.param((*INIT, "--next-number", "many"), id="no-number"),
        pytest.param((*INIT, "--next-number", "0/2569"), id="number-zero"),
        pytest.param(("case", "show", "four"), id="no-case-number"),
        pytest.param(("stats", "--as-of", "29/7/2563"), id="no-day"),
        pytest.param(("stats", "--received-from", "2019-10-01"), id="half-a-window"),
        pytest.param(("deadline", "--from", "2026-04-10", "--working-days", "0"), id="no-working-day"),
    ],
)
def test_wrong_usage_is_two(machine: Machine, command: tuple[str, ...]) -> None:
    said = machine.type(*command, stdin=f"{PASSWORD}\n")
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize("command", [("stats",), ("board",), ("verify",), ("case", "show", "1/2569"), ("backup",)])
def test_nothing_works_before_the_office_is_set_up(machine: Machine, command: tuple[str, ...]) -> None:
    assert machine.type(*command, "--json") == Said(1, "", "ยังไม่ได้ตั้งค่าระบบ โปรดตั้งค่าครั้งแรกก่อนใช้งาน\n")


def test_numbers_go_on_where_the_old_register_stopped(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    year = fiscal_year_be(bangkok_day(datetime.now(UTC)))
    code = machine.ask(*INIT, "--next-number", f"413/{year}", stdin=f"{PASSWORD}\n")["recovery_code"]
    assert Office(machine, code).register(monkeypatch) == f"413/{year}"


def test_the_recovery_sheet_is_confirmed_by_its_last_six_signs(office: Office) -> None:
    machine, code = office.machine, office.code
    confirm = ("recovery", "confirm", "--last6-stdin")
    assert machine.ask("check")["recovery_confirmed"] is False
    wrong = machine.type(*confirm, "--json", stdin="AAAAAA\n")
    assert wrong == Said(1, "", "อักษรหกตัวท้ายไม่ตรงกับใบกู้คืน\n")
    assert machine.ask(*confirm, stdin=f"{code.replace('-', '')[-6:]}\n") == {"confirmed": True}
    assert machine.ask("check")["recovery_confirmed"] is True


def test_a_real_process_says_one_json_object_and_nothing_else(machine: Machine) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *INIT, "--json"],
        cwd=ROOT,
        env={**os.environ, **machine.environment},
        input=f"{PASSWORD}\n".encode(),
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)
    assert json.loads(done.stdout)["province"] == "ร้อยเอ็ด"


def test_a_pinned_day_makes_an_office_read_only(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = replace(office.machine, today="2026-11-01")
    assert pinned.ask("stats", "--as-of", "2026-11-01")["total"] == 0
    with pytest.raises(ClockWrong) as refusal:
        Office(pinned, office.code).register(monkeypatch)
    assert refusal.value.key == "error.readonly"
