"""The page that brings a register in: nothing is written before the button, all is asked and reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.model.codes import ChannelGroup, Role
from core.model.facts import Amended
from core.rules.access import Actor
from core.text.catalogue import label, t
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.prepare_import import CERTAIN
from db.context import forget_homes
from pages.ui.registry import PAGES
from tests.support.importing import Importer, context, rows_read_here
from tests.support.office import Office
from tests.unit.exchange.registers import NO_DATE, csv_bytes, req_row

ROOT = Path(__file__).resolve().parents[2]
DIRECTOR = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
ADMIN = Actor(1, "somsri", "สมศรี", Role.ADMIN)
NAME = "<b>นาย</b> ![x](http://example.org/x.png)"
ROWS = [
    req_row("11", send_name="อ.เมือง/ภ.จว.รอ."),
    req_row("12", send_name="ชมรมคนรักบ้าน", status="ยุติเรื่อง", alert1="#NAME?"),
    req_row("13", date=NO_DATE, send_name="สนง.ที่ดินสาขาสมมุติ"),
]
MDY = [{**req_row("21", date="3/4/2558"), "req_report_date": "", "req_report_date2": "", "req_report_date1": ""}]
GENERIC = "รหัส,หัวข้อ,อื่น ๆ\r\n101,ขอให้ซ่อมถนน,ก\r\n102,ขอให้ซ่อมสะพาน,ข\r\n".encode()
Show = Callable[..., AppTest]


@pytest.fixture
def show(office: Office, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Opens the page for an actor."""
    for name, value in (
        ("DATABASE_URL", office.url),
        ("DAMRONG_DATA_DIR", str(office.settings.data_dir)),
        ("DAMRONG_SECRET_FILE", str(office.settings.secret_file)),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    for module in ("survey", "read_cases", "office"):
        monkeypatch.setattr(f"core.exchange.{module}.open_rows", rows_read_here)
    entry = next(page for page in PAGES if page.name == "import")
    monkeypatch.setattr("pages.ui.frame.home_for", lambda _actor: entry)
    forget_homes()

    def shown(actor: Actor = DIRECTOR) -> AppTest:
        for module in ("page", "frame"):
            monkeypatch.setattr(f"pages.ui.{module}.actor_of_this_run", lambda: actor)
        return AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=90).run()

    return shown


@pytest.fixture
def importer(office: Office) -> Importer:
    return Importer(office)


