"""What a setting of the office must look like, whoever writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from core.errors import DomainError
from core.model.codes import ContactKind
from core.model.office_facts import OfficeSetting, PaperDigits, stock_kinds_said
from core.rules.beginnings import checked_steps
from core.text.digits import to_arabic_digits
from core.text.fold import refuse_hostile

LONGEST: Final = 300
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:\s*\u0e19\.?)?")
LEAST_DIGITS: Final = 3
"""The shortest number that can be called."""
_YEAR: Final = re.compile(r"\d{4}")


def checked_setting(name: str, value: str) -> str:
    """The value as it is stored; empty takes the choice back.

    Raises:
        DomainError: there is no such setting, or it cannot have this value.
    """
    try:
        setting = OfficeSetting(name)
    except ValueError as error:
        raise DomainError("error.setting_unknown") from error
    text = " ".join(value.split())
    refuse_hostile(text)
    if len(text) > LONGEST:
        raise DomainError("error.setting_long", most=LONGEST)
    return _CHECKS.get(setting, _as_it_is)(text) if text else text


def _as_it_is(text: str) -> str:
    return text


def _time(text: str) -> str:
    found = _TIME.fullmatch(to_arabic_digits(text))
    if found is None:
        raise DomainError("error.setting_time")
    return f"{int(found[1]):02}:{found[2]}"


def _phone(text: str) -> str:
    if sum(sign.isdigit() for sign in text) < LEAST_DIGITS:
        raise DomainError("error.setting_phone")
    return to_arabic_digits(text)


def _folder(text: str) -> str:
    """A folder of this machine, from its root: a relative one would move with the place the program starts from."""
    if not (PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()):
        raise DomainError("error.setting_folder")
    return text


def _year(text: str) -> str:
    if _YEAR.fullmatch(text) is None:
        raise DomainError("error.setting_unknown")
    return text


def _digits(text: str) -> str:
    if text not in set(PaperDigits):
        raise DomainError("error.setting_unknown")
    return text


def _stock_kinds(text: str) -> str:
    said = set(text.split())
    if not said <= set(ContactKind):
        raise DomainError("error.setting_unknown")
    return stock_kinds_said(ContactKind(each) for each in said)


_CHECKS: Final[Mapping[OfficeSetting, Callable[[str], str]]] = {
    OfficeSetting.CENTRE_PHONE: _phone,
    OfficeSetting.CLOSE_OF_DAY: _time,
    OfficeSetting.BACKUP_FOLDER: _folder,
    OfficeSetting.MIRROR_FOLDER: _folder,
    OfficeSetting.PAPERS_PRINTED: _year,
    OfficeSetting.START_SETTLED: checked_steps,
    OfficeSetting.PAPER_DIGITS: _digits,
    OfficeSetting.STOCK_KINDS: _stock_kinds,
}
