"""Damage and forgery: a back-up is whole or refused, and a damaged office can be restored."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import DomainError
from db.backup import container
from db.backup.header import MAGIC, read_header
from db.engine import engine_for
from db.keys import recovery
from tests.support.backup_office import LATER, Office, files_in, open_office
from tests.support.refusals import refused

CHUNK = 4096
SEALED = CHUNK + 16
OLD = ["เดิม"]
SEED = 20260302


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many chunks in a small file, and a quick code."""
    monkeypatch.setattr(container, "CHUNK_BYTES", CHUNK)
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with one matter."""
    url = f"sqlite:///{tmp_path / 'data' / 'damrong.db'}"
    office = open_office(url, tmp_path)
    office.record(*OLD)
    yield office
    engine_for(url).dispose()


@pytest.fixture
def backup(office: Office) -> Path:
    """A back-up of several chunks, from before the office's last matter."""
    office.attach("ab12", random.Random(SEED).randbytes(3 * CHUNK))  # noqa: S311  any bytes
    file = office.back_up().file
    office.record("หลังสำรอง")
    engine_for(office.url).dispose()
    return file


def assert_refused_untouched(office: Office, file: Path, *keys: str) -> None:
    """A restore of the file is refused with one of these texts and no byte of the installation changes."""
    before = files_in(office.data_dir) | files_in(office.key.parent)
    with pytest.raises(DomainError) as refusal:
        office.restore(file, office.code)
    assert refusal.value.key in keys
    assert files_in(office.data_dir) | files_in(office.key.parent) == before


def _header_length(file: Path) -> int:
    with file.open("rb") as source:
        return len(read_header(source)[1])


# --- cut short, lengthened, flipped, put together --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("length", "key"),
    [
        pytest.param(lambda header, size: 0, "error.backup_foreign", id="empty"),
        pytest.param(lambda header, size: len(MAGIC) - 1, "error.backup_foreign", id="inside-the-magic"),
        pytest.param(lambda header, size: len(MAGIC), "error.backup_damaged", id="behind-the-magic"),
        pytest.param(lambda header, size: len(MAGIC) + 2, "error.backup_damaged", id="inside-the-length"),
        pytest.param(lambda header, size: len(MAGIC) + 20, "error.backup_damaged", id="inside-the-digest"),
        pytest.param(lambda header, size: header - 1, "error.backup_damaged", id="one-byte-of-header-missing"),
        pytest.param(lambda header, size: header, "error.backup_damaged", id="header-only"),
        pytest.param(lambda header, size: header + 10, "error.backup_damaged", id="less-than-a-tag"),
        pytest.param(lambda header, size: header + SEALED // 2, "error.backup_damaged", id="inside-the-first-chunk"),
        pytest.param(lambda header, size: header + SEALED, "error.backup_damaged", id="behind-the-first-chunk"),
        pytest.param(lambda header, size: header + 2 * SEALED - 1, "error.backup_damaged", id="inside-a-tag"),
        pytest.param(
            lambda header, size: header + (size - header - 1) // SEALED * SEALED,
            "error.backup_damaged",
            id="last-chunk-missing",
        ),
        pytest.param(lambda header, size: size - 1, "error.backup_damaged", id="last-byte-missing"),
    ],
)
def test_a_file_cut_short_is_refused(office: Office, backup: Path, length: Callable[[int, int], int], key: str) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: length(_header_length(backup), len(content))])
    assert_refused_untouched(office, backup, key)


@pytest.mark.parametrize("more", [b"\x00", b"\x00" * 16, b"\x00" * SEALED, b"DAMRONG\x01"])
def test_a_file_with_something_behind_is_refused(office: Office, backup: Path, more: bytes) -> None:
    backup.write_bytes(backup.read_bytes() + more)
    assert_refused_untouched(office, backup, "error.backup_damaged")


