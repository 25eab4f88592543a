"""A small office for tests of back-ups: two tables, a key, an attachment; the same on both engines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text

from db.backup.make import BackupReport, back_up
from db.backup.restore import Checks, RestoreReport, rehearse, restore
from db.backup.snapshot import CountSql, Verify, nothing_to_do
from db.engine import engine_for, reading, writing
from db.keys.file import key_file
from db.keys.proof import TABLE, start_keys
from db.keys.ring import KeyRing

PROVINCE = "45"
INSTALLATION = "0123abcd4567"
MADE_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
COUNTS = CountSql(cases="SELECT count(*) FROM matter", events="SELECT count(*) FROM happening")
CHECKS = Checks(count_sql=COUNTS)
SECRET = "ผู้ร้องตัวอย่าง 0001"


@dataclass(frozen=True)
class Office:
    """An installation: its database, its folders, its key and the code on its recovery sheet."""

    url: str
    data_dir: Path
    stick: Path
    key: Path
    ring: KeyRing
    code: str

    def record(self, *titles: str) -> None:
        """Register matters, each with one event, durably."""
        with writing(engine_for(self.url)) as connection:
            for title in titles:
                connection.execute(text("INSERT INTO matter (title) VALUES (:title)"), {"title": title})
                connection.execute(text("INSERT INTO happening (kind) VALUES ('registered')"))

    def titles(self) -> list[str]:
        """What is registered, in order."""
        return titles_of(self.url)

    def attach(self, name: str, content: bytes) -> Path:
        """Store an attachment."""
        file = self.data_dir / "attachments" / name[:2] / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    def back_up(self, *, now: datetime = MADE_AT, verify: Verify = nothing_to_do) -> BackupReport:
        """Back up to the stick."""
        return back_up(
            self.url,
            self.ring,
            self.stick,
            now=now,
            data_dir=self.data_dir,
            installation_id=INSTALLATION,
            verify=verify,
            count_sql=COUNTS,
        )

    def restore(self, file: Path, unlock: KeyRing | str | None = None, checks: Checks = CHECKS) -> RestoreReport:
        """Restore here, with the machine's own ring unless told otherwise."""
        place = partial(key_file, secret_file=self.key, data_dir=self.data_dir)
        unlocked = self.ring if unlock is None else unlock
        return restore(file, self.url, unlocked, now=LATER, data_dir=self.data_dir, place_of_key=place, checks=checks)

    def rehearse(self, file: Path, unlock: KeyRing | str | None = None) -> RestoreReport:
        """Try a back-up out."""
        unlocked = self.ring if unlock is None else unlock
        return rehearse(file, self.url, unlocked, now=LATER, data_dir=self.data_dir, checks=CHECKS)


def open_office(url: str, folder: Path) -> Office:
    """Set an office up below ``folder``, without any matter."""
    key = folder / "home" / "office.key"
    engine = engine_for(url)
    TABLE.metadata.create_all(engine, tables=[TABLE])
    with writing(engine) as connection:
        for table in ("matter (id {}, title text NOT NULL)", "happening (id {}, kind text NOT NULL)"):
            connection.execute(text(f"CREATE TABLE {table.format(_numbered(connection))}"))
        ring, code = start_keys(connection, key, province_id=PROVINCE, now=MADE_AT)
    return Office(url, folder / "data", folder / "stick", key, ring, code)


def empty_machine(url: str, folder: Path, ring: KeyRing) -> Office:
    """A machine where nothing was set up yet."""
    return Office(url, folder / "data", folder / "stick", folder / "home" / "office.key", ring, "")


def titles_of(url: str) -> list[str]:
    """What is registered in a database, in order."""
    with reading(engine_for(url)) as connection:
        return list(connection.scalars(text("SELECT title FROM matter ORDER BY id")))


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content; the lock file of the database left out."""
    files = (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".lock")
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


def _numbered(connection: Connection) -> str:
    sqlite = connection.dialect.name == "sqlite"
    return "integer PRIMARY KEY" if sqlite else "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
