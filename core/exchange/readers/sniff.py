"""Which reader a file needs, told by its content: extensions lie."""

from __future__ import annotations

import json
from typing import BinaryIO

from core.exchange.limits import ImportRefused

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES_AND_PAPERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"PK\x05\x06",
)
_HEAD = 4096


def file_kind(file: BinaryIO) -> str:
    """Return "workbook", "json" or "csv"; leaves the file at its start.

    Raises:
        ImportRefused: the file is empty, or is a picture, a paper, an archive or a web page.
    """
    head = file.read(_HEAD)
    file.seek(0)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise ImportRefused("import.refused.empty")
    if head.startswith((_ZIP, _OLE)):
        return "workbook"
    if head.startswith(_PICTURES_AND_PAPERS):
        raise ImportRefused("import.refused.not_a_table")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style")):
        raise ImportRefused("import.refused.web_page")
    return "json" if _begins_json(text) else "csv"


def _begins_json(text: bytes) -> bool:
    if text.startswith(b"["):
        return text[1:].lstrip().startswith(b"{")
    return text.startswith(b"{") and _is_object(text)


def _is_object(text: bytes) -> bool:
    """A first line longer than what was looked at is taken for JSON when a quoted key follows the brace."""
    line, *rest = text.split(b"\n", 1)
    if not rest and len(text) >= _HEAD - 4:
        return text[1:].lstrip().startswith(b'"')
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
