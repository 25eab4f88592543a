"""All forms by name, and which of them are offered for a case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.figures.case_page import CasePage
from core.ports import Context
from pages.ui.moves.forms import OF_THE_RECORD, MoveForm, Stage, places_of, stage_of
from pages.ui.moves.of_agencies import OF_AGENCIES
from pages.ui.moves.of_corrections import OF_CORRECTIONS
from pages.ui.moves.of_letters import OF_LETTERS
from pages.ui.moves.of_persons import OF_PERSONS
from pages.ui.moves.of_the_centre import OF_THE_CENTRE

FORMS: Final[Mapping[str, MoveForm]] = MappingProxyType(
    {form.name: form for form in (*OF_AGENCIES, *OF_THE_CENTRE, *OF_LETTERS, *OF_CORRECTIONS, *OF_PERSONS)}
)


NEXT: Final[Mapping[Stage, tuple[str, ...]]] = MappingProxyType(
    {
        Stage.UNSENT: ("forward", "close", "assign", "contact"),
        Stage.AT_AGENCY: (
            *("confirm_pending", "acknowledge", "progress", "done", "send_back"),
            *("chase", "resume", "extend", "contact"),
        ),
        Stage.TO_CHECK: ("close", "send_back"),
        Stage.PROPOSED: ("close", "refuse_closing"),
        Stage.CLOSED: ("tell", "object", "reopen"),
        Stage.OBJECTED: ("reopen", "decline"),
        Stage.VOID: (),
    }
)
"""The usual next steps of each stage, the most usual first; whatever else is legal stands behind them."""


def offered(ctx: Context, page: CasePage) -> tuple[list[MoveForm], list[MoveForm], list[MoveForm]]:
    """The moves that are legal now for the actor: usual next steps, others, and those that mend what was recorded."""
    legal = {name: form for name, form in FORMS.items() if not form.within and places_of(form, ctx, page)}
    main = [legal.pop(name) for name in NEXT[stage_of(page.case)] if name in legal]
    record = [form for form in legal.values() if form.payload in OF_THE_RECORD]
    return main, [form for form in legal.values() if form not in record], record
