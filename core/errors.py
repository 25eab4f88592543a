"""Errors a person may see: a key of the text catalogue and the facts that fill it; no Thai here."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal with a reason that a person can act on.

    ``key`` names a text of the catalogue; ``facts`` fill its placeholders and never hold personal data.
    """

    key: str = "error.refused"

    def __init__(self, key: str | None = None, **facts: object) -> None:
        self.key = key or type(self).key
        self.facts = facts
        super().__init__(f"{self.key} {facts}" if facts else self.key)


class NotFound(DomainError):
    """There is no such thing, or it is not yours: both give the same answer."""

    key = "error.not_found"


class NotAllowed(DomainError):
    """The account's role does not include this action."""

    key = "error.not_allowed"


class StaleCase(DomainError):
    """Somebody else recorded something on the case since it was opened."""

    key = "error.stale_case"


class IllegalMove(DomainError):
    """The move is not legal from the state in which the case is."""

    key = "error.illegal_move"


class TextMissing(DomainError):
    """A move that must be explained came without its text."""

    key = "error.text_missing"


class ImpossibleDay(DomainError):
    """The day lies in the future, or before the event that the move answers."""

    key = "error.impossible_day"


class ClockWrong(DomainError):
    """The machine's clock stands behind, or far ahead of, what has been recorded."""

    key = "error.clock_wrong"


class LedgerDamaged(DomainError):
    """What is stored no longer proves itself."""

    key = "error.ledger_damaged"


class StorageBusy(DomainError):
    """The database was locked by somebody else for too long; nothing was changed."""

    key = "error.storage_busy"
