"""Practice: a folder, a database and a key of its own; what is not ours is never thrown away."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.errors import DomainError
from db.settings import Settings
from pages.terminal import practice
from pages.terminal.practice import prepare_practice


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an office, and everything that points to it."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "damrong.db").write_text("the register")
    for name, value in (
        ("DAMRONG_DATA_DIR", str(folder)),
        ("DATABASE_URL", "postgresql+psycopg://office/register"),
        ("DAMRONG_SECRET_FILE", str(tmp_path / "office.key")),
        ("DAMRONG_PUBLIC_URL", "https://damrong.example"),
        ("DAMRONG_TODAY", "2026-11-22"),
    ):
        monkeypatch.setenv(name, value)
    return folder


def building(monkeypatch: pytest.MonkeyPatch, build: Callable[[str], int]) -> list[str]:
    """Let the demonstration be built by ``build``; the passwords it was built with."""
    passwords: list[str] = []

    def built(password: str) -> int:
        passwords.append(password)
        return build(password)

    monkeypatch.setattr(practice, "built_demo", built)
    return passwords


def test_practice_knows_nothing_of_the_office(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Settings] = []

    def build(_: str) -> int:
        seen.append(Settings())
        return 1

    passwords = building(monkeypatch, build)
    assert prepare_practice() == passwords[0]
    own = data / "practice"
    (settings,) = seen
    assert (settings.data_dir, settings.url, settings.secret_file, settings.public_url, settings.today) == (
        own,
        f"sqlite:///{own / 'damrong.db'}",
        None,
        None,
        date(2020, 7, 31),
    )
    assert (data / "damrong.db").read_text() == "the register"


def test_it_is_built_once_and_its_password_is_for_whoever_started_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords = building(monkeypatch, lambda _: 1)
    first = prepare_practice()
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(data))
    assert (prepare_practice(), len(passwords)) == (first, 1)
    if os.name != "nt":
        assert stat.S_IMODE((data / "practice" / "password").stat().st_mode) == 0o600


def test_a_build_that_was_interrupted_starts_again_from_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = data / "practice" / "damrong.db"

    def breaks(_: str) -> int:
        half.write_text("half of it")
        raise KeyboardInterrupt

    building(monkeypatch, breaks)
    with pytest.raises(KeyboardInterrupt):
        prepare_practice()
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(data))
    building(monkeypatch, lambda _: int(half.exists()))
    prepare_practice()
    assert (half.exists(), (data / "practice" / "password").exists()) == (False, True)


def test_what_somebody_else_put_there_stays(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building(monkeypatch, lambda _: 1)
    other = data / "practice" / "letters.docx"
    other.parent.mkdir()
    other.write_text("a letter")
    with pytest.raises(DomainError) as refused:
        prepare_practice()
    assert (refused.value.key, other.read_text()) == ("error.practice_folder", "a letter")
