"""Spreadsheets of the register in a folder of the office's choice, rewritten at each close of day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DomainError
from core.model.office_facts import OfficeSetting
from core.model.upkeep import RegisterRow, RegisterSheet
from core.office_ports import RegisterWriter
from core.text.catalogue import t
from core.text.dates import fiscal_year_be
from db.context import Home
from db.engine import reading
from db.masters import master_lists
from db.reads.register import register_rows, register_years
from db.seed.geography import provinces


def mirror_folder(home: Home) -> Path | None:
    """The folder that the office chose; None where it chose none."""
    chosen = master_lists(home.engine, home.province_id).settings.get(OfficeSetting.MIRROR_FOLDER)
    return Path(chosen) if chosen else None


def write_mirror(home: Home, write: RegisterWriter) -> int:
    """Write the register of every year that can still change; returns how many files.

    Each file appears whole or not at all; one that is open in a spreadsheet stays as it was.

    Raises:
        DomainError: no folder is chosen, it is away, full or not writable, or a file is open elsewhere.
    """
    folder = mirror_folder(home)
    if folder is None:
        raise DomainError("error.mirror_no_folder")
    if not folder.is_dir():
        raise DomainError("error.mirror_place_missing")
    year = fiscal_year_be(home.clock.today())
    with _refusals(), reading(home.engine, patient=True) as connection:
        years = register_years(connection, home.province_id, year) or (year,)
        for each in years:
            with _appearing(folder / f"{t('mirror.file', year=each)}.xlsx") as part:
                write(part, _sheet(home, each, register_rows(connection, home.province_id, each)))
    return len(years)


def _sheet(home: Home, year_be: int, rows: Iterator[RegisterRow]) -> RegisterSheet:
    lists = master_lists(home.engine, home.province_id)
    named = lists.settings.get(OfficeSetting.CENTRE_NAME, "")
    province = next((each.name for each in provinces() if each.code == home.province_id), "")
    return RegisterSheet(
        year_be=year_be,
        office=named or t("gate.office_of", province=province),
        made_at=home.clock.now(),
        rows=rows,
        channels={each.id: each.name for each in lists.channels},
        topics={each.id: each.name for each in lists.topics},
        amphoe={each.code: each.name for each in lists.amphoe},
    )


@contextmanager
def _appearing(file: Path) -> Iterator[Path]:
    """A file that takes the place of the old one in one step, once it is whole and on the disk."""
    part = file.with_name(f".{file.name}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise DomainError("error.mirror_open") from error
    except OSError as error:
        raise DomainError("error.mirror_failed") from error
