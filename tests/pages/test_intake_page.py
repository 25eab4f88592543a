"""Taking a matter in, on screen: what is typed is kept, what is missing is said, what is saved is saved once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import StorageBusy
from core.model.case import Case, CaseNo
from core.model.codes import Anonymity, PersonRole, Role, Secrecy
from core.model.facts import Letter, Upstream
from core.model.masters import Topic
from core.ports import MasterChange
from core.rules.access import Actor
from core.text.catalogue import t
from db.context import forget_homes
from db.masters import master_lists
from db.seed.office import line_body
from pages.ui import intake_desk, intake_save
from pages.ui.plain import plain
from pages.ui.registry import PAGES
from tests.support.office import PROVINCE, Office
from tests.support.screens import PAGES as SCRIPTS
from tests.support.screens import rerun, sign_in_as

ANONG = Actor(1, "anong", "อนงค์", Role.OFFICER)
BOONMEE = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
MATTER = "ถนนหน้าโรงเรียนชำรุดเป็นหลุมลึก"
NAME, PHONE = "สมหญิง ใจดีตัวอย่าง", "0812345678"
DRAFTS = "SELECT slot FROM draft WHERE slot LIKE 'intake/%' ORDER BY slot"
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
    entry = next(page for page in PAGES if page.name == "intake")
    monkeypatch.setattr("pages.ui.frame.home_for", lambda _actor: entry)
    forget_homes()

    def shown(actor: Actor | None = ANONG, **query: str) -> AppTest:
        sign_in_as(monkeypatch, actor)
        app = AppTest.from_file(str(SCRIPTS / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page("today/intake.py")
        return rerun(app)

    return shown


def key(app: AppTest, field: str) -> str:
    """The key of a field's widget on this screen."""
    desk: intake_desk.Desk = app.session_state[intake_desk.DESK]
    return desk.key(field)


def put(app: AppTest, **values: object) -> AppTest:
    """Fill fields in, each left before the next."""
    kinds = {"who": "button_group", "sent_via": "button_group", "matter": "text_area", "details": "text_area"}
    kinds |= dict.fromkeys(("others", "respondents"), "text_area")
    kinds |= dict.fromkeys(("wants_reply", "urgent", "confidential"), "checkbox")
    kinds |= dict.fromkeys(("persons_contacting", "persons_subject"), "number_input")
    kinds |= dict.fromkeys(
        ("channel", "amphoe", "tambon", "topic", "kind", "agency", "secrecy", "programme", "upstream_agency",
         "origin_channel"), "selectbox",
    )  # fmt: skip
    for field, value in values.items():
        getattr(app, kinds.get(field, "text_input"))(key=key(app, field)).set_value(value)
        rerun(app)
    return app


def press(app: AppTest, button: str) -> AppTest:
    """Press one of the two buttons that save."""
    app.button(key=key(app, button)).click()
    return rerun(app)


def filled(app: AppTest, **more: object) -> AppTest:
    """The four compulsory things."""
    return put(app, **{"channel": "walk_in", "matter": MATTER, "amphoe": "4501", "who": "not_given", **more})


def said(app: AppTest) -> str:
    """Every sentence of refusal on the screen."""
    return "\n".join(each.value for each in app.error)


def html(app: AppTest) -> str:
    """Everything drawn as HTML."""
    return " ".join(str(each.proto.body) for each in app.get("html"))


def case_of(office: Office, no: CaseNo) -> Case:
    """The case as it stands."""
    return office.ledger().case(no)


def texts(office: Office, no: CaseNo) -> dict[str, str]:
    """The texts of its registration."""
    return dict(office.ledger().history(no)[0].texts)


FIRST = CaseNo(1, 2569)


