"""The page that makes an office ready: each step is written as it is taken, and can be taken back up later."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.model.beginnings import StartStep
from core.model.codes import InstallationKind
from core.model.reach import ROOT_CERTIFICATE
from core.text.catalogue import t
from core.text.dates import fiscal_year_be
from db.settings import Settings
from pages.ui import start_network
from tests.support.screens import drawing, rerun
from tests.support.settings_office import DIRECTOR, SettingsOffice, press, settled

__all__ = ["settled"]


def states(app: AppTest) -> dict[str, str]:
    return {row["pick"]: row["cells"]["state"] for row in drawing(app, "list")["rows"]}


def now(app: AppTest, step: str) -> str:
    return next(str(row["cells"]["now"]) for row in drawing(app, "list")["rows"] if row["pick"] == step)


def typed(app: AppTest, **fields: str) -> AppTest:
    for key, value in fields.items():
        app.text_input(key=key).set_value(value)
    return rerun(app)


def year(settled: SettingsOffice) -> int:
    return fiscal_year_be(settled.office.clock.today())


def said(app: AppTest) -> tuple[list[str], list[str]]:
    return [each.value for each in app.success], [each.value for each in app.error]


def test_the_steps_stand_in_their_order_and_the_first_open_one_is_shown(settled: SettingsOffice) -> None:
    app = settled.page("start")
    assert list(states(app)) == [step.value for step in StartStep]
    assert {name for name, state in states(app).items() if state == "✓ เสร็จแล้ว"} == {"people"}
    assert app.subheader[0].value == "ใบกู้คืน"


@pytest.mark.parametrize("step", list(StartStep))
def test_each_step_opens_from_the_address(settled: SettingsOffice, step: StartStep) -> None:
    app = settled.page("start", DIRECTOR, step=step.value)
    assert app.subheader[0].value == t(f"start.{step.value}")


def test_the_next_number_of_the_year_is_typed(settled: SettingsOffice) -> None:
    app = settled.page("start", step="number")
    press(typed(app, start_next="๔๑๒"), "start_save_number")
    assert said(app) == ([f"เรื่องถัดไปจะได้เลข 412/{year(settled)}"], [])
    assert now(app, "number") == f"เรื่องถัดไปเลขที่ 412/{year(settled)}"
    press(typed(app, start_next="413"), "start_save_number")
    assert now(app, "number") == f"เรื่องถัดไปเลขที่ 413/{year(settled)}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("สี่ร้อย", "โปรดพิมพ์เลขจำนวนเต็ม เช่น 412"),
        ("-3", "โปรดพิมพ์เลขจำนวนเต็ม เช่น 412"),
        ("0", "เลขรับเรื่องต้องเริ่มตั้งแต่ 1 ขึ้นไป"),
        ("9999999", "เลขรับเรื่องต้องไม่เกิน 999,999"),
    ],
)
def test_what_is_no_number_is_refused_and_stays_typed(settled: SettingsOffice, text: str, sentence: str) -> None:
    app = settled.page("start", step="number")
    press(typed(app, start_next=text), "start_save_number")
    assert (said(app), app.text_input(key="start_next").value) == (([], [sentence]), text)
    assert settled.context().beginnings.numbers(year(settled)) is None


def test_a_year_with_numbers_shows_them_and_asks_nothing(settled: SettingsOffice) -> None:
    settled.office.register("first")
    app = settled.page("start", step="number")
    assert [each.key for each in app.text_input if each.key == "start_next"] == []
    assert "จึงเปลี่ยนไม่ได้" in app.caption[-1].value or any("จึงเปลี่ยนไม่ได้" in each.value for each in app.caption)


def balance(app: AppTest, received: str, closed: str, pending: str) -> AppTest:
    typed(
        app,
        opening_year="2562",
        opening_received=received,
        opening_closed=closed,
        opening_pending=pending,
        opening_source="สมุดทะเบียนคุม",
    )
    return press(app, "start_save_opening")


def test_an_opening_balance_is_checked_kept_changed_and_taken_out(settled: SettingsOffice) -> None:
    app = settled.page("start", step="opening")
    balance(app, "5,650", "5552", "97")
    assert said(app) == (
        [],
        ["คงค้าง 97 เรื่องไม่ตรง รับไว้ลบด้วยยุติแล้วต้องเหลือ 98 เรื่อง โปรดตรวจสอบทะเบียนเดิม"],
    )
    assert app.text_input(key="opening_received").value == "5,650"
    balance(app, "5,650", "5552", "98")
    assert said(app) == (["บันทึกยอดของปีงบประมาณ 2562 แล้ว"], [])
    assert now(app, "opening") == "รับ 5,650 ยุติ 5,552 คงค้าง 98 เรื่อง"
    app.selectbox(key="opening_chosen").set_value("2562")
    rerun(app)
    assert app.text_input(key="opening_closed").value == "5552"
    typed(app, opening_closed="5600", opening_pending="50")
    press(app, "start_save_opening")
    assert now(app, "opening") == "รับ 5,650 ยุติ 5,600 คงค้าง 50 เรื่อง"
    app.selectbox(key="opening_chosen").set_value("2562")
    rerun(app)
    press(app, "opening_remove")
    assert (settled.context().beginnings.opening_balances(), states(app)["opening"]) == ((), "○ ยังไม่ได้ทำ")
    assert settled.office.faults() == []


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("opening_received", "หลายเรื่อง", "โปรดพิมพ์จำนวนเต็มในช่อง “รับไว้ (เรื่อง)”"),
        ("opening_source", "", "โปรดระบุว่านำตัวเลขมาจากที่ใด ไม่เกิน 200 ตัวอักษร"),
        ("opening_year", "62", "โปรดพิมพ์ปีงบประมาณเป็น พ.ศ. เช่น 2569"),
    ],
)
def test_a_balance_says_what_is_missing(settled: SettingsOffice, field: str, text: str, sentence: str) -> None:
    app = settled.page("start", step="opening")
    good = {"opening_year": "2562", "opening_received": "5", "opening_closed": "4", "opening_pending": "1"}
    typed(app, **{**good, "opening_source": "สมุด", field: text})
    press(app, "start_save_opening")
    assert said(app) == ([], [sentence])
    assert settled.context().beginnings.opening_balances() == ()


@pytest.mark.parametrize(("step", "key"), [("opening", "start_none_opening"), ("import", "start_none_import")])
def test_an_office_may_have_nothing_to_bring_along(settled: SettingsOffice, step: str, key: str) -> None:
    app = settled.page("start", step=step)
    press(app, key)
    assert (states(app)[step], now(app, step)) == ("✓ เสร็จแล้ว", "ระบุว่าไม่มี")


def test_clocks_and_weekend_staff_are_chosen_together(settled: SettingsOffice) -> None:
    app = settled.page("start", step="clocks")
    app.radio(key="start_clock_set").set_value("letter")
    app.toggle(key="start_weekend").set_value(False)
    rerun(app)
    press(app, "start_save_clocks")
    chosen = settled.context().masters.clock_set
    assert (chosen.id, chosen.weekend_staff) == ("letter", False)
    assert now(app, "clocks") == "หนังสือ 15–30 วัน · ไม่มีเจ้าหน้าที่วันหยุด"
    assert len(chosen.clocks) == 5


def test_the_office_says_its_name_and_telephone(settled: SettingsOffice) -> None:
    app = settled.page("start", step="facts")
    typed(app, office_centre_phone="0 4351 1222")
    press(app, "office_save")
    assert (states(app)["facts"], now(app, "facts")) == ("✓ เสร็จแล้ว", "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด · 0 4351 1222")


def test_a_place_on_the_same_disk_is_red_and_counts_as_chosen(settled: SettingsOffice, tmp_path: Path) -> None:
    app = settled.page("start", step="backup")
    typed(app, folder_backup_folder=str(tmp_path / "near"))
    press(app, "folder_backup_folder_save")
    assert states(app)["backup"] == "▲ ยังไม่ปลอดภัย"
    assert any("ยังไม่ปลอดภัย" in each.value for each in app.error)
    typed(app, folder_backup_folder=str(tmp_path / "no" / "where"))
    press(app, "folder_backup_folder_save")
    assert t("error.backup_place_missing") in [each.value for each in app.error]


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", []),
        ("localhost", []),
        ("::1", []),
        ("192.168.1.20", ["http://192.168.1.20:8501"]),
        ("0.0.0.0", ["http://10.9.8.7:8501"]),  # noqa: S104  # compared, not bound
        ("fd00::5", ["http://[fd00::5]:8501"]),
        ("damrong.local", ["http://damrong.local:8501"]),
    ],
)
def test_the_address_for_other_machines(monkeypatch: pytest.MonkeyPatch, host: str, shown: list[str]) -> None:
    monkeypatch.delenv("DAMRONG_PUBLIC_URL", raising=False)
    monkeypatch.setattr(start_network, "own_address", lambda: "10.9.8.7")
    options = {"server.address": host, "server.port": 8501, "server.corsAllowedOrigins": []}
    monkeypatch.setattr("streamlit.get_option", options.__getitem__)
    assert start_network.network_addresses() == shown


def test_the_public_address_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAMRONG_PUBLIC_URL", "https://damrong.roiet.example")
    assert start_network.network_addresses() == ["https://damrong.roiet.example"]


def test_other_machines_and_practice_are_told_of(settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAMRONG_PUBLIC_URL", "http://192.168.1.20:8501")
    app = settled.page("start")
    told = [each.proto.body for each in app.get("html") if "dr-once" in each.proto.body and "<p" in each.proto.body]
    assert told == ['<p class="dr-once dr-address">http://192.168.1.20:8501</p>']
    assert [each.value for each in app.error] == [t("start.network.plain")]
    assert any('<img class="dr-qr"' in each.proto.body for each in app.get("html"))
    assert [each.proto.label for each in app.get("download_button")] == ["พิมพ์ใบที่อยู่ระบบ (PDF)"]
    assert [each.value for each in app.subheader][1:] == ["เปิดจากเครื่องอื่นในสำนักงาน", "ฝึกใช้งานก่อน"]


def test_where_only_this_machine_gets_in_the_page_says_how_to_change_that(
    settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAMRONG_PUBLIC_URL", raising=False)
    app = settled.page("start")
    assert t("start.network.alone") in [each.value for each in app.warning]
    assert any("make serve LAN=1" in each.value for each in app.markdown)
    assert not app.get("download_button")


def test_an_address_of_our_own_certificate_comes_with_the_certificate(
    settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAMRONG_PUBLIC_URL", raising=False)
    file = Settings().network_folder / ROOT_CERTIFICATE
    file.parent.mkdir(parents=True)
    file.write_text("-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n", encoding="ascii")
    monkeypatch.setattr(start_network, "_opened", lambda: ["https://192.168.1.20:8443", "https://pc.local:8443"])
    app = settled.page("start")
    assert "หรือ https://pc.local:8443" in [each.value for each in app.caption]
    assert [each.value for each in app.code] == [
        "03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:81"
    ]
    assert not app.error
    assert [each.proto.label for each in app.get("download_button")] == [
        "พิมพ์ใบที่อยู่ระบบ (PDF)",
        "ดาวน์โหลดใบรับรองของสำนักงาน",
    ]


def test_practice_stands_under_a_band(settled: SettingsOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    def bands() -> int:
        return sum("dr-practice" in each.proto.body for each in settled.page("start").get("html"))

    assert bands() == 0
    home = settled.office.home
    monkeypatch.setattr(
        "pages.ui.page.open_home",
        lambda: type(home)(home.settings, home.engine, home.ring, home.province_id, InstallationKind.DEMO),
    )
    assert bands() == 1