def upload(app: AppTest, content: bytes, name: str = "register.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in app.get("html"))


def counts(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def edited(monkeypatch: pytest.MonkeyPatch, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Let the editor answer what a browser sent."""
    monkeypatch.setattr("pages.ui.import_choices.st.data_editor", lambda rows, **_: change(rows.copy()))


def test_before_a_file_there_is_only_the_question_for_it(show: Show) -> None:
    app = show()
    assert not app.exception
    assert [each.value for each in app.title] == ["นำเข้าข้อมูล"]
    assert [each.value for each in app.info] == [t("import.page.nothing_yet")]
    assert [each.key for each in app.main.button] == []


def test_what_was_understood_is_shown_and_nothing_is_written(show: Show, importer: Importer) -> None:
    before = importer.events()
    app = upload(show(), csv_bytes(ROWS))
    assert counts(app) == {
        "แถวในไฟล์": "3",
        "เรื่องที่อ่านได้": "3",
        "เพิ่มใหม่ (เรื่อง)": "3",
        "ปรับปรุง (เรื่อง)": "0",
        "ไม่เปลี่ยนแปลง (เรื่อง)": "0",
        "อ่านไม่ได้": "1",
    }
    shown = html(app)
    for words in ("ทะเบียนศูนย์ดำรงธรรม", "utf-8", "15 ม.ค. 2558", "จดหมาย", "ยุติเรื่อง", "2558", "ไม่มีวันที่รับเรื่อง"):
        assert words in shown
    assert importer.events() == before


def test_the_button_brings_everything_in_once(show: Show, importer: Importer) -> None:
    app = upload(show(), csv_bytes(ROWS))
    app.button(key="import_run").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == [t("import.page.done")]
    assert counts(app) == {
        "เพิ่มใหม่ (เรื่อง)": "3",
        "ปรับปรุง (เรื่อง)": "0",
        "ไม่เปลี่ยนแปลง (เรื่อง)": "0",
        "มีผู้แก้ไขในระบบแล้ว (เรื่อง)": "0",
        "ระบบไม่รับ (เรื่อง)": "0",
    }
    assert importer.nos() == {"11": "1/2558", "12": "2/2558", "13": "1/2569"}
    app.button(key="import_another").click().run()
    again = upload(app, csv_bytes(ROWS))
    assert counts(again)["ไม่เปลี่ยนแปลง (เรื่อง)"] == "3"
    again.button(key="import_run").click().run()
    assert [each.value for each in again.info] == [t("import.nothing_changed")]


def test_events_say_that_they_were_imported_and_by_whom(show: Show, importer: Importer) -> None:
    upload(show(ADMIN), csv_bytes(ROWS)).button(key="import_run").click().run()
    found = importer.office.rows("SELECT DISTINCT source, actor_id FROM ledger_event WHERE stream_kind = 'case'")
    assert found == [("import", 1)]


def test_conflicts_are_listed_with_names_and_not_written(show: Show, importer: Importer) -> None:
    importer.bring(req_row("11"))
    command = AmendCase(request_id="p", no=importer.no("11"), change=Amended(topic_id="debt"))
    amend_case(command, context(importer.office))
    app = upload(show(), csv_bytes([req_row("11", type="ป่าไม้")]))
    app.button(key="import_run").click().run()
    assert counts(app)["มีผู้แก้ไขในระบบแล้ว (เรื่อง)"] == "1"
    assert (
        '<td>1/2558</td><td class="dr-number">11</td><td>ประเภทเรื่อง</td><td>หนี้สิน/การเงินนอกระบบ</td><td>ป่าไม้</td>'
        in html(app)
    )
    assert importer.case("11").facts.topic_id == "debt"


def test_an_ambiguous_order_of_day_and_month_is_asked_and_the_answer_stays(show: Show, importer: Importer) -> None:
    app = upload(show(), csv_bytes(MDY))
    assert [each.key for each in app.main.button] == []
    assert len(app.metric) == 0
    app.radio[0].set_value("mdy").run()
    assert not app.exception
    assert app.radio[0].value == "mdy"
    app.button(key="import_run").click().run()
    assert str(importer.case("21").received_on) == "2015-03-04"


def test_columns_of_an_unknown_file_are_asked_and_remembered(
    show: Show, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show()
    edited(monkeypatch, lambda rows: rows.assign(**{t("import.page.means"): ["เลขเรื่อง", "เรื่อง", "ไม่ใช้"]}))
    app = upload(app, GENERIC)
    assert [each.value for each in app.subheader] == [t("import.page.mapping")]
    app.button[0].click().run()
    assert not app.exception
    assert counts(app)["เรื่องที่อ่านได้"] == "2"
    app.button(key="import_run").click().run()
    assert importer.nos() == {"101": "1/2569", "102": "2/2569"}
    app.button(key="import_another").click().run()
    again = upload(app, GENERIC)
    assert counts(again)["ไม่เปลี่ยนแปลง (เรื่อง)"] == "2"
    again.button(key="import_remap").click().run()
    assert [each.value for each in again.subheader] == [t("import.page.mapping")]


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        pytest.param(lambda rows: rows, {"ชมรมคนรักบ้าน": "ชมรมคนรักบ้าน"}, id="left-alone"),
        pytest.param(
            lambda rows: rows.replace({t("import.page.new_agency"): "สำนักงานจังหวัดร้อยเอ็ด"}),
            {"ชมรมคนรักบ้าน": "สำนักงานจังหวัดร้อยเอ็ด"},
            id="chosen",
        ),
        pytest.param(lambda rows: rows.iloc[1:], {"ชมรมคนรักบ้าน": "ชมรมคนรักบ้าน"}, id="row-deleted"),
        pytest.param(
            lambda rows: rows.assign(**{t("import.page.spelling"): "ปลอม"}),
            {"ชมรมคนรักบ้าน": "ชมรมคนรักบ้าน", "อ.เมือง": "ที่ว่าการอำเภอเมืองร้อยเอ็ด"},
            id="spelling-forged",
        ),
        pytest.param(
            lambda rows: rows.assign(**{t("import.page.agency"): "หน่วยงานที่ไม่มี"}),
            {"ชมรมคนรักบ้าน": "ชมรมคนรักบ้าน"},
            id="agency-forged",
        ),
    ],
)
def test_spellings_of_agencies_are_taken_as_confirmed_whatever_the_editor_sends(
    show: Show,
    importer: Importer,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[pd.DataFrame], pd.DataFrame],
    meant: dict[str, str],
) -> None:
    app = show()
    edited(monkeypatch, change)
    upload(app, csv_bytes(ROWS)).button(key="import_run").click().run()
    assert not app.exception
    spelled = {name: agency.name for agency in importer.ctx().masters.agencies for name in agency.spellings}
    assert {name: spelled[name] for name in meant} == meant


def test_suggestions_below_certainty_are_used_only_on_request(show: Show, importer: Importer) -> None:
    app = upload(show(), csv_bytes([req_row("11", send_name="สนง.พัฒนาสังคมและความมั่นคง")]))
    (line,) = importer.understood([req_row("11", send_name="สนง.พัฒนาสังคมและความมั่นคง")])[2].agencies
    assert (line.agency_id, line.confidence < CERTAIN) == ("social_development", True)
    assert app.dataframe[0].value[t("import.page.agency")].tolist() == [t("import.page.new_agency")]
    app.toggle[0].set_value(True).run()
    assert app.dataframe[0].value[t("import.page.agency")].tolist() == [
        importer.ctx().masters.agency("social_development").name
    ]


def test_the_group_of_a_channel_that_nobody_knows_is_asked(show: Show, importer: Importer) -> None:
    app = upload(show(), csv_bytes([req_row("11", channel="ช่องทางแปลก")]))
    app.selectbox[0].set_value(ChannelGroup.FIELD).run()
    assert app.selectbox[0].options[0] == label(ChannelGroup.WALK_IN)
    app.button(key="import_run").click().run()
    assert importer.ctx().masters.channels[-1].group is ChannelGroup.FIELD


def test_words_of_a_file_are_shown_as_text(show: Show) -> None:
    app = upload(show(), csv_bytes([req_row("11", channel=NAME, report_date1=NAME)]))
    assert "<b>" not in html(app)
    assert "&lt;b&gt;นาย&lt;/b&gt; ![x](http://example.org/x.png)" in html(app)
    assert [each.value for each in app.markdown if "example.org" in each.value] == []


def test_a_file_that_cannot_be_read_says_why(show: Show) -> None:
    app = upload(show(), b"")
    assert [each.value for each in app.error] == [t("import.refused.empty")]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXECUTIVE, Role.AUDITOR])
def test_who_may_not_open_it(show: Show, role: Role) -> None:
    app = show(Actor(9, role.value, role.value, role))
    assert [each.value for each in app.error] == [t("error.not_allowed")]
    assert len(app.file_uploader) == 0