def test_a_walk_in_needs_four_things_and_gets_its_number(show: Show, office: Office) -> None:
    app = press(filled(show()), "save")
    assert app.query_params["saved"] == "1-2569"
    assert t("receipt.saved", no=FIRST, time="09.00 น.") in html(app)
    assert "<strong>1/2569</strong>" in html(app)
    case = case_of(office, FIRST)
    assert (case.facts.channel_id, case.facts.amphoe_code, case.facts.needs_sorting) == ("walk_in", "4501", True)
    assert [person.anonymity for person in case.facts.persons] == [Anonymity.NOT_GIVEN]
    assert texts(office, FIRST) == {"title": MATTER, "public_title": "ร้องเรียนร้องทุกข์ อำเภอเมืองร้อยเอ็ด"}
    assert office.rows(DRAFTS) == []


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(show: Show, office: Office) -> None:
    app = press(put(show(), matter="สั้นไป"), "save")
    assert said(app) == t("intake.faults", n=4, lines="ช่องทาง · เรื่อง · อำเภอ · ผู้ร้อง")
    for field in ("channel", "amphoe", "who"):
        assert t(f"intake.missing.{field}") in html(app)
    assert app.text_area(key=key(app, "matter")).value == "สั้นไป"
    put(app, matter=MATTER)
    assert said(app) == t("intake.faults", n=3, lines="ช่องทาง · อำเภอ · ผู้ร้อง")
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]
    press(put(app, channel="walk_in", amphoe="-", who="open", name=NAME), "save")
    assert case_of(office, FIRST).facts.amphoe_code is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        pytest.param({"who": "open"}, t("intake.missing.name"), id="open-without-a-name"),
        pytest.param({"wants_reply": True}, t("intake.missing.phone"), id="reply-without-a-way"),
        pytest.param(
            {"wants_reply": True, "phone": "0812"}, t("intake.phone_short", digits=9), id="half-a-phone-number"
        ),
        pytest.param({"received": "31 ก.พ. 69"}, t("error.day_not_in_calendar"), id="no-such-day"),
        pytest.param({"received": "2/7/2569"}, "ยังมาไม่ถึง", id="tomorrow-and-later"),
        pytest.param({"details": "ซ่อน\u202eข้อความ"}, t("error.hostile_text"), id="hidden-direction"),
        pytest.param({"who": "hidden", "name": "ก" + "\u0e49" * 4}, t("error.hostile_text"), id="piled-marks"),
        pytest.param({"received": "1/5/2569"}, "ย้อนหลังเกิน 30 วัน", id="too-long-ago-for-an-officer"),
    ],
)
def test_what_cannot_be_is_refused_in_thai_and_stays(
    show: Show, office: Office, values: dict[str, object], sentence: str
) -> None:
    app = press(filled(show(), **values), "save")
    assert sentence in said(app)
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]
    for field, value in values.items():
        assert getattr(app.session_state[intake_desk.DESK].form, field) == value
    assert app.text_area(key=key(app, "matter")).value == MATTER


def test_a_letter_has_fields_of_its_own(show: Show, office: Office) -> None:
    app = put(show(), channel="letter", matter=MATTER, amphoe="4501", who="unsigned_letter")
    put(app, letter_no="รอ ๐๐๑๗/๑๒๓", letter_on="๒๕ มิ.ย. ๖๙", letter_from="วัดบ้านตัวอย่าง", register_no="88/2569")
    put(app, received="26/6/2569", secrecy="secret", order="เร่งตรวจสอบ")
    assert t("intake.secret_letter") in [each.value for each in app.caption]
    press(app, "save")
    case = case_of(office, FIRST)
    dated_on = office.clock.today() - timedelta(days=5)
    assert case.facts.letter == Letter("รอ ๐๐๑๗/๑๒๓", dated_on, "88/2569", Secrecy.SECRET)
    assert (case.received_on, case.facts.confidential) == (office.clock.today() - timedelta(days=4), True)
    said_of_it = {name: texts(office, FIRST).get(name) for name in ("details", "letter_from", "letter_order")}
    assert said_of_it == {"details": None, "letter_from": "วัดบ้านตัวอย่าง", "letter_order": "เร่งตรวจสอบ"}
    assert [person.anonymity for person in case.facts.persons] == [Anonymity.UNSIGNED_LETTER]


