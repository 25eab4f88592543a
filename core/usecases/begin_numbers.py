"""Let the case numbers of this fiscal year go on where the office's paper register stands."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.beginnings import YearNumbers
from core.ports import Context
from core.rules.access import Permission
from core.rules.beginnings import checked_first_number
from core.text.dates import fiscal_year_be


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginNumbers:
    """``first_no`` is the number of the next case."""

    first_no: int


def begin_numbers(command: BeginNumbers, ctx: Context) -> YearNumbers:
    """Record where the numbers of the fiscal year that runs today begin; may be changed until a case has one.

    Raises:
        NotAllowed: the actor may not edit the lists.
        DomainError: no such number, or the year has numbers already.
    """
    ctx.actor.require(Permission.MASTERS_EDIT)
    first, year_be = checked_first_number(command.first_no), fiscal_year_be(ctx.clock.today())
    ctx.beginnings.begin_numbers(year_be, first)
    return YearNumbers(year_be, first, first - 1)
