"""Numbers that stand alone: unit, whole, share, definition on request, and the way to their cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.figures.names import Figure
from core.figures.share import percent_text
from core.text.catalogue import t
from pages.ui.drawing import draw

Tone = Literal["plain", "pending", "overdue", "closed"]
MARKS: dict[Tone, str] = {"plain": "", "pending": "●", "overdue": "▲", "closed": "■"}
"""Colour is never the only signal."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number. ``share`` is in hundredths of a per cent of ``whole``; ``pick`` opens its cases, empty opens nothing.

    ``sign`` joins it to the number before it; ``days`` fills the definition of what is near due.
    """

    figure: Figure
    value: int
    whole: int | None = None
    share: int | None = None
    tone: Tone = "plain"
    pick: str = ""
    mark: str = ""
    sign: str = ""
    label: str = ""
    note: str = ""
    unit_key: str = "unit.cases"
    days: int = 0


def numbers(
    found: Sequence[Number],
    *,
    key: str,
    label: str,
    on_pick: Callable[[str], None],
    chosen: str = "",
    first_is_largest: bool = True,
) -> None:
    """Draw numbers in a row; the first is the one that matters."""
    data = {
        "figures": [_drawn(each, first=first_is_largest and place == 0) for place, each in enumerate(found)],
        "label": label,
        "asks": t("number.asks"),
        "chosen": chosen,
    }
    draw("figures", data, key=key, on_pick=on_pick)


def _drawn(number: Number, *, first: bool) -> dict[str, Any]:
    return {
        "label": number.label or t(number.figure.label_key),
        "value": f"{number.value:,}",
        "unit": t(number.unit_key),
        "note": number.note or _of_whole(number),
        "definition": t(number.figure.definition_key, days=number.days),
        "tone": number.tone,
        "mark": number.mark or MARKS[number.tone],
        "sign": number.sign,
        "pick": number.pick if number.value else "",
        "opens": t("number.opens"),
        "first": first,
    }


def _of_whole(number: Number) -> str:
    """``จาก 5,650 เรื่อง (1.73%)``: a number that is part of something says of what."""
    unit = t(number.unit_key)
    if number.whole is None:
        return "" if number.share is None else t("number.share", share=percent_text(number.share))
    if number.share is None:
        return t("number.of", whole=number.whole, unit=unit)
    return t("number.of_share", whole=number.whole, unit=unit, share=percent_text(number.share))
