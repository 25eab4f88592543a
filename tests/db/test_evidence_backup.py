"""Papers and photographs go into every back-up and come back on an empty machine, those of an older key too."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from core.model.case import CaseNo
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.open_evidence import open_evidence
from db import operations
from db.context import forget_homes
from db.engine import engine_for, writing
from db.keys import recovery
from db.migrate import newest_revision, revision_of
from db.own_backups import make_backup, restore_backup
from tests.support.databases import Databases
from tests.support.installations import Installation, settings_for, started
from tests.support.papers import paper, pdf, picture

PAPER = pdf(b"(1)")


@pytest.fixture(autouse=True)
def _cheap_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def office(blank_database_url: str, tmp_path: Path) -> Installation:
    return started(blank_database_url, tmp_path)


def use(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program's own settings be those of the office."""
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(office.settings.data_dir))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(office.settings.secret_file))
    monkeypatch.setenv("DATABASE_URL", office.settings.url)


def add(office: Installation, no: CaseNo, name: str = "คำร้อง.pdf", content: bytes = PAPER) -> int:
    ctx = office.context()
    add_evidence(AddEvidence(request_id=f"{no}{name}", no=no, file=paper(name, content)), ctx)
    return int(ctx.ledger.case(no).evidence[-1].id)


def content(office: Installation, no: CaseNo, piece: int) -> bytes:
    return open_evidence(no, piece, office.context()).content


def files(office: Installation) -> list[Path]:
    return sorted(each for each in office.home.files.rglob("*") if each.is_file())


def test_an_empty_machine_gets_everything_back(office: Installation, databases: Databases, tmp_path: Path) -> None:
    no = CaseNo.parse(office.register("1"))
    first, second = add(office, no), add(office, no, "ถนน.jpg", picture())
    shown = content(office, no, second)
    made = make_backup(office.home)
    assert (made.attachments, made.damaged) == (2, 0)
    forget_homes()
    other = tmp_path / "other"
    other.mkdir()
    with databases.copy(None, other) as url:
        settings = settings_for(url, other)
        report = restore_backup(settings, made.file, office.code, rehearsal=False)
        assert report.damaged == 0
        there = replace(office, settings=settings)
        assert (content(there, no, first), content(there, no, second)) == (PAPER, shown)
        assert operations.verify(there.home).differences == []
        forget_homes()
        engine_for(url).dispose()


def test_a_restore_brings_lost_and_damaged_files_back(office: Installation) -> None:
    no = CaseNo.parse(office.register("1"))
    lost, hurt = add(office, no), add(office, no, "ถนน.jpg", picture())
    made = make_backup(office.home)
    before = {file: file.read_bytes() for file in files(office)}
    first, second = files(office)
    first.unlink()
    second.write_bytes(b"damaged")
    assert make_backup(office.home).damaged == 2
    assert restore_backup(office.settings, made.file, None, rehearsal=True).damaged == 0
    assert restore_backup(office.settings, made.file, None, rehearsal=False).damaged == 0
    assert {file: file.read_bytes() for file in files(office)} == before
    assert (content(office, no, lost), len(content(office, no, hurt)) > 0) == (PAPER, True)


def test_a_back_up_with_a_damaged_file_is_made_and_told(office: Installation) -> None:
    no = CaseNo.parse(office.register("1"))
    piece = add(office, no)
    whole = files(office)[0].read_bytes()
    files(office)[0].write_bytes(whole[:-1])
    made = make_backup(office.home)
    assert made.damaged == 1
    assert restore_backup(office.settings, made.file, None, rehearsal=True).damaged == 1
    files(office)[0].unlink()
    assert restore_backup(office.settings, made.file, None, rehearsal=False).damaged == 1
    files(office)[0].write_bytes(whole)
    assert content(office, no, piece) == PAPER


def test_keys_that_were_turned_open_old_files_from_an_old_back_up(
    office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(office, monkeypatch)
    no = CaseNo.parse(office.register("1"))
    old = add(office, no)
    made = make_backup(office.home)
    operations.rotate_keys()
    new = add(office, no, "ใหม่.pdf")
    assert (content(office, no, old), content(office, no, new)) == (PAPER, PAPER)
    later = make_backup(office.home)
    shutil.rmtree(office.home.files)
    assert restore_backup(office.settings, later.file, None, rehearsal=False).damaged == 0
    assert (content(office, no, old), content(office, no, new)) == (PAPER, PAPER)
    shutil.rmtree(office.home.files)
    assert restore_backup(office.settings, made.file, None, rehearsal=False).damaged == 0
    assert content(office, no, old) == PAPER


def test_a_back_up_from_before_there_were_papers_restores(office: Installation) -> None:
    no = office.register("1")
    with writing(engine_for(office.settings.url)) as connection:
        connection.execute(text("DROP TABLE attachment"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    forget_homes()
    made = make_backup(office.home)
    with writing(engine_for(office.settings.url)) as connection:
        connection.execute(text("DELETE FROM case_"))
    report = restore_backup(office.settings, made.file, None, rehearsal=False)
    assert (report.cases, report.damaged, revision_of(office.settings.url)) == (1, 0, newest_revision())
    assert content(office, CaseNo.parse(no), add(office, CaseNo.parse(no))) == PAPER
    assert operations.verify(office.home).differences == []


def test_check_tells_what_is_not_there(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    use(office, monkeypatch)
    no = CaseNo.parse(office.register("1"))
    add(office, no)
    add(office, no, "ถนน.jpg", picture())
    found = operations.check()
    assert (found["evidence"], found["evidence_missing"], "evidence_missing" in found["warnings"]) == (2, 0, False)
    files(office)[0].unlink()
    found = operations.check()
    assert (found["evidence"], found["evidence_missing"], "evidence_missing" in found["warnings"]) == (2, 1, True)
