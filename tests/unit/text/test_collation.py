"""The order of the dictionary."""

from __future__ import annotations

import pytest

from core.text.collation import sort_key

IN_ORDER = (
    "กระบี่ กรุงเทพมหานคร กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท ชัยภูมิ ชุมพร "
    "เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน "
    "บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก "
    "เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน "
    "เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี "
    "สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี"
)


def test_the_77_provinces_sort_as_in_the_dictionary() -> None:
    provinces = IN_ORDER.split()
    by_code_point = sorted(provinces)
    assert (len(provinces), by_code_point == provinces) == (77, False)
    assert sorted(by_code_point, key=sort_key) == provinces


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า"], id="tones-part-equal-letters"),
        pytest.param(["ป้า", "ปาก"], id="letters-before-tones"),
        pytest.param(["แกง", "แก่ง", "แก้ง", "แกล้ง"], id="tone-then-more-letters"),
        pytest.param(["กก", "กา", "เก", "แก", "โก", "ใก", "ไก"], id="leading-vowels-follow-their-consonant"),
        pytest.param(["1567", "2 แห่ง", "COVID-19", "covid-19 รอบ 2", "กก"], id="digits-latin-thai"),
        pytest.param(["อำเภอ ๑", "อำเภอ 2", "อำเภอ ๓"], id="thai-and-arabic-digits-are-one"),
    ],
)
def test_order(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=sort_key) == ordered
