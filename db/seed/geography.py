"""Provinces, amphoe and tambon, read from the package geothai (data CC BY 4.0, "GeoThai"); sorted by code."""

from __future__ import annotations

import geothai

from core.model.geography import Amphoe, Province, Tambon
from core.text.fold import fold

_WORD_FOR_PROVINCE = "จังหวัด"


def provinces() -> tuple[Province, ...]:
    """Return the 77 provinces, Bangkok among them."""
    return tuple(Province(found.code, found.name_th) for found in geothai.provinces())


def amphoe_of(province_code: str) -> tuple[Amphoe, ...]:
    """Return the amphoe of a province (in Bangkok the khet); empty when there is no such province."""
    return tuple(Amphoe(found.code, found.name_th, province_code) for found in geothai.districts(province_code))


def tambon_of(amphoe_code: str) -> tuple[Tambon, ...]:
    """Return the tambon of an amphoe; empty when there is no such amphoe."""
    return tuple(Tambon(found.code, found.name_th, amphoe_code) for found in geothai.subdistricts(amphoe_code))


def province_named(name: str) -> Province | None:
    """Return the province of a name as people type it, with or without the word for province."""
    sought = fold(name).removeprefix(_WORD_FOR_PROVINCE).strip()
    return next((province for province in provinces() if fold(province.name) == sought), None)
