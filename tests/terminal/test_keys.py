"""A new key and a new recovery sheet, in a terminal."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Machine, Office


def last_six(code: str) -> str:
    return code.replace("-", "")[-6:]


def test_a_new_sheet_takes_the_place_of_the_old(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.register(monkeypatch, "ก่อนเปลี่ยนกุญแจ ขอให้ซ่อมถนน")
    ask, type_in = office.machine.ask, office.machine.type
    new = ask("keys", "rotate")["recovery_code"]
    assert new != office.code
    assert type_in("recovery", "confirm", "--last6-stdin", stdin=f"{last_six(office.code)}\n").code == 1
    assert ask("recovery", "confirm", "--last6-stdin", stdin=f"{last_six(new)}\n") == {"confirmed": True}
    second = office.register(monkeypatch, "หลังเปลี่ยนกุญแจ ขอให้ซ่อมถนน")
    found = ask("verify")
    assert (first.partition("/")[0], second.partition("/")[0]) == ("1", "2")
    assert (found["chain_ok"], found["rebuild_ok"], found["differences"]) == (True, True, [])


def test_a_backup_opens_with_the_sheet_of_its_time(office: Office, other_machine: Machine) -> None:
    before = office.machine.ask("backup")["file"]
    new = office.machine.ask("keys", "rotate")["recovery_code"]
    after = office.machine.ask("backup")["file"]
    assert other_machine.type("restore", before, "--recovery-code-stdin", "--json", stdin=f"{new}\n").code == 1
    assert other_machine.ask("restore", before, "--recovery-code-stdin", stdin=f"{office.code}\n")["cases"] == 0
    assert office.machine.ask("restore", after, "--rehearse")["cases"] == 0


def test_before_the_set_up_there_is_no_key(machine: Machine) -> None:
    assert machine.type("keys", "rotate").code == 1
