"""What an office says of itself: rows of the list ``setting``, edited on screen, printed on slips and letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.model.codes import ContactKind
from core.model.masters import STOCK_KINDS


class OfficeSetting(StrEnum):
    """Every setting of an office; the value is the id of its row. Each row holds one text under ``value``."""

    CENTRE_NAME = "centre_name"
    CENTRE_ADDRESS = "centre_address"
    CENTRE_PHONE = "centre_phone"
    CENTRE_HOURS = "centre_hours"
    DIRECTOR_TITLE = "director_title"
    CLOSE_OF_DAY = "close_of_day"
    BACKUP_FOLDER = "backup_folder"
    MIRROR_FOLDER = "mirror_folder"
    CLOCK_SET = "clock_set"
    PAPERS_PRINTED = "year_papers_printed"
    START_SETTLED = "start_settled"
    PAPER_DIGITS = "paper_digits"
    STOCK_KINDS = "stock_kinds"


class PaperDigits(StrEnum):
    """The digits of papers; Thai ones where the office has not said."""

    THAI = "thai"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What slips, letters and screens print of the centre; empty where the office has not said it."""

    name: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    director_title: str = ""


def office_facts(settings: Mapping[str, str]) -> OfficeFacts:
    """The facts among the settings of an office."""
    return OfficeFacts(
        name=settings.get(OfficeSetting.CENTRE_NAME, ""),
        address=settings.get(OfficeSetting.CENTRE_ADDRESS, ""),
        phone=settings.get(OfficeSetting.CENTRE_PHONE, ""),
        hours=settings.get(OfficeSetting.CENTRE_HOURS, ""),
        director_title=settings.get(OfficeSetting.DIRECTOR_TITLE, ""),
    )


def has_thai_digits(settings: Mapping[str, str]) -> bool:
    """Whether papers are printed in Thai digits."""
    return settings.get(OfficeSetting.PAPER_DIGITS) != PaperDigits.ARABIC


def stock_kinds(settings: Mapping[str, str]) -> frozenset[ContactKind]:
    """The kinds of contact that enter the stock; those of ``STOCK_KINDS`` where the office has not said."""
    said = settings.get(OfficeSetting.STOCK_KINDS, "").split()
    return frozenset(ContactKind(each) for each in said) if said else STOCK_KINDS


def stock_kinds_said(kinds: Iterable[ContactKind]) -> str:
    """The setting that stands for some kinds."""
    chosen = frozenset(kinds)
    return " ".join(each.value for each in ContactKind if each in chosen)
