"""How often something may happen, counted in this process. Sign-in attempts are counted in the database instead."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable


class Rate:
    """At most ``most`` events per key in any ``seconds``; keys that fall silent are forgotten."""

    def __init__(
        self, *, most: int, seconds: float, keys: int = 10_000, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._keys = keys
        self._ticks = ticks
        self._events: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Count one event of ``key``; False when it is one too many (which is not counted)."""
        now = self._ticks()
        events = self._events.setdefault(key, deque(maxlen=self._most))
        self._events.move_to_end(key)
        if len(self._events) > self._keys:
            self._events.popitem(last=False)
        while events and events[0] <= now - self._seconds:
            events.popleft()
        if len(events) >= self._most:
            return False
        events.append(now)
        return True

    def forget(self, key: str) -> None:
        """Start counting ``key`` anew."""
        self._events.pop(key, None)
