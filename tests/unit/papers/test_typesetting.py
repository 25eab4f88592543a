"""Papers: what a person typed stays text, letters come from the program, words stay whole."""

from __future__ import annotations

import pytest

from core.papers import typesetting
from core.papers.blank_form import WORDS
from core.papers.typesetting import WORD_JOINER, pdf, pictures, whole

BLANK = {"words": dict.fromkeys(WORDS, "คำ"), "centre": "ศูนย์", "channels": ["ก"], "who": ["ข"]}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("จังหวัดร้อยเอ็ด", ["ร้อยเอ็ด"], "จังหวัด" + WORD_JOINER.join(["ร้", "อ", "ย", "เอ็", "ด"]), id="thai"),
        pytest.param("ไม่มีคำ", ["ร้อยเอ็ด"], "ไม่มีคำ", id="absent"),
        pytest.param("กก", ["ก"], "กก", id="one-letter-is-whole-anyway"),
    ],
)
def test_words_stay_whole(text: str, words: list[str], expected: str) -> None:
    assert whole(text, words) == expected
    assert whole(text, words).replace(WORD_JOINER, "") == text


def test_what_looks_like_a_template_is_printed_as_it_is() -> None:
    hostile = '#panic("x") *ตัวหนา* $x$ @label <tag> \\ //'
    assert len(pictures("blank_form.typ", {**BLANK, "centre": hostile})) == 1


def test_only_letters_of_ours_are_used() -> None:
    families = set(typesetting._fonts().families())
    assert families == {"Sarabun"}
    assert b"Sarabun" in pdf("blank_form.typ", BLANK)
    assert (typesetting.FONTS / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright 2018 The Sarabun")


def test_the_same_facts_are_set_once() -> None:
    assert pdf("blank_form.typ", BLANK) is pdf("blank_form.typ", dict(BLANK))
