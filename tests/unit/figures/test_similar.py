"""How alike two matters are."""

from __future__ import annotations

import pytest

from core.figures.similar import alike_pct, most_alike, runs

ROAD = "ถนนชำรุดหน้าวัด"


@pytest.mark.parametrize(
    ("one", "other", "pct"),
    [
        pytest.param(ROAD, ROAD, 100, id="the-same"),
        pytest.param(ROAD, f"ขอให้ซ่อม{ROAD}โดยด่วน", 100, id="contained"),
        pytest.param(ROAD, "น้ำประปาไม่ไหลสามวัน", 0, id="nothing-in-common"),
        pytest.param("ถนน", "ถนน", 0, id="too-short-to-say"),
        pytest.param("", ROAD, 0, id="empty"),
        pytest.param("abcdefgh", "abcdefxy", 66, id="two-thirds"),
    ],
)
def test_how_much_of_the_shorter_stands_in_the_longer(one: str, other: str, pct: int) -> None:
    assert (alike_pct(runs(one), runs(other)), alike_pct(runs(other), runs(one))) == (pct, pct)


def test_spaces_tones_and_digits_do_not_matter() -> None:
    assert runs("ถนน ๑๒ สาย\u200bแก้ม") == runs("ถนน12สายแก้ม")


def test_the_best_of_several_texts_counts() -> None:
    assert most_alike(runs(ROAD), ["", "น้ำประปาไม่ไหลสามวัน", ROAD]) == 100
    assert most_alike(runs(ROAD), []) == 0
