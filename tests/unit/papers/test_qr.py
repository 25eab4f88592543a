"""QR codes: the address and nothing else, with the quiet zone that readers need."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import segno

from core.papers.qr import QUIET, qr_image, qr_modules
from core.papers.registry import PAPERS
from core.papers.typesetting import pictures

ADDRESS = "https://192.168.1.20:8443"


def test_the_rows_are_the_code_in_its_quiet_zone() -> None:
    rows = qr_modules(ADDRESS)
    code = segno.make_qr(ADDRESS, error="m")
    assert len(rows) == len(rows[0]) == code.symbol_size(border=QUIET)[0] == 33
    assert all(not any(row) for row in (*rows[:QUIET], *rows[-QUIET:]))
    assert [row[QUIET:-QUIET] for row in rows[QUIET:-QUIET]] == [list(row) for row in code.matrix]


def test_a_picture_for_the_page_loads_nothing_from_elsewhere() -> None:
    kind, _, picture = qr_image(ADDRESS).partition(",")
    assert kind == "data:image/svg+xml;charset=utf-8"
    assert unquote(picture).replace("http://www.w3.org/2000/svg", "").count("http") == 0


@pytest.mark.parametrize(("fingerprint", "warning"), [("", ""), ("AB:CD", ""), ("", "คำเตือน")])
def test_the_sheet_is_one_page(fingerprint: str, warning: str) -> None:
    words = dict.fromkeys(("title", "lead", "steps", "fingerprint", "changes"), "คำ")
    facts = {
        "centre": "ศูนย์", "made": "วัน", "address": ADDRESS, "qr": qr_modules(ADDRESS), "fingerprint": fingerprint,
        "steps": ["ก", "ข"], "warning": warning, "words": words,
    }  # fmt: skip
    assert len(pictures(PAPERS["network_sheet"].template, facts)) == 1