def test_a_matter_of_another_office_keeps_its_reference_and_the_day_to_answer(show: Show, office: Office) -> None:
    app = filled(show(), channel="gcc1111", upstream_no="สปน-77", answer_due="15/7/2569", origin_channel="hotline_1567")
    press(put(app, upstream_agency="land"), "save")
    due_on = office.clock.today() + timedelta(days=15)
    assert case_of(office, FIRST).facts.upstream == Upstream("land", "สปน-77", due_on)
    assert case_of(office, FIRST).facts.origin_channel == "hotline_1567"


def test_several_people_stand_in_the_case_and_their_names_in_no_text(show: Show, office: Office) -> None:
    app = filled(show(), who="hidden", name=NAME, wants_reply=True, phone=PHONE, others="บุญมาก ตัวอย่าง\nบุญน้อย ตัวอย่าง")
    put(
        app,
        rep_name="ทนาย ตัวอย่าง",
        rep_phone="0899999999",
        respondents="กำนัน ตัวอย่าง\nนายช่าง ตัวอย่าง",
        persons_contacting=3,
    )
    press(put(app, details=f"{NAME} โทร {PHONE} เล่าว่า", urgent=True, kind="need", programme="covid19"), "save")
    case = case_of(office, FIRST)
    roles = [person.role for person in case.facts.persons]
    assert roles == [PersonRole.COMPLAINANT] * 3 + [PersonRole.REPRESENTATIVE] + [PersonRole.RESPONDENT] * 2
    assert (case.facts.persons_contacting, case.facts.persons_subject, case.facts.urgent) == (3, 2, True)
    assert (case.facts.programme_id, case.facts.contact_kind.value, case.facts.wants_reply) == ("covid19", "need", True)
    assert texts(office, FIRST)["details"] == "⟦person:1⟧ โทร ⟦person:1⟧ เล่าว่า"
    assert [person.hide_from_agency for person in case.facts.persons[:3]] == [True, True, True]


def test_saving_and_sending_is_one_act(show: Show, office: Office) -> None:
    app = press(filled(show(), topic="land", tambon="450102", agency="land"), "forward")
    case = case_of(office, FIRST)
    assert [referral.agency_id for referral in case.live_referrals] == ["land"]
    assert (case.facts.needs_sorting, case.facts.tambon_code) == (False, "450102")
    assert texts(office, FIRST)["public_title"] == "ที่ดิน/ที่สาธารณประโยชน์ ตำบลรอบเมือง อำเภอเมืองร้อยเอ็ด"
    assert "ศูนย์ฯ ส่งเรื่องให้ สำนักงานที่ดินจังหวัดร้อยเอ็ด แล้ว" in html(app)


def test_sending_needs_an_agency(show: Show, office: Office) -> None:
    app = press(filled(show()), "forward")
    assert t("intake.missing.agency") in said(app)
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]


def test_another_amphoe_forgets_the_tambon(show: Show) -> None:
    app = put(filled(show()), tambon="450102")
    put(app, amphoe="4502")
    assert app.selectbox(key=key(app, "tambon")).value is None
    assert app.session_state[intake_desk.DESK].form.tambon == ""


def test_what_is_not_shown_any_more_is_not_recorded(show: Show, office: Office) -> None:
    app = put(show(), channel="gcc1111", matter=MATTER, amphoe="4501", who="open", name=NAME, upstream_no="สปน-77")
    put(app, wants_reply=True, phone=PHONE)
    put(app, wants_reply=False, who="not_given", channel="letter")
    put(app, letter_no="รอ 1", letter_on="เมื่อวาน", secrecy="secret", who="unsigned_letter")
    put(app, channel="walk_in")
    assert app.session_state[intake_desk.DESK].form.who == ""
    press(put(app, who="not_given"), "save")
    facts = case_of(office, FIRST).facts
    assert (facts.letter, facts.upstream, facts.confidential, facts.wants_reply) == (None, None, False, False)
    assert office.rows("SELECT count(*) FROM person WHERE name IS NOT NULL OR phone IS NOT NULL") == [(0,)]


