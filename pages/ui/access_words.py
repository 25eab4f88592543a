"""One look at personal data in words, the same on the screen and in the file."""

from __future__ import annotations

from datetime import datetime

from core.figures.accesses import AccessLine
from core.model.access import AccessKind
from core.model.codes import PersonRole
from core.text.catalogue import label, t
from core.text.dates import bangkok_day, thai_day_short, thai_time
from pages.ui.access_filters import Asked


def at_text(at: datetime) -> str:
    """An instant in a row."""
    return f"{thai_day_short(bangkok_day(at))} {thai_time(at)}"


def kind_text(kind: AccessKind) -> str:
    """What somebody did."""
    return t(f"access.kind.{kind.value}")


def person_text(kind: AccessKind, person: PersonRole | None) -> str:
    """Whose data it was; a paper may speak of anybody of its case."""
    return t("access.person_papers") if kind is AccessKind.EVIDENCE else label(person) if person else ""


def reason_text(line: AccessLine) -> str:
    """Why, as far as it may be shown."""
    if line.kind is AccessKind.SEARCH:
        return t("access.reason_search")
    return t("access.reason_lost") if line.reason is None else line.reason


def look_cells(line: AccessLine, asked: Asked) -> dict[str, str]:
    """One look by column."""
    return {
        "at": at_text(line.at),
        "who": asked.name(line.account_id),
        "kind": kind_text(line.kind),
        "no": str(line.no) if line.no else "",
        "person": person_text(line.kind, line.person),
        "reason": reason_text(line),
    }
