"""The machine's clock, with a day that can be pinned for demonstrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from core.text.dates import bangkok_day


@dataclass(frozen=True, slots=True)
class MachineClock:
    """``now`` is always the machine's; ``pinned`` replaces only ``today``."""

    pinned: date | None = None

    def now(self) -> datetime:
        """The aware UTC instant."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The Bangkok day, or the pinned one."""
        return self.pinned or bangkok_day(self.now())
