"""Late entries on screen: a list first, then numbers in its order, each entry once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import StorageBusy
from core.model.case import CaseNo
from core.model.codes import Role, Secrecy
from core.model.facts import Letter
from core.ports import Recorded
from core.rules.access import Actor
from core.text.catalogue import t
from db.context import forget_homes
from pages.ui import catchup, intake_save
from pages.ui.intake_desk import Desk
from pages.ui.plain import plain
from pages.ui.registry import PAGES
from tests.support.office import Office
from tests.support.screens import PAGES as SCRIPTS
from tests.support.screens import rerun, sign_in_as

ANONG = Actor(1, "anong", "อนงค์", Role.OFFICER)
FIRST, SECOND = "เสาไฟฟ้าล้มขวางถนนหน้าวัด", "น้ำประปาไม่ไหลมาสามวันแล้ว"
Show = Callable[..., AppTest]


@pytest.fixture
def show(office: Office, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Opens the page of an office for an actor, each time on a fresh screen."""
    for name, value in (
        ("DATABASE_URL", office.url),
        ("DAMRONG_DATA_DIR", str(office.settings.data_dir)),
        ("DAMRONG_SECRET_FILE", str(office.settings.secret_file)),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    entry = next(page for page in PAGES if page.name == "catchup")
    monkeypatch.setattr("pages.ui.frame.home_for", lambda _actor: entry)
    forget_homes()

    def shown(actor: Actor = ANONG) -> AppTest:
        sign_in_as(monkeypatch, actor)
        app = AppTest.from_file(str(SCRIPTS / "main.py"), default_timeout=60)
        app.switch_page("today/catchup.py")
        return rerun(app)

    return shown


def put(app: AppTest, **values: object) -> AppTest:
    """Fill fields in, each left before the next."""
    kinds = {"who": "button_group", "matter": "text_area", "details": "text_area", "wants_reply": "checkbox"}
    kinds |= dict.fromkeys(("channel", "amphoe", "tambon", "topic", "kind", "secrecy"), "selectbox")
    for field, value in values.items():
        desk: Desk = app.session_state[catchup.HOME]
        getattr(app, kinds.get(field, "text_input"))(key=desk.key(field)).set_value(value)
        rerun(app)
    return app


def click(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    app.button(key=key).click()
    return rerun(app)


def entered(app: AppTest, matter: str, received: str = "29/6/2569", time: str = "14.30") -> AppTest:
    """An entry put into the list."""
    put(app, received=received, received_time=time, channel="walk_in", who="not_given", matter=matter, amphoe="4501")
    return click(app, "catchup_add")


def said(app: AppTest) -> str:
    """Every refusal on the screen."""
    return "\n".join(each.value for each in app.error)


def html(app: AppTest) -> str:
    """Everything drawn as HTML."""
    return " ".join(str(each.proto.body) for each in app.get("html"))


def titles(office: Office) -> list[tuple[object, ...]]:
    """The cases by number."""
    rows = "SELECT c.running, t.title FROM case_ c JOIN case_text t ON t.case_id = c.id ORDER BY c.running"
    return office.rows(rows)


def test_numbers_follow_the_list_and_days_and_hours_are_those_of_receipt(show: Show, office: Office) -> None:
    app = entered(entered(show(), FIRST), SECOND, "28 มิ.ย. 69", "๘.๑๕ น.")
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]
    assert f"1. 29/6/2569 14.30 · {FIRST} · อำเภอเมืองร้อยเอ็ด" in html(app)
    click(app, "catchup_save")
    assert [each.value for each in app.success] == [t("catchup.saved", n=2)]
    assert titles(office) == [(1, FIRST), (2, SECOND)]
    case, event = office.ledger().case(CaseNo(2, 2569)), office.ledger().history(CaseNo(2, 2569))[0]
    assert case.received_on == office.clock.today() - timedelta(days=2)
    assert event.happened_at == datetime(2026, 6, 28, 1, 15, tzinfo=UTC)
    assert 'href="case?no=1-2569"' in html(app)


def test_the_next_entry_keeps_the_day_and_the_channel(show: Show) -> None:
    form = entered(show(), FIRST).session_state[catchup.HOME].form
    assert (form.received, form.channel, form.matter, form.who) == ("29/6/2569", "walk_in", "", "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        pytest.param({"received_time": "25.00"}, t("error.time_unreadable"), id="no-such-hour"),
        pytest.param({"received": "30/6/2569", "received_time": "23.00"}, t("error.time_in_future"), id="later-today"),
        pytest.param({"received": "1/7/2569"}, "ยังมาไม่ถึง", id="tomorrow"),
        pytest.param({"matter": "สั้น"}, t("error.title_too_short", letters=10), id="too-short"),
    ],
)
def test_an_entry_that_lacks_something_stays_where_it_is(show: Show, values: dict[str, str], sentence: str) -> None:
    app = put(show(), **{"channel": "walk_in", "who": "not_given", "matter": FIRST, "amphoe": "4501", **values})
    click(app, "catchup_add")
    assert sentence in html(app)
    assert app.session_state[catchup.LIST].entries == []
    for field, value in values.items():
        assert getattr(app.session_state[catchup.HOME].form, field) == value


