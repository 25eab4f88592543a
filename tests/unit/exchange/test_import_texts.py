"""Every reason and refusal has its Thai sentence, and every sentence is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.exchange.date_order import OrderBasis
from core.exchange.dialects import DIALECTS
from core.exchange.findings import Finding, FindingKind
from core.exchange.limits import Limits
from core.exchange.source_case import SourceStatus
from core.text.catalogue import TEXTS as CATALOGUE
from core.text.catalogue import placeholders, t
from core.text.heading_words import REGISTER_HEADINGS
from core.text.th.import_texts import TEXTS

EXCHANGE = Path(__file__).parents[3] / "core" / "exchange"
SOURCE = "\n".join(file.read_text(encoding="utf-8") for file in EXCHANGE.rglob("*.py"))
MEASURED = ("file_bytes", "unpacked_bytes", "packed_entries", "rows", "columns")


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_has_a_reason(kind: FindingKind) -> None:
    assert t(Finding(1, "", "", kind).reason) == TEXTS[f"import.reason.{kind.value}"]


def test_every_refusal_has_its_sentence() -> None:
    asked = set(re.findall(r'"(import\.refused\.[a-z_]+)"', SOURCE)) | {f"import.refused.{name}" for name in MEASURED}
    assert asked - set(CATALOGUE) == set()


def test_every_sentence_is_used() -> None:
    named = {f"import.reason.{kind}" for kind in FindingKind} | {f"import.refused.{name}" for name in MEASURED}
    named |= {f"import.status.{status}" for status in SourceStatus}
    named |= {f"import.order_basis.{basis}" for basis in OrderBasis}
    named |= {f"import.report.dialect.{key}" for key in DIALECTS}
    parts = {key: key.split(".")[-1] for key in set(TEXTS) - named}
    assert {key for key, last in parts.items() if f'"{key}"' not in SOURCE and f'"{last}"' not in SOURCE} == set()


@pytest.mark.parametrize("what", MEASURED)
def test_a_passed_limit_can_be_named(what: str) -> None:
    assert f"{getattr(Limits(), what):,}" in t(f"import.refused.{what}", found=1, limit=getattr(Limits(), what))
    assert placeholders(f"import.refused.{what}") <= {"found", "limit"}


@pytest.mark.parametrize("field", REGISTER_HEADINGS)
def test_the_name_of_a_field_is_a_heading_of_it(field: str) -> None:
    """Whoever heads a column as the page of imports calls it is understood."""
    name = CATALOGUE[f"import.field.{field}"].replace(" ", "")
    assert name in {heading.replace(" ", "") for heading in REGISTER_HEADINGS[field]}
