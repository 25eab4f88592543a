"""Spellings of agencies; the names here are of offices that every province has."""

from __future__ import annotations

import pytest

from core.exchange.agency_names import KnownAgency, SimilarAgency, match_agencies, normal_name

HOME = "ร้อยเอ็ด"
AGENCIES = (
    KnownAgency("police", ("ตำรวจภูธรจังหวัดร้อยเอ็ด",)),
    KnownAgency("land", ("สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ที่ดิน")),
    KnownAgency("land-reform", ("สำนักงานการปฏิรูปที่ดินจังหวัดร้อยเอ็ด",)),
    KnownAgency("health", ("สำนักงานสาธารณสุขจังหวัดร้อยเอ็ด",)),
    KnownAgency("municipality", ("เทศบาลเมืองร้อยเอ็ด",)),
    KnownAgency("town", ("อำเภอเมืองร้อยเอ็ด",)),
    KnownAgency("phon-thong", ("ที่ว่าการอำเภอโพนทอง",)),
    KnownAgency("phon-sai", ("อำเภอโพนทราย",)),
    KnownAgency("selaphum-police", ("สถานีตำรวจภูธรเสลภูมิ",)),
    KnownAgency("school-1", ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาร้อยเอ็ด เขต 1",)),
    KnownAgency("school-2", ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาร้อยเอ็ด เขต 2",)),
)


def suggested(spelling: str) -> str | None:
    (line,) = match_agencies({spelling: 1}, AGENCIES, HOME)
    return line.agency_id


@pytest.mark.parametrize(
    ("spelling", "agency"),
    [
        ("ภ.จว.รอ.", "police"),
        ("ภ.จว.รอ", "police"),
        ("ภ.จว. ร้อยเอ็ด", "police"),
        ("สนง.ที่ดิน จว.รอ.", "land"),
        ("สนง. ที่ดิน จ.รอ.", "land"),
        ("สนงที่ดินจว.รอ.", "land"),
        ("ที่ดินจังหวัด", "land"),
        ("ส.ป.ก.รอ.", "land-reform"),
        ("สปก.จว.รอ.", "land-reform"),
        ("สสจ.รอ.", "health"),
        ("นายแพทย์สาธารณสุข จว.รอ.", "health"),
        ("สนง.สาธารสุข จว.รอ.", "health"),
        ("ทม.รอ.", "municipality"),
        ("อ.เมือง", "town"),
        ("นายอำเภอเมืองร้อยเอ็ด", "town"),
        ("อ.โพนทอง", "phon-thong"),
        ("อำเภอ โพนทราย", "phon-sai"),
        ("สภ.เสลภูมิ", "selaphum-police"),
        ("สพป.รอ. เขต ๑", "school-1"),
        ("สพป. เขต 2 รอ.", "school-2"),
        ("สพป.รอ.เขต 3", None),
        ("อ.เสลภูมิ", None),
        ("ภ.จว.อด.", None),
        ("สนง.ที่ดิน จว.ขก.", None),
        ("อ.โพน", None),
        ("บริษัท ทดสอบ จำกัด", None),
        ("กฟภ.จว.รอ.", None),
        ("สภาทนายความ จว.รอ.", None),
    ],
)
def test_suggestions(spelling: str, agency: str | None) -> None:
    assert suggested(spelling) == agency


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปภ.จว.รอ.", "สนง.ป้องกันและบรรเทาสาธารณภัย จว.รอ."),
        ("กฟภ.จว.รอ.", "การไฟฟ้าส่วนภูมิภาคจังหวัดร้อยเอ็ด"),
        ("ปค.จว.รอ.", "ที่ทำการปกครองจังหวัดร้อยเอ็ด"),
        ("พมจ.รอ", "สนง.พัฒนาสังคมและความมั่นคงของมนุษย์ จว.รอ."),
        ("อบต.โพนสูง", "องค์การบริหารส่วนตำบลโพนสูง"),
        ("แขวงการทาง รอ. ที่ 1", "แขวงทางหลวงร้อยเอ็ดที่ ๑"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert normal_name(one, HOME) == normal_name(other, HOME)


def test_the_table_is_ordered_and_groups_spellings_of_one_name() -> None:
    table = match_agencies({"สนง.ประมง": 2, "สนง. ประมง จว.รอ.": 5, "ภ.จว.รอ.": 5}, AGENCIES, HOME)
    assert [(line.spelling, line.count, line.agency_id, line.same_as) for line in table] == [
        ("ภ.จว.รอ.", 5, "police", ()),
        ("สนง. ประมง จว.รอ.", 5, None, ("สนง.ประมง",)),
        ("สนง.ประมง", 2, None, ("สนง. ประมง จว.รอ.",)),
    ]


def test_confidence_says_how_it_was_found() -> None:
    spellings = {"ภ.จว.รอ.": 1, "ปฏิรูปที่ดิน": 1, "สนง.สาธารสุข": 1, "ประมง": 1}
    found = {line.spelling: line.confidence for line in match_agencies(spellings, AGENCIES, HOME)}
    assert (found["ภ.จว.รอ."], found["ปฏิรูปที่ดิน"], found["ประมง"]) == (100, 90, 0)
    assert 70 <= found["สนง.สาธารสุข"] < 90


def test_equally_near_agencies_are_left_to_a_person() -> None:
    twins = (KnownAgency("a", ("สำนักงานประมง",)), KnownAgency("b", ("สนง.ประมงจังหวัดร้อยเอ็ด",)))
    (line,) = match_agencies({"สนง.ประมง": 1}, twins, HOME)
    assert (line.agency_id, line.similar) == (None, (SimilarAgency("a", 100), SimilarAgency("b", 100)))
