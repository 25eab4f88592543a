"""Half-filled forms: what is kept of them, and what the pages ask of wherever they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A half-filled form as it was saved last. ``slot`` is ``form/which``; ``body`` is empty where its key is lost."""

    slot: str
    updated_at: datetime
    body: str = field(repr=False)
    is_readable: bool = True


class Drafts(Protocol):
    """Half-filled forms of the account that the context belongs to, encrypted; nobody else's can be asked for.

    Drafts never vanish by themselves: who shows them says how old they are.
    """

    def save(self, slot: str, body: str) -> datetime:
        """Keep what a form holds now in place of what it held before; the instant at which it was kept.

        Raises:
            DomainError: far too long, or the storage is out of reach; what was kept before stays.
        """
        ...

    def load(self, slot: str) -> SavedDraft | None:
        """The draft of a slot; None where there is none."""
        ...

    def of_form(self, form: str) -> tuple[SavedDraft, ...]:
        """Every draft of a form, saved last first."""
        ...

    def forget(self, slot: str) -> None:
        """Take a draft away: it was sent, or thrown away by its owner."""
        ...
