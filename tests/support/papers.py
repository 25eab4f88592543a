"""Files as people add them to a case: pictures, PDF, Word and Excel, made here byte by byte, with one thing wrong each
where a test asks for it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from core.exchange.evidence.check import checked_file
from core.model.evidence import CheckedFile

CAMERA = "Camera of the complainant"
TYPES = "[Content_Types].xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
}


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, mode: str = "RGB", turned: int = 1) -> bytes:
    """A picture that is red on its left half and blue on its right, with a camera's notes."""
    drawn = Image.new(mode, size, "blue" if mode in ("RGB", "RGBA") else 0)
    drawn.paste("red" if mode in ("RGB", "RGBA") else 1, (0, 0, size[0] // 2, size[1]))
    notes = Image.Exif()
    notes[0x0110], notes[0x0112] = CAMERA, turned
    notes.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    options: dict[str, Any] = {"comment": CAMERA.encode()} if kind == "JPEG" else {}
    drawn.save(out, kind, exif=notes, **options)
    return out.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"", end: bytes = b"\n%%EOF\n") -> bytes:
    """A PDF of one empty page and some more objects."""
    pages = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", *objects)
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(pages, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R " + trailer + b" >>" + end


def packed(text: bytes, head: bytes = b"/Type /ObjStm") -> bytes:
    """A packed part of a PDF."""
    body = zlib.compress(text)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (head, len(body), body)


def office(kind: str = "docx", more: Mapping[str, bytes] | None = None, **without: None) -> bytes:
    """A Word or Excel file with some more parts, or (by keyword) without one: ``types`` or ``main``."""
    main, said = _MAIN[kind]
    types = f'<Types><Override PartName="/{main}" ContentType="{said}"/></Types>'
    parts = {TYPES: types.encode(), main: b"<main/>", **(more or {})}
    for name in without:
        del parts[{"types": TYPES, "main": main}[name]]
    return archive(parts)


def archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of some parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def links(kind: str, target: str, *, mode: str = "External", before: str = "") -> dict[str, bytes]:
    """The part of an office file that tells what is fetched from where."""
    link = f'<Relationship Id="r1" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return {"word/_rels/document.xml.rels": f'{before}<Relationships xmlns="{_RELS}">{link}</Relationships>'.encode()}


def paper(name: str = "คำร้อง.pdf", content: bytes | None = None) -> CheckedFile:
    """A checked file: a PDF, or whatever the name says that the content is."""
    return checked_file(name, pdf() if content is None else content)
