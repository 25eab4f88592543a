"""An installation on another database: every row, every secret and every proof of it, and a source left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from core.model.case import CaseNo
from db.context import terminal_context
from db.engine import engine_for, reading, writing
from db.migrate import upgrade
from tests.terminal.conftest import Machine, Office
from tests.terminal.test_keys import with_a_person

PROOF = ("events", "chain_ok", "rebuild_ok", "evidence", "evidence_ok", "differences")


def moved_to(office: Office, url: str) -> Office:
    """The same office, its settings naming another database."""
    return replace(office, machine=replace(office.machine, url=url))


def rows(url: str, table: str) -> int:
    """How many rows a table has."""
    with reading(engine_for(url)) as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608  # our tables


def name_on_the_page(office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a case tells of its person, which takes the key and the place it was sealed for."""
    with office.as_program(monkeypatch):
        [person] = terminal_context().reads.case_page(no).persons
        return str(person.name)


def test_there_and_back_everything_is_the_same(
    office: Office, other_machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = with_a_person(office, monkeypatch)
    office.register(monkeypatch)
    before = office.machine.ask("verify")
    file = f"sqlite:///{tmp_path / 'moved.db'}"
    told = office.machine.ask("move", "--to", file)
    assert (told["cases"], told["events"], told["chain_ok"], told["rebuild_ok"]) == (2, before["events"], True, True)
    assert told["to"] == file
    there = moved_to(office, file)
    assert there.machine.ask("verify") == before
    assert name_on_the_page(there, no, monkeypatch) == "นางสาว ด… ท…"
    assert there.register(monkeypatch, "เรื่องแรกหลังย้ายฐานข้อมูล").startswith("3/")
    assert rows(office.machine.url, "case_") == 2
    back = moved_to(office, other_machine.url)
    assert there.machine.ask("move", "--to", other_machine.url)["cases"] == 3
    assert back.machine.ask("verify") == there.machine.ask("verify")
    assert name_on_the_page(back, no, monkeypatch) == "นางสาว ด… ท…"
    with back.as_program(monkeypatch):
        assert [str(line.no) for line in terminal_context().reads.case_page(no).followers] == []
    assert back.register(monkeypatch, "เรื่องแรกหลังย้ายกลับ").startswith("4/")
    assert office.machine.ask("verify") == before


def test_a_table_or_a_row_at_the_target_is_left_alone(office: Office, tmp_path: Path) -> None:
    foreign, ours = (f"sqlite:///{tmp_path / name}" for name in ("foreign.db", "ours.db"))
    with writing(engine_for(foreign)) as connection:
        connection.execute(text("CREATE TABLE somebody (id INTEGER)"))
    upgrade(ours)
    with writing(engine_for(ours)) as connection:
        connection.execute(text("INSERT INTO number_counter VALUES ('45', 2569, 1, 0)"))
    for url in (foreign, ours):
        said = office.machine.type("move", "--to", url, "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith("ฐานข้อมูลปลายทางมีข้อมูลหรือตารางอื่นอยู่แล้ว")
    assert rows(ours, "installation") == 0


def test_an_address_that_is_none_or_ones_own_is_refused(office: Office) -> None:
    own = office.machine.url
    for to in ("damrong.db", "mysql://u:p@h/d", "sqlite://"):
        said = office.machine.type("move", "--to", to)
        assert (said.code, said.err.startswith("อ่านที่อยู่ฐานข้อมูลปลายทางไม่ได้")) == (1, True)
    assert office.machine.type("move", "--to", own).err == "ปลายทางเป็นฐานข้อมูลเดียวกับต้นทาง โปรดระบุฐานข้อมูลอื่น\n"
    away = office.machine.type("move", "--to", "postgresql+psycopg://u:verysecret@127.0.0.1:1/none")
    assert (away.code, "verysecret" in away.out + away.err) == (1, False)


def test_what_does_not_verify_is_not_moved(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office.register(monkeypatch)
    with writing(engine_for(office.machine.url)) as connection:
        connection.execute(text("UPDATE ledger_event SET actor_id = 99 WHERE stream_kind = 'case'"))
    file = f"sqlite:///{tmp_path / 'moved.db'}"
    assert office.machine.type("move", "--to", file).code == 1
    assert rows(file, "sqlite_master") == 0


def test_before_the_set_up_there_is_nothing_to_move(machine: Machine, tmp_path: Path) -> None:
    assert machine.type("move", "--to", f"sqlite:///{tmp_path / 'moved.db'}").code == 1
