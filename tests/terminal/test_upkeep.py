"""Keeping an office whole from a terminal: verify, back up, restore on an empty machine, migrate, check."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from core.model.case import CaseNo
from core.text.catalogue import t
from core.usecases.add_evidence import AddEvidence, add_evidence
from db.context import open_home, terminal_context
from db.engine import engine_for, writing
from tests.support.papers import paper
from tests.terminal.conftest import Machine, Office, Said

WHOLE = {"chain_ok": True, "rebuild_ok": True, "evidence": 0, "evidence_ok": True, "differences": []}


def damage(machine: Machine, statement: str) -> None:
    with writing(engine_for(machine.url)) as connection:
        connection.execute(text(statement))


def test_a_new_office_verifies(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.register(monkeypatch)
    found = office.machine.ask("verify")
    assert list(found) == ["events", "chain_ok", "rebuild_ok", "evidence", "evidence_ok", "differences"]
    assert {**found, "events": 0} == {"events": 0, **WHOLE}


@pytest.mark.parametrize(
    ("statement", "chain_ok", "rebuild_ok", "differences"),
    [
        pytest.param("UPDATE case_ SET channel_id = 'letter'", True, False, 5, id="a-table-for-reading"),
        pytest.param("UPDATE ledger_event SET actor_id = 1 WHERE stream_kind = 'case'", False, True, 1, id="an-event"),
    ],
)
def test_what_was_altered_is_found(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    statement: str,
    *,
    chain_ok: bool,
    rebuild_ok: bool,
    differences: int,
) -> None:
    office.register(monkeypatch)
    damage(office.machine, statement)
    said = office.machine.type("verify", "--json")
    found = said.json
    counted = len(found["differences"])
    assert (said.code, found["chain_ok"], found["rebuild_ok"], counted) == (1, chain_ok, rebuild_ok, differences)
    assert said.err == "ข้อมูลที่เก็บไว้ไม่ตรงกับหลักฐานการบันทึก โปรดหยุดบันทึกและติดต่อผู้ดูแลระบบ\n"


def added(office: Office, monkeypatch: pytest.MonkeyPatch, no: str) -> Path:
    """Add a paper to a case, as its page does; the file that holds it."""
    with office.as_program(monkeypatch):
        add_evidence(AddEvidence(request_id="paper", no=CaseNo.parse(no), file=paper()), terminal_context())
        (file,) = (each for each in open_home().files.rglob("*") if each.is_file())
    return file


def test_a_paper_that_is_lost_is_told_by_verify_and_check(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file = added(office, monkeypatch, office.register(monkeypatch))
    assert office.machine.ask("verify")["evidence"] == 1
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    said = office.machine.type("verify", "--json")
    assert (said.code, said.json["evidence_ok"], said.json["chain_ok"], len(said.json["differences"])) == (
        1,
        False,
        True,
        1,
    )
    assert said.err == f"{t('error.evidence_damaged')}\n"
    assert office.machine.ask("check")["evidence_missing"] == 0
    file.unlink()
    assert t("check.evidence_missing") in office.machine.type("check").out


def test_a_back_up_comes_back_on_an_empty_machine_with_the_sheet_alone(
    office: Office, other_machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [office.register(monkeypatch, title) for title in ("ขอให้ซ่อมถนนหน้าตลาด", "ขอให้ขุดลอกคลอง")]
    added(office, monkeypatch, numbers[0])
    made = office.machine.ask("backup", "--to", str(tmp_path / "stick"))
    file = Path(made["file"])
    assert list(made) == ["file", "sha256", "cases", "attachments", "evidence_damaged"]
    assert (made["cases"], made["attachments"], made["evidence_damaged"]) == (2, 1, 0)
    assert (file.parent, made["sha256"]) == (tmp_path / "stick", sha256(file.read_bytes()).hexdigest())
    done = other_machine.ask("restore", str(file), "--recovery-code-stdin", stdin=f"{office.code}\n")
    assert (done["cases"], done["evidence_damaged"], other_machine.key.exists()) == (2, 0, True)
    assert [other_machine.ask("case", "show", no)["title"] for no in numbers] == [
        "ขอให้ซ่อมถนนหน้าตลาด",
        "ขอให้ขุดลอกคลอง",
    ]
    assert other_machine.ask("verify") == office.machine.ask("verify")
    assert other_machine.ask("user", "disable", office_user(other_machine)) == {"username": "anong", "active": False}


def office_user(machine: Machine) -> str:
    """Accounts work on the restored machine: add one."""
    return str(machine.ask("user", "add", "anong", "officer")["username"])


def test_an_empty_machine_needs_the_sheet(office: Office, other_machine: Machine) -> None:
    file = office.machine.ask("backup")["file"]
    refusal = Said(1, "", "ไม่พบกุญแจอ่านข้อมูลส่วนบุคคล ข้อมูลยังอยู่ครบ โปรดใช้รหัสในใบกู้คืน\n")
    assert other_machine.type("restore", file, "--json") == refusal


def test_a_mistyped_code_is_refused(office: Office, other_machine: Machine) -> None:
    file = office.machine.ask("backup")["file"]
    said = other_machine.type("restore", file, "--recovery-code-stdin", "--json", stdin="AAAAA-AAAAA\n")
    assert (said.code, said.out, said.err.startswith("รหัสกู้คืน")) == (1, "", True)


def test_a_damaged_back_up_is_refused_and_the_data_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path(office.machine.ask("backup")["file"])
    no = office.register(monkeypatch)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    refusal = Said(1, "", "ไฟล์สำรองเสียหายหรือไม่ครบ ข้อมูลเดิมไม่เปลี่ยนแปลง โปรดใช้ไฟล์อื่น\n")
    assert office.machine.type("restore", str(file), "--json") == refusal
    assert office.machine.ask("case", "show", no)["no"] == no


def test_a_restore_brings_back_what_was_there_then(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = office.register(monkeypatch, "ขอให้ซ่อมถนนหน้าตลาด")
    file = office.machine.ask("backup")["file"]
    lost = office.register(monkeypatch, "ขอให้ขุดลอกคลอง")
    assert office.machine.ask("restore", file, "--rehearse")["cases"] == 1
    assert office.machine.ask("case", "show", lost)["no"] == lost
    assert office.machine.ask("restore", file)["cases"] == 1
    assert office.machine.ask("case", "show", kept)["no"] == kept
    assert office.machine.type("case", "show", lost).code == 1


def test_a_back_up_without_its_place_is_refused(office: Office, tmp_path: Path) -> None:
    said = office.machine.type("backup", "--to", str(tmp_path / "stick" / "not" / "there"), "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("ไม่พบที่เก็บ")


def test_a_new_database_is_migrated_once(blank_machine: Machine) -> None:
    assert [blank_machine.ask("migrate") for _ in range(2)] == [{"migrated": True}, {"migrated": False}]


def test_the_health_of_a_new_office(office: Office) -> None:
    found = office.machine.ask("check")
    assert (found["kind"], found["sound"], found["schema"], found["jobs"]) == (
        "office",
        True,
        found["schema_newest"],
        [],
    )
    assert {"backup_late", "recovery_unconfirmed"} <= set(found["warnings"])
    assert found["backup_age_days"] is None


def test_a_back_up_of_today_is_not_late(office: Office) -> None:
    office.machine.ask("backup")
    found = office.machine.ask("check")
    assert (found["backup_age_days"], "backup_late" in found["warnings"]) == (0, False)


def test_a_person_reads_the_warnings_as_sentences(office: Office) -> None:
    assert "ยังไม่ได้ยืนยันว่าพิมพ์ใบกู้คืนแล้ว" in office.machine.type("check").out.splitlines()
