"""What an office says of itself: rows of the list ``setting``, edited on screen, printed on slips and letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
