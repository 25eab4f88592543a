"""The page of users: every button does what it says, for whoever may, and what is forged is refused."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from core.model.codes import Role
from core.text.catalogue import t
from db.engine import writing
from db.keys import proof
from db.keys.recovery import last_six_hash, new_code
from db.sign_in import SignIn
from pages.http.passwords import is_password
from tests.support.screens import drawing, rerun
from tests.support.settings_office import ADMIN, DIRECTOR, HASH, OFFICER, SettingsOffice, press, settled

__all__ = ["settled"]


def buttons(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


def words(app: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in app.get("html"))


def once(app: AppTest) -> str:
    """The password that the page shows."""
    found = re.search(r'class="dr-once">([^<]+)<', words(app))
    return found[1] if found else ""


def listed(app: AppTest) -> dict[str, tuple[str, str, str]]:
    rows = [each["cells"] for each in drawing(app, "list")["rows"]]
    return {row["username"]: (row["role"], row["agency"], row["state"]) for row in rows}


def test_everybody_is_listed_with_role_agency_and_state(settled: SettingsOffice) -> None:
    app = settled.page("users")
    assert listed(app)[ADMIN] == ("ผู้ดูแลระบบ", "", "ใช้งานได้")
    assert listed(app)["landman"] == ("ผู้ประสานงานหน่วยงาน", "สำนักงานที่ดินจังหวัดร้อยเอ็ด", "รอตั้งรหัสผ่านเอง")
    assert len(listed(app)) == 6


def test_a_new_person_gets_a_password_that_is_shown_once(settled: SettingsOffice) -> None:
    app = settled.page("users", user="new")
    app.text_input(key="users_new_name").set_value("วินัย ตัวอย่าง")
    app.text_input(key="users_new_username").set_value("Winai")
    rerun(app)
    press(app, "users_new_save")
    assert [each.value for each in app.success] == ["เพิ่มบัญชี winai แล้ว"]
    assert is_password(once(app), settled.password_hash("winai"))
    account = settled.account("winai")
    assert (account.role, account.must_change_password) == (Role.OFFICER, True)
    press(app, "users_once_done")
    assert once(app) == ""


@pytest.mark.parametrize(
    ("name", "username", "reason"),
    [
        pytest.param("วินัย", OFFICER, "มีชื่อผู้ใช้ anong อยู่แล้ว โปรดใช้ชื่ออื่น", id="taken"),
        pytest.param("", "winai", "โปรดกรอกชื่อ–สกุล ไม่เกิน 100 ตัวอักษร", id="no-name"),
        pytest.param("วินัย", "วินัย", t("gate.username_shape"), id="thai-username"),
    ],
)
def test_a_refused_person_stays_typed(settled: SettingsOffice, name: str, username: str, reason: str) -> None:
    app = settled.page("users", user="new")
    app.text_input(key="users_new_name").set_value(name)
    app.text_input(key="users_new_username").set_value(username)
    rerun(app)
    press(app, "users_new_save")
    assert [each.value for each in app.error] == [reason]
    assert app.text_input(key="users_new_name").value == name
    assert app.text_input(key="users_new_username").value == username
    assert len(settled.context().accounts.everyone()) == 6


def test_the_director_resets_a_password_and_no_more(settled: SettingsOffice) -> None:
    app = settled.page("users", DIRECTOR, user=str(settled.account(OFFICER).id))
    assert "users_reset" in buttons(app)
    assert not {"users_add", "users_close", "users_change_save"} & buttons(app)
    press(app, "users_reset")
    assert [each.value for each in app.success] == ["ตั้งรหัสผ่านใหม่ของ anong แล้ว"]
    assert is_password(once(app), settled.password_hash(OFFICER))
    assert settled.account(OFFICER).must_change_password


def test_an_account_is_closed_and_opened_again(settled: SettingsOffice) -> None:
    app = settled.page("users", user=str(settled.account(OFFICER).id))
    press(app, "users_close")
    assert not settled.account(OFFICER).is_active
    assert listed(app)[OFFICER][2] == "ปิดบัญชีแล้ว"
    press(app, "users_reopen")
    assert settled.account(OFFICER).is_active
    assert "ปิดบัญชี" in words(app)
    assert "เปิดบัญชีอีกครั้ง" in words(app)


def test_a_coordinator_needs_an_agency(settled: SettingsOffice) -> None:
    anong = settled.account(OFFICER).id
    app = settled.page("users", user=str(anong))
    app.selectbox(key=f"users_{anong}_role").set_value(Role.AGENCY)
    rerun(app)
    press(app, "users_change_save")
    assert [each.value for each in app.error] == [t("gate.agency_mismatch")]
    app.selectbox(key=f"users_{anong}_agency").set_value("police")
    rerun(app)
    press(app, "users_change_save")
    assert (settled.account(OFFICER).role, settled.account(OFFICER).agency_id) == (Role.AGENCY, "police")


def test_a_role_chosen_and_saved_in_one_go_is_not_lost(settled: SettingsOffice) -> None:
    anong = settled.account(OFFICER).id
    app = settled.page("users", user=str(anong))
    app.selectbox(key=f"users_{anong}_role").set_value(Role.EXECUTIVE)
    press(app, "users_change_save")
    assert settled.account(OFFICER).role is Role.EXECUTIVE


def test_a_device_is_signed_out_from_the_page(settled: SettingsOffice) -> None:
    office = settled.office
    store = SignIn(office.home.engine, office.clock.now, lambda: office.home)
    assert store.is_set_up()
    token = store.open(OFFICER, "10.0.0.7", HASH)
    assert token
    app = settled.page("users", DIRECTOR, user=str(settled.account(OFFICER).id))
    assert "10.0.0.7" in words(app)
    press(app, "users_end_0")
    assert [each.value for each in app.success] == ["ให้ออกจากระบบแล้ว 1 เครื่อง"]
    assert store.session_of(token) is None


def test_ones_own_account_offers_nothing_that_would_lock_one_out(settled: SettingsOffice) -> None:
    app = settled.page("users", user=str(settled.account(ADMIN).id))
    assert not {"users_reset", "users_close", "users_change_save"} & buttons(app)
    assert t("users.own") in [each.value for each in app.caption]


def test_an_address_that_names_nobody_shows_the_list(settled: SettingsOffice) -> None:
    app = settled.page("users", user="999")
    assert len(listed(app)) == 6
    assert "users_shut" not in buttons(app)
    forged = settled.page("users", DIRECTOR, user="new")
    assert "users_new_save" not in buttons(forged)


def test_a_director_needs_the_sheet_for_an_administrator(settled: SettingsOffice) -> None:
    code = new_code()
    with writing(settled.office.home.engine) as connection:
        values = {"last_six_salt": b"salt", "last_six_hash": last_six_hash(code, b"salt")}
        connection.execute(proof.TABLE.update().values(**values))
    app = settled.page("users", DIRECTOR, user=str(settled.account(ADMIN).id))
    before = settled.password_hash(ADMIN)
    press(app, "users_reset")
    assert [each.value for each in app.error] == [t("error.sheet_wrong")]
    assert (settled.password_hash(ADMIN), once(app)) == (before, "")
    app.text_input(key="users_reset_sheet").set_value(code[-7:])
    press(app, "users_reset")
    assert is_password(once(app), settled.password_hash(ADMIN))
    assert app.text_input(key="users_reset_sheet").value == ""
    officer = settled.page("users", DIRECTOR, user=str(settled.account(OFFICER).id))
    assert "users_reset_sheet" not in {each.key for each in officer.text_input}
