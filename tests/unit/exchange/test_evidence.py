"""What may enter a case as a paper or photograph, and what is refused with which sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.exchange.evidence import picture as picture_module
from core.exchange.evidence.archive import MOST_PARTS
from core.exchange.evidence.check import checked_file, safe_name
from core.model.evidence import MEDIA_TYPES, CheckedFile, EvidenceKind, kind_of_media
from core.rules.evidence_facts import MOST_BYTES, MOST_NAME, check_file
from core.text.catalogue import TEXTS
from tests.support.papers import CAMERA, archive, links, office, packed, paper, pdf, picture
from tests.support.refusals import refused

FILES = {
    "คำร้อง.pdf": pdf(),
    "ถนน.jpg": picture(),
    "ถนน.JPEG": picture(),
    "แผนที่.png": picture("PNG"),
    "หนังสือ.docx": office(),
    "บัญชี.xlsx": office("xlsx"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_people_bring_is_taken(name: str) -> None:
    found = checked_file(name, FILES[name])
    assert found.kind.value == {"jpeg": "jpg"}.get(name.rpartition(".")[2].lower(), name.rpartition(".")[2])
    assert found.name == f"{name.rpartition('.')[0]}.{found.kind.value}"
    assert found.kind in (EvidenceKind.JPG, EvidenceKind.PNG) or found.content == FILES[name]


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 2,500 million points."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said)) for name, said in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def locked_zip() -> bytes:
    """An office file whose parts say that they are encrypted."""
    made = bytearray(office())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)


def lying_zip() -> bytes:
    """An office file with a part that is larger than it says."""
    made = bytearray(office(more={"word/a.xml": b"a" * 5_000}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = made.rfind(sign)
        made[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(made)


def twice() -> bytes:
    """An office file that has its main part twice: one program shows the first, another the second."""
    out = BytesIO(office())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as made:
        made.writestr("word/document.xml", b"<other/>")
    return out.getvalue()


ATTACKS = {
    # ---- what it says it is
    "a-program": ("ดู.exe", b"MZ" + b"\0" * 100, "error.evidence_kind"),
    "no-extension": ("คำร้อง", pdf(), "error.evidence_kind"),
    "double-extension": ("คำร้อง.pdf.exe", pdf(), "error.evidence_kind"),
    "a-web-page": ("ดู.html", b"<script>alert(1)</script>", "error.evidence_kind"),
    "a-drawing-with-script": ("ดู.svg", b"<svg onload='x()'/>", "error.evidence_kind"),
    "iphone-picture": ("IMG_1.HEIC", b"\0\0\0\x18ftypheic", "error.evidence_other_picture"),
    "old-word": ("หนังสือ.doc", b"\xd0\xcf\x11\xe0", "error.evidence_other_office"),
    "macro-word": ("หนังสือ.docm", office(), "error.evidence_macro"),
    "an-archive": ("รวม.zip", archive({"a": b"b"}), "error.evidence_archive"),
    "empty": ("คำร้อง.pdf", b"", "error.evidence_empty"),
    "too-large": ("คำร้อง.pdf", pdf() + b"\0" * MOST_BYTES, "error.evidence_too_large"),
    "program-called-pdf": ("คำร้อง.pdf", b"MZ" + pdf(), "error.evidence_disguised"),
    "page-before-pdf": ("คำร้อง.pdf", b"<html></html>" + pdf(), "error.evidence_disguised"),
    "picture-called-pdf": ("คำร้อง.pdf", picture(), "error.evidence_disguised"),
    "png-called-jpg": ("ถนน.jpg", picture("PNG"), "error.evidence_disguised"),
    "gif-called-png": ("ถนน.png", b"GIF89a" + b"\0" * 50, "error.evidence_disguised"),
    "excel-called-word": ("หนังสือ.docx", office("xlsx"), "error.evidence_disguised"),
    "archive-called-word": ("หนังสือ.docx", archive({"a": b"b"}), "error.evidence_disguised"),
    # ---- pictures
    "bomb": ("ถนน.png", bomb(), "error.evidence_pixels"),
    "cut-off-picture": ("ถนน.jpg", picture(size=(400, 400))[:900], "error.evidence_unreadable"),
    "only-a-beginning": ("ถนน.jpg", b"\xff\xd8\xff" + b"<?php system($_GET[0]); ?>", "error.evidence_unreadable"),
    "drawn-over-and-over": ("ถนน.jpg", picture()[:-2] + b"\xff\xda" * 101 + b"\xff\xd9", "error.evidence_unreadable"),
    "broken-png": ("ถนน.png", picture("PNG")[:60], "error.evidence_unreadable"),
    # ---- PDF
    "without-an-end": ("คำร้อง.pdf", pdf(end=b""), "error.evidence_unreadable"),
    "long-tail": ("คำร้อง.pdf", pdf() + b"x" * 5_000, "error.evidence_unreadable"),
    "password": ("คำร้อง.pdf", pdf(trailer=b"/Encrypt 9 0 R"), "error.evidence_locked"),
    "script": ("คำร้อง.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "error.evidence_active"),
    "disguised-script": ("คำร้อง.pdf", pdf(b"<< /S /J#61vaScript /J#53 (x) >>"), "error.evidence_active"),
    "packed-script": ("คำร้อง.pdf", pdf(packed(b"<< /S /JavaScript >>")), "error.evidence_active"),
    "launches": ("คำร้อง.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>"), "error.evidence_active"),
    "carries-a-file": ("คำร้อง.pdf", pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), "error.evidence_active"),
    "packed-bomb": ("คำร้อง.pdf", pdf(packed(b"\0" * 30_000_000)), "error.evidence_unreadable"),
    "pdf-and-archive": ("คำร้อง.pdf", pdf() + archive({"a.exe": b"MZ"}) + b"%%EOF", "error.evidence_disguised"),
    # ---- Word and Excel
    "macro": ("หนังสือ.docx", office(more={"word/vbaProject.bin": b"x"}), "error.evidence_macro"),
    "macro-elsewhere": ("บัญชี.xlsx", office("xlsx", {"xl/VBAPROJECT.BIN": b"x"}), "error.evidence_macro"),
    "old-macro-sheet": ("บัญชี.xlsx", office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}), "error.evidence_macro"),
    "control": ("หนังสือ.docx", office(more={"word/activeX/activeX1.xml": b"x"}), "error.evidence_macro"),
    "packed-program": ("หนังสือ.docx", office(more={"word/embeddings/oleObject1.bin": b"x"}), "error.evidence_macro"),
    "remote-template": ("ก.docx", office(more=links("attachedTemplate", "http://x.example/t.dotm")),
                        "error.evidence_outside"),
    "remote-picture": ("ก.docx", office(more=links("image", "//10.0.0.9/s/a.png")), "error.evidence_outside"),
    "other-workbook": ("ก.docx", office(more=links("externalLinkPath", "file:///c:/a.xlsx", mode="EXTERNAL")),
                       "error.evidence_outside"),
    "entities": ("ก.docx", office(more=links("image", "a", before='<!DOCTYPE a [<!ENTITY b "c">]>')),
                 "error.evidence_unreadable"),
    "no-list-of-parts": ("ก.docx", office(types=None), "error.evidence_disguised"),
    "no-main-part": ("ก.docx", office(main=None), "error.evidence_disguised"),
    "many-parts": ("ก.docx", office(more={f"word/{n}.xml": b"" for n in range(MOST_PARTS)}), "error.evidence_unpacked"),
    "archive-bomb": ("ก.docx", office(more={"word/a.xml": b"\0" * 101 * 1024 * 1024}), "error.evidence_unpacked"),
    "climbs-out": ("ก.docx", office(more={"../../start.bat": b"x"}), "error.evidence_disguised"),
    "same-name-twice": ("ก.docx", office(more={"Word/Document.xml": b"x"}), "error.evidence_disguised"),
    "locked-parts": ("ก.docx", locked_zip(), "error.evidence_locked"),
    "lies-about-size": ("ก.docx", lying_zip(), "error.evidence_unreadable"),
    "something-behind": ("ก.docx", office() + b"MZ", "error.evidence_disguised"),
    "cut-off-archive": ("ก.docx", office()[:-40] + office()[-22:], "error.evidence_unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_hides_something_is_refused_with_what_to_do(attack: str) -> None:
    name, content, key = ATTACKS[attack]
    with refused(key):
        checked_file(name, content)
    assert "โปรด" in TEXTS[key]


def test_a_main_part_that_stands_twice_is_refused() -> None:
    with refused("error.evidence_disguised"):
        checked_file("หนังสือ.docx", twice())


def test_a_link_that_somebody_must_click_is_harmless() -> None:
    content = office(more=links("hyperlink", "https://www.example.go.th"))
    assert checked_file("หนังสือ.docx", content).content == content


def test_words_of_a_page_are_no_commands() -> None:
    content = pdf(packed(b"(/JavaScript /Launch /Encrypt 1) Tj", b"/Length 9"))
    assert checked_file("คำร้อง.pdf", content).content == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_loses_its_notes_and_keeps_what_it_shows(kind: str) -> None:
    content = picture(kind)
    assert CAMERA.encode() in content
    name = "ถนน.jpg" if kind == "JPEG" else "ถนน.png"
    found = checked_file(name, content + (b"<?php" if kind == "JPEG" else b"")).content
    assert (CAMERA.encode() in found, b"Exif" in found, b"eXIf" in found, b"<?php" in found) == (False,) * 4
    with Image.open(BytesIO(found)) as drawn:
        left, right = drawn.convert("RGB").getpixel((5, 20)), drawn.convert("RGB").getpixel((55, 20))
        assert (drawn.size, dict(drawn.getexif()), drawn.format) == ((60, 40), {}, kind)
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[0] > 240, left[2] < 20, right[0] < 20, right[2] > 240) == (True,) * 4


def test_a_picture_taken_upright_stands_upright() -> None:
    with Image.open(BytesIO(checked_file("ถนน.jpg", picture(turned=6)).content)) as drawn:
        assert (drawn.size, drawn.getexif().get(0x0112)) == ((40, 60), None)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_colour_are_drawn_anew(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "PNG", **({"transparency": 0} if mode == "P" else {}))
    with Image.open(BytesIO(checked_file("ภาพ.png", out.getvalue()).content)) as drawn:
        assert (drawn.size, drawn.mode) == ((8, 8), "RGBA" if mode == "P" else mode)


def test_a_picture_for_printers_becomes_one_for_screens() -> None:
    out = BytesIO()
    Image.new("CMYK", (8, 8)).save(out, "JPEG")
    with Image.open(BytesIO(checked_file("ภาพ.jpg", out.getvalue()).content)) as drawn:
        assert drawn.mode == "RGB"


def test_damaged_notes_of_a_camera_do_not_keep_a_picture_out() -> None:
    content = picture()
    at = content.index(b"Exif\0\0") + 6
    found = checked_file("ถนน.jpg", content[: at + 8] + b"\xff\xfe" + content[at + 10 :])
    with Image.open(BytesIO(found.content)) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((60, 40), {})


def test_of_a_picture_of_several_the_first_is_kept() -> None:
    out = BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (4, 4), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    with Image.open(BytesIO(checked_file("ภาพ.jpg", out.getvalue()).content)) as drawn:
        assert (drawn.format, drawn.size, getattr(drawn, "n_frames", 1)) == ("JPEG", (8, 8), 1)


def test_a_picture_is_as_large_as_an_office_can_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_module, "MOST_PIXELS", 60 * 40)
    assert checked_file("ถนน.jpg", picture()).kind is EvidenceKind.JPG
    with refused("error.evidence_pixels"):
        checked_file("ถนน.jpg", picture(size=(60, 41)))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("  คำ  ร้อง.pdf ", "คำ ร้อง.pdf", id="spaces"),
        pytest.param("C:\\Users\\a\\คำร้อง.pdf", "คำร้อง.pdf", id="path-of-windows"),
        pytest.param("../../etc/passwd.pdf", "passwd.pdf", id="path-that-climbs"),
        pytest.param("\u202efdp.exe.pdf", "fdp.exe.pdf", id="written-backwards"),
        pytest.param("ก\u200bข\x00ค.pdf", "ก ข ค.pdf", id="invisible"),
        pytest.param('a"b<c>|?*:.pdf', "a b c.pdf", id="signs-that-no-disk-takes"),
        pytest.param("....pdf", "pdf.pdf", id="nothing-left"),
        pytest.param("ก" * 300 + ".pdf", "ก" * (MOST_NAME - 4) + ".pdf", id="too-long"),
        pytest.param("คำร้อง.PDF", "คำร้อง.pdf", id="capitals"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(name: str, safe: str) -> None:
    assert safe_name(name, EvidenceKind.PDF) == safe


@pytest.mark.parametrize(
    ("file", "key"),
    [
        pytest.param(CheckedFile("a.pdf", EvidenceKind.PDF, b""), "error.evidence_empty", id="empty"),
        pytest.param(CheckedFile("a.pdf", EvidenceKind.PDF, b"MZ"), "error.evidence_disguised", id="something-else"),
        pytest.param(CheckedFile("a.exe", EvidenceKind.PDF, b"%PDF-"), "error.evidence_name", id="ending"),
        pytest.param(CheckedFile("a\n.pdf", EvidenceKind.PDF, b"%PDF-"), "error.evidence_name", id="line-break"),
        pytest.param(
            CheckedFile("a.pdf", EvidenceKind.PDF, b"%PDF-" + b"\0" * MOST_BYTES), "error.evidence_too_large", id="size"
        ),
    ],
)
def test_what_comes_by_another_way_is_asked_again(file: CheckedFile, key: str) -> None:
    check_file(paper())
    with refused(key):
        check_file(file)


def test_every_kind_has_one_media_type() -> None:
    assert {kind_of_media(media_type) for media_type in MEDIA_TYPES.values()} == set(EvidenceKind)
    assert kind_of_media("text/html") is None
