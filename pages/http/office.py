"""The office's name on the gate's pages, and the provinces that an office may be of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import geothai

from core.text.catalogue import t
from core.text.collation import sort_key
from pages.http.wiring import SignInStore

CAPITAL: Final = "10"
"""Bangkok is a capital, not a province by name."""


@lru_cache(maxsize=1)
def provinces() -> Mapping[str, str]:
    """The 77 provinces, code to Thai name, in the order of the dictionary."""
    listed = sorted(geothai.provinces(), key=lambda province: sort_key(province.name_th))
    return {province.code: province.name_th for province in listed}


class PracticeTitle(str):
    """The title of an office that is none: its pages look different."""

    __slots__ = ()


def office_title(store: SignInStore) -> str:
    """What stands at the head of a page: the office's own name, else the centre of its province."""
    title = store.office_name() or centre_of(store.province_code())
    return PracticeTitle(title) if store.is_practice() else title


def office_words(store: SignInStore) -> tuple[str, ...]:
    """What anybody knows about the office, and would try as a password of its people."""
    return office_title(store), provinces().get(store.province_code(), "")


def centre_of(province_code: str) -> str:
    """The centre of a province in words; without a province, of no province."""
    name = provinces().get(province_code)
    if name is None:
        return t("gate.office")
    return t("gate.office_capital" if province_code == CAPITAL else "gate.office_of", province=name)
