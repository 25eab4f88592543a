"""Ids made by the program, so that rows keep theirs when they move between engines or are restored."""

from __future__ import annotations

import secrets
import threading
import time

_EPOCH_MICROSECONDS = 1_577_836_800_000_000  # 2020-01-01 UTC
_RANDOM_BITS = 12
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A 63-bit id: microseconds since 2020 and 12 random bits, rising within a process so that inserts stay local."""
    global _last
    with _lock:
        stamp = time.time_ns() // 1000 - _EPOCH_MICROSECONDS
        _last = max((stamp << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS), _last + 1)
        return _last
