"""Connections to PostgreSQL that give up a server which says nothing: one that hangs is as good as gone.

Broken connections are noticed by the operating system. A server that was frozen, or a proxy in front of a dead one,
keeps the line open for ever and every page with it.
"""

from __future__ import annotations

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Connection, Engine, event

RV = TypeVar("RV")
SILENT_SECONDS = 11.0
"""Longer than any wait for a lock: those the server itself puts an end to."""
PING_SECONDS = 3.0


class PatientConnection(psycopg.Connection[Any]):
    """A connection that waits ``patience`` seconds for each answer; None waits for ever."""

    patience: float | None = SILENT_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer.

        Raises:
            psycopg.OperationalError: none came; the connection is closed.
        """
        given = {} if timeout is None else {"timeout": timeout}  # older drivers know nothing of it
        return super().wait(self._answered(gen), interval, **given)

    def _answered(self, gen: PQGen[RV]) -> PQGen[RV]:
        until = None if self.patience is None else time.monotonic() + self.patience
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and until is not None and time.monotonic() > until:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as done:
            result: RV = done.value
            return result


def make_patient(engine: Engine) -> None:
    """Let an engine open such connections, and ask those of its pool only briefly whether they live."""
    dialect: Any = engine.dialect
    ping = dialect.do_ping

    def ask_briefly(connection: PatientConnection) -> bool:
        connection.patience = PING_SECONDS
        try:
            return bool(ping(connection))
        finally:
            connection.patience = SILENT_SECONDS

    dialect.do_ping = ask_briefly
    event.listen(engine, "do_connect", lambda _dialect, _record, args, named: PatientConnection.connect(*args, **named))


def wait_for_ever(connection: Connection) -> None:
    """For work whose single statements may take long; ends when the connection is taken from its pool anew."""
    raw = connection.connection.driver_connection
    if isinstance(raw, PatientConnection):
        raw.patience = None
