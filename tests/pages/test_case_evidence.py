"""The papers and photographs on the page of a case: who sees, adds and withdraws what."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import DomainError
from core.model.case import CaseNo
from core.model.codes import Anonymity
from core.model.evidence import EvidenceLine, KeptContent
from core.rules.access import Actor
from core.text.catalogue import t
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.return_referral import ReturnReferral, return_referral
from db.evidence.store import OfficeEvidence
from pages.ui.case_evidence import MOST_FILES, size_in_words
from tests.pages.conftest import CHAI, LANDMAN
from tests.support import moves as m
from tests.support.moves import Desk
from tests.support.papers import office, paper, pdf, picture
from tests.support.screens import opened, rerun, sign_in_as

CASE = "cases/case.py"

pytestmark = pytest.mark.usefixtures("at_the_desk")


def pieces(desk: Desk, no: CaseNo, actor: Actor | None = None) -> tuple[EvidenceLine, ...]:
    """The pieces as somebody is told of them."""
    found: tuple[EvidenceLine, ...] = desk.context(actor).reads.case_page(no).evidence
    return found


def added(desk: Desk, no: CaseNo, name: str = "คำร้อง.pdf", *, shared: bool = False, actor: Actor | None = None) -> int:
    """A piece of a case."""
    command = AddEvidence(request_id=f"{no}{name}", no=no, text="คำร้อง", file=paper(name), for_agencies=shared)
    add_evidence(command, desk.context(actor))
    return pieces(desk, no)[-1].id


def shown(app: AppTest) -> str:
    """The list of the pieces."""
    return next(
        (each.proto.body for each in app.get("html") if each.proto.body.startswith('<ol class="dr-evidence"')), ""
    )


def choose(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Choose files, as with the chooser."""
    app.file_uploader[0].set_value([(name, content, "") for name, content in files])
    return rerun(app)


def said(app: AppTest) -> list[str]:
    return [each.value for each in (*app.success, *app.error)]


def test_a_case_without_papers_says_so(desk: Desk) -> None:
    app = opened(CASE, no=m.registered(desk).url)
    assert t("evidence.none") in [each.value for each in app.caption]
    assert (shown(app), [each.key for each in app.button if "evidence" in (each.key or "")]) == ("", [])


def test_several_files_are_added_at_once_with_their_captions(desk: Desk) -> None:
    no = m.registered(desk)
    app = choose(opened(CASE, no=no.url), ("คำร้อง.pdf", pdf()), ("ถนน.JPG", picture()))
    first, second = (each for each in app.text_input if (each.key or "").startswith("evidence_caption"))
    assert (first.label, second.label) == (
        t("evidence.caption", name="1. คำร้อง\\.pdf"),
        t("evidence.caption", name="2. ถนน\\.JPG"),
    )
    second.set_value("หน้าบ้านผู้ร้อง")
    app.button(key="evidence_save").click()
    rerun(app)
    assert said(app) == [t("evidence.saved", n=2)]
    assert [(each.name, each.caption) for each in pieces(desk, no)] == [
        ("คำร้อง.pdf", ""),
        ("ถนน.jpg", "หน้าบ้านผู้ร้อง"),
    ]
    assert [each.event.payload.__class__.__name__ for each in desk.context().reads.case_page(no).entries][-2:] == [
        "EvidenceAdded",
        "EvidenceAdded",
    ]
    assert len(app.file_uploader[0].value or []) == 0
    assert any("ชิ้นที่ 2 · ถนน.jpg" in each.proto.body for each in app.get("html"))
    for words in ("คำร้อง.pdf", "ถนน.jpg", "ภาพถ่าย JPG", "หน้าบ้านผู้ร้อง", "1 กิโลไบต์", f"/evidence/{no.url}/"):
        assert words in shown(app)


def test_what_is_refused_is_told_with_what_was_typed_and_the_others_are_saved(desk: Desk) -> None:
    no = m.registered(desk)
    files = ("คำร้อง.pdf", pdf()), ("*ดู*.exe", b"MZ"), ("ลับ.pdf", pdf(trailer=b"/Encrypt 1 0 R"))
    app = choose(opened(CASE, no=no.url), *files)
    [each for each in app.text_input if (each.key or "").startswith("evidence_caption")][2].set_value("ภาพ_ที่_1")
    app.button(key="evidence_save").click()
    rerun(app)
    locked = t("evidence.refused", name="ลับ\\.pdf", reason=t("error.evidence_locked"))
    assert said(app) == [
        t("evidence.saved", n=1),
        t("evidence.refused", name="\\*ดู\\*\\.exe", reason=t("error.evidence_kind")),
        f"{locked} {t('evidence.typed', caption='ภาพ' + chr(92) + '_ที่' + chr(92) + '_1')}",
    ]
    assert [each.name for each in pieces(desk, no)] == ["คำร้อง.pdf"]
    assert app.file_uploader[0].value == []


def test_while_the_disk_is_full_the_files_stay_chosen_and_are_saved_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = m.registered(desk)
    app = choose(opened(CASE, no=no.url), ("คำร้อง.pdf", pdf()), ("ถนน.jpg", picture()))
    keep, full = OfficeEvidence.keep, DomainError("error.storage_full")

    def once(store: OfficeEvidence, content: bytes) -> KeptContent:
        if content.startswith(b"%PDF"):
            return keep(store, content)
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(OfficeEvidence, "keep", once)
        app.button(key="evidence_save").click()
        rerun(app)
    assert [each.name for each in pieces(desk, no)] == ["คำร้อง.pdf"]
    assert t("evidence.refused", name="ถนน\\.jpg", reason=t("error.storage_full")) in said(app)
    app.button(key="evidence_save").click()
    rerun(app)
    assert [each.name for each in pieces(desk, no)] == ["คำร้อง.pdf", "ถนน.jpg"]
    assert said(app) == [t("evidence.saved", n=1)]


