"""PostgreSQL: pg_dump in one snapshot with the counts, and the way back in one transaction."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from core.errors import DomainError, StorageBusy
from db.engine import BUSY_SECONDS, WRITERS_LOCK

INSTALLED = Path("/usr/lib/postgresql")
COMPLAINT = re.compile(r"\b(error|ERROR|FATAL):")  # the other lines may quote rows, and this goes to the log
EMPTY_SQL = """
DO $$ DECLARE it record; BEGIN
FOR it IN SELECT kind, name FROM (
    SELECT oid, oid::regclass::text AS name, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
        WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT oid, oid::regprocedure::text, 'ROUTINE' FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
    UNION ALL SELECT oid, oid::regtype::text, 'TYPE' FROM pg_type
        WHERE typtype IN ('e', 'd') AND typnamespace = current_schema()::regnamespace
    ) AS ours WHERE NOT EXISTS (SELECT FROM pg_depend WHERE objid = ours.oid AND deptype = 'e') ORDER BY kind DESC, name
LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', it.kind, it.name); END LOOP;
END $$;
"""
"""Takes away all tables, views, sequences, routines and types of ours; extensions and the schema itself stay."""


def dump(url: str, to: Path, *, snapshot: str | None = None) -> None:
    """Write a dump in PostgreSQL's custom format, of a snapshot that another transaction exported or of now."""
    same = [] if snapshot is None else [f"--snapshot={snapshot}"]
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *same, f"--file={to}", url=url, work=to.parent)


def script_of(archive: Path, work: Path) -> Path:
    """Turn a dump into SQL in the folder ``work``, which reads and so proves all of it."""
    script = work / f"{archive.name}.sql"
    _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(archive))
    return script


def replay(url: str, script: Path | None, *, work: Path) -> None:
    """Empty the database and, unless it is to stay empty, play a script into it, all in one transaction."""
    fixed = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
    careful = f"SET lock_timeout = '{BUSY_SECONDS}s'; SET client_min_messages = warning"
    play = () if script is None else ("--file", str(script))
    _run("psql", *fixed, "--command", careful, "--command", EMPTY_SQL, *play, url=url, work=work)


def exported_snapshot(connection: Connection) -> str:
    """A name under which pg_dump sees exactly what ``connection`` sees, as long as its transaction lives."""
    return str(connection.scalar(text("SELECT pg_export_snapshot()")))


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table yet."""
    tables = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema())"
    return not connection.scalar(text(tables))


@contextmanager
def writers_out(engine: Engine) -> Iterator[None]:
    """Keep every writer of the program out for a while; they wait or give up with a clear text.

    Raises:
        StorageBusy: a writer did not finish in time; nothing was changed.
    """
    with engine.connect() as connection:
        try:
            connection.execute(text(f"SET lock_timeout = '{BUSY_SECONDS}s'"))
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": WRITERS_LOCK})
            connection.commit()
        except OperationalError as error:
            raise StorageBusy from error
        try:
            yield
        finally:
            connection.invalidate()  # closing the session lets go of its lock


def program(name: str) -> str:
    """The path of a PostgreSQL client program: on PATH, else the newest installed one.

    Raises:
        DomainError: ``error.backup_tool_missing`` with ``tool``.
    """
    if on_path := shutil.which(name):
        return on_path
    found = [each for each in INSTALLED.glob(f"*/bin/{name}") if each.parent.parent.name.isdecimal()]
    if not found:
        raise DomainError("error.backup_tool_missing", tool=name)
    return str(max(found, key=lambda each: int(each.parent.parent.name)))


def _run(name: str, *arguments: str, url: str | None = None, work: Path | None = None) -> None:
    database = [] if url is None or work is None else [f"--dbname={_conninfo(url, work)}"]
    command = [program(name), *database, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own arguments
    if done.returncode:
        complaints = [line for line in done.stderr.splitlines() if COMPLAINT.search(line)]
        raise OSError(f"{name}: {' / '.join(complaints) or done.returncode}")


def _conninfo(url: str, work: Path) -> str:
    """Where the database is, for libpq. The password goes through a file of ours: everybody may see arguments."""
    _, named = make_url(url).get_dialect()().create_connect_args(make_url(url))
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    given = {key: value for key, value in named.items() if key in known}
    if password := given.pop("password", None):
        passfile = work / "password"
        passfile.touch(mode=0o600)
        passfile.write_text("*:*:*:*:{}\n".format(str(password).replace("\\", "\\\\").replace(":", "\\:")))
        given["passfile"] = str(passfile)
    return make_conninfo(**given)
