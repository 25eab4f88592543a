"""Lying bars with their names above them and their numbers at their ends: nothing to decode, nothing to cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Final

import altair as alt

from core.papers.charts_style import CLOSED, PAGE, Look, Row, Spec, label, picking, sheet

STEP: Final = 48
THICK: Final = 16
LETTER: Final = 7
"""Pixels of a letter, marks above and below counted as letters: what is judged to fit does."""
NUMBER: Final = 7.5
"""Pixels of a letter of the number at the end; the longest decides how far the longest bar may reach."""
SAME: Final = "\u200b"
"""Makes the second of two equal names another one without showing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its length, and the ready text at its end."""

    key: str
    name: str
    value: int
    label: str
    colour: str = CLOSED


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar of ``key``; ``inside`` is written in it where it is long enough."""

    key: str
    part: str
    value: int
    inside: str
    colour: str
    ink: str = PAGE


def bars(found: Sequence[Bar], look: Look, *, alt_text: str) -> Spec:
    """One bar under the other, in the order given."""
    across, down = _across(found, look), _down()
    bar = alt.Chart().mark_bar(height=look.scaled(THICK), yOffset=_drop(look), cornerRadiusEnd=2)
    drawn = bar.encode(x=alt.X("value:Q", axis=None, scale=across), y=down, color=alt.Color("colour:N", scale=None))
    layers = [drawn, *_texts(across, down, look), _hit(down)]
    rows = map(asdict, _told_apart(found))
    return sheet(layers, rows, look, height=_height(found, look), alt_text=alt_text, autosize="none")


def stacked(parts: Sequence[Part], wholes: Sequence[Bar], look: Look, *, alt_text: str) -> Spec:
    """Bars made of parts, in the order given; ``wholes`` says for each bar its name, length and the text at its end."""
    named = _told_apart(wholes)
    across, down = _across(wholes, look), _down()
    texts = _texts(across, down, look)
    piece = alt.Chart().mark_bar(height=look.scaled(THICK), yOffset=_drop(look))
    pieces = piece.transform_filter("isValid(datum.part)").encode(
        x=alt.X("start:Q", axis=None, scale=across),
        x2=alt.X2("end:Q"),
        y=down,
        color=alt.Color("colour:N", scale=None),
        tooltip=alt.Tooltip("tip:N"),
    )
    ends = [each.transform_filter("isValid(datum.label)") for each in texts]
    layers = [_hit(down), pieces, _inside(wholes, across, look).encode(y=down), *ends]
    rows = [*map(asdict, named), *_pieces(parts, {bar.key: bar.name for bar in named}, look)]
    return sheet(layers, rows, look, height=_height(named, look), alt_text=alt_text, autosize="none")


def _told_apart(found: Sequence[Bar]) -> list[Bar]:
    """The same bars with different names: two offices may be called the same."""
    seen: dict[str, int] = {}
    named = []
    for bar in found:
        times = seen[bar.name] = seen.get(bar.name, -1) + 1
        named.append(replace(bar, name=bar.name + SAME * times))
    return named


def _pieces(parts: Sequence[Part], names: Mapping[str, str], look: Look) -> list[Row]:
    """Parts with the place where each begins and ends."""
    rows: list[Row] = []
    for key, of_bar in groupby(parts, key=lambda part: part.key):
        start = 0
        for part in of_bar:
            end = start + part.value
            place = {
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
                "tip": f"{part.part} {look.number(part.value)}",
            }
            rows.append({**asdict(part), **place, "name": names[key]})
            start = end
    return rows


def _inside(wholes: Sequence[Bar], across: alt.Scale, look: Look) -> alt.Chart:
    """Texts inside parts, only where the drawing is wide enough for them."""
    room = f"(datum.end - datum.start) * {_reach(wholes, look)} / {_longest(wholes)}"
    fits = f"{room} > {look.scaled(LETTER)} * length(datum.inside)"
    text = label("inside", look, {"align": "center", "dx": 0, "dy": _drop(look)}).transform_filter("datum.inside")
    shown = alt.when(fits).then(alt.Text("inside:N")).otherwise(alt.value(""))
    return text.encode(x=alt.X("middle:Q", axis=None, scale=across), color=alt.Color("ink:N", scale=None), text=shown)


def _across(found: Sequence[Bar], look: Look) -> alt.Scale:
    return alt.Scale(domain=[0, _longest(found)], range=[0, alt.expr(_reach(found, look))], nice=False)


def _longest(found: Sequence[Bar]) -> int:
    return max((bar.value for bar in found), default=0) or 1


def _reach(found: Sequence[Bar], look: Look) -> str:
    """How many pixels the longest bar takes, so that the longest number fits beside it."""
    room = look.scaled(6 + NUMBER * max((len(bar.label) for bar in found), default=0))
    return f"max(width - {room}, 40)"


def _down() -> alt.Y:
    return alt.Y("name:N", sort=None, axis=None)


def _drop(look: Look) -> int:
    """How far below the middle of its row a bar lies: its name needs the upper half."""
    return look.scaled(10)


def _hit(down: alt.Y) -> alt.Chart:
    """The whole row takes the click: the bar of a single case is narrow."""
    row = alt.Chart().mark_bar(color="transparent", cursor="pointer").transform_filter("isValid(datum.label)")
    hit: alt.Chart = row.encode(y=down, x=alt.value(0), x2=alt.value("width")).add_params(picking())
    return hit


def _texts(across: alt.Scale, down: alt.Y, look: Look) -> list[alt.Chart]:
    name = label("name", look, {"dx": 0, "dy": -look.scaled(9)}).encode(x=alt.value(0), y=down)
    number = label("label", look, {"dy": _drop(look), "fontWeight": "bold"})
    return [name, number.encode(x=alt.X("value:Q", axis=None, scale=across), y=down)]


def _height(found: Sequence[Bar], look: Look) -> int:
    return max(len(found), 1) * look.scaled(STEP)
