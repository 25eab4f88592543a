"""The first run in the browser, on an empty database: once on a running server, its refusals in this process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.text.catalogue import t
from db.context import open_home
from db.engine import engine_for, reading
from db.masters import master_lists
from db.tables.masters import Installation
from pages.http.wiring import Wiring
from tests.http.in_process import in_process, wiring_of
from tests.http.support import PASSWORD, Server, add_person, running, said, seal_of, settings_in, sign_in, stream
from tests.support.people import ANONG

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
TYPED = {
    "province": "45",
    "name": "สมศรี ผู้ดูแลตัวอย่าง",
    "username": "Somsri",
    "password": PASSWORD,
    "again": PASSWORD,
}

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has set up."""
    with running(tmp_path) as server:
        yield server
    engine_for(server.settings.url).dispose()


@pytest.fixture
def wiring(tmp_path: Path) -> Iterator[Wiring]:
    """The gate's own pages on an empty database, in this process."""
    settings = settings_in(tmp_path)
    yield wiring_of(settings)
    engine_for(settings.url).dispose()


@pytest.fixture
def local(wiring: Wiring) -> Iterator[httpx.Client]:
    """A browser on the machine itself."""
    with in_process(wiring) as client:
        yield client


def code_of(server: Server) -> str:
    """The code that the program printed."""
    found = CODE.search(server.output.read_text(encoding="utf-8"))
    assert found
    return found.group(0)


def send(client: httpx.Client, **fields: str) -> httpx.Response:
    return client.post("/setup", data={**TYPED, **fields, "seal": seal_of(client.get("/setup"))})


def groups_of(page: httpx.Response) -> list[str]:
    return re.findall(r"<li>([2-9A-Z]{5})</li>", page.text)


def test_an_office_is_set_up_from_the_first_page_to_the_first_screen(fresh: Server) -> None:
    code = code_of(fresh)
    with fresh.client() as client:
        assert [client.get(path).headers["location"] for path in ("/", "/board?x=1", "/login")] == ["/setup"] * 3
        saved = send(client, code=code.lower().replace("-", " "))
        assert (saved.status_code, saved.headers["location"]) == (303, "/setup/recovery")
        led = client.get("/second")
        assert (led.status_code, led.headers["location"]) == (303, "/setup/recovery")
        sheet = client.get("/setup/recovery")
        assert (len(groups_of(sheet)), "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด" in said(sheet)) == (8, True)
        confirm(client, sheet, "222222", 422, "gate.recovery_wrong")
        last = "".join(groups_of(sheet))[-6:]
        done = client.post("/setup/recovery", data={"last6": last.lower(), "seal": seal_of(sheet)})
        assert (done.status_code, done.headers["location"]) == (303, "/")
        assert client.get("/second").headers["location"] == "/setup/backup"
        choose_place(fresh, client)
        with stream(fresh, client) as browser:
            assert browser.rerun().startswith("user=somsri role=admin ")
        assert groups_of(client.get("/setup/recovery")) == []
        assert client.get("/setup").headers["location"] == "/"
    assert confirmed(fresh) is True
    with fresh.client() as again:
        assert send_blind(again, code).headers["location"] == "/"
        assert sign_in(again, "somsri").status_code == 303


def confirm(client: httpx.Client, sheet: httpx.Response, last6: str, status: int, key: str) -> None:
    answer = client.post("/setup/recovery", data={"last6": last6, "seal": seal_of(sheet)})
    assert (answer.status_code, t(key) in said(answer)) == (status, True)


def choose_place(fresh: Server, client: httpx.Client) -> None:
    """A place that is not there is refused, one on the data's own disk is said in red, and may stay."""

    def send_place(page: httpx.Response, folder: str, **fields: str) -> httpx.Response:
        warned = re.search(r'name="warned" value="([^"]*)"', page.text)
        assert warned
        typed = {"folder": folder, "warned": html.unescape(warned.group(1)), "seal": seal_of(page), **fields}
        return client.post("/setup/backup", data=typed)

    page, near = client.get("/setup/backup"), str(fresh.settings.data_dir.absolute() / "near")
    assert (page.status_code, 'name="folder"' in page.text) == (200, True)
    away = send_place(page, "/no/such/place")
    assert (away.status_code, t("error.backup_place_missing") in said(away)) == (422, True)
    named = send_place(page, "near")
    assert (named.status_code, t("error.setting_folder") in said(named)) == (422, True)
    warned = send_place(page, near)
    assert (warned.status_code, t("backup.unsafe") in said(warned)) == (200, True)
    assert said_settings(fresh) == {}
    chosen = send_place(warned, near)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
    assert said_settings(fresh) == {"backup_folder": near}