def test_the_list_and_the_entry_survive_a_new_screen(show: Show) -> None:
    put(entered(show(), FIRST), matter=SECOND)
    app = show()
    assert [each.matter for each in app.session_state[catchup.LIST].entries] == [FIRST]
    assert app.session_state[catchup.HOME].form.matter == SECOND


def test_an_entry_is_taken_back_to_be_mended(show: Show) -> None:
    app = entered(show(), FIRST)
    request_id = app.session_state[catchup.LIST].entries[0].request_id
    click(app, f"catchup_edit_{request_id}")
    assert app.session_state[catchup.HOME].form.matter == FIRST
    assert app.session_state[catchup.LIST].entries == []


def test_a_half_typed_entry_is_neither_lost_nor_left_out_unseen(show: Show, office: Office) -> None:
    app = put(entered(show(), FIRST), matter=SECOND)
    click(app, "catchup_save")
    assert said(app) == t("catchup.half_typed")
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]
    click(app, "catchup_clear")
    click(app, "catchup_save")
    assert titles(office) == [(1, FIRST)]


def test_a_save_that_stops_half_way_goes_on_without_making_anything_twice(
    show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = entered(entered(show(), FIRST), SECOND)
    real, calls = intake_save.save, iter((False, True))

    def lost(*args: object, **kwargs: object) -> Recorded:
        recorded = real(*args, **kwargs)  # type: ignore[arg-type]
        if next(calls):
            raise StorageBusy
        return recorded

    monkeypatch.setattr(catchup, "save", lost)
    click(app, "catchup_save")
    assert plain(t("catchup.stopped", n=1, words=SECOND, reason=t("error.storage_busy"))) in said(app)
    monkeypatch.setattr(catchup, "save", real)
    again = show()
    assert [each.matter for each in again.session_state[catchup.LIST].entries] == [SECOND]
    click(again, "catchup_save")
    assert titles(office) == [(1, FIRST), (2, SECOND)]


def test_two_screens_of_one_person_lose_no_entry(show: Show, office: Office) -> None:
    one = entered(show(), FIRST)
    two = show()
    office.clock.move(minutes=1)
    entered(two, SECOND)
    office.clock.move(minutes=1)
    put(one, matter="ขอให้ซ่อมสะพานข้ามห้วย")
    assert [each.matter for each in one.session_state[catchup.LIST].entries] == [FIRST, SECOND]


def test_a_list_has_an_end(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catchup, "MOST", 1)
    app = entered(entered(show(), FIRST), SECOND)
    assert said(app) == t("catchup.full", most=1)
    assert app.session_state[catchup.HOME].form.matter == SECOND


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICER, Role.DIRECTOR)])
def test_other_roles_enter_nothing(show: Show, role: Role) -> None:
    app = show(Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None))
    assert said(app) == t("error.not_allowed")
    assert list(app.text_area) == []


def test_a_late_letter_has_its_own_fields(show: Show, office: Office) -> None:
    app = put(show(), received="29/6/2569", channel="letter", who="unsigned_letter", matter=FIRST, amphoe="4501")
    put(app, letter_no="รอ 17", letter_on="25/6/2569", letter_from="วัดตัวอย่าง", register_no="88/2569")
    click(put(app, secrecy="very_secret", order="เร่งตรวจสอบ"), "catchup_add")
    assert said(app) == ""
    click(app, "catchup_save")
    case, event = office.ledger().case(CaseNo(1, 2569)), office.ledger().history(CaseNo(1, 2569))[0]
    assert case.facts.letter == Letter("รอ 17", date(2026, 6, 25), "88/2569", Secrecy.VERY_SECRET)
    assert case.facts.confidential is True
    assert (event.texts["letter_from"], event.texts["letter_order"]) == ("วัดตัวอย่าง", "เร่งตรวจสอบ")
