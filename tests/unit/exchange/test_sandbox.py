"""Files are parsed in a process of their own; whatever happens there is a refusal here."""

from __future__ import annotations

import os
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from core.exchange import sandbox
from core.exchange.cells import Row
from core.exchange.limits import ImportRefused, Limits
from core.exchange.readers.sheet import FileInfo
from core.exchange.sandbox import Upload, open_rows
from tests.unit.exchange.registers import xlsx_bytes


def read(upload: Upload) -> tuple[FileInfo, list[tuple[int, Row | None]]]:
    with open_rows(upload) as (info, rows):
        return info, list(rows)


def refusal(upload: Upload) -> tuple[str, dict[str, object]]:
    with pytest.raises(ImportRefused) as refused:
        read(upload)
    return refused.value.key, refused.value.facts


def test_rows_come_numbered_as_a_spreadsheet_shows_them() -> None:
    assert read(Upload("a,b\n\n1,ก\n".encode())) == (
        FileInfo("csv", encoding="utf-8", delimiter=","),
        [(1, ["a", "b"]), (2, []), (3, ["1", "ก"])],
    )


def test_a_path_and_its_bytes_read_the_same(tmp_path: Path) -> None:
    content = xlsx_bytes([["ก", "ข"], [1, date(2020, 7, 29)]])
    (tmp_path / "ทะเบียน.xlsx").write_bytes(content)
    expected = [(1, ["ก", "ข"]), (2, [1.0, date(2020, 7, 29)])]
    assert read(Upload(content))[1] == read(Upload(tmp_path / "ทะเบียน.xlsx"))[1] == expected


def test_every_chunk_arrives_and_the_file_can_be_opened_again() -> None:
    upload = Upload(b"no\n" + b"".join(b"%d\n" % number for number in range(1_234)))
    assert [read(upload)[1][-1] for _ in range(2)] == [(1_235, ["1233"])] * 2


def test_a_lone_surrogate_survives_the_pipe() -> None:
    assert read(Upload(b'{"a": "x\\ud83dy"}\n'))[1][1] == (2, ["x\ud83dy"])


def test_leaving_early_ends_the_child() -> None:
    with open_rows(Upload(b"a,b\n" * 100_000)) as (_, rows):
        assert next(rows) == (1, ["a", "b"])


@pytest.mark.parametrize(
    ("content", "key"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "empty", id="only-a-mark"),
        pytest.param(b"%PDF-1.7 ...", "not_a_table", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "not_a_table", id="picture"),
        pytest.param(b" <html><table><tr><td>1</td></tr></table>", "web_page", id="web-page-called-xls"),
        pytest.param(b"PK\x03\x04 broken", "not_a_table", id="broken-zip"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, key: str) -> None:
    assert refusal(Upload(content))[0] == f"import.refused.{key}"


def test_a_file_over_the_limit_is_refused_before_a_child_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "there is no such program")
    assert refusal(Upload(b"a,b\n", limits=Limits(file_bytes=3))) == (
        "import.refused.file_bytes",
        {"found": 4, "limit": 3},
    )


def test_a_limit_passed_in_the_middle_of_the_rows_is_a_refusal() -> None:
    assert refusal(Upload(b"a\n" * 2_001, limits=Limits(rows=2_000))) == (
        "import.refused.rows",
        {"found": 2_001, "limit": 2_000},
    )


def _child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Put another program in the child's place."""
    (tmp_path / "other_child.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
    monkeypatch.setattr(sandbox, "_CHILD", "other_child")


INFO = 'import sys,time,os\nprint(\'{"info":{"kind":"csv"}}\', flush=True)\n'


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import os; os.abort()", id="aborts-at-once"),
        pytest.param(INFO + 'print(\'{"rows":[["a"]]}\', flush=True); os.abort()', id="aborts-in-the-middle"),
        pytest.param(INFO, id="stops-without-a-word"),
        pytest.param("print('not a message')", id="writes-nonsense"),
        pytest.param("print('[1]')", id="writes-another-shape"),
    ],
)
def test_a_crash_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    _child(monkeypatch, tmp_path, code)
    assert refusal(Upload(b"a\n")) == ("import.refused.crashed", {})


def test_a_hanging_child_is_killed_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _child(monkeypatch, tmp_path, INFO + "time.sleep(60)")
    assert refusal(Upload(b"a\n", limits=Limits(seconds=1))) == ("import.refused.too_slow", {"limit": 1})


def test_the_child_knows_no_setting_and_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    code = INFO + 'import json\nprint(json.dumps({"rows": [[name] for name in os.environ]}))\nprint(\'{"end":true}\')'
    _child(monkeypatch, tmp_path, code)
    names = {row[0] for _, row in read(Upload(b"a\n"))[1] if row}
    assert names - {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LC_CTYPE"} == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no memory limit of a process")
def test_an_archive_that_lies_about_its_size_meets_the_memory_limit() -> None:
    """The directory of the archive says 10 bytes; its only sheet unpacks to 150 MB."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx_bytes([["ก"]]))) as honest,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as lying,
    ):
        for entry in honest.infolist():
            sheet = entry.filename == "xl/worksheets/sheet1.xml"
            body = honest.read(entry)
            if sheet:
                row = b'<row><c t="inlineStr"><is><t>' + b"x" * 1_000_000 + b"</t></is></c></row>"
                body = body.replace(b"<sheetData>", b"<sheetData>" + row * 150)
            lying.writestr(entry.filename, body)
            if sheet:
                lying.getinfo(entry.filename).file_size = 10
    key, _ = refusal(Upload(out.getvalue(), limits=Limits(memory_bytes=256 * 1024 * 1024, seconds=60)))
    assert key in {"import.refused.memory", "import.refused.crashed", "import.refused.not_a_table"}
