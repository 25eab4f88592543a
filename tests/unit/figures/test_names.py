"""Every figure has a name and a printed definition, and every field of an answer is a named figure."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from core.figures.board import BoardRow
from core.figures.counts import KeyCount, StatisticsCounts
from core.figures.headline import Headline
from core.figures.names import Figure
from core.text.catalogue import TEXTS

THAI = re.compile(r"[\u0e01-\u0e5b]")
FIGURE_OF = {
    "total": Figure.TOTAL,
    "closed": Figure.CLOSED,
    "pending": Figure.PENDING,
    "leads": Figure.TOTAL_LEADS,
    "overdue": Figure.OVERDUE,
    "near": Figure.NEAR_DUE,
    "silent": Figure.SILENT,
    "review_passed": Figure.PAST_REVIEW,
    "awaiting_check": Figure.AWAITING_CHECK,
    "buckets": Figure.AGE,
    "oldest_days": Figure.AGE,
    "stock": Figure.TOTAL,
    "counts": Figure.TOTAL,
    "fiscal": Figure.IDENTITY,
    "cohorts": Figure.COHORT,
    "by_kind": Figure.KIND,
    "by_channel": Figure.CHANNEL,
    "by_topic": Figure.TOPIC,
    "by_amphoe": Figure.AMPHOE,
    "board": Figure.BY_AGENCY,
    "months": Figure.MONTH,
    "programmes": Figure.PROGRAMME,
    "cases": Figure.TOTAL,
    "persons_contacting": Figure.PERSONS_CONTACTING,
    "persons_subject": Figure.PERSONS_SUBJECT,
}
NO_FIGURES = {"as_of", "place", "agency_id", "agency", "key"}


@pytest.mark.parametrize("figure", Figure, ids=str)
def test_every_figure_has_a_printed_thai_definition(figure: Figure) -> None:
    label, definition = TEXTS[figure.label_key], TEXTS[figure.definition_key]
    assert THAI.search(label)
    assert THAI.search(definition)
    assert definition != label


@pytest.mark.parametrize("answer", [Headline, BoardRow, KeyCount, StatisticsCounts])
def test_every_field_of_an_answer_is_a_named_figure(answer: type) -> None:
    named = {each.name for each in fields(answer)} - NO_FIGURES
    assert named - FIGURE_OF.keys() == set()
