"""The key file: whole or as it was, readable by its owner only, never beside the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.keys.file import is_private, key_file, load_ring, save_ring
from db.keys.ring import KeyRing
from tests.support.refusals import refused

RING = KeyRing(current=2, masters={1: b"\x01" * 32, 2: b"\x02" * 32})
OLD_RING = KeyRing(current=1, masters=RING.masters)


def test_the_key_file_comes_back_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "config" / "damrong" / "x.key"
    save_ring(RING, file)
    assert load_ring(file) == RING
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert is_private(file)
    assert os.listdir(file.parent) == ["x.key"]


def test_a_key_file_that_others_may_read_is_told(tmp_path: Path) -> None:
    save_ring(RING, tmp_path / "x.key")
    (tmp_path / "x.key").chmod(0o640)
    assert not is_private(tmp_path / "x.key")


def test_saving_over_a_key_file_that_others_could_read_closes_it(tmp_path: Path) -> None:
    (tmp_path / "x.key").touch(0o644)
    save_ring(RING, tmp_path / "x.key")
    assert is_private(tmp_path / "x.key")


def test_a_save_that_fails_leaves_the_old_key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_ring(OLD_RING, tmp_path / "x.key")
    monkeypatch.setattr(os, "fsync", _no_space)
    with refused("error.key_file_unwritable"):
        save_ring(RING, tmp_path / "x.key")
    assert load_ring(tmp_path / "x.key") == OLD_RING
    assert os.listdir(tmp_path) == ["x.key"]


def _no_space(_handle: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a-list"),
        pytest.param('{"current": 1}', id="no-masters"),
        pytest.param('{"current": 1, "masters": {"1": "zz"}}', id="no-hex"),
        pytest.param('{"current": 1, "masters": {"1": "00"}}', id="too-short"),
        pytest.param('{"current": 2, "masters": {"1": "%s"}}' % ("00" * 32), id="current-absent"),
        pytest.param('{"current": 1, "masters": {"1": 5}}', id="a-number"),
    ],
)
def test_what_is_no_key_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.key").write_text(text)
    with refused("error.key_wrong"):
        load_ring(tmp_path / "x.key")


def test_an_absent_key_file_is_told(tmp_path: Path) -> None:
    with refused("error.key_missing"):
        load_ring(tmp_path / "x.key")


def test_the_key_file_lies_with_the_account_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert key_file("ab12", secret_file=None, data_dir=Path("data")) == tmp_path / ".config/damrong/ab12.key"
    assert key_file("ab12", secret_file=tmp_path / "s", data_dir=Path("data")) == tmp_path / "s"


@pytest.mark.parametrize("place", ["data/x.key", "data/deep/x.key", "data/../data/x.key"])
def test_a_key_file_beside_the_data_is_refused(tmp_path: Path, place: str) -> None:
    with refused("error.key_beside_data"):
        key_file("ab12", secret_file=tmp_path / place, data_dir=tmp_path / "data")
