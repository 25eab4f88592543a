"""Papers and photographs on the disk and in the database: nothing recorded is lost, nothing unrecorded stays."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from core.errors import DomainError, StorageBusy
from core.model.case import CaseNo
from core.model.codes import Role
from core.model.evidence import NewAttachment
from core.model.payloads import EvidenceAdded
from core.ports import Context, Work
from core.rules.access import Actor
from core.rules.decide import evidence, intake
from core.rules.decide.common import Said
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.open_evidence import open_evidence
from core.usecases.withdraw_evidence import WithdrawEvidence, withdraw_evidence
from db.context import context_for
from db.engine import reading, writing
from db.evidence.folder import content_of, digest_of, keep, place_of
from db.evidence.proof import BY_CASE
from db.evidence.sweep import OF_ERASED, ORPHANED, SETTLING, STILL_NEEDED, require_files, sweep_orphans
from db.evidence.verify import prove_files, verify_home
from db.keys import recovery
from db.keys.change import replace_lost, rotate
from db.ledger.verified import Verified
from db.reads.evidence import OF_CASE, ONE
from tests.support.cases import WHY
from tests.support.office import BOONMEE, NAME, PROVINCE, Office
from tests.support.papers import paper, pdf, picture
from tests.support.refusals import refused

PAPER = pdf(b"(1)")
Moved = Callable[[Office, CaseNo, str], None]


def context(office: Office, actor: Actor = BOONMEE) -> Context:
    """One run of somebody, on the clock of the office."""
    return context_for(actor, home=office.home)


def add(office: Office, no: CaseNo, name: str = "คำร้อง.pdf", content: bytes = PAPER, request: str = "add") -> int:
    """Add a paper; its id."""
    command = AddEvidence(request_id=request, no=no, text="คำร้องฉบับแรก", file=paper(name, content))
    add_evidence(command, context(office))
    return int(office.ledger(BOONMEE).case(no).evidence[-1].id)


def stored(office: Office) -> list[Path]:
    """Every file of the evidence, hidden ones too."""
    return sorted(each for each in office.home.files.rglob("*") if each.is_file())


def age(office: Office, by: timedelta) -> None:
    """Let every file have been asked for so long ago, by the clock of the office."""
    then = (office.clock.now() - by).timestamp()
    for file in stored(office):
        os.utime(file, (then, then))


def sweep(office: Office) -> int:
    home = office.home
    return sweep_orphans(home.engine, PROVINCE, home.settings.data_dir, home.files, home.clock.now())


@pytest.fixture(autouse=True)
def _clock_of_the_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)


@pytest.fixture
def no(office: Office) -> CaseNo:
    """A case."""
    return office.register("1").no


def test_a_paper_comes_back_as_it_was_and_the_look_is_written_down(office: Office, no: CaseNo) -> None:
    piece = add(office, no)
    found = open_evidence(no, piece, context(office))
    assert (found.content, found.line.name, found.line.caption) == (PAPER, "คำร้อง.pdf", "คำร้องฉบับแรก")
    case_id = office.ledger().case(no).id
    assert office.rows("SELECT account_id, kind, case_id, person_id FROM access_log") == [
        (BOONMEE.account_id, "evidence", case_id, None)
    ]
    assert verify_home(office.home).differences == []
    assert verify_home(office.home).files == 1


def test_neither_file_nor_row_nor_event_tells_what_it_holds(office: Office, no: CaseNo) -> None:
    add(office, no, f"{NAME}.pdf")
    (file,) = stored(office)
    ((digest, name, payload),) = office.rows(
        "SELECT a.digest, a.name, e.payload FROM attachment a JOIN ledger_event e ON e.kind = 'evidence_added'"
    )
    assert file == place_of(office.home.files, str(digest))
    assert PAPER[:30] not in file.read_bytes()
    assert digest not in {hashlib.sha256(PAPER).hexdigest(), hashlib.sha256(file.read_bytes()).hexdigest()}
    for said in (bytes(name if isinstance(name, bytes) else bytes(name)), str(payload).encode()):  # type: ignore[call-overload]
        assert NAME.encode() not in said
    assert (file.stat().st_mode & 0o077) == 0 or os.name == "nt"


def test_the_same_paper_in_two_cases_is_one_file(office: Office, no: CaseNo) -> None:
    other = office.register("2").no
    add(office, no)
    add(office, other, request="again")
    assert len(stored(office)) == 1
    assert verify_home(office.home).files == 2


def test_a_repeated_submit_adds_nothing(office: Office, no: CaseNo) -> None:
    assert add(office, no) == add(office, no)
    assert len(office.ledger(BOONMEE).case(no).evidence) == 1


def test_a_file_is_on_the_disk_before_the_ledger_knows_of_it(
    office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        assert [content_of(file, office.home.ring) for file in stored(office)] == [PAPER]
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr("db.ledger.ledger.write_acts", crash)
        with pytest.raises(ConnectionAbortedError):
            add(office, no)
    age(office, timedelta(hours=1))
    assert (office.ledger().case(no).evidence, office.rows("SELECT id FROM attachment")) == ((), [])
    assert (len(stored(office)), sweep(office), len(stored(office))) == (1, 0, 1)  # perhaps it is tried again
    add(office, no)
    assert verify_home(office.home).differences == []


def test_an_orphan_goes_after_a_day_and_a_piece_never(office: Office, no: CaseNo) -> None:
    add(office, no)
    kept = stored(office)
    keep(office.home.files, office.home.ring, b"orphan")
    part = kept[0].with_name(f".{kept[0].name}.ab12")
    part.write_bytes(b"half")
    (office.home.files / "aa").mkdir(exist_ok=True)
    strange = office.home.files / "aa" / "readme.txt"
    strange.write_text("not ours")
    age(office, ORPHANED - timedelta(minutes=1))
    assert sweep(office) == 0
    age(office, ORPHANED + timedelta(minutes=1))
    assert sweep(office) == 2
    assert stored(office) == sorted([*kept, strange])


def test_nothing_goes_while_an_older_database_is_kept(office: Office) -> None:
    keep(office.home.files, office.home.ring, b"orphan")
    age(office, ORPHANED * 2)
    kept = office.home.settings.data_dir / "damrong.db.before-restore-20260303-090000"
    kept.write_bytes(b"")
    assert sweep(office) == 0
    kept.unlink()
    assert sweep(office) == 1


def test_a_file_that_was_swept_meanwhile_refuses_the_piece(
    office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: Path, added: list[NewAttachment]) -> None:
        place_of(folder, added[0].kept.digest).unlink()
        require_files(folder, added)

    with monkeypatch.context() as patch, refused("error.evidence_missing"):
        patch.setattr("db.ledger.ledger.require_files", gone)
        add(office, no)
    assert (office.ledger().case(no).evidence, office.rows("SELECT id FROM attachment")) == ((), [])


def test_a_full_disk_leaves_nothing_half_written(office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, refused("error.storage_full"):
        patch.setattr("db.evidence.folder.os.fsync", full)
        add(office, no)
    assert (stored(office), office.ledger().case(no).evidence) == ([], ())


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda file: file.unlink(), "error.evidence_missing"),
    "one-bit": (lambda file: file.write_bytes(_flipped(file.read_bytes())), "error.evidence_damaged"),
    "cut-off": (lambda file: file.write_bytes(file.read_bytes()[:-1]), "error.evidence_damaged"),
    "emptied": (lambda file: file.write_bytes(b""), "error.evidence_damaged"),
}


def _flipped(content: bytes) -> bytes:
    return content[:40] + bytes([content[40] ^ 1]) + content[41:]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_found_told_and_healed_by_adding_it_again(office: Office, no: CaseNo, damage: str) -> None:
    piece = add(office, no)
    hurt, key = DAMAGES[damage]
    hurt(stored(office)[0])
    found = verify_home(office.home)
    case_id = office.ledger().case(no).id
    assert found.differences == [f"attachment {piece} of case {case_id}: {key}"]
    assert (found.fault, found.chain_ok, found.rebuild_ok, found.files_ok) == (
        "error.evidence_damaged",
        True,
        True,
        False,
    )
    with refused(key):
        open_evidence(no, piece, context(office))
    add(office, no, request="again")
    assert verify_home(office.home).differences == []


def test_two_files_that_were_exchanged_are_found(office: Office, no: CaseNo) -> None:
    add(office, no)
    add(office, no, "ถนน.jpg", picture(), "2")
    first, second = stored(office)
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert verify_home(office.home).found == 2


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        pytest.param("UPDATE attachment SET size = size + 1", "differs from its events", id="size"),
        pytest.param("UPDATE attachment SET digest = :other", "differs from its events", id="digest"),
        pytest.param("DELETE FROM attachment", "differs from its events", id="gone"),
        pytest.param("UPDATE attachment SET case_id = case_id + 1", "differs from its events", id="other-case"),
    ],
)
def test_a_row_that_was_tampered_with_is_found(office: Office, no: CaseNo, tampering: str, said: str) -> None:
    add(office, no)
    values = {"other": "0" * 64} if ":other" in tampering else {}
    assert office.tamper(tampering, **values) == 1
    assert any(said in each for each in office.faults())


def test_after_a_rotation_old_and_new_pieces_open(office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))
    old = add(office, no)
    home = office.home
    with writing(home.engine) as connection:
        rotate(connection, home.ring, office.settings.secret_file or Path(), province_id=PROVINCE, now=home.clock.now())
    office.forget()
    new = add(office, no, request="after")
    assert [open_evidence(no, each, context(office)).content for each in (old, new)] == [PAPER, PAPER]
    assert len(stored(office)) == 2  # each key has a digest of its own
    assert verify_home(office.home).differences == []


def test_a_lost_key_is_no_damage(office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))
    piece, home = add(office, no), office.home
    with writing(home.engine) as connection:
        file = office.settings.secret_file or Path()
        replace_lost(connection, None, file, province_id=PROVINCE, now=home.clock.now())
    office.forget()
    found = Verified()
    prove_files(office.home, found)
    assert (found.files, found.files_ok) == (1, True)
    with refused("error.key_missing"):
        open_evidence(no, piece, context(office))
    stored(office)[0].unlink()
    prove_files(office.home, found)
    assert found.fault == "error.evidence_damaged"


STATEMENTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "of-a-case": (OF_CASE, {"case": 1}),
    "one": (ONE, {"attachment": 1}),
    "still-needed": (STILL_NEEDED, {"digests": ["a", "b"]}),
    "of-erased-cases": (OF_ERASED, {"cases": [1, 2]}),
    "by-case": (BY_CASE, {}),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", STATEMENTS)
def test_pieces_are_found_by_their_keys(office: Office, name: str) -> None:
    statement, values = STATEMENTS[name]
    asked: list[tuple[str, object]] = []
    engine = office.home.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _u, sql, given, *_: asked.append((sql, given)))
    with reading(engine) as connection:
        connection.execute(statement, {"province": PROVINCE, **values}).all()
        sql, given = asked[-1]
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]  # type: ignore[arg-type]
    steps = [line for line in plan if line.startswith(("SCAN", "SEARCH"))]
    assert [line for line in steps if not line.startswith("SEARCH attachment USING ")] == []
    assert len(steps) == 1


def anonymise(office: Office, no: CaseNo, request: str = "erase") -> None:
    said = Said.on(office.clock.today(), WHY)
    context(office).ledger.act(request, "erase", lambda unit: _erase(unit, no, said, office))


def _erase(unit: Work, no: CaseNo, said: Said, office: Office) -> None:
    stream = unit.case(no)
    stream.append(intake.anonymise(stream.case, said, office.rules()))


def test_anonymising_takes_name_and_file_and_keeps_the_chain(office: Office, no: CaseNo) -> None:
    piece = add(office, no)
    age(office, SETTLING * 2)
    anonymise(office, no)
    assert stored(office) == []
    assert office.rows("SELECT name, erased_at IS NOT NULL FROM attachment") in ([(None, 1)], [(None, True)])
    (line,) = context(office).reads.case_page(no).evidence
    assert (line.is_erased, line.name, line.may_open) == (True, "", False)
    with refused("error.not_found"):
        open_evidence(no, piece, context(office))
    assert verify_home(office.home).differences == []


def test_anonymising_is_written_though_a_file_cannot_go_yet(
    office: Office, no: CaseNo, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(office, no)
    age(office, SETTLING * 2)

    def busy(*_: object) -> None:
        raise StorageBusy

    with monkeypatch.context() as patch:
        patch.setattr("db.ledger.ledger.sweep_erased", busy)
        anonymise(office, no)
    assert (office.ledger(BOONMEE).case(no).is_anonymised, len(stored(office))) == (True, 1)
    age(office, ORPHANED * 2)
    assert (sweep(office), stored(office)) == (1, [])


def test_a_file_that_another_case_needs_stays(office: Office, no: CaseNo) -> None:
    other = office.register("2").no
    add(office, no)
    piece = add(office, other, request="other")
    age(office, SETTLING * 2)
    anonymise(office, no)
    assert open_evidence(other, piece, context(office)).content == PAPER
    anonymise(office, other, "erase other")
    assert stored(office) == []


def test_a_file_just_asked_for_waits_for_the_daily_sweep(office: Office, no: CaseNo) -> None:
    add(office, no)
    age(office, timedelta())
    anonymise(office, no)
    assert len(stored(office)) == 1
    age(office, ORPHANED * 2)
    assert (sweep(office), stored(office)) == (1, [])


def test_a_name_is_masked_in_the_list_and_in_what_is_saved(office: Office, no: CaseNo) -> None:
    piece = add(office, no, f"คำร้องของ {NAME}.pdf")
    (line,) = context(office).reads.case_page(no).evidence
    assert line.name == "คำร้องของ ส… จ….pdf"
    assert open_evidence(no, piece, context(office)).line.name == line.name


def test_a_withdrawn_piece_stays_whole_for_the_director_alone(office: Office, no: CaseNo) -> None:
    piece = add(office, no)
    withdraw_evidence(
        WithdrawEvidence(request_id="w", no=no, attachment_id=piece, text="เป็นเอกสารของเรื่องอื่น"), context(office)
    )
    (line,) = context(office).reads.case_page(no).evidence
    assert (line.is_withdrawn, line.why, line.may_open, line.may_withdraw) == (
        True, "เป็นเอกสารของเรื่องอื่น", True, False,
    )  # fmt: skip
    assert open_evidence(no, piece, context(office)).content == PAPER
    with refused("error.not_found"):
        open_evidence(no, piece, context(office, Actor(1, "anong", "อนงค์", Role.OFFICER)))
    with pytest.raises(DomainError):
        withdraw_evidence(WithdrawEvidence(request_id="w2", no=no, attachment_id=piece, text=WHY), context(office))
    assert verify_home(office.home).differences == []


def test_a_piece_without_its_row_is_found(office: Office, no: CaseNo) -> None:
    def work(unit: Work) -> None:
        stream = unit.case(no)
        digest = digest_of(office.home.ring, b"x", office.home.ring.current)
        added = EvidenceAdded(7, digest, 1, "application/pdf")
        stream.append(evidence.add(stream.case, added, Said.on(office.clock.today()), office.rules()))

    office.ledger(BOONMEE).act("x", "add", work)
    assert office.faults() == [f"attachment of case {no} differs from its events"]


def test_a_name_whose_key_is_lost_is_told_as_unreadable(office: Office, no: CaseNo) -> None:
    add(office, no)
    with writing(office.home.engine) as connection:
        connection.execute(text("UPDATE attachment SET name = :name"), {"name": b"\x01\x00\x09" + b"x" * 40})
    (line,) = context(office).reads.case_page(no).evidence
    assert (line.name, line.may_open) == ("", True)
