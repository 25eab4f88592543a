"""A new key and a new recovery sheet, in a terminal."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from core.model.case import CaseNo
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.register_case import RegisterCase, register_case
from db.context import terminal_context
from db.engine import engine_for, writing
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


GIVE_UP = ("keys", "replace", "--identities-lost")
WORDS = "ยอมรับว่าอ่านข้อมูลบุคคลเดิมไม่ได้อีก"
NAME, PHONE = "นางสาวดวงใจ ทดสอบระบบ", "0898765432"


def with_a_person(office: Office, monkeypatch: pytest.MonkeyPatch) -> CaseNo:
    """A matter of somebody with a name, sent to an agency."""
    with office.as_program(monkeypatch):
        command = RegisterCase(
            request_id="who",
            facts=Registered("walk_in"),
            title="ขอให้ซ่อมถนนหน้าตลาด",
            details=f"{NAME} เล่าว่าถนนพัง",
            persons=(PersonDraft(name=NAME, phone=PHONE),),
        )
        return register_case(command, terminal_context()).no


def test_where_key_and_sheet_are_gone_a_new_key_starts_and_the_register_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = with_a_person(office, monkeypatch)
    before = office.machine.ask("verify")
    office.machine.key.unlink()
    assert office.machine.type("verify").code == 1
    told = office.machine.ask(*GIVE_UP, "--yes")
    assert (told["keys"], told["cases"]) == (1, 1)
    assert told["recovery_code"] != office.code
    after = office.machine.ask("verify")
    assert after == before
    assert office.machine.ask("recovery", "confirm", "--last6-stdin", stdin=f"{last_six(told['recovery_code'])}\n") == {
        "confirmed": True
    }
    with office.as_program(monkeypatch):
        ctx = terminal_context()
        page = ctx.reads.case_page(no)
        assert (str(page.case.no), page.title) == (str(no), "ขอให้ซ่อมถนนหน้าตลาด")
        assert [(each.name, each.phone, each.is_lost) for each in page.persons] == [("", "", True)]
        forward_case(ForwardCase(request_id="on", no=no, agency_id="land"), ctx)
        assert [each.agency_id for each in ctx.ledger.case(no).live_referrals] == ["land"]
    assert office.register(monkeypatch, "หลังเริ่มกุญแจใหม่ ขอให้ซ่อมถนน").startswith("2/")
    found = office.machine.ask("verify")
    assert (found["chain_ok"], found["rebuild_ok"], found["differences"]) == (True, True, [])


def test_a_change_of_the_old_events_is_found_under_the_new_key(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.register(monkeypatch)
    office.machine.key.unlink()
    office.machine.ask(*GIVE_UP, "--yes")
    with writing(engine_for(office.machine.url)) as connection:
        connection.execute(text("UPDATE ledger_event SET actor_id = 99 WHERE stream_kind = 'case'"))
    assert office.machine.type("verify").code == 1


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        pytest.param(f"{WORDS}\n", 0, id="the-words"),
        pytest.param("ใช่\n", 1, id="other-words"),
        pytest.param("", 1, id="none"),
    ],
)
def test_giving_up_keys_takes_the_words(office: Office, stdin: str, code: int) -> None:
    office.machine.key.unlink()
    said = office.machine.type(*GIVE_UP, "--json", stdin=stdin)
    assert (said.code, WORDS in said.err, bool(said.out)) == (code, True, code == 0)
    assert office.machine.key.exists() is (code == 0)


def test_a_key_that_fits_is_not_given_up(office: Office) -> None:
    before = office.machine.key.read_bytes()
    said = office.machine.type(*GIVE_UP, "--yes")
    assert (said.code, said.out, said.err) == (1, "", "กุญแจทุกชุดยังใช้ได้ ไม่ต้องสร้างใหม่เพราะสูญหาย\n")
    assert office.machine.key.read_bytes() == before


def test_giving_up_is_said_in_full(office: Office, machine: Machine) -> None:
    office.machine.key.unlink()
    assert machine.type("keys", "replace", "--yes").code == 2
    assert not office.machine.key.exists()


def test_before_the_set_up_there_is_nothing_to_give_up(machine: Machine) -> None:
    assert machine.type(*GIVE_UP, "--yes").code == 1
