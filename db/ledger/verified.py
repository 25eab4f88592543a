"""What a verification found."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 50
"""Differences that are listed; all are counted."""


@dataclass
class Verified:
    """What was found. ``differences`` names tables, keys and sequences, never texts or persons.

    ``chain_ok`` speaks of events, texts and seals, ``rebuild_ok`` of everything that follows from them. ``unproven``
    counts events and seals whose key was given up: what they say can be read and no longer proved. ``files_ok`` speaks
    of the files of the evidence, of which ``files`` were looked at.
    """

    events: int = 0
    cases: int = 0
    chain_ok: bool = True
    rebuild_ok: bool = True
    found: int = 0
    unproven: int = 0
    files: int = 0
    files_ok: bool = True
    differences: list[str] = field(default_factory=list)

    @property
    def fault(self) -> str | None:
        """The refusal that stands for what was found, the worst first; None where all is well."""
        if not (self.chain_ok and self.rebuild_ok):
            return "error.ledger_damaged"
        return None if self.files_ok else "error.evidence_damaged"

    def note(self, what: str, *, chain: bool = False) -> None:
        """Add a difference."""
        self.chain_ok, self.rebuild_ok = self.chain_ok and not chain, self.rebuild_ok and chain
        self._list(what)

    def note_file(self, what: str) -> None:
        """Add a file of the evidence that is not as it was."""
        self.files_ok = False
        self._list(what)

    def _list(self, what: str) -> None:
        self.found += 1
        if len(self.differences) < MOST:
            self.differences.append(what)
