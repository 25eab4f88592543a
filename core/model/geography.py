"""Provinces, districts and subdistricts, by the codes of the Department of Provincial Administration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """``code`` has two digits; ``name`` is without the word for province."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Amphoe:
    """A district; ``code`` has four digits, the first two are the province's. Bangkok's names begin with "khet"."""

    code: str
    name: str
    province_code: str


@dataclass(frozen=True, slots=True)
class Tambon:
    """A subdistrict; ``code`` has six digits, the first four are the district's."""

    code: str
    name: str
    amphoe_code: str
