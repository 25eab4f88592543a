"""What a case owes, written as a test reads it."""

from __future__ import annotations

from core.model.case import Case, Obligation
from core.model.codes import ObligationKind
from core.model.events import Event
from core.model.promises import Promise


def rows(case: Case, kind: ObligationKind, no: int | None = 1) -> list[Obligation]:
    """Every row of a kind, of a referral or (None) of the case, in the order in which they arose."""
    return [row for row in case.obligations if row.kind is kind and row.referral_no == no]


def due_days(case: Case, no: int | None = 1) -> dict[str, str]:
    """What is owed and not met, with its due day."""
    owed = (row for row in case.obligations if row.referral_no == no and row.is_unmet)
    return {row.kind.value: row.due_on.isoformat() for row in owed}


def story(case: Case, kind: ObligationKind, no: int | None = 1) -> list[str]:
    """The rows of a kind as ``due 2026-03-05 done 2026-03-04``."""
    return [_told(row) for row in rows(case, kind, no)]


def _told(row: Obligation) -> str:
    parts = [f"due {row.due_on}"]
    parts += [f"done {row.done_on}"] if row.done_on else []
    parts += [f"void {row.void_on}"] if row.void_on else []
    return " ".join(parts)


def promised(event: Event) -> dict[str, str]:
    """What an event promises: due days by kind."""
    promises: tuple[Promise, ...] = getattr(event.payload, "promises", ())
    return {given.kind.value: given.due_on.isoformat() for given in promises}
