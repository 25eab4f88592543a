"""Shares in hundredths of a per cent."""

from __future__ import annotations

import pytest

from core.figures.share import Share, needs_rounding_remark, percent, percent_text


@pytest.mark.parametrize(
    ("part", "whole", "text", "rest"),
    [
        pytest.param(5552, 5650, "98.27", "1.73", id="roi-et"),
        pytest.param(82, 90, "91.11", "8.89", id="lamphun-backlog"),
        pytest.param(304, 337, "90.21", "9.79", id="lamphun-new"),
        pytest.param(1, 3, "33.33", "66.67", id="a-third"),
        pytest.param(2, 3, "66.67", "33.33", id="two-thirds"),
        pytest.param(1, 8, "12.50", "87.50", id="exact"),
        pytest.param(1, 800, "0.13", "99.87", id="half-goes-up"),
        pytest.param(1, 20_000, "0.01", "99.99", id="half-of-a-hundredth-goes-up"),
        pytest.param(1, 20_001, "0.00", "100.00", id="less-than-half-goes-down"),
        pytest.param(0, 7, "0.00", "100.00", id="none"),
        pytest.param(7, 7, "100.00", "0.00", id="all"),
        pytest.param(0, 0, "–", "–", id="nothing-to-measure"),
    ],
)
def test_two_shares_of_a_whole(part: int, whole: int, text: str, rest: str) -> None:
    share = Share(part, whole)
    assert (percent_text(share.hundredths()), percent_text(share.rest_hundredths())) == (text, rest)


@pytest.mark.parametrize(
    ("hundredths", "number"),
    [
        pytest.param(9827, 98.27, id="two-decimals"),
        pytest.param(0, 0.0, id="zero"),
        pytest.param(None, None, id="none"),
    ],
)
def test_files_carry_a_number(hundredths: int | None, number: float | None) -> None:
    assert percent(hundredths) == number


@pytest.mark.parametrize(
    ("parts", "remark"),
    [
        pytest.param((1, 1, 1), True, id="three-thirds-make-99.99"),
        pytest.param((2, 1, 1), False, id="halves-and-quarters"),
        pytest.param((0, 0, 0), False, id="nothing-to-measure"),
    ],
)
def test_three_shares_say_when_they_do_not_add_up(parts: tuple[int, ...], remark: bool) -> None:  # noqa: FBT001
    hundredths = [Share(part, sum(parts)).hundredths() for part in parts]
    assert needs_rounding_remark(hundredths) is remark
