"""What a verification found."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 50
"""Differences that are listed; all are counted."""


@dataclass
class Verified:
    """What was found. ``differences`` names tables, keys and sequences, never texts or persons.

    ``chain_ok`` speaks of events, texts and seals, ``rebuild_ok`` of everything that follows from them. ``unproven``
    counts events and seals whose key was given up: what they say can be read and no longer proved.
    """

    events: int = 0
    cases: int = 0
    chain_ok: bool = True
    rebuild_ok: bool = True
    found: int = 0
    unproven: int = 0
    differences: list[str] = field(default_factory=list)

    def note(self, what: str, *, chain: bool = False) -> None:
        """Add a difference."""
        self.found += 1
        self.chain_ok, self.rebuild_ok = self.chain_ok and not chain, self.rebuild_ok and chain
        if len(self.differences) < MOST:
            self.differences.append(what)