def make_complex(office: Office) -> None:
    """Let one topic be too complex for a finish day."""
    body = line_body(Topic("corruption", "ทุจริต", is_complex=True))
    office.ledger(BOONMEE).change_masters([MasterChange("topic", "corruption", body)])


def promised(office: Office) -> set[str]:
    """The kinds of promise of the first case."""
    return {each.kind.value for each in case_of(office, FIRST).obligations}


def test_a_complex_topic_asks_for_a_day_of_review_when_it_is_sent(show: Show, office: Office) -> None:
    make_complex(office)
    app = press(filled(show(), topic="corruption", agency="land"), "forward")
    assert t("error.review_day_missing") in said(app)
    press(put(app, review_on="30/9/2569"), "forward")
    assert "จะทบทวนกำหนดในวันที่ 30\u00a0กันยายน\u00a02569" in html(app)
    assert promised(office) >= {"review"}
    assert "finish" not in promised(office)


def test_a_day_of_review_that_was_typed_for_another_topic_makes_nothing_complex(show: Show, office: Office) -> None:
    make_complex(office)
    app = put(filled(show(), topic="corruption", agency="land"), review_on="30/9/2569")
    press(put(app, topic="land"), "forward")
    assert promised(office) >= {"finish"}
    assert "review" not in promised(office)


def test_an_agency_that_is_gone_since_the_draft_was_kept_is_not_sent_to(show: Show, office: Office) -> None:
    put(filled(show(), topic="land"), agency="land")
    land = master_lists(office.home.engine, PROVINCE).agency("land")
    gone = replace(land, valid_to=office.clock.today() - timedelta(days=1))
    office.ledger(BOONMEE).change_masters([MasterChange("agency", "land", line_body(gone))])
    app = show()
    assert app.selectbox(key=key(app, "agency")).value is None
    assert t("intake.missing.agency") in said(press(app, "forward"))


def test_what_was_typed_is_never_markup_in_a_label(show: Show) -> None:
    app = put(show(), matter="![x](http://example.org/x.png) **ด่วน** :red[ไฟ]")
    slot = app.session_state[intake_desk.DESK].slot
    app.button(key="draft_new").click()
    rerun(app)
    label = app.button(key=f"open_{slot}").label
    assert "\\!\\[x\\]\\(http\\:" in label
    assert "](" not in label
    assert "**" not in label


def test_the_channel_is_remembered(show: Show) -> None:
    press(filled(show(), channel="hotline_1567"), "save")
    app = show()
    assert app.selectbox(key=key(app, "channel")).value == "hotline_1567"
    assert [each.value for each in app.error] == []


# --------------------------------------------------------------------------- drafts


def test_a_draft_survives_a_new_screen_and_says_so(show: Show, office: Office) -> None:
    filled(show(), who="open", name=NAME)
    office.clock.move(hours=1)
    app = show()
    form = app.session_state[intake_desk.DESK].form
    assert (form.matter, form.name, form.amphoe, form.who) == (MATTER, NAME, "4501", "open")
    assert app.text_input(key=key(app, "name")).value == NAME
    assert t("draft.resumed", at=office.clock.now() - timedelta(hours=1)) in html(app)


def test_a_second_caller_gets_a_form_of_his_own_and_neither_is_lost(show: Show, office: Office) -> None:
    app = filled(show(), who="open", name=NAME)
    first = app.session_state[intake_desk.DESK].slot
    app.button(key="draft_new").click()
    rerun(app)
    assert app.session_state[intake_desk.DESK].form.is_blank
    put(app, matter="ขอความช่วยเหลือเรื่องหนี้นอกระบบ")
    second = app.session_state[intake_desk.DESK].slot
    assert office.rows(DRAFTS) == sorted([(first,), (second,)])
    assert app.button(key=f"open_{first}").label == plain(f"09.00 น. {MATTER}")
    app.button(key=f"open_{first}").click()
    rerun(app)
    assert app.text_area(key=key(app, "matter")).value == MATTER
    assert app.text_input(key=key(app, "name")).value == NAME
    app.button(key=f"open_{second}").click()
    rerun(app)
    assert app.text_area(key=key(app, "matter")).value == "ขอความช่วยเหลือเรื่องหนี้นอกระบบ"


