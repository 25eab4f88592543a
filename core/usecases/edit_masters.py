"""Change lines of the office's lists: channels, topics, agencies, programmes, holidays, clocks and settings."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import DomainError
from core.ports import Context, MasterChange, Masters
from core.rules.access import Permission
from core.rules.beginnings import checked_opening
from core.rules.holidays import checked_holiday, checked_year
from core.rules.master_lines import LINES, faults, lines_of, with_line
from core.rules.office_settings import checked_setting


def edit_masters(changes: Sequence[MasterChange], ctx: Context) -> int:
    """Record changed lines, all or none; returns how many. Promised days stay as they were promised.

    Raises:
        NotAllowed: the actor may not edit the lists.
        DomainError: a line breaks a rule of its list; nothing has changed.
    """
    ctx.actor.require(Permission.MASTERS_EDIT)
    _refuse_odd(changes)
    _refuse_faults(changes, ctx.masters)
    if changes:
        ctx.ledger.change_masters(changes)
    return len(changes)


def _refuse_odd(changes: Sequence[MasterChange]) -> None:
    """Settings, holidays and years are no lines that point to each other: each is checked by itself."""
    for change in changes:
        if change.table == "setting" and change.body is not None:
            checked_setting(change.id, str(change.body.get("value", "")))
        elif change.table == "holiday":
            checked_holiday(change.id, change.body)
        elif change.table == "confirmed_year":
            checked_year(change.id)
        elif change.table == "opening_balance":
            checked_opening(change.id, change.body)


def _refuse_faults(changes: Sequence[MasterChange], masters: Masters) -> None:
    after, in_force = lines_of(masters), masters.clock_set.id
    for change in changes:
        if change.table in LINES:
            if change.body is None:
                raise DomainError("error.masters_kept")
            after = with_line(after, change.table, change.body)
        elif (change.table, change.id) == ("setting", "clock_set"):
            in_force = str((change.body or {}).get("value"))
    touched = frozenset((change.table, change.id) for change in changes)
    found = faults(after.using(in_force), touched)
    if found:
        raise DomainError(found[0].key, **found[0].facts)
