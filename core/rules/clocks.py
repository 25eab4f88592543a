"""The sets of clocks an office may choose from. Data, not code: an office edits its own copy on screen.

Sources: BK = Bangkok 1555, steps 1-4; R = a real register (letters asking for a report in 15 or 30 days).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.model.codes import ObligationKind
from core.model.masters import Clock, ClockSet
from core.model.promises import DayUnit, Span

_CALENDAR, _WORKING = DayUnit.CALENDAR, DayUnit.WORKING

BANGKOK_1555 = ClockSet(
    id="bkk1555",
    name="1555",
    clocks=(
        Clock(ObligationKind.FORWARD, Span(1, _CALENDAR, "BK 1")),
        Clock(ObligationKind.ACKNOWLEDGE, Span(1, _WORKING, "BK 2")),
        Clock(ObligationKind.FIRST_PROGRESS, Span(3, _WORKING, "BK 2")),
        Clock(ObligationKind.PERIODIC_SERIES, Span(0, _CALENDAR, "BK 3")),
        Clock(ObligationKind.FINISH, Span(0, _WORKING, "G1")),
        Clock(ObligationKind.ANSWER_UPSTREAM, Span(0, _CALENDAR, "SK G1")),
        Clock(ObligationKind.TELL_COMPLAINANT, Span(1, _WORKING, "BK")),
    ),
)

BY_LETTER = ClockSet(
    id="letter",
    name="letter",
    clocks=(
        Clock(ObligationKind.FORWARD, Span(1, _CALENDAR, "BK 1")),
        Clock(ObligationKind.REPORT_BY_LETTER, Span(15, _CALENDAR, "R")),
        Clock(ObligationKind.FINISH, Span(0, _WORKING, "G1")),
        Clock(ObligationKind.ANSWER_UPSTREAM, Span(0, _CALENDAR, "SK G1")),
        Clock(ObligationKind.TELL_COMPLAINANT, Span(1, _WORKING, "BK")),
    ),
)

SOURCES: Mapping[ObligationKind, str] = MappingProxyType(
    {
        ObligationKind.FORWARD: "BK 1",
        ObligationKind.ACKNOWLEDGE: "BK 2",
        ObligationKind.FIRST_PROGRESS: "BK 2",
        ObligationKind.PERIODIC_SERIES: "BK 3",
        ObligationKind.PERIODIC_PROGRESS: "BK 3",
        ObligationKind.REPORT_BY_LETTER: "R",
        ObligationKind.FINISH: "G1",
        ObligationKind.REVIEW: "D",
        ObligationKind.ANSWER_UPSTREAM: "SK G1",
        ObligationKind.TELL_COMPLAINANT: "BK",
        ObligationKind.DIRECTIVE: "RE SK LP",
    }
)
"""Where each promise comes from, unless its period names a source of its own; D is our decision."""

CLOCK_SETS: tuple[ClockSet, ...] = (BANGKOK_1555, BY_LETTER)
CADENCE_VERSION = 1
"""The 15th and the 30th, in February the last day. A new rhythm gets a new version; stored series keep theirs."""
