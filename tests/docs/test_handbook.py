"""The staff handbook speaks in the words of the screens, leaves no page out, and its pictures are there and small."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from core.text.catalogue import TEXTS
from pages.ui.registry import PAGES, PageEntry
from tests.support.sources import ROOT, name_of

HANDBOOK = ROOT / "docs" / "handbook"
CHAPTERS = sorted(HANDBOOK.glob("*.md"))
PICTURES = sorted((HANDBOOK / "pictures").glob("*"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
MOST_BYTES = 80 * 1024
MOST_LINES = 120
PRINTED = ("one-page.md", "hand-over.md")
"""Sheets of paper: nothing to look at."""


def words_of(chapter: Path) -> str:
    return chapter.read_text(encoding="utf-8")


def pattern_of(text: str) -> str:
    """The text of a screen as a pattern: anything may stand where a fact is filled in."""
    return "".join(
        re.escape(literal) + ("" if name is None else r"\S.*") for literal, name, _, _ in Formatter().parse(text)
    )


EXACT = frozenset(TEXTS.values())
FILLED = [re.compile(pattern_of(text)) for text in sorted(EXACT) if "{" in text and text.partition("{")[0].strip()]


def is_on_screen(term: str) -> bool:
    return term in EXACT or any(pattern.fullmatch(term) for pattern in FILLED)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("งานที่ต้องทำวันนี้", True, id="page"),
        pytest.param("บันทึกการเร่งรัด 2 รายการ", True, id="button-with-a-number"),
        pytest.param("ณ วันที่ 31 ก.ค. 2563", True, id="button-with-a-day"),
        pytest.param("ปุ่มที่ไม่มี", False, id="no-such-button"),
        pytest.param("บันทึกการเร่งรัด  รายการ", False, id="nothing-filled-in"),
    ],
)
def test_a_term_of_the_screens_is_known(term: str, *, expected: bool) -> None:
    assert is_on_screen(term) is expected


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name_of)
def test_every_bold_term_is_a_text_of_the_screens(chapter: Path) -> None:
    terms = BOLD.findall(words_of(chapter))
    assert terms
    assert [term for term in terms if not is_on_screen(term)] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name_of)
def test_every_link_leads_somewhere(chapter: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(words_of(chapter))]
    assert [link for link in links if not (HANDBOOK / link).is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_of_the_menu_is_told_of_outside_the_index(page: PageEntry) -> None:
    told = [
        chapter.name for chapter in CHAPTERS if chapter.name != "README.md" and f"**{page.title}**" in words_of(chapter)
    ]
    assert told


def test_the_index_leads_to_every_chapter() -> None:
    linked = set(LINK.findall(words_of(HANDBOOK / "README.md")))
    assert {chapter.name for chapter in CHAPTERS} - linked == {"README.md"}


def test_every_picture_is_shown_once() -> None:
    shown = sorted(link for chapter in CHAPTERS for link in LINK.findall(words_of(chapter)) if link.endswith(".png"))
    assert shown == [f"pictures/{picture.name}" for picture in PICTURES]


@pytest.mark.parametrize("picture", PICTURES, ids=name_of)
def test_every_picture_is_a_small_png(picture: Path) -> None:
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    assert len(content) <= MOST_BYTES


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name_of)
def test_a_chapter_is_short(chapter: Path) -> None:
    assert len(words_of(chapter).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_pinned_or_signed_is_one_sheet(name: str) -> None:
    words = words_of(HANDBOOK / name)
    assert "![" not in words
    assert len(words.splitlines()) <= 50


def test_the_readme_leads_to_the_handbook() -> None:
    assert "docs/handbook/README.md" in LINK.findall(words_of(ROOT / "README.md"))
