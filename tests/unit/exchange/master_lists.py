"""The lists of an office for tests of their workbook, and a person with a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import openpyxl

from core.exchange.limits import ImportRefused
from core.exchange.readers.sheet import FileInfo
from core.exchange.readers.workbook import read_workbook
from core.exchange.sandbox import NumberedRow, Upload
from core.model.geography import Amphoe, Province
from core.model.holidays import WorkCalendar
from core.model.masters import Agency, Channel, ClockSet, Programme, Topic
from core.model.promises import DayUnit, Span
from core.ports import Masters
from core.rules.clocks import BANGKOK_1555, CLOCK_SETS
from db.seed.masters import first_agencies, first_channels, first_programmes, first_topics

AMPHOE = (Amphoe("4501", "เมืองร้อยเอ็ด", "45"), Amphoe("4502", "เกษตรวิสัย", "45"))
LAND_OFFICE = "สำนักงานที่ดินจังหวัดร้อยเอ็ด"
LAND_TOPIC = "ที่ดิน/ที่สาธารณประโยชน์"
LAND_SPAN = Span(45, DayUnit.WORKING, "ประกาศสำนักงานที่ดิน")


@dataclass(frozen=True)
class Lists:
    """Lists as ``core.ports.Masters`` gives them; what a workbook does not need is left out."""

    channels: tuple[Channel, ...] = ()
    topics: tuple[Topic, ...] = ()
    agencies: tuple[Agency, ...] = ()
    programmes: tuple[Programme, ...] = ()
    calendar: WorkCalendar = field(default_factory=lambda: WorkCalendar({}))
    clock_sets: tuple[ClockSet, ...] = ()
    clock_set: ClockSet = BANGKOK_1555
    amphoe: tuple[Amphoe, ...] = AMPHOE
    settings: Mapping[str, str] = field(default_factory=dict)


def masters(lists: Lists) -> Masters:
    """As the program knows them."""
    return cast(Masters, lists)


def office() -> Lists:
    """A new office of two amphoe whose land office declared its periods."""
    agencies = first_agencies(Province("45", "ร้อยเอ็ด"), AMPHOE)
    declared = {"land": LAND_SPAN, "general": Span(7, DayUnit.CALENDAR)}
    overall = Span(30, DayUnit.WORKING, "ภาพรวม")
    return Lists(
        channels=first_channels(),
        topics=tuple(_timed(topic) for topic in first_topics()),
        agencies=tuple(
            replace(agency, declared=declared, overall=overall, spellings=("ที่ดินจังหวัด", "=ที่ดิน"), phone="043511222")
            if agency.id == "land"
            else agency
            for agency in agencies
        ),
        programmes=first_programmes(),
        calendar=WorkCalendar({date(2026, 4, 13): "วันสงกรานต์", date(2026, 12, 31): "วันสิ้นปี"}),
        clock_sets=CLOCK_SETS,
    )


def _timed(topic: Topic) -> Topic:
    return replace(topic, law=Span(60, DayUnit.CALENDAR, "มาตรา 1")) if topic.id == "land" else topic


class Spreadsheet:
    """The workbook in the hands of a person: cells by sheet, row and heading."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def row_of(self, sheet: str, text: str) -> int:
        """The first row that holds a text."""
        rows = self.book[sheet].iter_rows()
        return int(next(row[0].row for row in rows if any(cell.value == text for cell in row)))

    def write(self, sheet: str, row: int, cells: Mapping[str, Any]) -> None:
        """Type into cells of a row."""
        headings = {cell.value: cell.column for cell in self.book[sheet][1]}
        for heading, value in cells.items():
            self.book[sheet].cell(row, headings[heading]).value = value

    def append(self, sheet: str, cells: Mapping[str, Any]) -> int:
        """Type into the row below the last one; returns its number."""
        page = self.book[sheet]
        last = max(row[0].row for row in page.iter_rows() if any(cell.value is not None for cell in row))
        self.write(sheet, last + 1, cells)
        return int(last + 1)

    def saved(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


@contextmanager
def opened_here(upload: Upload) -> Iterator[tuple[FileInfo, Iterator[NumberedRow]]]:
    """Read a workbook in this process: the same reader without a process per sheet."""
    if not isinstance(upload.content, bytes):
        raise ImportRefused
    info, rows = read_workbook(io.BytesIO(upload.content), upload.limits, upload.sheet)
    yield info, enumerate(rows, start=1)
