"""What a file may cost. Files come from outside: a limit refuses them before they can fill memory or time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.errors import DomainError

MEGABYTE: Final = 1024 * 1024


class ImportRefused(DomainError):
    """The file cannot be imported; ``key`` is one of ``import.refused.*`` and ``facts`` name the limit."""

    key = "import.refused.not_a_table"


@dataclass(frozen=True, slots=True)
class Limits:
    """Our decision: ample for a province's ten years, small enough for an office PC.

    ``seconds`` is the time spent waiting for the reading process, not the time its reader takes to use the rows.
    """

    file_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    packed_entries: int = 5_000
    rows: int = 200_000
    columns: int = 200
    cell_chars: int = 131_072
    seconds: int = 120
    memory_bytes: int = 1536 * MEGABYTE


STANDARD: Final = Limits()


def refuse_over(what: str, found: int, limit: int) -> None:
    """Refuse when ``found`` is above ``limit``.

    Raises:
        ImportRefused: ``import.refused.<what>`` with both numbers.
    """
    if found > limit:
        raise ImportRefused(f"import.refused.{what}", found=found, limit=limit)
