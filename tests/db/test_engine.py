"""Who waits for whom, how long, and what a person is told when the database does not answer."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import DomainError, StorageBusy
from core.text.catalogue import TEXTS
from db import engine as engines
from db.engine import BUSY_SECONDS, CONNECT_SECONDS, POOL_SECONDS, alone, engine_for, reading, sqlite_file, writing
from db.failures import refusal_of
from tests.support.databases import Databases
from tests.support.refusals import refused

PATIENCE = 12
INSERT = text("INSERT INTO programme_contact VALUES ('45', :id, 'covid', '2026-01-01', 0, 0, 0, 0)")
COUNT = text("SELECT count(*) FROM programme_contact")


def add(connection: Connection, row_id: int) -> None:
    """Write a row."""
    connection.execute(INSERT, {"id": row_id})


def count(url: str) -> int:
    """How many rows are there."""
    with reading(engine_for(url)) as connection:
        return int(connection.execute(COUNT).scalar_one())


@contextmanager
def aside(hold: Callable[[threading.Event, threading.Event], None]) -> Iterator[None]:
    """Run ``hold(taken, free)`` in a thread from when it has taken something until the block ends."""
    taken, free = threading.Event(), threading.Event()
    thread = threading.Thread(target=hold, args=(taken, free))
    thread.start()
    try:
        assert taken.wait(10)
        yield
    finally:
        free.set()
        thread.join()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second is long enough to wait in a test."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.5)


class TestTransactions:
    """What a transaction promises on both engines."""

    def test_what_is_written_stays(self, database_url: str) -> None:
        with writing(engine_for(database_url)) as connection:
            add(connection, 1)
        assert count(database_url) == 1

    def test_an_exception_takes_everything_back(self, database_url: str) -> None:
        def run() -> None:
            with writing(engine_for(database_url)) as connection:
                add(connection, 1)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            run()
        assert count(database_url) == 0

    def test_reads_of_one_snapshot_agree(self, database_url: str) -> None:
        engine = engine_for(database_url)
        with reading(engine) as snapshot:
            before = snapshot.execute(COUNT).scalar_one()
            with writing(engine) as connection:
                add(connection, 1)
            assert (before, snapshot.execute(COUNT).scalar_one(), count(database_url)) == (0, 0, 1)

    def test_readers_never_wait_for_a_writer(self, database_url: str) -> None:
        with writing(engine_for(database_url)) as connection:
            add(connection, 1)
            assert count(database_url) == 0

    def test_one_engine_per_database(self, database_url: str) -> None:
        assert engine_for(database_url) is engine_for(database_url)

    def test_whoever_must_be_alone_waits_for_writers(self, database_url: str, impatient: None) -> None:
        engine = engine_for(database_url)

        def write(taken: threading.Event, free: threading.Event) -> None:
            with writing(engine):
                taken.set()
                free.wait()

        def run() -> None:
            with alone(engine):
                pytest.fail("a writer was inside")

        with aside(write), refused("error.storage_busy"):
            run()

    def test_writers_wait_for_whoever_is_alone(self, database_url: str, impatient: None) -> None:
        engine = engine_for(database_url)

        def be_alone(taken: threading.Event, free: threading.Event) -> None:
            with alone(engine):
                taken.set()
                free.wait()

        def run() -> None:
            with writing(engine):
                pytest.fail("somebody was alone")

        with aside(be_alone), refused("error.storage_busy"):
            run()

    def test_the_longest_wait_is_shorter_than_a_persons_patience(self) -> None:
        assert (BUSY_SECONDS < PATIENCE, POOL_SECONDS + 2 * CONNECT_SECONDS <= PATIENCE) == (True, True)


@pytest.mark.sqlite
class TestSqlite:
    """The embedded default."""

    @pytest.mark.parametrize(
        ("pragma", "value"),
        [
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("secure_delete", 1),
            ("mmap_size", 0),
            ("temp_store", 2),
            ("cache_size", -65536),
            ("busy_timeout", 10_000),
        ],
    )
    def test_every_connection_has_its_settings(self, database_url: str, pragma: str, value: object) -> None:
        with reading(engine_for(database_url)) as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value

    def test_a_setting_that_was_not_taken_is_no_connection(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(engines.PRAGMAS, "synchronous", 7)
        with pytest.raises(RuntimeError, match="did not take synchronous=7"), reading(engine_for(database_url)):
            pass

    def test_a_writer_begins_immediately(self, database_url: str) -> None:
        file = sqlite_file(database_url)
        locked = pytest.raises(sqlite3.OperationalError, match="database is locked")
        with writing(engine_for(database_url)), closing(sqlite3.connect(file, timeout=0)) as other, locked:
            other.execute("BEGIN IMMEDIATE")

    def test_writers_queue(self, database_url: str) -> None:
        engine, inside, most = engine_for(database_url), 0, 0

        def write(n: int) -> None:
            nonlocal inside, most
            with writing(engine) as connection:
                inside += 1
                most = max(most, inside)
                add(connection, n)
                time.sleep(0.01)
                inside -= 1

        threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (most, count(database_url)) == (1, 8)

    @pytest.mark.parametrize("holder", ["thread", "process", "stranger"])
    def test_a_locked_database_is_told_in_time(self, database_url: str, holder: str, impatient: None) -> None:
        started, file = time.monotonic(), sqlite_file(database_url)
        with {"thread": self._thread, "process": self._process, "stranger": self._stranger}[holder](file):
            started = time.monotonic()
            with refused("error.storage_busy"), writing(engine_for(database_url)):
                pass
            assert 0.4 < time.monotonic() - started < 2
        with writing(engine_for(database_url)) as connection:
            add(connection, 1)
        assert count(database_url) == 1

    @contextmanager
    def _thread(self, file: Path) -> Iterator[None]:
        def hold(taken: threading.Event, free: threading.Event) -> None:
            with engines.writer_lock(file):
                taken.set()
                free.wait()

        with aside(hold):
            yield

    @contextmanager
    def _process(self, file: Path) -> Iterator[None]:
        """Another program of ours, started in another folder with another name for the same file."""
        link = file.with_name("link.db")
        link.symlink_to(file)
        code = "import sys; from pathlib import Path; from db.engine import writer_lock\n"
        code += "with writer_lock(Path(sys.argv[1])): print('taken', flush=True); sys.stdin.read()"
        command = [sys.executable, "-c", code, str(link)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "taken\n"
            yield
            other.communicate()

    @contextmanager
    def _stranger(self, file: Path) -> Iterator[None]:
        """A program that does not know our lock file."""
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    def test_two_waits_together_are_no_longer_than_one(self, database_url: str, impatient: None) -> None:
        """The lock is won at the last moment, and then a stranger holds the database."""
        file, engine = sqlite_file(database_url), engine_for(database_url)

        def hold(taken: threading.Event, _free: threading.Event) -> None:
            with engines.writer_lock(file):
                taken.set()
                time.sleep(0.4)

        with self._stranger(file), aside(hold):
            started = time.monotonic()
            with refused("error.storage_busy"), writing(engine):
                pass
            assert time.monotonic() - started < 1
        with reading(engine) as connection:
            assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() == 10_000

    def test_a_full_disk_is_told_and_nothing_half_is_left(self, database_url: str) -> None:
        engine = engine_for(database_url)

        def fill() -> None:
            with writing(engine) as connection:
                pages = connection.execute(text("PRAGMA page_count")).scalar_one()
                connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
                for n in range(2000):
                    add(connection, n)

        with refused("error.storage_full"):
            fill()
        assert count(database_url) == 0
        engine.dispose()
        with writing(engine) as connection:
            add(connection, 1)
        assert count(database_url) == 1

    def test_a_file_that_is_no_database_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "damrong.db"
        file.write_bytes(b"no database at all" * 100)
        with refused("error.database_damaged"), reading(engine_for(f"sqlite:///{file}")):
            pass

    def test_a_database_needs_a_file(self) -> None:
        with pytest.raises(ValueError, match="needs a file"):
            sqlite_file("sqlite://")


@pytest.mark.postgres
class TestPostgres:
    """The server."""

    def test_writers_work_side_by_side(self, database_url: str) -> None:
        engine = engine_for(database_url)
        with writing(engine) as one, writing(engine) as other:
            add(one, 1)
            add(other, 2)
        assert count(database_url) == 2

    def test_nobody_writes_while_reading(self, database_url: str) -> None:
        def run() -> None:
            with reading(engine_for(database_url)) as connection:
                add(connection, 1)

        with pytest.raises(Exception, match="read-only transaction"):
            run()

    def test_a_row_that_is_locked_for_long_is_told_in_time(self, database_url: str, impatient: None) -> None:
        engine, update = engine_for(database_url), text("UPDATE programme_contact SET calls = calls + 1")
        with writing(engine) as connection:
            add(connection, 1)

        def run() -> None:
            with writing(engine) as slow:
                slow.execute(update)
                with writing(engine) as other:
                    other.execute(update)

        started = time.monotonic()
        with refused("error.storage_busy"):
            run()
        assert time.monotonic() - started < 3

    def test_a_server_that_is_not_there_is_told_in_time(self) -> None:
        engine, started = engine_for("postgresql+psycopg://nobody:x@127.0.0.1:1/nothing"), time.monotonic()
        with refused("error.storage_unreachable"), writing(engine):
            pass
        with refused("error.storage_unreachable"), reading(engine):
            pass
        assert time.monotonic() - started < PATIENCE

    def test_a_connection_that_is_killed_is_told_and_the_next_is_new(self, database_url: str) -> None:
        engine = engine_for(database_url)

        def run() -> None:
            with writing(engine) as connection:
                add(connection, 1)
                kill(engine_pid(connection))
                add(connection, 2)

        def kill(pid: int) -> None:
            with reading(engine) as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

        with refused("error.storage_unreachable"):
            run()
        with writing(engine) as connection:
            add(connection, 3)
        assert count(database_url) == 1

    def test_connections_that_died_in_the_pool_are_replaced(self, database_url: str) -> None:
        engine = engine_for(database_url)
        count(database_url)
        with closing(psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True)) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with writing(engine) as connection:
            add(connection, 1)
        assert count(database_url) == 1

    @pytest.mark.parametrize("when", ["pooled", "inside"])
    def test_a_server_that_hangs_is_told_in_time(
        self, database_url: str, when: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("db.patience.PING_SECONDS", 0.5)
        monkeypatch.setattr("db.patience.SILENT_SECONDS", 0.5)
        monkeypatch.setattr("db.patience.PatientConnection.patience", 0.5)
        engine = engine_for(database_url)
        with reading(engine) as connection:
            pid = engine_pid(connection)

        def run() -> None:
            if when == "pooled":
                os.kill(pid, signal.SIGSTOP)
            with writing(engine) as connection:
                os.kill(engine_pid(connection), signal.SIGSTOP)
                add(connection, 1)

        started = time.monotonic()
        try:
            with contextlib.suppress(StorageBusy) if when == "pooled" else refused("error.storage_unreachable"):
                run()
            assert time.monotonic() - started < 3
        finally:
            with closing(psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True)) as other:
                found = other.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                for (each,) in found:
                    os.kill(each, signal.SIGCONT)
        assert count(database_url) == 0

    def test_long_work_may_be_silent(self, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("db.patience.SILENT_SECONDS", 0.3)
        monkeypatch.setattr("db.patience.PatientConnection.patience", 0.3)
        engine, long = engine_for(database_url), text("SELECT pg_sleep(1)")
        with reading(engine, patient=True) as connection, alone(engine) as other:
            connection.execute(long)
            other.execute(long)
        with refused("error.storage_unreachable"), reading(engine) as connection:
            connection.execute(long)

    def test_a_writer_that_fell_asleep_is_ended(self, database_url: str) -> None:
        with writing(engine_for(database_url)) as connection:
            said = connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
        with reading(engine_for(database_url)) as connection:
            free = connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
        assert (said, free) == ("2min", "0")

    def test_a_url_may_say_more_about_its_connection(self, databases: Databases, database_url: str) -> None:
        with reading(engine_for(f"{database_url}?application_name=bench&connect_timeout=2")) as connection:
            assert connection.execute(text("SHOW application_name")).scalar_one() == "bench"
        engine_for(f"{database_url}?application_name=bench&connect_timeout=2").dispose()


def engine_pid(connection: Connection) -> int:
    """The server process of a connection."""
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def told(code: int) -> OperationalError:
    """What SQLAlchemy raises for an error of SQLite."""
    error = sqlite3.OperationalError("said in the driver's words")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


class TestRefusals:
    """Which failure is told in which words."""

    @pytest.mark.parametrize(
        ("code", "key"),
        [
            (sqlite3.SQLITE_BUSY, "error.storage_busy"),
            (sqlite3.SQLITE_BUSY_SNAPSHOT, "error.storage_busy"),
            (sqlite3.SQLITE_LOCKED, "error.storage_busy"),
            (sqlite3.SQLITE_FULL, "error.storage_full"),
            (sqlite3.SQLITE_IOERR_FSYNC, "error.storage_unreachable"),
            (sqlite3.SQLITE_CANTOPEN, "error.storage_unreachable"),
            (sqlite3.SQLITE_CORRUPT, "error.database_damaged"),
            (sqlite3.SQLITE_NOTADB, "error.database_damaged"),
        ],
    )
    def test_of_sqlite(self, code: int, key: str) -> None:
        refusal = refusal_of(told(code))
        assert (refusal and refusal.key, key in TEXTS) == (key, True)

    @pytest.mark.parametrize(
        ("error", "key"),
        [
            (psycopg.OperationalError(), "error.storage_unreachable"),
            (psycopg.errors.ConnectionException(), "error.storage_unreachable"),
            (psycopg.errors.AdminShutdown(), "error.storage_unreachable"),
            (psycopg.errors.CannotConnectNow(), "error.storage_unreachable"),
            (psycopg.errors.LockNotAvailable(), "error.storage_busy"),
            (psycopg.errors.DeadlockDetected(), "error.storage_busy"),
            (psycopg.errors.TooManyConnections(), "error.storage_busy"),
            (psycopg.errors.DiskFull(), "error.storage_full"),
            (psycopg.errors.DataCorrupted(), "error.database_damaged"),
        ],
    )
    def test_of_postgresql(self, error: psycopg.Error, key: str) -> None:
        refusal = refusal_of(OperationalError("INSERT", {}, error))
        assert (refusal and refusal.key, key in TEXTS) == (key, True)

    def test_of_a_pool_without_a_free_connection(self) -> None:
        refusal = refusal_of(PoolTimeout())
        assert (type(refusal), refusal and refusal.key) == (StorageBusy, "error.storage_busy")

    @pytest.mark.parametrize(
        "error", [psycopg.errors.UndefinedTable(), psycopg.errors.NotNullViolation(), sqlite3.ProgrammingError()]
    )
    def test_faults_of_the_program_pass(self, error: Exception) -> None:
        assert refusal_of(OperationalError("INSERT", {}, error)) is None

    def test_what_a_person_can_wait_for_is_one_class(self) -> None:
        refusals = [
            refusal_of(told(code)) for code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT)
        ]
        assert [type(each) for each in refusals] == [StorageBusy, StorageBusy, DomainError]
