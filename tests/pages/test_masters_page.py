"""The page of the office's lists: what is typed is written, what cannot stand is refused and stays typed."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from core.exchange.masters_xlsx import build_masters
from core.model.codes import ObligationKind
from core.ports import Masters
from tests.support.importing import rows_read_here
from tests.support.screens import drawing, rerun
from tests.support.settings_office import DIRECTOR, OFFICER, SettingsOffice, press, settled

__all__ = ["settled"]


def masters(settled: SettingsOffice) -> Masters:
    return settled.context().masters


def titles(app: AppTest) -> list[str]:
    return [row["cells"]["title"] for row in drawing(app, "list")["rows"]]


def typed(app: AppTest, key: str, value: str) -> AppTest:
    app.text_input(key=key).set_value(value)
    return rerun(app)


def edited(settled: SettingsOffice, sheet: str, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(build_masters(masters(settled))))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("table", ["agency", "channel", "topic", "clock_set", "programme"])
def test_every_list_shows_its_lines_and_opens_one(settled: SettingsOffice, table: str) -> None:
    app = settled.page("masters", DIRECTOR, list=table)
    first = drawing(app, "list")["rows"][0]
    app = settled.page("masters", DIRECTOR, list=table, line=first["pick"])
    assert first["cells"]["title"] in [each.value for each in app.subheader]
    assert app.text_input(key=f"line_{table}_{first['pick']}_name").value == first["cells"]["title"]


def test_an_agency_is_edited_and_keeps_what_was_not_touched(settled: SettingsOffice) -> None:
    before = masters(settled).agency("land")
    app = settled.page("masters", list="agency", line="land")
    press(typed(app, "line_agency_land_phone", "043-511-999"), "line_save")
    assert [each.value for each in app.success] == ["บันทึกแล้ว"]
    after = masters(settled).agency("land")
    assert (after.phone, after.head_title, after.position) == ("043-511-999", before.head_title, before.position)
    press(app, "line_save")
    assert [each.value for each in app.success] == ["ไม่มีสิ่งใดเปลี่ยน จึงไม่ได้บันทึก"]


def test_what_is_typed_and_saved_in_one_go_is_not_lost(settled: SettingsOffice) -> None:
    """A click may overtake the run that typing started; its callback is the one of the run before."""
    app = settled.page("masters", list="agency", line="land")
    app.text_input(key="line_agency_land_phone").set_value("043-511-999")
    app.selectbox(key="line_agency_land_size_group").set_value("C")
    press(app, "line_save")
    assert (masters(settled).agency("land").phone, masters(settled).agency("land").size_group) == ("043-511-999", "C")


def test_what_somebody_else_changed_meanwhile_is_left_alone(settled: SettingsOffice) -> None:
    mine = settled.page("masters", list="agency", line="land")
    theirs = settled.page("masters", DIRECTOR, list="agency", line="land")
    press(typed(theirs, "line_agency_land_hotline", "1567"), "line_save")
    press(typed(mine, "line_agency_land_phone", "043-511-999"), "line_save")
    land = masters(settled).agency("land")
    assert (land.phone, land.hotline) == ("043-511-999", "1567")


def test_what_cannot_stand_is_refused_and_stays_typed(settled: SettingsOffice) -> None:
    app = settled.page("masters", list="agency", line="land")
    typed(app, "line_agency_land_overall_count", "สามสิบ")
    press(typed(app, "line_agency_land_valid_to", "31/2/2569"), "line_save")
    assert app.error[0].value.startswith("ยังไม่ได้บันทึก")
    assert "กำหนดในภาพรวม: โปรดใส่จำนวนเต็ม" in app.error[0].value
    assert "ใช้ถึงวันที่: ไม่มีวันที่นี้ในปฏิทิน" in app.error[0].value
    assert app.text_input(key="line_agency_land_overall_count").value == "สามสิบ"
    assert masters(settled).agency("land").overall is None


def test_an_agency_is_retired_with_its_successor_and_never_taken_out(settled: SettingsOffice) -> None:
    app = settled.page("masters", list="agency", line="land")
    typed(app, "line_agency_land_valid_to", "30 ก.ย. 69")
    app.selectbox(key="line_agency_land_succeeded_by").set_value("ตำรวจภูธรจังหวัดร้อยเอ็ด")
    press(rerun(app), "line_save")
    land = masters(settled).agency("land")
    assert (str(land.valid_to), land.succeeded_by) == ("2026-09-30", "police")
    assert any("ใช้ถึง 30 ก.ย. 69" in str(row["cells"]) for row in drawing(app, "list")["rows"])


def test_a_new_channel_stands_last_and_moves_up(settled: SettingsOffice) -> None:
    app = settled.page("masters", list="channel", line="new")
    typed(app, "line_channel__name", "แอปพลิเคชันจังหวัด")
    press(app, "line_save")
    assert titles(app)[-1] == "แอปพลิเคชันจังหวัด"
    assert app.query_params["line"] == "channel_1"
    press(app, "line_up")
    assert titles(app)[-2] == "แอปพลิเคชันจังหวัด"
    app.toggle(key="line_channel_channel_1_is_active").set_value(False)
    press(rerun(app), "line_save")
    assert [each.is_active for each in masters(settled).channels if each.id == "channel_1"] == [False]


def test_a_declared_period_is_added_changed_and_removed(settled: SettingsOffice) -> None:
    app = settled.page("masters", list="agency", line="land", part="new")
    topic = masters(settled).topics[0]
    app.selectbox(key="part_land_new_topic").set_value(topic.name)
    press(typed(app, "part_land_new_declared_count", "45"), "part_save")
    assert masters(settled).agency("land").declared[topic.id].count == 45
    app = settled.page("masters", list="agency", line="land", part=topic.id)
    press(typed(app, f"part_land_{topic.id}_declared_count", "60"), "part_save")
    assert masters(settled).agency("land").declared[topic.id].count == 60
    app = settled.page("masters", list="agency", line="land", part=topic.id)
    press(app, "part_remove")
    assert masters(settled).agency("land").declared == {}


def test_a_clock_is_switched_off_and_another_set_chosen(settled: SettingsOffice) -> None:
    app = settled.page("masters", list="clock_set", line="bkk1555", part="acknowledge")
    app.toggle(key="part_bkk1555_acknowledge_is_on").set_value(False)
    press(rerun(app), "part_save")
    assert masters(settled).clock_set.clock(ObligationKind.ACKNOWLEDGE) is None
    app = settled.page("masters", list="clock_set", line="letter")
    app.toggle(key="line_clock_set_letter_in_force").set_value(True)
    press(rerun(app), "line_save")
    assert masters(settled).clock_set.id == "letter"


def test_the_file_is_taken_over_only_after_its_differences_were_seen(
    settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.exchange.masters_read.open_rows", rows_read_here)
    content = edited(settled, "ช่องทาง", "B2", "มาติดต่อที่ศูนย์ฯ")
    app = settled.page("masters", list="file")
    app.file_uploader[0].set_value(("masters.xlsx", content, "application/octet-stream"))
    rerun(app)
    shown = " ".join(str(each.proto.body) for each in app.get("html"))
    assert "→ มาติดต่อที่ศูนย์ฯ" in shown
    assert masters(settled).channels[0].name != "มาติดต่อที่ศูนย์ฯ"
    press(app, "masters_in")
    assert [each.value for each in app.success] == ["บันทึกจากไฟล์แล้ว 1 รายการ"]
    assert masters(settled).channels[0].name == "มาติดต่อที่ศูนย์ฯ"


def test_a_file_with_a_fault_writes_nothing_and_says_where(
    settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.exchange.masters_read.open_rows", rows_read_here)
    content = edited(settled, "ช่องทาง", "C2", "ไม่มีกลุ่มนี้")
    app = settled.page("masters", list="file")
    app.file_uploader[0].set_value(("masters.xlsx", content, "application/octet-stream"))
    rerun(app)
    assert [each.value for each in app.error] == ["ไม่ได้บันทึก มี 1 ช่องที่ต้องแก้ไข"]
    assert "masters_in" not in {each.key for each in app.button}


def test_an_officer_is_refused(settled: SettingsOffice) -> None:
    app = settled.page("masters", OFFICER, list="agency", line="land")
    assert [each.value for each in app.error] == ["บัญชีของท่านไม่มีสิทธิ์ดูข้อมูลนี้"]
    assert "line_save" not in {each.key for each in app.button}