def said_settings(server: Server) -> dict[str, str]:
    home = open_home(server.settings)
    return dict(master_lists(home.engine, home.province_id).settings)


def confirmed(server: Server) -> bool:
    with reading(engine_for(server.settings.url)) as connection:
        row = connection.execute(Installation.__table__.select()).one()  # type: ignore[attr-defined]
    return bool(row.recovery_confirmed_at)


def send_blind(client: httpx.Client, code: str) -> httpx.Response:
    """A second set-up, with the seal of another page of the same browser."""
    return client.post("/setup", data={**TYPED, "code": code, "seal": seal_of(client.get("/login"))})


@pytest.mark.parametrize(
    ("fields", "key", "facts"),
    [
        pytest.param({"code": "2222-2222"}, "gate.setup_code_wrong", {}, id="code"),
        pytest.param({"province": ""}, "gate.setup_province_missing", {}, id="no-province"),
        pytest.param({"province": "99"}, "gate.setup_province_missing", {}, id="no-such-province"),
        pytest.param({"name": " "}, "gate.name_missing", {"most": 100}, id="no-name"),
        pytest.param({"username": "สมศรี"}, "gate.username_shape", {}, id="thai-user-name"),
        pytest.param({"again": "something else"}, "gate.password_differs", {}, id="typed-differently"),
        pytest.param({"password": "short", "again": "short"}, "gate.password_short", {"least": 12}, id="short"),
        pytest.param(
            {"password": "ร้อยเอ็ด ร้อยเอ็ด", "again": "ร้อยเอ็ด ร้อยเอ็ด"}, "gate.password_context", {}, id="own-province"
        ),
    ],
)
def test_nothing_is_set_up_by_a_mistake(
    local: httpx.Client, wiring: Wiring, fields: dict[str, str], key: str, facts: dict[str, object]
) -> None:
    answer = send(local, **{"code": wiring.setup_state.code, **fields})
    assert (answer.status_code, t(key, **facts) in said(answer)) == (422, True)
    assert (wiring.sign_in.is_set_up(), PASSWORD in answer.text) == (False, False)


def test_what_was_typed_is_kept_but_for_the_password(local: httpx.Client, wiring: Wiring) -> None:
    page = send(local, code=wiring.setup_state.code, again="something else").text
    assert f'value="{html.escape(TYPED["name"])}"' in page
    assert '<option value="45" selected>ร้อยเอ็ด</option>' in page


def test_a_form_without_our_seal_sets_nothing_up(local: httpx.Client, wiring: Wiring) -> None:
    local.get("/setup")
    answer = local.post("/setup", data={**TYPED, "code": wiring.setup_state.code})
    assert (answer.status_code, wiring.sign_in.is_set_up()) == (403, False)


def test_the_code_cannot_be_guessed(local: httpx.Client, wiring: Wiring) -> None:
    answers = [send(local, code=f"2222-22{number:02}") for number in range(10, 20)]
    assert {t("gate.setup_code_wrong") in said(answer) for answer in answers} == {True}
    locked = send(local, code=wiring.setup_state.code)
    assert (locked.status_code, t("gate.setup_code_locked") in said(locked)) == (422, True)
    assert wiring.sign_in.is_set_up() is False


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_set_up_is_for_the_machine_itself(local: httpx.Client, header: str) -> None:
    answer = local.get("/setup", headers={header: "192.168.1.20"})
    assert (answer.status_code, t("gate.setup_elsewhere") in said(answer), "<form" in answer.text) == (403, True, False)


