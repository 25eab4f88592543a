"""The part of the overview that counts every kind of contact, also those that stand beside the stock."""

from __future__ import annotations

from core.figures.names import Figure
from core.text.catalogue import label, t
from pages.ui.address import asked
from pages.ui.charts import as_table
from pages.ui.numbers import Number, numbers
from pages.ui.overview import Overview
from pages.ui.overview_sections import file_name, heading, show


def kind_part(view: Overview) -> None:
    """Every kind that was received, with a word where it does not count; a number opens its cases."""
    counts, counted = view.stats.counts.by_kind, view.stats.stock_kinds
    found = {kind: cases for kind, cases in counts.items() if cases}
    if not found:
        return
    heading(t(Figure.KIND.label_key), Figure.KIND)
    notes = {kind: t("counting.in" if kind in counted else "counting.beside") for kind in found}
    numbers(
        [
            Number(Figure.KIND, cases, label=label(kind), note=notes[kind], pick=f"kind~{kind.value}")
            for kind, cases in found.items()
        ],
        key="kinds",
        label=t(Figure.KIND.label_key),
        chosen=asked("show"),
        on_pick=show,
        first_is_largest=False,
    )
    as_table(
        "kinds",
        file_name(view, t("kind")),
        lambda: [
            {t("kind"): label(kind), t("unit.cases"): cases, t("counting.heading"): notes[kind]}
            for kind, cases in found.items()
        ],
    )
