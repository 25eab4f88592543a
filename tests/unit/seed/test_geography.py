"""Every place of the country, once."""

from __future__ import annotations

import pytest

from core.model.geography import Amphoe, Province, Tambon
from db.seed.geography import amphoe_of, province_named, provinces, tambon_of


def test_the_country_has_77_provinces_928_amphoe_and_7436_tambon() -> None:
    amphoe = [place for province in provinces() for place in amphoe_of(province.code)]
    tambon = [place for parent in amphoe for place in tambon_of(parent.code)]
    assert (len(provinces()), len(amphoe), len(tambon)) == (77, 928, 7436)
    assert (len({place.code for place in amphoe}), len({place.code for place in tambon})) == (928, 7436)


def test_roi_et_has_20_amphoe() -> None:
    places = amphoe_of("45")
    assert (len(places), places[0]) == (20, Amphoe("4501", "เมืองร้อยเอ็ด", "45"))
    assert tambon_of("4501")[0] == Tambon("450101", "ในเมือง", "4501")


def test_a_place_that_does_not_exist_holds_nothing() -> None:
    assert (amphoe_of("99"), tambon_of("9999")) == ((), ())


@pytest.mark.parametrize("typed", ["ร้อยเอ็ด", "จังหวัดร้อยเอ็ด", " จังหวัด ร้อยเอ็ด ", "ร้อย\u200bเอ็ด"])
def test_a_province_is_found_as_people_type_it(typed: str) -> None:
    assert province_named(typed) == Province("45", "ร้อยเอ็ด")


@pytest.mark.parametrize("typed", ["", "จังหวัด", "ร้อย", "Roi Et"])
def test_a_province_that_does_not_exist_is_not_guessed(typed: str) -> None:
    assert province_named(typed) is None