def test_only_a_handful_of_drafts(show: Show) -> None:
    app = show()
    for n in range(intake_desk.MOST_DRAFTS):
        put(app, matter=f"{MATTER} {n}")
        app.button(key="draft_new").click()
        rerun(app)
    assert t("draft.most", most=intake_desk.MOST_DRAFTS) in said(app)
    assert app.text_area(key=key(app, "matter")).value == f"{MATTER} {intake_desk.MOST_DRAFTS - 1}"


def test_old_drafts_are_said_and_stay_until_somebody_throws_them_away(show: Show, office: Office) -> None:
    slot = put(show(), matter=MATTER).session_state[intake_desk.DESK].slot
    office.clock.move(days=8)
    app = show()
    assert app.session_state[intake_desk.DESK].form.is_blank
    assert [each.value for each in app.warning] == [t("draft.old", days=7, n=1)]
    assert app.button(key=f"open_{slot}").label == plain(f"30 มิ.ย. 69 {MATTER} (ค้าง 8 วัน)")
    app.button(key=f"drop_{slot}").click()
    rerun(app)
    assert office.rows(DRAFTS) == []


def test_nobody_sees_the_drafts_of_another_account(show: Show) -> None:
    slot = put(show(), matter=MATTER).session_state[intake_desk.DESK].slot
    app = show(BOONMEE, draft=slot.removeprefix("intake/"))
    assert app.session_state[intake_desk.DESK].form.is_blank
    assert MATTER not in html(app)


