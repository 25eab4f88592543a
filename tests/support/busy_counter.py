"""One process of several that write into one office at the same time: ``python -m tests.support.busy_counter``.

Threads take matters in and send them to an agency; some commands fail on purpose, before or amid the writing. Each
success is a line on stdout, written after it was acknowledged: request id and number.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

from core.ports import Work
from db.ledger import flush
from db.settings import Settings
from tests.support.office import Hands, Office

FAILING = 0.2
STEPS = ("write_events", "project", "write_commands")
HOURS = 1.0


class Fails(Exception):
    """The trouble that was made on purpose."""


@dataclass(frozen=True)
class Desk:
    """One thread at work."""

    office: Office
    name: str
    count: int

    def work(self) -> None:
        """Take matters in; every command is tried again with its request id until it is acknowledged."""
        luck = Random(self.name)  # noqa: S311  # no secret
        for n in range(self.count):
            request_id = f"{self.name}-{n}"
            while True:
                try:
                    done = self.office.ledger().act(request_id, "register", self._decide(luck))
                except Fails:
                    continue
                sys.stdout.write(f"{request_id} {done.no}\n")
                sys.stdout.flush()
                break

    def _decide(self, luck: Random) -> Any:  # noqa: ANN401  # a decision
        registers = self.office.registers(sent=luck.random() < 0.5)

        def decide(unit: Work) -> None:
            registers(unit)
            if luck.random() < FAILING:
                raise Fails

        return decide


def fail_amid_writing(luck: Random) -> None:
    """Let some commands fail after a part of their rows was written."""
    for step in STEPS:
        whole = getattr(flush, step)

        def sometimes(*given: Any, _whole: Any = whole) -> Any:  # noqa: ANN401  # as the step
            made = _whole(*given)
            if luck.random() < FAILING / len(STEPS):
                raise Fails
            return made

        setattr(flush, step, sometimes)


def main(url: str, key: str, name: str, threads: int, count: int) -> None:
    """Write with several threads until each has recorded ``count`` cases."""
    fail_amid_writing(Random(name))  # noqa: S311  # no secret
    settings = Settings(database_url=url, secret_file=Path(key), data_dir=Path(key).parent.parent / "data")
    office = Office(settings, Hands())
    desks = [Desk(office, f"{name}-{n}", count) for n in range(threads)]
    working = [Thread(target=desk.work) for desk in desks]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
