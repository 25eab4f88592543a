"""An office comes back in the browser of an empty machine, from its back-up file and the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from core.text.catalogue import t
from db.context import open_home
from db.engine import engine_for
from db.operations import NewInstallation, initialise
from db.own_backups import make_backup
from db.settings import Settings
from pages.http.passwords import hash_password
from pages.http.wiring import Wiring
from tests.http.in_process import in_process, wiring_of
from tests.http.support import PASSWORD, said, seal_of, settings_in, sign_in
from tests.support.installations import ROI_ET, Installation

CASES = 2


@dataclass(frozen=True)
class Lost(Installation):
    """``token`` opened a session when the back-up was made."""

    token: str = ""


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    """An office with two cases whose machine is gone; its back-up lies in a folder of a stick."""
    folder = tmp_path_factory.mktemp("lost")
    settings = settings_in(folder)
    hashed = hash_password(PASSWORD)
    new = NewInstallation(ROI_ET, "somsri", "สมศรี ผู้ดูแลตัวอย่าง", hashed)
    code = initialise(settings, new).recovery_code
    store = wiring_of(settings).sign_in
    assert store.is_set_up() is True
    office = Lost(settings, code, store.open("somsri", "127.0.0.1", hashed) or "")
    assert store.session_of(office.token) is not None
    for key in "ab":
        office.register(key)
    stick(office).mkdir(parents=True)
    make_backup(office.home, stick(office))
    engine_for(settings.url).dispose()
    return office


def stick(office: Installation) -> Path:
    return office.settings.data_dir.parent / "stick" / "สำรอง"


def file_of(office: Installation) -> str:
    return str(next(stick(office).glob("*.backup")))


@pytest.fixture
def machine(tmp_path: Path) -> Settings:
    """Nothing yet."""
    return settings_in(tmp_path)


@pytest.fixture
def wiring(machine: Settings) -> Iterator[Wiring]:
    """The gate of the empty machine."""
    yield wiring_of(machine)
    engine_for(machine.url).dispose()


@pytest.fixture
def local(wiring: Wiring) -> Iterator[httpx.Client]:
    """A browser on it."""
    with in_process(wiring) as client:
        yield client


def send(client: httpx.Client, **fields: str) -> httpx.Response:
    typed = {"file": "", "place": "", "recovery": "", **fields}
    return client.post("/setup/restore", data={**typed, "seal": seal_of(client.get("/setup/restore"))})


def test_the_file_and_the_sheet_bring_the_office_back(
    local: httpx.Client, wiring: Wiring, machine: Settings, lost: Lost
) -> None:
    assert 'href="/setup/restore">' in local.get("/setup").text
    code = wiring.setup_state.code
    looked = send(local, code=code, place=str(stick(lost).parent), recovery=lost.code)
    assert (looked.status_code, f'value="{file_of(lost)}" selected' in looked.text) == (200, True)
    assert wiring.sign_in.is_set_up() is False
    done = send(local, code=code, file=file_of(lost), recovery=lost.code.lower().replace("-", " "))
    assert (done.status_code, f"มีเรื่องทั้งหมด {CASES} เรื่อง" in said(done)) == (200, True)
    assert wiring.sign_in.is_set_up() is True
    assert local.get("/setup/restore").headers["location"] == "/"
    assert wiring.sign_in.session_of(lost.token) is None
    assert sign_in(local, "somsri").headers["location"] == "/"
    back = Installation(machine, lost.code)
    assert back.register("c").partition("/")[0] == str(CASES + 1)
    assert open_home(machine).ring.masters == lost.home.ring.masters


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param({"code": "AAAA-AAAA"}, "gate.setup_code_wrong", id="another-set-up-code"),
        pytest.param({"file": ""}, "gate.restore_which", id="no-file"),
        pytest.param({"place": "/no/such/folder"}, "gate.restore_none", id="nothing-there"),
        pytest.param({"recovery": "ABCDE"}, "error.recovery_code_mistyped", id="mistyped"),
        pytest.param({"recovery": ""}, "error.key_missing", id="no-sheet-on-another-machine"),
        pytest.param({"file": "/etc/hostname"}, "error.backup_foreign", id="another-file"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    local: httpx.Client, wiring: Wiring, lost: Lost, typed: dict[str, str], key: str
) -> None:
    sent = {"code": wiring.setup_state.code, "file": file_of(lost), "recovery": lost.code, **typed}
    answer = send(local, **sent)
    facts = {"place": typed.get("place", ""), "group": 1}
    assert (answer.status_code, t(key, **facts) in said(answer)) == (422, True)
    assert f'value="{sent["recovery"]}"' in answer.text
    assert wiring.sign_in.is_set_up() is False


def test_it_is_for_the_machine_itself(local: httpx.Client) -> None:
    answer = local.get("/setup/restore", headers={"X-Forwarded-For": "192.168.1.20"})
    assert (answer.status_code, "<form" in answer.text) == (403, False)


def test_a_form_of_another_browser_restores_nothing(local: httpx.Client, wiring: Wiring, lost: Lost) -> None:
    typed = {"code": wiring.setup_state.code, "file": file_of(lost), "recovery": lost.code, "seal": "0" * 64}
    assert local.post("/setup/restore", data=typed).status_code == 403
    assert wiring.sign_in.is_set_up() is False