def test_a_flipped_bit_anywhere_is_noticed(office: Office, backup: Path) -> None:
    content, header = backup.read_bytes(), _header_length(backup)
    edges = [0, 7, 8, 11, 12, 43, 44, header - 1, header, header + SEALED - 1, header + SEALED, len(content) - 1]
    chance = random.Random(SEED)  # noqa: S311  any positions
    for position in [*edges, *(chance.randrange(len(content)) for _ in range(150))]:
        flipped = bytearray(content)
        flipped[position] ^= 1 << chance.randrange(8)
        backup.write_bytes(flipped)
        with pytest.raises(DomainError) as refusal:
            office.rehearse(backup, office.ring)
        wanted = "error.backup_foreign" if position < len(MAGIC) else "error.backup_damaged"
        assert (position, refusal.value.key) == (position, wanted)
    assert_refused_untouched(office, backup, "error.backup_damaged")


def test_chunks_left_out_exchanged_or_doubled_are_noticed(office: Office, backup: Path) -> None:
    content, header = backup.read_bytes(), _header_length(backup)
    front, body = content[:header], content[header:]
    chunks = [body[start : start + SEALED] for start in range(0, len(body), SEALED)]
    assert len(chunks) > 5
    for forged in (
        [*chunks[:1], *chunks[2:]],
        [chunks[1], chunks[0], *chunks[2:]],
        [chunks[0], *chunks],
        chunks[1:],
        [*chunks, chunks[-1]],
    ):
        backup.write_bytes(front + b"".join(forged))
        assert_refused_untouched(office, backup, "error.backup_damaged")


def test_the_header_of_another_back_up_does_not_fit(office: Office, backup: Path) -> None:
    other = office.back_up(now=LATER).file
    front = other.read_bytes()[: _header_length(other)]
    backup.write_bytes(front + backup.read_bytes()[_header_length(backup) :])
    assert_refused_untouched(office, backup, "error.backup_damaged")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"SQLite format 3\x00" + b"\x00" * 5000, id="a-database"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 5000, id="a-zip"),
        pytest.param(b"DAMRONG\x02" + b"\x00" * 5000, id="a-later-format"),
    ],
)
def test_a_foreign_file_is_refused(office: Office, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.backup").write_bytes(content)
    assert_refused_untouched(office, tmp_path / "x.backup", "error.backup_foreign")


# --- damage on this side ---------------------------------------------------------------------------------------------
def test_a_damaged_office_is_not_backed_up(office: Office) -> None:
    office.record(*(f"เรื่องที่ {number}" for number in range(400)))
    _damage(office, [(8192, b"\xff" * 64)])
    with refused("error.database_damaged"):
        office.back_up()
    assert files_in(office.stick) == {}


@pytest.mark.parametrize(
    "where",
    [
        pytest.param([(0, b"\x00" * 16)], id="header-gone"),
        pytest.param([(28, b"\x00\x00\x00\x02")], id="page-count-wrong"),
        pytest.param([(100, b"\xff" * 400)], id="schema-gone"),
        pytest.param([(4096, b"\xff" * 4096)], id="a-page-gone"),
        pytest.param([(0, b"\xff" * 20_000)], id="everything-gone"),
    ],
)
def test_a_damaged_office_is_restored_and_its_ruin_is_kept(
    office: Office, backup: Path, where: list[tuple[int, bytes]]
) -> None:
    _damage(office, where)
    ruin = _database(office).read_bytes()
    kept = office.restore(backup).kept
    assert office.titles() == OLD
    assert kept is not None
    assert kept.read_bytes()[100:] == ruin[100:]
    office.record("ต่อ")
    assert office.titles() == [*OLD, "ต่อ"]


def test_a_wal_that_an_old_database_left_is_not_played_into_the_new_one(office: Office, backup: Path) -> None:
    office.record("ใน WAL")
    database = _database(office)
    wal = database.with_name("damrong.db-wal")
    left = wal.read_bytes()
    engine_for(office.url).dispose()
    database.unlink()
    wal.write_bytes(left)
    office.restore(backup)
    assert office.titles() == OLD
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _database(office: Office) -> Path:
    return office.data_dir / "damrong.db"


def _damage(office: Office, where: list[tuple[int, bytes]]) -> None:
    with closing(sqlite3.connect(_database(office))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine_for(office.url).dispose()
    with _database(office).open("rb+") as file:
        for offset, content in where:
            file.seek(offset)
            file.write(content)
