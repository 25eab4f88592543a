"""The register is mirrored at the close of day: every case of the year, chunk by chunk, and a failure is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Connection

from core.exchange.register_xlsx import write_register
from core.model.codes import ClosingClass
from core.model.facts import Registered
from core.model.office_facts import OfficeSetting
from core.model.upkeep import MirrorState, RegisterRow, RegisterSheet
from core.usecases.close_case import CloseCase, close_case
from core.usecases.edit_office import EditOffice, edit_office
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.report_done import ReportDone, report_done
from core.usecases.void_case import VoidCase, void_case
from db import operations
from db.engine import reading
from db.reads import register
from tests.db.test_query_plans import LARGE, plan_of, statements
from tests.support.office import PROVINCE
from tests.support.settings_office import DIRECTOR, SettingsOffice, settled

__all__ = ["settled"]

TITLE = "ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน"


def take_in(settled: SettingsOffice, many: int) -> None:
    """Some cases: the first is sent and closed, the second sent to two agencies, the third void."""
    ctx = settled.context(DIRECTOR)
    facts = Registered("walk_in", topic_id="land", amphoe_code="4501", persons_contacting=2)
    nos = [
        register_case(RegisterCase(request_id=f"r{n}", facts=facts, title=f"{TITLE} {n}"), ctx).no for n in range(many)
    ]
    for request, agency, no in (("f0", "land", nos[0]), ("f1", "land", nos[1]), ("f2", "police", nos[1])):
        forward_case(ForwardCase(request_id=request, no=no, agency_id=agency, keep=True), ctx)
    report_done(ReportDone(request_id="d", no=nos[0], referral_no=1, text="ซ่อมแล้ว"), ctx)
    close_case(CloseCase(request_id="c", no=nos[0], closing_class=ClosingClass.SOLVED, text="แก้ไขแล้ว"), ctx)
    void_case(VoidCase(request_id="v", no=nos[2], text="บันทึกซ้ำ"), ctx)


def rows(settled: SettingsOffice, year: int = 2569) -> list[RegisterRow]:
    with reading(settled.office.home.engine) as connection:
        return list(register.register_rows(connection, PROVINCE, year))


def choose(settled: SettingsOffice, folder: Path) -> None:
    edit_office(EditOffice(values={OfficeSetting.MIRROR_FOLDER: str(folder)}), settled.context())


def state(settled: SettingsOffice) -> MirrorState:
    return settled.context().upkeep.mirror()


def run_jobs(settled: SettingsOffice) -> tuple[str, ...]:
    """What the server does at the next close of day."""
    started = settled.office.clock.now()
    operations.run_due_jobs(started, write_register=write_register)
    settled.office.clock.move(days=1)
    return operations.run_due_jobs(started, write_register=write_register)


def test_every_case_of_a_year_comes_once_in_order_whatever_the_chunk(
    settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(settled, 5)
    whole = rows(settled)
    monkeypatch.setattr(register, "CHUNK", 2)
    assert rows(settled) == whole
    assert [row.no for row in whole] == [f"{n}/2569" for n in range(1, 6)]
    assert rows(settled, 2570) == []


def test_a_row_says_what_the_case_is(settled: SettingsOffice) -> None:
    take_in(settled, 3)
    first, second, third = rows(settled)
    today = settled.office.clock.today()
    assert (first.received_on, first.sent_on, first.closed_on, first.closing_class) == (today, today, today, "solved")
    assert (first.channel_id, first.topic_id, first.persons_contacting) == ("walk_in", "land", 2)
    assert second.agencies == ("สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ตำรวจภูธรจังหวัดร้อยเอ็ด")
    assert second.finish_due_on == date(2026, 7, 21)
    assert (second.closed_on, third.is_void) == (None, True)


@pytest.mark.sqlite
def test_no_row_is_found_by_reading_the_register(settled: SettingsOffice) -> None:
    take_in(settled, 3)
    engine = settled.office.home.engine
    with statements(engine) as asked:
        rows(settled)
    plans = [line for sql, values in asked for line in plan_of(engine, sql, values)]
    assert [line for line in plans if line.startswith(tuple(f"SCAN {table}" for table in LARGE.split("|")))] == []
    assert "SEARCH case_ USING INDEX ix_case_no (province_id=? AND year_be=? AND running>?)" in plans


def test_the_years_are_this_one_the_last_one_and_those_with_pending_cases(settled: SettingsOffice) -> None:
    take_in(settled, 3)

    def years(connection: Connection, this: int) -> tuple[int, ...]:
        return register.register_years(connection, PROVINCE, this)

    with reading(settled.office.home.engine) as connection:
        assert [years(connection, this) for this in (2569, 2570, 2575)] == [(2569,)] * 3


def test_at_the_close_of_day_the_file_is_there_and_says_so(settled: SettingsOffice, tmp_path: Path) -> None:
    take_in(settled, 3)
    choose(settled, tmp_path / "excel")
    assert "mirror" in run_jobs(settled)
    file = tmp_path / "excel" / "ทะเบียนเรื่องร้องเรียน ปีงบประมาณ 2569.xlsx"
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert [sheet.cell(line, 1).value for line in range(5, 9)] == ["1/2569", "2/2569", "3/2569", None]
    assert sheet.cell(7, 12).value == "ยกเลิกเลขรับเรื่อง"
    assert sheet.cell(1, 1).value == "ทะเบียนเรื่องร้องเรียน ปีงบประมาณ พ.ศ. 2569 ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด"
    assert (state(settled).last_ok_at, state(settled).last_error) == (settled.office.clock.now(), None)


def test_a_folder_that_is_away_is_remembered_and_tried_again(settled: SettingsOffice, tmp_path: Path) -> None:
    choose(settled, tmp_path / "excel")
    (tmp_path / "excel").rmdir()
    assert "mirror" not in run_jobs(settled)
    assert state(settled).last_error == "error.mirror_place_missing"
    (tmp_path / "excel").mkdir()
    settled.office.clock.move(minutes=16)
    started = settled.office.clock.now() - timedelta(hours=1)
    assert "mirror" in operations.run_due_jobs(started, write_register=write_register)
    assert state(settled).last_error is None


def test_without_a_folder_there_is_no_such_job(settled: SettingsOffice) -> None:
    assert "mirror" not in run_jobs(settled)
    assert state(settled) == MirrorState("")


def test_ten_thousand_rows_are_gone_from_memory_once_they_are_written(settled: SettingsOffice, tmp_path: Path) -> None:
    alive = 0
    most = 0

    class Row(RegisterRow):
        """A row that tells when it goes."""

        def __init__(self, n: int) -> None:
            nonlocal alive, most
            super().__init__(
                no=f"{n}/2569",
                is_void=False,
                received_on=None,
                channel_id="walk_in",
                topic_id=None,
                amphoe_code=None,
                title=TITLE,
                is_confidential=False,
                urgent=False,
                persons_contacting=1,
                persons_subject=0,
                state="registered",
            )
            alive, most = alive + 1, max(most, alive + 1)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def many() -> Iterator[RegisterRow]:
        for n in range(1, 10_001):
            yield Row(n)

    file = tmp_path / "register.xlsx"
    write_register(file, RegisterSheet(2569, "ศูนย์", settled.office.clock.now(), many(), {}, {}, {}))
    assert most <= 3
    book = openpyxl.load_workbook(file, read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) == 10_004
    book.close()
