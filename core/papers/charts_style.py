"""Colours, sizes and parts that every chart shares. The colours are those of .streamlit/config.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt

from core.text.digits import to_thai_digits

Spec = dict[str, Any]
"""A Vega-Lite specification with its data inside, ready to be drawn by a browser or printed."""
Row = Mapping[str, object]
Style = Mapping[str, Any]
"""Properties of a mark."""

FONT: Final = "Sarabun"
INK: Final = "#1F2933"
MUTED: Final = "#5F6B76"
GRID: Final = "#E3E7EB"
PAGE: Final = "#FFFFFF"
CLOSED: Final = "#1F5A8A"
PENDING: Final = "#D07A0E"
PENDING_TEXT: Final = "#8A4B00"
OVERDUE: Final = "#9C2F2F"
IN_TIME: Final = "#C3CBD3"
SECOND: Final = "#7FA6C6"

PICK: Final = "pick"
"""The selection of every chart: the ``key`` of the mark that was clicked."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where a chart will stand. ``width`` in pixels, None for the width of what holds it; ``text`` in pixels."""

    width: int | None = None
    text: int = 14
    thai_digits: bool = False

    def number(self, value: int) -> str:
        """``5,650``, in the digits of the look."""
        return self.digits(f"{value:,}")

    def digits(self, text: str) -> str:
        """A ready text in the digits of the look."""
        return to_thai_digits(text) if self.thai_digits else text

    def scaled(self, pixels: float) -> int:
        """A length that grows with the letters; given for letters of 14 px."""
        return round(pixels * self.text / 14)


SCREEN: Final = Look()
PROJECTOR: Final = Look(text=22)


def label(field: str, look: Look, mark: Style | None = None) -> alt.Chart:
    """A layer of ready texts, to the right of their place unless ``mark`` says otherwise."""
    style = {"fontSize": look.text, "color": INK, "baseline": "middle", "align": "left", "dx": look.scaled(6)}
    return alt.Chart(alt.Undefined, mark=alt.MarkDef(type="text", **{**style, **(mark or {})})).encode(
        text=alt.Text(f"{field}:N")
    )


def halo(field: str, look: Look, mark: Style) -> alt.Chart:
    """What lies beneath a label that may cross a line."""
    return label(field, look, {**mark, "color": PAGE, "stroke": PAGE, "strokeWidth": look.scaled(4), "opacity": 0.9})


def picking() -> alt.Parameter:
    """The selection by click, cleared by a second one."""
    return alt.selection_point(name=PICK, fields=["key"], on="click", toggle="false", empty=False)


def tooltips(fields: Mapping[str, str]) -> list[alt.Tooltip]:
    """What a mark says when pointed at: field to its Thai name."""
    return [alt.Tooltip(f"{field}:N", title=name) for field, name in fields.items()]


def sheet(
    layers: Sequence[alt.Chart],
    rows: Iterable[Row],
    look: Look,
    *,
    height: int,
    alt_text: str,
    autosize: Literal["fit-x", "none"] = "fit-x",
) -> Spec:
    """Put layers over the same rows together; what the whole says stands in ``description``.

    ``autosize`` is none where there is no axis: the width is then the same whatever font the letters were measured in.
    """
    chart = alt.layer(*layers, data=alt.InlineData(values=[dict(row) for row in rows])).properties(
        height=height, width=look.width or "container", description=alt_text
    )
    with alt.data_transformers.enable(consolidate_datasets=False):
        spec: Spec = chart.to_dict()
    _say_once(spec)
    spec["config"] = config(look)
    spec["padding"] = {"left": 0, "right": look.scaled(4), "top": look.scaled(4), "bottom": look.scaled(4)}
    spec["autosize"] = {"type": autosize, "contains": "padding"}
    spec["usermeta"] = {"embedOptions": {"actions": False}}
    return spec


def _say_once(spec: Spec) -> None:
    """Move what every layer says alike to the layers' head: a third of the bytes of a chart."""
    layers = [layer["encoding"] for layer in spec["layer"]]
    for channel in ("x", "y"):
        said = [layer.get(channel) for layer in layers]
        if said[0] is not None and all(each == said[0] for each in said):
            spec.setdefault("encoding", {})[channel] = said[0]
            for layer in layers:
                del layer[channel]


def config(look: Look) -> Spec:
    """Letters, lines and digits of every chart."""
    words = {"font": FONT, "fontSize": look.text}
    marks = {"aria": False, "labelFont": FONT, "labelFontSize": look.text, "labelColor": INK, "titleFont": FONT}
    made: Spec = {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "mark": {"aria": False},  # a screen reader gets the description and the table, not a hundred nameless bars
        "text": words,
        "axis": {**marks, "domainColor": GRID, "gridColor": GRID, "tickColor": GRID, "labelLimit": look.scaled(320)},
        "axisY": {"labelColor": INK, "labelPadding": look.scaled(8)},
    }
    if look.thai_digits:
        thai = [to_thai_digits(str(digit)) for digit in range(10)]
        made["locale"] = {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "numerals": thai}}
    return made
