"""The order in which pickers show a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from core.model.masters import Agency, Channel, Topic

Placed = TypeVar("Placed", Channel, Topic, Agency)


def moved(lines: Sequence[Placed], line_id: str, by: int) -> tuple[Placed, ...]:
    """The lines as they stand after one went ``by`` places down (negative: up): those that got another place.

    None where it cannot go further.
    Places are counted anew from 1, so lines that stood on one place are told apart.
    """
    at = next((n for n, line in enumerate(lines) if line.id == line_id), None)
    if at is None or not 0 <= at + by < len(lines):
        return ()
    order = [line for line in lines if line.id != line_id]
    order.insert(at + by, lines[at])
    placed = ((line, replace(line, position=n)) for n, line in enumerate(order, start=1))
    return tuple(new for old, new in placed if old != new)
