"""Every move that a person makes of a case: its words, its fields and the command it becomes. One line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from core.figures.case_page import CasePage
from core.model import payloads as p
from core.model.case import Case
from core.model.facts import Amended
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.workflow import Phase, legal_moves, phase_of
from pages.ui.moves.place import Field, Place

Act = Callable[[Any, Context], Recorded]


class Stage(StrEnum):
    """Where a case stands for whoever decides the next step."""

    UNSENT = "unsent"
    AT_AGENCY = "at_agency"
    TO_CHECK = "to_check"
    PROPOSED = "proposed"
    CLOSED = "closed"
    OBJECTED = "objected"
    VOID = "void"


def stage_of(case: Case) -> Stage:
    """As the phase of the workflow, with the check apart."""
    phase = phase_of(case)
    return Stage.TO_CHECK if phase is Phase.AT_AGENCY and case.ready_to_check else Stage(phase.value)


@dataclass(frozen=True, slots=True)
class MoveForm:
    """One move. ``payload`` is its line of the workflow table. ``of_referral`` names a referral; ``fixed`` are parts of
    the command that nobody is asked for; ``only_changes`` leaves out fields that stand as they did when the form was
    opened, but for those that are said ``always``.

    A form about one person or one entry has a place ``within`` the page, or lets people ``choose`` first: ``bound`` are
    the parts of the command that name it, None while nothing is chosen, and ``more`` the fields that fit it.
    """

    name: str
    button: str
    payload: type
    permission: Permission
    command: Callable[..., Any]
    act: Act
    fields: tuple[Field, ...]
    of_referral: bool = False
    fixed: Mapping[str, Any] = field(default_factory=dict)
    only: Callable[[CasePage], bool] = lambda _page: True
    may_undo: bool = True
    only_changes: bool = False
    icon: str = ""
    within: str = ""
    hint: str = ""
    always: tuple[str, ...] = ("on", "text")
    choose: Callable[[Place], None] | None = None
    bound: Callable[[Place], Mapping[str, Any] | None] = lambda _place: {}
    more: Callable[[Place], tuple[Field, ...]] = lambda _place: ()

    def fields_at(self, place: Place) -> tuple[Field, ...]:
        """The fields that are asked for there."""
        return tuple(each for each in (*self.more(place), *self.fields) if each.only(place.page))


FITS_NOTHING: Final[tuple[int | None, ...]] = ()


def places_of(form: MoveForm, ctx: Context, page: CasePage) -> tuple[int | None, ...]:
    """The referrals of which the move is legal now for the actor; (None,) where it is one of the case itself; empty
    where it is not legal.
    """
    if not ctx.actor.may(form.permission) or not form.only(page):
        return FITS_NOTHING
    found = [no for payload, no in legal_moves(page.case) if payload is form.payload]
    if form.of_referral:
        return tuple(no for no in found if no is not None)
    return (None,) if None in found else FITS_NOTHING


OF_THE_RECORD: Final = (Amended, p.Corrected, p.Voided)
"""Moves that change what was recorded, not where the case stands."""
