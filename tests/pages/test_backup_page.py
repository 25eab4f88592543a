"""Back-ups on screen: a real one is made, proved and counted; the red line stands where it is not safe."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from core.errors import DomainError
from core.exchange.register_xlsx import write_register
from core.model.codes import AgencyKind
from core.model.facts import Registered
from core.model.office_facts import OfficeSetting, office_facts
from core.ports import MasterChange
from core.text.catalogue import t
from core.usecases.edit_masters import edit_masters
from core.usecases.edit_office import EditOffice, edit_office
from core.usecases.register_case import RegisterCase, register_case
from db import operations, upkeep
from db.context import installation_of, sign_in
from pages.ui.safety import is_late
from tests.support.office import is_postgres
from tests.support.screens import rerun
from tests.support.settings_office import ADMIN, DIRECTOR, OFFICER, SettingsOffice, press, settled

__all__ = ["settled"]

NAME = "ทะเบียนเรื่องร้องเรียน ปีงบประมาณ 2569.xlsx"


@pytest.fixture(autouse=True)
def _no_old_glances() -> None:
    upkeep._glances.clear()


@pytest.fixture
def needs_no_tools(settled: SettingsOffice) -> None:
    """A back-up of PostgreSQL takes its own programs; tests/db tries those."""
    if is_postgres(settled.office):
        pytest.skip("pg_dump is tried in tests/db")


def words(app: AppTest) -> str:
    return unescape(" ".join(str(each.proto.body) for each in app.get("html")))


def choose(settled: SettingsOffice, setting: OfficeSetting, folder: Path | str) -> None:
    edit_office(EditOffice(values={setting: str(folder)}), settled.context())


def register(settled: SettingsOffice, title: str, key: str = "one") -> None:
    command = RegisterCase(request_id=key, facts=Registered("walk_in", topic_id="land"), title=title)
    register_case(command, settled.context(DIRECTOR))


@pytest.mark.usefixtures("needs_no_tools")
def test_a_backup_is_made_shown_and_proved(settled: SettingsOffice) -> None:
    register(settled, "ขอให้ตรวจสอบแนวเขตที่ดิน")
    app = settled.page("backup")
    assert "ยังไม่มีไฟล์สำรองในที่เก็บนี้" in words(app)
    press(app, "backup_now")
    (file,) = (settled.office.settings.data_dir / "backups").glob("*.backup")
    assert [each.value for each in app.success] == [t("backup.made", cases=1, name=file.name)]
    assert "30 มิ.ย. 69 09.00 น. (วันนี้) · ตรวจสอบแล้วใช้กู้คืนได้" in words(app)
    press(app, "backup_prove")
    assert app.success[0].value.endswith("กู้คืนได้ครบ 1 เรื่อง")
    settled.office.clock.move(days=3)
    assert "(3 วันก่อน)" in words(settled.page("backup"))


@pytest.mark.usefixtures("needs_no_tools")
def test_a_damaged_backup_fails_its_rehearsal(settled: SettingsOffice) -> None:
    app = press(settled.page("backup"), "backup_now")
    (file,) = (settled.office.settings.data_dir / "backups").glob("*.backup")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    press(app, "backup_prove")
    assert [each.value for each in app.error] == [t("error.backup_damaged")]


def test_without_a_backup_there_is_nothing_to_prove(settled: SettingsOffice) -> None:
    app = press(settled.page("backup", DIRECTOR), "backup_prove")
    assert [each.value for each in app.error] == [t("error.backup_none")]


def test_the_same_disk_is_said_in_red(settled: SettingsOffice) -> None:
    assert "ยังไม่ปลอดภัย" in words(settled.page("backup"))
    settled.monkeypatch.setattr("db.upkeep.is_same_disk", lambda *_: False)
    assert "ยังไม่ปลอดภัย" not in words(settled.page("backup"))


def test_another_place_is_tried_before_it_is_chosen(settled: SettingsOffice, tmp_path: Path) -> None:
    app = settled.page("backup")
    for folder, reason in (
        ("backups", "error.setting_folder"),
        (str(tmp_path / "no" / "stick"), "error.backup_place_missing"),
        (str(tmp_path / "a-file"), "error.folder_unwritable"),
    ):
        (tmp_path / "a-file").write_text("in the way")
        app.text_input(key="folder_backup_folder").set_value(folder)
        press(rerun(app), "folder_backup_folder_save")
        assert [each.value for each in app.error] == [t(reason)]
        assert app.text_input(key="folder_backup_folder").value == folder
    assert settled.context().upkeep.backup().is_chosen is False
    app.text_input(key="folder_backup_folder").set_value(str(tmp_path / "stick"))
    press(rerun(app), "folder_backup_folder_save")
    assert [each.value for each in app.success] == [t("backup.folder_saved")]
    assert (settled.context().upkeep.backup().folder, (tmp_path / "stick").is_dir()) == (str(tmp_path / "stick"), True)


def test_a_place_that_is_away_says_so(settled: SettingsOffice, tmp_path: Path) -> None:
    stick = tmp_path / "media" / "stick"
    stick.parent.mkdir()
    choose(settled, OfficeSetting.BACKUP_FOLDER, stick)
    stick.rmdir()
    stick.parent.rmdir()
    app = press(settled.page("backup"), "backup_now")
    assert [each.value for each in app.error] == [t("error.backup_place_missing")]
    assert t("backup.away") in words(app)


@pytest.mark.parametrize(
    ("username", "none", "late"),
    [
        pytest.param(ADMIN, "backup.foot_none_do", "message.backup_late", id="admin"),
        pytest.param(OFFICER, "backup.foot_none", "backup.foot_late", id="officer"),
    ],
)
def test_every_page_says_how_old_the_newest_backup_is(
    settled: SettingsOffice, username: str, none: str, late: str
) -> None:
    page = "users" if username == ADMIN else "board"
    assert t(none) in words(settled.page(page, username))
    folder = settled.office.settings.data_dir / "backups"
    folder.mkdir(parents=True)
    _, installation_id, _ = installation_of(settled.office.settings)
    (folder / f"damrong-{installation_id[:8]}-20260630-083000.backup").touch()
    settled.office.clock.move(minutes=1)
    assert "สำรองข้อมูลล่าสุด 30 มิ.ย. 69 08.30 น." in words(settled.page(page, username))
    settled.office.clock.move(days=3)
    assert t(late, days=3) in words(settled.page(page, username))


def test_a_weekend_without_a_backup_is_not_late(settled: SettingsOffice) -> None:
    ctx = settled.context()
    assert not is_late(ctx, date(2026, 7, 3), date(2026, 7, 6))
    assert is_late(ctx, date(2026, 7, 2), date(2026, 7, 6))


def test_the_missing_recovery_sheet_stands_in_red_until_it_is_confirmed(settled: SettingsOffice) -> None:
    assert t("message.recovery_sheet") in words(settled.page("users"))
    assert "/setup/recovery" in words(settled.page("backup"))
    settled.office.tamper("UPDATE installation SET recovery_confirmed_at = created_at")
    upkeep._glances.clear()
    assert t("message.recovery_sheet") not in words(settled.page("users"))
    assert "ยืนยันแล้วเมื่อ 30 มิ.ย. 2569" in words(settled.page("backup"))


def test_why_the_daily_run_failed_and_when_the_next_one_is_due_are_told(
    settled: SettingsOffice, tmp_path: Path
) -> None:
    stick = tmp_path / "media" / "stick"
    stick.mkdir(parents=True)
    for setting in (OfficeSetting.BACKUP_FOLDER, OfficeSetting.MIRROR_FOLDER):
        choose(settled, setting, stick / setting.value)
    for setting in (OfficeSetting.BACKUP_FOLDER, OfficeSetting.MIRROR_FOLDER):
        (stick / setting.value).rmdir()
    stick.rmdir()
    started = settled.office.clock.now()
    operations.run_due_jobs(started, write_register=write_register)
    settled.office.clock.move(days=1)
    operations.run_due_jobs(started, write_register=write_register)
    app = settled.page("backup")
    assert t("backup.failed", reason=t("error.backup_place_missing")) in words(app)
    assert t("mirror.failed", reason=t("error.mirror_place_missing")) in words(app)
    assert "สำรองเองทุกวันเมื่อสิ้นวัน ครั้งต่อไป 1 ก.ค. 2569 09.15 น." in [each.value for each in app.caption]


# --------------------------------------------------------------------------- the register as spreadsheets


def test_the_register_is_written_from_the_page(settled: SettingsOffice, tmp_path: Path) -> None:
    register(settled, '=HYPERLINK("http://example.org") โทร 081-234-5678')
    app = settled.page("backup")
    app.text_input(key="folder_mirror_folder").set_value(str(tmp_path / "excel"))
    press(rerun(app), "folder_mirror_folder_save")
    press(app, "mirror_now")
    assert [each.value for each in app.success] == ["เขียนไฟล์ทะเบียนแล้ว 1 ไฟล์"]
    sheet = openpyxl.load_workbook(tmp_path / "excel" / NAME).worksheets[0]
    names = [cell.value for cell in sheet[4]]
    row = dict(zip(names, sheet[5], strict=True))
    assert row["เลขรับเรื่อง"].value == "1/2569"
    assert {cell.data_type for cell in sheet[5]} <= {"s", "n", "d"}
    assert row["วันรับ"].is_date
    assert row["ประเภทเรื่อง"].value == "ที่ดิน/ที่สาธารณประโยชน์"
    assert row["สถานะ"].value == "รับเรื่องแล้ว รอส่งหน่วยงาน"
    assert [path.name for path in (tmp_path / "excel").iterdir()] == [NAME]


def test_no_name_no_number_and_no_confidential_title_is_written(settled: SettingsOffice, tmp_path: Path) -> None:
    register(settled, "ขอให้ตรวจสอบถนนชำรุด", "a")
    register(settled, "ขอให้ตรวจสอบสะพานชำรุด", "b")
    texts = {1: "=cmd|' /C calc'!A0 ⟦person:1⟧ โทร ๐๘๑-๒๓๔-๕๖๗๘ เลข 1 1020 03456 78 9", 2: "เรื่องลับของบุคคล"}
    for running, title in texts.items():
        settled.office.tamper(
            "UPDATE case_text SET public_title = :title WHERE case_id ="
            " (SELECT id FROM case_ WHERE running = :running)",
            title=title,
            running=running,
        )
    settled.office.tamper("UPDATE case_ SET confidential = :yes WHERE running = 2", yes=True)
    choose(settled, OfficeSetting.MIRROR_FOLDER, tmp_path / "excel")
    assert settled.context().upkeep.write_mirror(write_register) == 1
    sheet = openpyxl.load_workbook(tmp_path / "excel" / NAME).worksheets[0]
    titles = [sheet.cell(line, 4) for line in (5, 6)]
    assert [cell.value for cell in titles] == ["=cmd|' /C calc'!A0 (ปกปิดชื่อ) โทร … เลข …", t("list.confidential")]
    assert [cell.data_type for cell in titles] == ["s", "s"]


def test_a_file_that_is_open_elsewhere_stays_whole_and_is_told(settled: SettingsOffice, tmp_path: Path) -> None:
    folder = tmp_path / "excel"
    choose(settled, OfficeSetting.MIRROR_FOLDER, folder)
    settled.context().upkeep.write_mirror(write_register)
    before = (folder / NAME).read_bytes()

    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError

    settled.monkeypatch.setattr("pathlib.Path.replace", held)
    with pytest.raises(DomainError) as refused:
        settled.context().upkeep.write_mirror(write_register)
    assert refused.value.key == "error.mirror_open"
    assert ((folder / NAME).read_bytes(), [path.name for path in folder.iterdir()]) == (before, [NAME])


def test_without_a_folder_nothing_is_written(settled: SettingsOffice, tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        settled.context().upkeep.write_mirror(write_register)
    assert refused.value.key == "error.mirror_no_folder"
    choose(settled, OfficeSetting.MIRROR_FOLDER, tmp_path / "excel")
    (tmp_path / "excel").rmdir()
    with pytest.raises(DomainError) as missing:
        settled.context().upkeep.write_mirror(write_register)
    assert missing.value.key == "error.mirror_place_missing"


# --------------------------------------------------------------------------- the office itself


def test_the_office_says_what_slips_print(settled: SettingsOffice) -> None:
    app = settled.page("office", DIRECTOR)
    assert app.text_input(key="office_centre_name").value == "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด"
    for name, value in {
        "centre_phone": "0 4351 1222",
        "centre_address": "ชั้น 2 ศาลากลางจังหวัด",
        "close_of_day": "17.00",
    }.items():
        app.text_input(key=f"office_{name}").set_value(value)
    press(rerun(app), "office_save")
    masters = settled.context().masters
    facts = office_facts(masters.settings)
    assert (facts.phone, facts.address) == ("0 4351 1222", "ชั้น 2 ศาลากลางจังหวัด")
    assert masters.settings["close_of_day"] == "17:00"
    assert [each.phone for each in masters.agencies if each.kind is AgencyKind.CENTRE] == ["0 4351 1222"]
    assert settled.office.faults() == []


def test_the_sign_in_page_stands_under_the_name_that_the_office_typed(settled: SettingsOffice) -> None:
    gate = sign_in(settled.office.settings)
    assert gate.office_name() == ""
    edit_office(EditOffice(values={OfficeSetting.CENTRE_NAME: "ศูนย์ดำรงธรรมตัวอย่าง"}), settled.context(DIRECTOR))
    assert gate.office_name() == "ศูนย์ดำรงธรรมตัวอย่าง"


def test_a_fact_that_cannot_stand_is_refused_and_nothing_is_written(settled: SettingsOffice) -> None:
    app = settled.page("office")
    app.text_input(key="office_centre_address").set_value("ชั้น 2")
    app.text_input(key="office_close_of_day").set_value("เย็น")
    press(rerun(app), "office_save")
    assert [each.value for each in app.error] == [t("error.setting_time")]
    assert "centre_address" not in settled.context().masters.settings


def test_the_change_of_the_fiscal_year_is_prepared_from_august_on(settled: SettingsOffice) -> None:
    assert "เตรียมขึ้นปีงบประมาณ 2570" not in [each.value for each in settled.page("office").subheader]
    settled.office.clock.move(days=32)
    app = settled.page("office")
    assert "เตรียมขึ้นปีงบประมาณ 2570" in [each.value for each in app.subheader]
    shown = [each.value for each in app.markdown]
    assert "✓ เลขรับเรื่องแรกของปีคือ 1/2570 เริ่มใช้เองวันที่ 1 ตุลาคม 2569" in shown
    assert t("year.printed_from", day="1 ตุลาคม 2569") in [each.value for each in app.caption]
    assert not any(each.key == "year_printed" for each in app.button)
    settled.office.clock.move(days=61)
    settled.office.confirm_date()
    app = settled.page("office")
    press(app, "year_printed")
    assert "✓ พิมพ์บัญชีเรื่องคงค้างยกมาแล้ว" in [each.value for each in app.markdown]
    years = [MasterChange("confirmed_year", str(year), {}) for year in (2026, 2027)]
    edit_masters(years, settled.context())
    assert "✓ ยืนยันวันหยุดราชการของปีงบประมาณแล้ว" in [each.value for each in settled.page("office").markdown]
