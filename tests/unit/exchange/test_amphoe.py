"""Amphoe columns."""

from __future__ import annotations

import pytest

from core.exchange.amphoe import AmphoeReading, Places, read_amphoe
from core.exchange.findings import FindingKind
from tests.unit.exchange.registers import ROI_ET


@pytest.mark.parametrize(
    ("text", "own", "elsewhere", "doubt"),
    [
        pytest.param("เมือง", ["เมืองร้อยเอ็ด"], [], None, id="the-town"),
        pytest.param("อำเภอเมืองร้อยเอ็ด ", ["เมืองร้อยเอ็ด"], [], None, id="with-prefix-and-blank"),
        pytest.param("อ.เสลภูมิ", ["เสลภูมิ"], [], None, id="short-prefix"),
        pytest.param("เสลภูมิ/ โพนทอง/เมือง", ["เสลภูมิ", "โพนทอง", "เมืองร้อยเอ็ด"], [], None, id="several"),
        pytest.param("เสลภูมิ และ โพนทอง", ["เสลภูมิ", "โพนทอง"], [], None, id="joined-by-and"),
        pytest.param("เสลภูมิ โพนทอง", ["เสลภูมิ", "โพนทอง"], [], None, id="joined-by-a-space"),
        pytest.param("โพนทอง", ["โพนทอง"], [], None, id="own-before-a-namesake-elsewhere"),
        pytest.param("กุดชุม", [], ["กุดชุม"], FindingKind.AMPHOE_ELSEWHERE, id="another-provinces"),
        pytest.param("จังหวัดยโสธร", [], ["ยโสธร"], FindingKind.AMPHOE_ELSEWHERE, id="another-province"),
        pytest.param("ทุ่งเขา", ["ทุ่งเขาหลวง"], [], FindingKind.AMPHOE_SHORTENED, id="shortened"),
        pytest.param("เสลพูม", [], [], FindingKind.UNKNOWN_AMPHOE, id="unknown"),
        pytest.param("13 อำเภอ", [], [], FindingKind.AMPHOE_NOT_NAMED, id="only-how-many"),
        pytest.param("ทุกอำเภอ", [], [], FindingKind.AMPHOE_NOT_NAMED, id="all"),
        pytest.param("เสลภูมิ/กุดชุม", ["เสลภูมิ"], ["กุดชุม"], FindingKind.AMPHOE_ELSEWHERE, id="own-and-another"),
        pytest.param(" -", [], [], None, id="nothing"),
    ],
)
def test_amphoe(text: str, own: list[str], elsewhere: list[str], doubt: FindingKind | None) -> None:
    assert read_amphoe(text, ROI_ET) == AmphoeReading(tuple(own), tuple(elsewhere), doubt)


def test_without_a_gazetteer_names_are_only_split() -> None:
    assert read_amphoe("อ.เมือง/เสลภูมิ", None) == AmphoeReading(("เมือง", "เสลภูมิ"))


@pytest.mark.parametrize(
    ("places", "town"),
    [
        pytest.param(Places("พระนครศรีอยุธยา", frozenset({"พระนครศรีอยุธยา"})), ("พระนครศรีอยุธยา",), id="ayutthaya"),
        pytest.param(Places("กรุงเทพมหานคร", frozenset({"เขตพระนคร"})), (), id="bangkok-has-no-town"),
    ],
)
def test_the_town_of_a_province(places: Places, town: tuple[str, ...]) -> None:
    assert read_amphoe("เมือง", places).own == town


def test_a_district_of_bangkok_with_or_without_its_word() -> None:
    bangkok = Places("กรุงเทพมหานคร", frozenset({"เขตพระนคร", "เขตดุสิต"}))
    assert read_amphoe("พระนคร/เขตดุสิต", bangkok).own == ("เขตพระนคร", "เขตดุสิต")
