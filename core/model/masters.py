"""Master data: what an office edits on screen. ``id`` is a stable key that figures group by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.model.codes import AgencyKind, ChannelGroup, ContactKind, ObligationKind
from core.model.promises import DayUnit, Span


@dataclass(frozen=True, slots=True)
class Channel:
    """How matters reach the centre, mapped to one group."""

    id: str
    name: str
    group: ChannelGroup
    is_active: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """What a matter is about. ``law`` is a period set by law (its source names the section); ``steps`` are printed on
    the slip.
    """

    id: str
    name: str
    law: Span | None = None
    is_complex: bool = False
    steps: str = ""
    is_active: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class Agency:
    """Who can act. ``declared`` maps topic ids to the periods this agency declared; ``overall`` is its period for
    everything else.
    """

    id: str
    name: str
    kind: AgencyKind = AgencyKind.PROVINCIAL
    short_name: str = ""
    parent_id: str | None = None
    amphoe_code: str | None = None
    head_title: str = ""
    phone: str = ""
    hotline: str = ""
    size_group: str = "B"
    overall: Span | None = None
    declared: Mapping[str, Span] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    succeeded_by: str | None = None
    spellings: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Programme:
    """A special programme whose counter contacts are no cases."""

    id: str
    name: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """What a person said that the columns of a file mean: fields to headings. ``id`` is a digest of the headings."""

    id: str
    mapping: dict[str, tuple[str, ...]]


DEFAULT_FINISH = Span(15, DayUnit.WORKING)
"""For a general matter; our decision, modelled on what agencies declared."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a set; off means that nothing is promised."""

    kind: ObligationKind
    span: Span
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The set of clocks in force in an office.

    ``delivery_days`` is assumed between a letter's day and its receipt; ``near_days`` are working days. A letter
    without a typed day asks for a report after the period of the clock ``report_by_letter``, if that is on.
    """

    id: str
    name: str
    clocks: tuple[Clock, ...]
    default_finish: Span = DEFAULT_FINISH
    delivery_days: int = 0
    near_days: int = 3
    no_word_days: int = 30
    weekend_staff: bool = True

    def clock(self, kind: ObligationKind) -> Clock | None:
        """The clock of ``kind`` when it is on."""
        return next((clock for clock in self.clocks if clock.kind is kind and clock.is_on), None)


STOCK_KINDS: frozenset[ContactKind] = frozenset(
    {ContactKind.GRIEVANCE, ContactKind.NEED, ContactKind.SUGGESTION, ContactKind.RELAY, ContactKind.IMMEDIATE_HELP}
)
"""Kinds that enter the stock figures (our decision, a setting); the others are counted apart."""