def test_a_screen_that_changes_hands_shows_nothing_of_the_person_before(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = put(show(), matter=MATTER)
    sign_in_as(monkeypatch, BOONMEE)
    del app.query_params["draft"]
    rerun(app)
    assert app.session_state[intake_desk.DESK].form.is_blank
    assert app.text_area(key=key(app, "matter")).value == ""


def test_two_screens_on_one_draft_never_overwrite_each_other(show: Show, office: Office) -> None:
    one = put(show(), matter=MATTER)
    two = show()
    office.clock.move(minutes=1)
    put(two, matter=MATTER + " ที่สอง")
    put(one, matter=MATTER + " ที่หนึ่ง")
    assert t("draft.forked") in html(one)
    assert len(office.rows(DRAFTS)) == 2
    assert two.text_area(key=key(two, "matter")).value == MATTER + " ที่สอง"


def test_a_draft_that_was_saved_on_another_screen_is_not_saved_again_unseen(show: Show, office: Office) -> None:
    one = filled(show())
    two = show()
    press(one, "save")
    press(two, "save")
    assert t("draft.forked") in html(two)
    assert office.rows("SELECT count(*) FROM case_") == [(1,)]


def test_a_draft_that_cannot_be_kept_is_said_and_stays_on_the_screen(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show()

    def busy(*_: object) -> None:
        raise StorageBusy

    monkeypatch.setattr("db.drafts.AccountDrafts.save", busy)
    put(app, matter=MATTER)
    assert t("draft.not_saved", reason=t("error.storage_busy")) in html(app)
    assert app.text_area(key=key(app, "matter")).value == MATTER


# --------------------------------------------------------------------------- once and only once


def test_an_answer_that_was_lost_is_given_again_and_no_second_case_made(
    show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filled(show())
    real = intake_save.save

    def lost(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)  # type: ignore[arg-type]
        raise StorageBusy

    monkeypatch.setattr(intake_desk, "save", lost)
    press(app, "save")
    assert t("message.not_saved") in said(app)
    monkeypatch.setattr(intake_desk, "save", real)
    again = press(show(), "save")
    assert t("receipt.saved_before", no=FIRST) in html(again)
    assert office.rows("SELECT count(*) FROM case_") == [(1,)]
    assert office.rows(DRAFTS) == []


def test_what_was_changed_after_a_lost_answer_is_kept_and_said(
    show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filled(show())
    real = intake_save.save

    def lost(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)  # type: ignore[arg-type]
        raise StorageBusy

    monkeypatch.setattr(intake_desk, "save", lost)
    press(app, "save")
    monkeypatch.setattr(intake_desk, "save", real)
    press(put(app, matter=MATTER + " แก้ไขแล้ว"), "save")
    assert t("receipt.changed_since", no=FIRST) in html(app)
    assert texts(office, FIRST)["title"] == MATTER
    assert len(office.rows(DRAFTS)) == 1
    assert show().session_state[intake_desk.DESK].form.matter == MATTER + " แก้ไขแล้ว"


def test_sending_after_a_lost_registration_sends_that_case(
    show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filled(show(), topic="land", agency="land")
    real = intake_save.save

    def lost(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)  # type: ignore[arg-type]
        raise StorageBusy

    monkeypatch.setattr(intake_desk, "save", lost)
    press(app, "save")
    monkeypatch.setattr(intake_desk, "save", real)
    press(app, "forward")
    assert [referral.agency_id for referral in case_of(office, FIRST).live_referrals] == ["land"]
    assert office.rows("SELECT count(*) FROM case_") == [(1,)]


# --------------------------------------------------------------------------- help, receipt, roles


def test_similar_cases_and_agencies_appear_while_typing(show: Show, office: Office) -> None:
    press(filled(show(), topic="land", agency="land", wants_reply=True, phone=PHONE), "forward")
    app = filled(show(), topic="land", wants_reply=True, phone="081-234-5678")
    assert 'href="case?no=1-2569"' in html(app)
    assert t("help.similar.phone") in html(app)
    assert t("help.similar.place") in html(app)
    offered = [each.label for each in app.button if "agency_" in str(each.key)]
    assert offered[0] == "สำนักงานที่ดินจังหวัดร้อยเอ็ด"
    app.button(key=key(app, "agency_0_land")).click()
    rerun(app)
    assert app.selectbox(key=key(app, "agency")).value == "land"
    assert "กำหนดแล้วเสร็จ" in html(app)


def test_an_id_or_a_phone_in_the_text_warns(show: Show) -> None:
    app = put(show(), matter=f"{MATTER} โทร 081 234 5678 บัตร 1-1017-00230-70-8")
    assert {each.value for each in app.warning} == {t("intake.spotted.national_id"), t("intake.spotted.phone")}


def test_a_confidential_case_has_no_words_for_line(show: Show) -> None:
    app = press(filled(show(), confidential=True), "save")
    assert [each.value for each in app.info] == [t("receipt.line_secret")]
    assert not [each for each in app.get("bidi_component") if "copy" in each.proto.component_name]


def test_the_receipt_stands_under_its_address_and_leads_to_the_next_case(show: Show) -> None:
    press(filled(show()), "save")
    app = show(saved="1-2569")
    assert "<strong>1/2569</strong>" in html(app)
    app.button(key="intake_next").click()
    rerun(app)
    assert "saved" not in app.query_params
    assert app.session_state[intake_desk.DESK].form.is_blank


@pytest.mark.parametrize("no", ["99-2569", "x", "1-", ""])
def test_a_receipt_of_no_case_says_so(show: Show, no: str) -> None:
    app = show(saved=no)
    assert said(app) == (t("error.not_found") if no else "")


def test_a_confidential_case_of_a_colleague_has_no_receipt_for_me(show: Show) -> None:
    press(filled(show(BOONMEE), confidential=True), "save")
    assert said(show(ANONG, saved="1-2569")) == t("error.not_found")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICER, Role.DIRECTOR)])
def test_other_roles_take_nothing_in(show: Show, role: Role) -> None:
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    app = show(actor)
    assert said(app) == t("error.not_allowed")
    assert list(app.text_area) == []


def test_the_office_is_in_the_province_of_the_form(show: Show) -> None:
    app = show()
    assert app.selectbox(key=key(app, "amphoe")).options[0] == t("intake.place.unknown")
    assert len(app.selectbox(key=key(app, "amphoe")).options) == 21
    assert PROVINCE == "45"
