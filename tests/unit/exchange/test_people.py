"""Names in registers."""

from __future__ import annotations

import pytest

from core.exchange.people import source_person
from core.exchange.source_case import PersonKind, SourcePerson
from core.model.codes import Anonymity


@pytest.mark.parametrize(
    ("name", "kind", "kept", "person_kind", "anonymity"),
    [
        pytest.param("นางสาวตัวอย่าง ทดสอบ", "", True, PersonKind.PERSON, Anonymity.OPEN, id="a-person"),
        pytest.param("", "", False, PersonKind.UNKNOWN, Anonymity.NOT_GIVEN, id="nobody"),
        pytest.param("[ปกปิดชื่อ]", "", False, PersonKind.UNKNOWN, Anonymity.HIDDEN, id="hidden-in-brackets"),
        pytest.param("ปกปิด", "บุคคล", False, PersonKind.PERSON, Anonymity.HIDDEN, id="hidden-person"),
        pytest.param("ผู้ร้อง (ขอปกปิดชื่อ-สกุล)", "", False, PersonKind.UNKNOWN, Anonymity.HIDDEN, id="in-many-words"),
        pytest.param("นาย[ปกปิดชื่อ] ทดสอบ", "", True, PersonKind.PERSON, Anonymity.HIDDEN, id="partly-hidden"),
        pytest.param("ไม่ประสงค์ออกนาม", "", False, PersonKind.UNKNOWN, Anonymity.NOT_GIVEN, id="not-given"),
        pytest.param("บัตรสนเท่ห์", "", False, PersonKind.UNKNOWN, Anonymity.UNSIGNED_LETTER, id="unsigned-letter"),
        pytest.param("ตัวอย่าง ทดสอบ", "ปกปิด", True, PersonKind.UNKNOWN, Anonymity.HIDDEN, id="kind-says-hidden"),
        pytest.param("ชาวบ้านหมู่ 4", "", True, PersonKind.GROUP, Anonymity.OPEN, id="a-group-by-its-words"),
        pytest.param("บริษัท ทดสอบ จำกัด", "", True, PersonKind.ORGANISATION, Anonymity.OPEN, id="a-company"),
        pytest.param("ตัวอย่าง", "หน่วยงาน/ตำแหน่ง", True, PersonKind.ORGANISATION, Anonymity.OPEN, id="kind-office"),
        pytest.param("ตัวอย่าง", "กลุ่มบุคคล", True, PersonKind.GROUP, Anonymity.OPEN, id="kind-group"),
    ],
)
def test_names(name: str, kind: str, kept: bool, person_kind: PersonKind, anonymity: Anonymity) -> None:  # noqa: FBT001
    assert source_person(name, kind, "") == SourcePerson(name if kept else "", "", person_kind, anonymity)


def test_nothing_personal_shows_in_a_log() -> None:
    shown = repr(source_person("นางสาวตัวอย่าง ทดสอบ", "", "0812345678"))
    assert ("ตัวอย่าง" in shown, "0812345678" in shown) == (False, False)
