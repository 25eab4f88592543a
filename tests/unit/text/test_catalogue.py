"""The text catalogue: one key, one sentence, and no word of the field without one."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

from core.model import codes
from core.model.codes import (
    CaseState,
    ChannelGroup,
    ClosingClass,
    ContactKind,
    DelayReason,
    ObligationKind,
    Role,
    Source,
)
from core.text.catalogue import TEXTS, DuplicateText, collected, definition, label, placeholders, t
from core.text.labels import PREFIXES

PAGES = (
    "today intake search letters case board meetings meeting directives dashboard agencies reports brief "
    "duty callbacks audits import masters holidays users backup access track"
)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        pytest.param("state.registered", "รับเรื่องแล้ว รอส่งหน่วยงาน", id="state"),
        pytest.param("obligation.forward", "กำหนดส่งหน่วยงาน", id="obligation"),
        pytest.param("closing.solved", "แก้ไขปัญหาแล้วเสร็จ", id="closing"),
        pytest.param("channel_group.walk_in", "มาด้วยตนเอง", id="channel-group"),
        pytest.param("role.officer", "เจ้าหน้าที่ศูนย์ฯ", id="role"),
        pytest.param("delay.awaiting_budget", "รองบประมาณ", id="delay"),
        pytest.param("reopen.not_fixed", "ยังไม่ได้รับการแก้ไข", id="reopen"),
        pytest.param("page.board.title", "เรื่องคงค้างรายหน่วยงาน", id="page-title"),
        pytest.param("page.today.url", "today", id="page-url"),
        pytest.param("button.save_intake", "บันทึกรับเรื่อง", id="button"),
        pytest.param("error.not_allowed", "บัญชีของท่านไม่มีสิทธิ์ดูข้อมูลนี้", id="error"),
    ],
)
def test_a_key_has_its_sentence(key: str, text: str) -> None:
    assert t(key) == text


@pytest.mark.parametrize(
    ("key", "facts", "text"),
    [
        pytest.param("page.case.heading", {"no": "412/2569"}, "เรื่องที่ 412/2569", id="text"),
        pytest.param("count.cases_of", {"n": 98, "whole": 5650}, "98 จาก 5,650 เรื่อง", id="numbers-with-commas"),
        pytest.param("page.as_of", {"as_of": date(2020, 7, 29)}, "ข้อมูล ณ วันที่ 29 ก.ค. 2563", id="a-day"),
        pytest.param(
            "page.as_of",
            {"as_of": datetime(2020, 7, 28, 20, 5, tzinfo=UTC)},
            "ข้อมูล ณ วันที่ 29 ก.ค. 2563 03.05 น.",
            id="an-instant-in-bangkok",
        ),
        pytest.param("page.case.heading", {"no": ClosingClass.SOLVED}, "เรื่องที่ แก้ไขปัญหาแล้วเสร็จ", id="a-code"),
        pytest.param("page.case.heading", {"no": "{x}"}, "เรื่องที่ {x}", id="braces-in-a-fact-are-text"),
        pytest.param("button.save", {"unused": 1}, "บันทึก", id="an-unused-fact-is-left-out"),
    ],
)
def test_facts_fill_the_placeholders(key: str, facts: dict[str, object], text: str) -> None:
    assert t(key, **facts) == text


def test_a_missing_key_raises() -> None:
    with pytest.raises(KeyError, match=r"page\.nowhere"):
        t("page.nowhere")


def test_a_placeholder_without_a_fact_raises() -> None:
    with pytest.raises(KeyError, match="no"):
        t("page.case.heading", number="412/2569")


def test_placeholders_are_named() -> None:
    assert placeholders("error.day_in_future") == {"day", "today"}


def test_two_modules_with_the_same_key_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "twice_said"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("TEXTS = {'a.one': '1', 'a.two': '2'}", encoding="utf-8")
    (package / "two.py").write_text("TEXTS = {'a.two': '2'}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DuplicateText, match=r"twice_said\.two: a\.two"):
        collected(import_module("twice_said"))
    for name in [name for name in sys.modules if name.startswith("twice_said")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("shown", PREFIXES, ids=lambda enum: enum.__name__)
def test_every_member_of_a_shown_enum_has_a_word_of_its_own(shown: type[StrEnum]) -> None:
    words = {member: label(member) for member in shown}
    alike = {ObligationKind.PERIODIC_SERIES} & set(words)  # one row in the store, shown as the progress it stands for
    assert len(set(words.values())) == len(words) - len(alike)


def test_every_enum_of_the_field_is_shown_or_known_to_be_internal() -> None:
    enums = {value for value in vars(codes).values() if isinstance(value, type) and value.__module__ == codes.__name__}
    assert enums - set(PREFIXES) == {codes.StreamKind}


@pytest.mark.parametrize("explained", [CaseState, ClosingClass, ContactKind, ObligationKind, Role])
def test_what_needs_explaining_is_explained(explained: type[StrEnum]) -> None:
    assert [member for member in explained if not definition(member).strip()] == []


def test_the_delays_are_worded() -> None:
    assert [label(reason) for reason in DelayReason] == [
        "รองบประมาณ",
        "อยู่ระหว่างจัดซื้อจัดจ้าง",
        "อยู่ในขั้นตอนตามกฎหมาย",
        "อยู่ระหว่างตรวจสอบ/ศึกษา",
        "รอข้อมูลจากผู้ร้อง",
        "รอหน่วยงานอื่น",
    ]
    assert (label(ChannelGroup.PHONE), label(Source.IMPORT)) == ("โทรศัพท์", "นำเข้าข้อมูล")


def test_every_page_has_title_subtitle_and_url() -> None:
    parts = {f"page.{page}.{part}" for page in PAGES.split() for part in ("title", "subtitle", "url")}
    assert parts - TEXTS.keys() == set()


def test_every_text_is_neat() -> None:
    ugly = ("  ", "เเ", "\u0e4d\u0e32")
    assert [key for key, text in TEXTS.items() if text != text.strip() or any(part in text for part in ugly)] == []
