"""A back-up holds everything, is of one instant, and tells nothing without its key; on both engines."""

from __future__ import annotations

import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import db.tables  # noqa: F401  fills the metadata
from core.errors import DomainError
from db.backup.make import back_up
from db.engine import engine_for, writing
from db.keys import recovery
from db.keys.proof import start_keys
from db.keys.ring import KeyRing
from tests.support.backup_office import (
    INSTALLATION,
    MADE_AT,
    PROVINCE,
    SECRET,
    Office,
    files_in,
    open_office,
)
from tests.support.refusals import refused


@pytest.fixture(autouse=True)
def cheap_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch the code less than in an office, so that the tests are quick."""
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def office(blank_database_url: str, tmp_path: Path) -> Office:
    """An office with two matters and one attachment."""
    office = open_office(blank_database_url, tmp_path)
    office.record("น้ำไม่ไหล", SECRET)
    office.attach("ab12", b"picture")
    return office


def refuse(_connection: Connection, _ring: KeyRing) -> None:
    """A verify that finds something."""
    raise DomainError("error.ledger_damaged")


def test_the_report_says_what_lies_there(office: Office) -> None:
    report = office.back_up()
    assert report.file == office.stick / "damrong-0123abcd-20260302-163000.backup"
    assert report.sha256 == sha256(report.file.read_bytes()).hexdigest()
    assert (report.cases, report.events, report.attachments, report.removed) == (2, 2, 1, ())
    assert list(files_in(office.stick)) == [report.file.name]
    assert not list(office.data_dir.glob(".damrong-work-*"))


def test_without_a_key_the_file_tells_nothing(office: Office) -> None:
    content = office.back_up().file.read_bytes()
    for clear in (SECRET.encode(), b"picture", b"matter", b"SQLite format", office.ring.masters[1], office.key.name):
        assert (clear.encode() if isinstance(clear, str) else clear) not in content


def test_two_back_ups_of_one_second_are_two_files(office: Office) -> None:
    names = [office.back_up().file.name for _ in range(2)]
    assert names == ["damrong-0123abcd-20260302-163000.backup", "damrong-0123abcd-20260302-163001.backup"]


def test_the_program_s_own_tables_are_counted(blank_database_url: str, tmp_path: Path) -> None:
    SQLModel.metadata.create_all(engine_for(blank_database_url))
    with writing(engine_for(blank_database_url)) as connection:
        ring, _ = start_keys(connection, tmp_path / "k.key", province_id=PROVINCE, now=MADE_AT)
    report = back_up(
        blank_database_url,
        ring,
        tmp_path / "stick",
        now=MADE_AT,
        data_dir=tmp_path / "data",
        installation_id=INSTALLATION,
    )
    assert (report.cases, report.events) == (0, 0)


def test_the_office_goes_on_and_the_copy_is_of_one_instant(office: Office) -> None:
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            office.record("ระหว่างสำรอง")

    clerk = threading.Thread(target=work)
    clerk.start()
    try:
        reports = [office.back_up() for _ in range(3)]
    finally:
        stop.set()
        clerk.join()
    assert [report.cases for report in reports] == [report.events for report in reports]
    assert reports[0].cases <= reports[1].cases <= reports[2].cases <= len(office.titles())
    assert office.rehearse(reports[2].file).cases == reports[2].cases


def test_data_that_do_not_verify_are_not_backed_up(office: Office) -> None:
    with refused("error.ledger_damaged"):
        office.back_up(verify=refuse)
    assert not office.stick.exists()
    assert not list(office.data_dir.glob(".damrong-work-*"))


def test_a_stick_that_is_not_plugged_in_is_not_made_up(office: Office, tmp_path: Path) -> None:
    with refused("error.backup_place_missing"):
        replace(office, stick=tmp_path / "media" / "stick").back_up()
    assert not (tmp_path / "media").exists()


def test_a_place_that_cannot_be_written_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused("error.backup_failed"):
        replace(office, stick=tmp_path / "file").back_up()
    assert not list(office.data_dir.glob(".damrong-work-*"))


def test_the_verifier_sees_the_copy_and_the_ring(office: Office) -> None:
    seen: list[object] = []

    def look(connection: Connection, ring: KeyRing) -> None:
        seen.extend((connection.scalar(text("SELECT count(*) FROM matter")), ring))

    office.back_up(verify=look)
    assert seen == [2, office.ring]
