"""What the register and its lists say of a case on paper; it names nobody."""

from __future__ import annotations

from datetime import date

from core.figures.lines import CaseLine
from core.model.codes import CaseState
from core.model.upkeep import RegisterRow
from core.rules.privacy import hide_numbers, hide_persons
from core.text.catalogue import label, t
from core.text.dates import thai_day_short


def day(on: date | None) -> str:
    """A day that no line breaks in two; empty where there is none."""
    return thai_day_short(on).replace(" ", "\u00a0") if on else ""


def title_of(public_title: str, *, is_confidential: bool, urgent: bool) -> str:
    """The published title; a confidential case has none on paper, whoever prints it."""
    said = "" if is_confidential else hide_numbers(hide_persons(public_title, t("mirror.person")))
    said = said or t("list.confidential" if is_confidential else "list.untitled")
    return f"{t('mark.urgent')} · {said}" if urgent else said


def row_title(row: RegisterRow) -> str:
    """The title of a row of the register."""
    return title_of(row.title, is_confidential=row.is_confidential, urgent=row.urgent)


def line_title(line: CaseLine) -> str:
    """The title of a line of a list."""
    return title_of(line.public_title, is_confidential=line.confidential, urgent=line.urgent)


def state_of(row: RegisterRow) -> str:
    """The state in words; of a void number, that it is void; of a later round, which."""
    if row.is_void:
        return t("mirror.void")
    state = label(CaseState(row.state))
    return t("register.round", state=state, n=row.round) if row.round > 1 else state