def test_more_files_than_fit_are_told_before_anything_is_sent(desk: Desk) -> None:
    app = choose(opened(CASE, no=m.registered(desk).url), *((f"{n}.pdf", pdf()) for n in range(MOST_FILES + 1)))
    assert said(app) == [t("evidence.too_many_files", most=MOST_FILES)]
    assert [each.key for each in app.button if each.key == "evidence_save"] == []


def test_a_name_is_text_and_not_markup(desk: Desk) -> None:
    no = m.registered(desk)
    app = choose(opened(CASE, no=no.url), ("<img src=x onerror=a()>&.pdf", pdf()))
    app.button(key="evidence_save").click()
    rerun(app)
    assert "<img" not in shown(app)
    assert "img src=x onerror=a() &amp;.pdf" in shown(app)


@pytest.mark.parametrize(
    ("anonymity", "shared"), [(Anonymity.OPEN, True), (Anonymity.HIDDEN, False)], ids=["open", "hidden"]
)
def test_agencies_see_what_is_added_unless_somebody_hides_from_them(
    desk: Desk,
    anonymity: Anonymity,
    shared: bool,  # noqa: FBT001  # a column of a table
) -> None:
    no = m.registered(desk, anonymity=anonymity)
    app = choose(opened(CASE, no=no.url), ("คำร้อง.pdf", pdf()))
    box = next(each for each in app.checkbox if (each.key or "").startswith("evidence_share"))
    assert (box.value, [each.value for each in app.warning]) == (shared, [])
    if not shared:
        box.check()
        assert [each.value for each in rerun(app).warning] == [t("evidence.share_hidden")]
    app.button(key="evidence_save").click()
    rerun(app)
    assert [each.for_agencies for each in pieces(desk, no)] == [True]


def test_a_piece_is_withdrawn_with_a_reason_and_stays_struck_out(desk: Desk) -> None:
    no = m.registered(desk)
    piece = added(desk, no)
    app = opened(CASE, no=no.url)
    app.button(key="evidence_withdraw_go").click()
    assert said(rerun(app)) == [t("error.text_missing")]
    app.text_input(key="evidence_why").set_value("เป็นของเรื่องอื่น")
    app.button(key="evidence_withdraw_go").click()
    rerun(app)
    assert said(app) == [t("evidence.withdrawn_done", name="ชิ้นที่ 1 คำร้อง\\.pdf")]
    assert ('class="dr-gone"' in shown(app), "เหตุผล: เป็นของเรื่องอื่น" in shown(app)) == (True, True)
    assert f"/evidence/{no.url}/{piece}" not in shown(app)
    assert [each.key for each in app.button if each.key == "evidence_withdraw_go"] == []


def test_an_agency_sees_its_own_and_what_the_centre_shares(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = m.sent(desk)
    added(desk, no, "ไม่ให้เห็น.pdf")
    shared = added(desk, no, "ให้เห็น.pdf", shared=True)
    own = added(desk, no, "ของที่ดิน.pdf", actor=LANDMAN)
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(CASE, no=no.url)
    assert "ไม่ให้เห็น" not in shown(app)
    assert [f"/evidence/{no.url}/{piece}" in shown(app) for piece in (shared, own)] == [True, True]
    assert app.selectbox(key="evidence_which").options == ["ชิ้นที่ 3 ของที่ดิน.pdf"]
    assert [each.key for each in app.checkbox if (each.key or "").startswith("evidence_share")] == []
    sign_in_as(monkeypatch, CHAI)
    assert shown(opened(CASE, no=no.url)) == ""


def test_an_agency_that_gave_the_case_back_adds_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = desk.does(return_referral, ReturnReferral, m.sent(desk), referral_no=1)
    added(desk, no, "ให้เห็น.pdf", shared=True)
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(CASE, no=no.url)
    assert (shown(app), len(app.file_uploader)) == ("", 0)


@pytest.mark.parametrize("state", [m.closed, m.voided], ids=["closed", "void"])
def test_a_closed_case_takes_papers_and_a_void_one_does_not(desk: Desk, state: m.Made) -> None:
    app = opened(CASE, no=state(desk).url)
    assert len(app.file_uploader) == (1 if state is m.closed else 0)


def test_what_was_chosen_for_one_case_does_not_stand_on_another(desk: Desk) -> None:
    app = choose(opened(CASE, no=m.registered(desk).url), ("ดู.exe", b"MZ"), ("หนังสือ.docx", office()))
    app.button(key="evidence_save").click()
    rerun(app)
    app.query_params["no"] = m.registered(desk).url
    rerun(app)
    assert (said(app), app.file_uploader[0].value or []) == ([], [])


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 กิโลไบต์"),
        (1_536, "2 กิโลไบต์"),
        (1_048_575, "1,024 กิโลไบต์"),
        (1_048_576, "1.0 เมกะไบต์"),
        (5_400_000, "5.1 เมกะไบต์"),
    ],
)
def test_a_size_is_said_in_thai(size: int, words: str) -> None:
    assert size_in_words(size) == words