def test_all_provinces_stand_in_the_order_of_the_dictionary(local: httpx.Client) -> None:
    listed = re.findall(r'<option value="(\d\d)">([^<]+)</option>', local.get("/setup").text)
    names = [name for _, name in listed]
    assert (len(listed), names[:4], names[-2:]) == (
        77,
        ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์"],
        ["อุทัยธานี", "อุบลราชธานี"],
    )


def test_who_signs_in_again_still_finds_the_sheet(local: httpx.Client, wiring: Wiring) -> None:
    """Walking to the printer may take longer than a session lasts."""
    send(local, code=wiring.setup_state.code)
    sheet = groups_of(local.get("/setup/recovery"))
    local.cookies.clear()
    assert sign_in(local, "somsri").status_code == 303
    assert (local.get("/password").headers["location"], groups_of(local.get("/setup/recovery"))) == (
        "/setup/recovery",
        sheet,
    )


def test_the_sheet_is_for_people_who_back_up(local: httpx.Client, wiring: Wiring, tmp_path: Path) -> None:
    send(local, code=wiring.setup_state.code)
    add_person(settings_in(tmp_path), ANONG)
    seal = seal_of(local.get("/setup/recovery"))
    local.cookies.clear()
    sign_in(local, "anong")
    assert local.get("/setup/recovery").status_code == 404
    assert local.post("/setup/recovery", data={"last6": "222222", "seal": seal}).status_code == 404


def test_the_sheet_may_be_confirmed_only_so_often(local: httpx.Client, wiring: Wiring) -> None:
    send(local, code=wiring.setup_state.code)
    sheet = local.get("/setup/recovery")
    for _ in range(10):
        confirm(local, sheet, "222222", 422, "gate.recovery_wrong")
    confirm(local, sheet, "".join(groups_of(sheet))[-6:], 429, "gate.recovery_locked")


def test_after_a_restart_the_sheet_is_gone_but_can_be_confirmed(local: httpx.Client, wiring: Wiring) -> None:
    send(local, code=wiring.setup_state.code)
    sheet = local.get("/setup/recovery")
    wiring.setup_state.drop_sheet()
    wiring.setup_state.drop_place()
    page = local.get("/setup/recovery")
    assert (groups_of(page), t("gate.recovery_gone") in said(page)) == ([], True)
    last = "".join(groups_of(sheet))[-6:]
    assert local.post("/setup/recovery", data={"last6": last, "seal": seal_of(page)}).status_code == 303


def asked_for_a_place(local: httpx.Client, wiring: Wiring) -> httpx.Response:
    """The page about the place, in an office just set up."""
    send(local, code=wiring.setup_state.code)
    sheet = local.get("/setup/recovery")
    local.post("/setup/recovery", data={"last6": "".join(groups_of(sheet))[-6:], "seal": seal_of(sheet)})
    return local.get("/setup/backup")


def test_the_place_of_back_ups_may_wait(local: httpx.Client, wiring: Wiring) -> None:
    page = asked_for_a_place(local, wiring)
    later = local.post("/setup/backup", data={"folder": "", "later": "1", "seal": seal_of(page)})
    assert (later.status_code, later.headers["location"]) == (303, "/")
    assert wiring.setup_state.asks_place_of == 0


def test_a_place_is_chosen_only_from_our_own_page(local: httpx.Client, wiring: Wiring, tmp_path: Path) -> None:
    asked_for_a_place(local, wiring)
    refused = local.post("/setup/backup", data={"folder": str(tmp_path), "seal": "00"})
    assert (refused.status_code, t("gate.form_expired") in said(refused)) == (403, True)
    assert wiring.setup_state.asks_place_of != 0


def test_the_place_is_for_people_who_back_up(local: httpx.Client, wiring: Wiring, tmp_path: Path) -> None:
    seal = seal_of(asked_for_a_place(local, wiring))
    add_person(settings_in(tmp_path), ANONG)
    local.cookies.clear()
    sign_in(local, "anong")
    assert local.get("/setup/backup").status_code == 404
    assert local.post("/setup/backup", data={"folder": str(tmp_path), "seal": seal}).status_code == 404
