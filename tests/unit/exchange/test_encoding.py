"""The encoding of a text file is found from its bytes."""

from __future__ import annotations

import codecs
import io

import pytest

from core.exchange.limits import ImportRefused
from core.exchange.readers.encoding import Encoding, detect_encoding

THAI = "เลขที่,เรื่อง\r\n1,ขอความเป็นธรรมเรื่องที่ดินทำกินน้ำท่วม\r\n" * 40


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(THAI.encode(), Encoding("utf-8"), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + THAI.encode(), Encoding("utf-8-sig", "replace"), id="utf-8-with-mark"),
        pytest.param(THAI.encode("cp874"), Encoding("cp874"), id="cp874"),
        pytest.param(THAI.encode("tis-620"), Encoding("cp874"), id="tis-620"),
        pytest.param(THAI.encode("utf-16"), Encoding("utf-16", "replace"), id="utf-16-with-mark"),
        pytest.param(THAI.encode("utf-16-le"), Encoding("utf-16-le", "replace"), id="utf-16-le-without-mark"),
        pytest.param(THAI.encode("utf-16-be"), Encoding("utf-16-be", "replace"), id="utf-16-be-without-mark"),
        pytest.param(b"no,subject\n1,road\n", Encoding("utf-8"), id="ascii"),
        pytest.param(THAI.encode() + "ก".encode()[:2], Encoding("utf-8", "replace"), id="utf-8-cut-in-a-letter"),
    ],
)
def test_encoding(content: bytes, found: Encoding) -> None:
    file = io.BytesIO(content)
    assert detect_encoding(file) == found
    assert file.tell() == 0


def test_a_letter_beyond_the_first_piece_still_decides() -> None:
    content = b"a,b\n" * 50_000 + "ก,ข\n".encode("cp874") * 10
    assert detect_encoding(io.BytesIO(content)) == Encoding("cp874")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        pytest.param(bytes(range(128, 160)) * 20 + b"abc", "import.refused.unknown_encoding", id="no-thai-in-it"),
        pytest.param(b"MZ\x90\x00\x03\x00\x00\x00\x04" * 30, "import.refused.not_a_table", id="a-program"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        detect_encoding(io.BytesIO(content))
    assert refused.value.key == key
