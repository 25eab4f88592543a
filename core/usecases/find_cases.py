"""Look for cases by whatever is known of them; who finds one by a person's data leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.figures.found import ABOUT_PEOPLE, Found, SearchFilter
from core.ports import Context
from core.rules.access import Permission
from core.rules.searching import sought


@dataclass(frozen=True, slots=True, kw_only=True)
class FindCases:
    """What was typed, as it was typed, and which cases are wanted."""

    typed: str = field(repr=False)
    which: SearchFilter = field(default_factory=SearchFilter)


def find_cases(command: FindCases, ctx: Context) -> Found:
    """The cases found, newest first; that a person's name or phone led to one is written down before it is shown.

    Raises:
        NotAllowed: the account may not search.
        DomainError: the text is refused, or the look could not be written down; nothing is shown.
    """
    ctx.actor.require(Permission.SEARCH)
    asked = sought(command.typed)
    found: Found = ctx.reads.found_cases(asked, command.which, ctx.clock.today())
    if any(line.by in ABOUT_PEOPLE for line in found.lines):
        ctx.identities.searched(asked.text)
    return found
