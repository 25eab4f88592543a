"""The page of looks at personal data: who sees it, what it counts, and that no person of a case is named on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from core.figures.accesses import AccessQuestion
from core.model.account import AccountChange
from core.model.case import CaseNo
from core.text.catalogue import t
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.open_evidence import open_evidence
from core.usecases.reset_password import ResetPassword, reset_password
from core.usecases.reveal_identity import RevealIdentity, reveal_identity
from db.engine import writing
from db.limits import take_attempt
from db.sign_in import SignIn
from pages.ui.access_file import access_workbook
from pages.ui.access_filters import Asked
from pages.ui.registry import home_for, pages_for
from tests.support.office import FACTS, NAME, PHONE, PROVINCE
from tests.support.papers import paper
from tests.support.screens import drawing, drawings, rerun
from tests.support.settings_office import ADMIN, DIRECTOR, HASH, OFFICER, PEOPLE, SettingsOffice, press, settled

__all__ = ["settled"]

AUDITOR = "audit"
REASON = f"โทรแจ้งผลให้ {NAME} ที่ {PHONE[:3]}-{PHONE[3:]}"


@pytest.fixture
def looked(settled: SettingsOffice) -> SettingsOffice:
    """Two looks of the officer at one case, one of the director at another, and a search that found a person."""
    first, second = (_a_case(settled, name) for name in ("one", "two"))
    _look(settled, OFFICER, first)
    settled.office.clock.move(minutes=5)
    _look(settled, OFFICER, first)
    settled.context(OFFICER).identities.searched(NAME)
    settled.office.clock.move(days=1)
    _look(settled, DIRECTOR, second)
    return settled


def _a_case(settled: SettingsOffice, request: str) -> CaseNo:
    return settled.office.register(request, facts=replace(FACTS, confidential=False)).no


def _look(settled: SettingsOffice, username: str, no: CaseNo) -> None:
    person = settled.office.ledger().case(no).facts.persons[0].person_id
    reveal_identity(RevealIdentity(no=no, person_id=person, reason=REASON), settled.context(username))


def rows(app: AppTest, *columns: str, place: int = 0) -> list[tuple[str, ...]]:
    return [tuple(row["cells"][column] for column in columns) for row in drawing(app, "list", place)["rows"]]


def shown(app: AppTest) -> str:
    """Every text on the page."""
    elements = (*app.markdown, *app.caption, *app.info, *app.error)
    return " ".join([*(str(each.value) for each in elements), *(str(each) for each in drawings(app, "list"))])


@pytest.mark.parametrize("username", [*PEOPLE, ADMIN])
def test_who_may_open_it(looked: SettingsOffice, username: str) -> None:
    app = looked.page("access", username)
    may = username in (DIRECTOR, AUDITOR)
    assert bool(drawings(app, "list")) is may
    assert [each.value for each in app.error] == ([] if may else [t("error.not_allowed")])


def test_the_auditor_sees_this_page_and_no_other(settled: SettingsOffice) -> None:
    actor = settled.actor(AUDITOR)
    assert [page.name for page in pages_for(actor)] == ["access"]
    home = home_for(actor)
    assert home
    assert home.name == "access"


def test_looks_are_listed_newest_first_and_name_nobody(looked: SettingsOffice) -> None:
    app = looked.page("access", AUDITOR)
    director, officer = (looked.account(name).display_name for name in (DIRECTOR, OFFICER))
    assert rows(app, "who", "kind", "no", "person") == [
        (director, "เปิดดูข้อมูล", "2/2569", "ผู้ร้อง"),
        (officer, "ค้นด้วยชื่อหรือโทรศัพท์", "", ""),
        (officer, "เปิดดูข้อมูล", "1/2569", "ผู้ร้อง"),
        (officer, "เปิดดูข้อมูล", "1/2569", "ผู้ร้อง"),
    ]
    assert rows(app, "at", "reason")[3] == ("30 มิ.ย. 69 09.00 น.", "โทรแจ้งผลให้ (ชื่อบุคคล) ที่ (ชื่อบุคคล)")
    assert rows(app, "reason")[1] == ("ไม่แสดงคำที่ค้น",)
    assert "เปิดดูข้อมูลส่วนบุคคล 3 ครั้ง ใน 2 เรื่อง โดย 2 บัญชี" in shown(app)
    assert "ค้นพบเรื่องด้วยชื่อหรือโทรศัพท์ 1 ครั้ง" in shown(app)
    assert [word for word in (NAME, "สมหญิง", PHONE[3:]) if word in shown(app)] == []


def test_looking_at_the_log_is_no_look(looked: SettingsOffice) -> None:
    before = looked.office.rows("SELECT count(*) FROM access_log")
    looked.page("access", AUDITOR)
    looked.page("access", DIRECTOR, view="days")
    assert looked.office.rows("SELECT count(*) FROM access_log") == before


def test_by_account_case_and_day_from_the_address(looked: SettingsOffice) -> None:
    officer = str(looked.account(OFFICER).id)
    assert len(rows(looked.page("access", AUDITOR, account=officer), "no")) == 3
    assert rows(looked.page("access", AUDITOR, no="2-2569"), "no") == [("2/2569",)]
    assert len(rows(looked.page("access", AUDITOR, **{"from": "2026-06-30", "to": "2026-06-30"}), "no")) == 3
    nobody = looked.page("access", AUDITOR, account=str(looked.account("dao").id))
    assert [each.value for each in nobody.info] == [t("access.none")]


def test_a_number_that_no_case_has_says_so(looked: SettingsOffice) -> None:
    app = looked.page("access", AUDITOR, no="99-2569")
    assert [each.value for each in app.error] == [t("error.not_found", no="99/2569")]


def test_what_cannot_be_read_is_told_and_changes_nothing(looked: SettingsOffice) -> None:
    app = looked.page("access", AUDITOR)
    app.text_input(key="span_from").set_value("32/1/2569")
    assert len(rerun(app).error) == 1
    app.text_input(key="span_from").set_value("2/7/2569")
    assert [each.value for each in rerun(app).error] == [
        t("error.day_in_future", day=date(2026, 7, 2), today=date(2026, 7, 1))
    ]
    app.text_input(key="span_to").set_value("1/1/2569")
    assert [each.value for each in rerun(app).error] == [t("access.days_swapped")]
    app.text_input(key="access_no").set_value("สี่ร้อย")
    assert [each.value for each in rerun(app).error] == [t("access.no_unreadable")]
    assert len(rows(app, "no")) == 4
    assert dict(app.query_params) == {}


def test_days_typed_and_a_number_typed_narrow_the_list(looked: SettingsOffice) -> None:
    app = looked.page("access", AUDITOR)
    app.text_input(key="span_from").set_value("1 ก.ค. 69")
    assert rows(rerun(app), "no") == [("2/2569",)]
    press(app, "access_clear")
    assert len(rows(app, "no")) == 4
    app.text_input(key="access_no").set_value("๑/๒๕๖๙")
    assert rows(rerun(app), "no") == [("1/2569",), ("1/2569",)]


def test_many_looks_come_in_pages(looked: SettingsOffice) -> None:
    for _ in range(20):
        _look(looked, OFFICER, CaseNo(1, 2569))
    app = looked.page("access", AUDITOR)
    assert len(rows(app, "no")) == 20
    assert "เปิดดูข้อมูลส่วนบุคคล 23 ครั้ง ใน 2 เรื่อง" in shown(app)


def test_counts_by_person_and_bangkok_day(looked: SettingsOffice) -> None:
    app = looked.page("access", AUDITOR, view="days")
    director, officer = (looked.account(name).display_name for name in (DIRECTOR, OFFICER))
    assert rows(app, "on", "who", "reveals", "searches", "cases") == [
        ("1 ก.ค. 69", director, "1", "0", "1"),
        ("30 มิ.ย. 69", officer, "2", "1", "1"),
    ]


def test_an_opened_paper_stands_in_the_log(looked: SettingsOffice) -> None:
    no, ctx = _a_case(looked, "three"), looked.context(DIRECTOR)
    looked.office.clock.move(minutes=5)
    add_evidence(AddEvidence(request_id="paper", no=no, file=paper()), ctx)
    open_evidence(no, ctx.ledger.case(no).evidence[0].id, ctx)
    app = looked.page("access", AUDITOR)
    assert rows(app, "no", "kind", "person", "reason")[0] == (
        str(no),
        "เปิดเอกสาร/หลักฐาน",
        "เอกสารของเรื่อง",
        "เปิดเอกสาร/หลักฐาน ชิ้นที่ 1",
    )
    assert "เปิดเอกสาร/หลักฐาน 1 ครั้ง" in shown(app)


def test_sign_ins_and_what_failed_within_the_hour(looked: SettingsOffice) -> None:
    office = looked.office
    store = SignIn(office.home.engine, office.clock.now, lambda: office.home)
    assert store.is_set_up()
    assert store.open(OFFICER, "10.0.0.7", HASH)
    with writing(office.home.engine) as connection:
        for typed in (OFFICER, OFFICER, "a password typed here"):
            take_attempt(connection, PROVINCE, typed, "10.0.0.9", now=office.clock.now())
    app = looked.page("access", AUDITOR, view="sign_ins")
    officer = looked.account(OFFICER).display_name
    assert rows(app, "who", "address", "state") == [(officer, "10.0.0.7", "ยังใช้งานอยู่")]
    assert sorted(rows(app, "who", "address", "count", place=1)) == sorted(
        [(officer, "10.0.0.9", "2"), ("ชื่อที่ไม่มีบัญชี", "10.0.0.9", "1")]
    )
    office.clock.move(minutes=61)
    later = looked.page("access", AUDITOR, view="sign_ins")
    assert rows(later, "state") == [("หมดเวลาเอง",)]
    assert t("access.failed_none") in [each.value for each in later.caption]


def test_what_became_of_accounts(looked: SettingsOffice) -> None:
    officer = looked.account(OFFICER).id
    reset_password(ResetPassword(account_id=officer, password_hash="x"), looked.context())
    app = looked.page("access", AUDITOR, view="accounts", account=str(officer))
    name, admin = (looked.account(each).display_name for each in (OFFICER, ADMIN))
    assert rows(app, "who", "what", "role", "by") == [
        (name, t(f"users.changed.{AccountChange.PASSWORD.value}"), "เจ้าหน้าที่ศูนย์ฯ", admin),
        (name, "เพิ่มบัญชี", "เจ้าหน้าที่ศูนย์ฯ", admin),
    ]
    none = looked.page("access", AUDITOR, view="accounts", **{"from": "2026-06-01", "to": "2026-06-02"})
    assert [each.value for each in none.info] == [t("access.accounts_none")]


def test_the_file_says_whose_data_an_account_saw(looked: SettingsOffice) -> None:
    officer = looked.account(OFFICER)
    question = AccessQuestion(date(2026, 6, 1), date(2026, 7, 1), officer.id)
    ctx = looked.context(AUDITOR)
    asked = Asked(question, {each.id: each for each in ctx.reads.access.accounts()}, "looks")
    book = load_workbook(BytesIO(access_workbook(ctx, asked, 3)))
    persons, looks = book.worksheets
    assert (persons.title, looks.title) == ("บุคคลที่ถูกเปิดดู", "ทุกรายการ")
    assert persons["A1"].value == (f"ข้อมูลของใครถูกเปิดดูโดย {officer.display_name} ระหว่าง 1 มิ.ย. 2569 ถึง 1 ก.ค. 2569")
    assert [[cell.value for cell in row] for row in persons.iter_rows(min_row=4)] == [
        [officer.display_name, "1/2569", "ผู้ร้อง", 2, "30 มิ.ย. 69 09.00 น.", "30 มิ.ย. 69 09.05 น."]
    ]
    assert [row[2].value for row in looks.iter_rows(min_row=4)] == [
        "ค้นด้วยชื่อหรือโทรศัพท์",
        "เปิดดูข้อมูล",
        "เปิดดูข้อมูล",
    ]
    everything = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [word for word in (NAME, PHONE[3:]) if word in everything] == []


def test_a_reason_that_looks_like_a_formula_stays_text(looked: SettingsOffice) -> None:
    no = CaseNo(1, 2569)
    person = looked.office.ledger().case(no).facts.persons[0].person_id
    command = RevealIdentity(no=no, person_id=person, reason='=HYPERLINK("http://x","y")')
    reveal_identity(command, looked.context(OFFICER))
    ctx = looked.context(AUDITOR)
    asked = Asked(AccessQuestion(date(2026, 7, 1), date(2026, 7, 1), looked.account(OFFICER).id), {}, "looks")
    cell = load_workbook(BytesIO(access_workbook(ctx, asked, 1))).worksheets[1]["F4"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x","y")', "s")


def test_erased_persons_leave_their_line(looked: SettingsOffice) -> None:
    looked.office.tamper("UPDATE person SET name = NULL, phone = NULL, national_id = NULL")
    lines = rows(looked.page("access", AUDITOR), "no", "person")
    assert lines[0] == ("2/2569", "ผู้ร้อง")
    assert len(lines) == 4


def test_only_the_last_month_is_shown_unasked(looked: SettingsOffice) -> None:
    looked.office.clock.move(days=29)
    assert rows(looked.page("access", AUDITOR), "no") == [("2/2569",)]
    assert looked.office.clock.today() - timedelta(days=29) == date(2026, 7, 1)
