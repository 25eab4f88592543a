"""Files that pages hand out: only to whoever is still signed in, and by one way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest

from core.errors import NotAllowed
from core.model.account import SignedIn
from pages.ui import download
from tests.support.screens import PAGES


class Gate:
    """Knows one living session."""

    def __init__(self, living: str) -> None:
        self.living = living

    def session(self, key: str) -> datetime | None:
        """What the program would find of a session."""
        return datetime.now(UTC) if key == self.living else None


class Drawn:
    """The session of the run that drew the button."""

    session_key = "drawn"


WHO = cast(SignedIn, Drawn())


@pytest.mark.parametrize("who", [WHO, None], ids=["signed-in", "no-gate-in-front"])
def test_a_living_session_gets_its_file(monkeypatch: pytest.MonkeyPatch, who: SignedIn | None) -> None:
    monkeypatch.setattr(download, "sign_in", lambda: Gate("drawn"))
    assert download.still_signed_in(who, lambda: b"made") == b"made"


def test_an_ended_session_gets_nothing_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "sign_in", lambda: Gate("another"))
    made = iter([b"made"])
    with pytest.raises(NotAllowed):
        download.still_signed_in(WHO, lambda: next(made))
    assert [*made] == [b"made"]


def test_no_page_hands_out_a_file_by_another_way() -> None:
    found = [file.name for file in PAGES.rglob("*.py") if "st.download_button(" in file.read_text(encoding="utf-8")]
    assert found == ["download.py"]
