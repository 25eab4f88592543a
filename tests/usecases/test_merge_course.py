"""A newer export of a register: what the source changed comes in, what a person changed stays, both is a conflict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from core.model.case import Case
from core.model.codes import ClosingClass, ContactKind, DateBasis, DelayReason, ReopenReason
from core.model.facts import Amended
from core.model.payloads import Forwarded
from core.ports import Context
from core.rules.decide import intake
from core.rules.decide.common import Said
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.cancel_referral import CancelReferral, cancel_referral
from core.usecases.close_case import CloseCase, close_case
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.import_courses import import_courses
from core.usecases.label_delay import LabelDelay, label_delay
from core.usecases.reopen_case import ReopenCase, reopen_case
from core.usecases.report_progress import ReportProgress, report_progress
from core.usecases.void_case import VoidCase, void_case
from tests.support.importing import Importer, context, counts, left, rows_read_here
from tests.support.office import Office
from tests.unit.exchange.registers import NO_DATE, TRAFFY_HEADINGS, Cells, day, req_row, ticket

OPEN: Cells = {"status": "เลยเวลา", "report_date2": NO_DATE}
CLOSED: Cells = {"status": "ยุติเรื่อง"}
DISTRICT, RECEIVED = "district_4501", date(2015, 1, 5)
WHY = "เหตุผลของผู้บันทึก"


@pytest.fixture
def importer(office: Office, monkeypatch: pytest.MonkeyPatch) -> Importer:
    for module in ("survey", "read_cases"):
        monkeypatch.setattr(f"core.exchange.{module}.open_rows", rows_read_here)
    return Importer(office)


def row(cells: Cells | None = None) -> Cells:
    return req_row("21", **(cells or {}))


def story(case: Case) -> list[str]:
    """What a case has been through, in a line each."""
    lines = [f"received {case.received_on} {case.received_basis.value}"]
    for one in case.referrals:
        reported = f" reported {one.last_report_on}" if one.last_report_on else ""
        chased = f" chased {one.last_chased_on}" if one.last_chased_on else ""
        ended = f" {one.outcome.value}" if one.outcome else ""
        lines.append(f"{one.agency_id} {one.sent_on} {one.sent_basis.value}{reported}{chased}{ended}")
    lines += [f"closed {one.closed_on} {one.closed_basis.value}" for one in case.periods if one.closed_basis]
    return lines + [f"{row.kind.value} {row.due_on}" for row in case.obligations if row.void_on is None]


# --------------------------------------------------------------------------- only the source moved

TAKEN_OVER: list[tuple[str, Cells, Cells, list[str]]] = [
    (
        "a-report-comes-in",
        OPEN,
        {},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15"],
    ),
    (
        "a-further-report",
        {},
        {"report_date2": day(2015, 2, 1)},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated reported 2015-02-01"],
    ),
    (
        "the-day-of-a-report-becomes-known",
        {"report_date2": NO_DATE},
        {"report_date2": day(2015, 1, 9)},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated reported 2015-01-09"],
    ),
    (
        "a-report-was-earlier-than-told",
        {},
        {"report_date2": day(2015, 1, 12)},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated reported 2015-01-12"],
    ),
    (
        "the-letter-becomes-known",
        OPEN,
        {**OPEN, "report_id": "500", "report_date1": day(2015, 1, 7), "alert1": "2015-1-20"},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-07 exact chased 2015-01-20"],
    ),
    (
        "a-closing",
        {},
        CLOSED,
        [
            "received 2015-01-05 exact",
            f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15 closed",
            "closed 2015-01-15 exact",
        ],
    ),
    (
        "the-day-of-the-closing-becomes-known",
        {**CLOSED, "report_date2": NO_DATE},
        CLOSED,
        [
            "received 2015-01-05 exact",
            f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15 closed",
            "closed 2015-01-15 exact",
        ],
    ),
    (
        "the-source-takes-a-closing-back",
        CLOSED,
        {},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15"],
    ),
    (
        "another-agency",
        {},
        {"send_name": "อ.เมือง/ภ.จว."},
        [
            "received 2015-01-05 exact",
            f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15",
            "police 2015-01-05 estimated reported 2015-01-15",
        ],
    ),
    (
        "an-agency-of-a-closed-case",
        CLOSED,
        {**CLOSED, "send_name": "อ.เมือง/ภ.จว."},
        [
            "received 2015-01-05 exact",
            f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15 closed",
            "police 2015-01-05 estimated reported 2015-01-15 closed",
            "closed 2015-01-15 exact",
        ],
    ),
    (
        "it-was-never-sent-there",
        {"send_name": "อ.เมือง/ภ.จว."},
        {"send_name": "ภ.จว."},
        ["received 2015-01-05 exact", "police 2015-01-05 estimated reported 2015-01-15"],
    ),
    (
        "received-earlier-and-so-sent-earlier",
        {},
        {"date": day(2015, 1, 3)},
        ["received 2015-01-03 exact", f"{DISTRICT} 2015-01-03 estimated reported 2015-01-15"],
    ),
    (
        "received-later-and-so-sent-later",
        CLOSED,
        {**CLOSED, "date": day(2015, 1, 8)},
        [
            "received 2015-01-08 exact",
            f"{DISTRICT} 2015-01-08 estimated reported 2015-01-15 closed",
            "closed 2015-01-15 exact",
        ],
    ),
    (
        "the-day-of-receipt-becomes-known",
        {**CLOSED, "date": NO_DATE},
        CLOSED,
        [
            "received 2015-01-05 exact",
            f"{DISTRICT} 2015-01-05 estimated reported 2015-01-15 closed",
            "closed 2015-01-15 exact",
        ],
    ),
    (
        "the-day-of-receipt-was-wrong",
        CLOSED,
        {**CLOSED, "date": NO_DATE},
        [
            "received None unknown",
            f"{DISTRICT} None unknown closed",
            "closed None unknown",
        ],
    ),
    (
        "a-reminder-was-never-sent",
        {**OPEN, "alert1": "2015-1-20", "alert2": "2015-1-25"},
        {**OPEN, "alert1": "2015-1-20"},
        ["received 2015-01-05 exact", f"{DISTRICT} 2015-01-05 estimated chased 2015-01-20"],
    ),
]


@pytest.mark.parametrize(("before", "after", "told"), [pytest.param(*line[1:], id=line[0]) for line in TAKEN_OVER])
def test_what_the_source_changed_comes_in(importer: Importer, before: Cells, after: Cells, told: list[str]) -> None:
    without_due: Cells = {"report_date": NO_DATE}
    importer.bring(row({**before, **without_due}))
    no = importer.no("21")
    assert counts(importer.bring(row({**after, **without_due}))) == (0, 1, 0, 0, 0)
    assert (story(importer.case("21")), importer.no("21")) == (told, no)
    assert importer.office.faults() == []


def test_an_agreed_day_that_the_source_adds_is_owed(importer: Importer) -> None:
    importer.bring(row({**OPEN, "report_date": NO_DATE}))
    importer.bring(row({**OPEN, "report_date": day(2015, 2, 9)}))
    assert story(importer.case("21"))[2:] == ["report_by_letter 2015-02-09", "finish 2015-02-09"]


def test_an_agreed_day_that_the_source_leaves_out_stays_promised(importer: Importer) -> None:
    importer.bring(row(OPEN))
    result = importer.bring(row({**OPEN, "report_date": NO_DATE, "report_id": "5", "report_date1": day(2015, 1, 7)}))
    assert left(result) == [("due_on", "2015-01-20", "")]
    assert story(importer.case("21"))[1:] == [
        f"{DISTRICT} 2015-01-07 exact",
        "report_by_letter 2015-01-20",
        "finish 2015-01-20",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"channel": "เว็บ"}, ("channel_id", "import_"), id="channel"),
        pytest.param({"type": "หนี้สิน"}, ("topic_id", "import_"), id="topic"),
        pytest.param({"amphoe": "เสลภูมิ"}, ("amphoe_code", "4510"), id="amphoe"),
        pytest.param({"report_id": "500 (ลับ)"}, ("confidential", "True"), id="secrecy"),
    ],
)
def test_a_classification_that_the_source_corrected(
    importer: Importer, cells: Cells, expected: tuple[str, str]
) -> None:
    importer.bring(row())
    assert counts(importer.bring(row(cells))) == (0, 1, 0, 0, 0)
    assert str(getattr(importer.case("21").facts, expected[0])).startswith(expected[1])


def test_a_topic_given_later_ends_the_wait_for_sorting(importer: Importer) -> None:
    importer.bring(row({"type": ""}))
    importer.bring(row())
    facts = importer.case("21").facts
    assert (facts.needs_sorting, importer.texts("21")["public_title"]) == (False, "ที่ทำกิน อำเภอเมืองร้อยเอ็ด")


def test_a_title_and_persons_that_the_source_corrected(importer: Importer) -> None:
    importer.bring(row({"name": "ผู้ร้องตัวอย่าง 0001"}))
    old = importer.case("21").facts.persons
    result = importer.bring(row({"name": "นางสมศรี ตัวอย่าง", "topic": "นางสมศรี ตัวอย่าง ขอให้ซ่อมสะพาน"}))
    assert counts(result) == (0, 1, 0, 0, 0)
    new = importer.case("21").facts.persons
    assert (len(new), new[0].person_id == old[0].person_id) == (1, False)
    assert importer.texts("21")["title"] == "⟦person:1⟧ ขอให้ซ่อมสะพาน"


def test_a_label_that_the_source_sets_and_takes_off(importer: Importer) -> None:
    for state, delay in (
        ("รอรับเรื่อง", None),
        ("ของบประมาณ", DelayReason.AWAITING_BUDGET),
        ("ศึกษาปัญหา", DelayReason.UNDER_STUDY),
        ("กำลังดำเนินการ", None),
    ):
        importer.bring(ticket("2023-A", state=state), headings=TRAFFY_HEADINGS)
        assert importer.case("2023-A").delay is delay


def test_a_source_may_go_back_and_forth(importer: Importer) -> None:
    for status, is_open in (("รายงาน", True), ("ยุติเรื่อง", False), ("รายงาน", True), ("ยุติเรื่อง", False)):
        importer.bring(row({"status": status}))
        assert importer.case("21").is_open is is_open
    assert importer.office.faults() == []


# --------------------------------------------------------------------------- finding the case again


def test_a_number_that_comes_to_stand_twice_still_finds_its_case(importer: Importer) -> None:
    importer.bring(row({"topic": "เรื่องแรก"}))
    result = importer.bring(row({"topic": "เรื่องแรก", **CLOSED}), row({"topic": "เรื่องที่สอง"}))
    assert counts(result) == (1, 1, 0, 0, 0)
    found = importer.office.rows("SELECT running, is_open FROM case_ ORDER BY running")
    assert [(no, bool(is_open)) for no, is_open in found] == [(1, False), (2, True)]


def test_a_unique_number_finds_its_case_whatever_else_was_corrected(importer: Importer) -> None:
    importer.bring(row({"topic": "เรื่องแรก"}))
    assert counts(importer.bring(row({"topic": "เรื่องแรก แก้คำผิดแล้ว"}))) == (0, 1, 0, 0, 0)
    assert counts(importer.bring(row({"topic": "เรื่องแรก แก้คำผิดแล้ว"}))) == (0, 0, 1, 0, 0)


def test_a_number_that_stood_twice_and_now_means_neither_is_refused(importer: Importer) -> None:
    importer.bring(row({"topic": "เรื่องแรก"}), row({"topic": "เรื่องที่สอง"}))
    result = importer.bring(row({"topic": "เรื่องที่สาม"}))
    assert counts(result) == (0, 0, 0, 0, 1)
    assert result.refused[0].reason == "error.import_number_twice"


def test_a_row_without_a_number_is_known_by_what_seldom_changes(importer: Importer) -> None:
    importer.bring(req_row("", **OPEN), req_row("", topic="อีกเรื่อง"))
    assert counts(importer.bring(req_row("", topic="อีกเรื่อง"), req_row("", **CLOSED))) == (0, 1, 1, 0, 0)


# --------------------------------------------------------------------------- a person moved too


@dataclass(frozen=True)
class Moved:
    """What a person did, what the newer export says, and what must come of both."""

    person: Callable[[Importer, Context], object]
    after: Cells
    before: Cells = field(default_factory=dict)
    conflicts: tuple[tuple[str, str, str], ...] = ()
    stays: Callable[[Case], object] = story
    expected: object = None


def amended(**change: object) -> Callable[[Importer, Context], object]:
    def act(importer: Importer, ctx: Context) -> object:
        change_ = Amended(**change)  # type: ignore[arg-type]  # named by the table
        return amend_case(AmendCase(request_id="p", no=importer.no("21"), change=change_), ctx)

    return act


def reported(on: date) -> Callable[[Importer, Context], object]:
    return lambda i, ctx: report_progress(ReportProgress(request_id="p", no=i.no("21"), referral_no=1, on=on), ctx)


def closed(on: date) -> Callable[[Importer, Context], object]:
    return lambda i, ctx: close_case(
        CloseCase(request_id="p", no=i.no("21"), on=on, text=WHY, closing_class=ClosingClass.SOLVED), ctx
    )


def corrected(seq: int, on: date) -> Callable[[Importer, Context], object]:
    return lambda i, ctx: correct_event(CorrectEvent(request_id="p", no=i.no("21"), seq=seq, on=on, text=WHY), ctx)


def retracted(seq: int) -> Callable[[Importer, Context], object]:
    return lambda i, ctx: correct_event(
        CorrectEvent(request_id="p", no=i.no("21"), seq=seq, text=WHY, retract=True), ctx
    )


def cancelled(i: Importer, ctx: Context) -> object:
    return cancel_referral(CancelReferral(request_id="p", no=i.no("21"), referral_no=1, text=WHY), ctx)


def forwarded(agency_id: str) -> Callable[[Importer, Context], object]:
    return lambda i, ctx: forward_case(ForwardCase(request_id="p", no=i.no("21"), agency_id=agency_id), ctx)


def reopened(i: Importer, ctx: Context) -> object:
    return reopen_case(ReopenCase(request_id="p", no=i.no("21"), text=WHY, reason=ReopenReason.NEW_FACTS), ctx)


def labelled(i: Importer, ctx: Context) -> object:
    return label_delay(LabelDelay(request_id="p", no=i.no("21"), reason=DelayReason.LEGAL_STEP), ctx)


def voided(i: Importer, ctx: Context) -> object:
    return void_case(VoidCase(request_id="p", no=i.no("21"), text=WHY), ctx)


SENT = f"{DISTRICT} 2015-01-05 estimated"
BOTH_MOVED = {
    "channel": Moved(
        amended(channel_id="walk_in"),
        {"channel": "โทรศัพท์ตัวอย่าง"},
        conflicts=(("channel_id", "walk_in", "import_"),),
        stays=lambda case: case.facts.channel_id,
        expected="walk_in",
    ),
    "contact-kind-that-the-source-never-tells": Moved(
        amended(contact_kind=ContactKind.NEED),
        {"topic": "ขอให้ซ่อมสะพาน"},
        stays=lambda case: case.facts.contact_kind,
        expected=ContactKind.NEED,
    ),
    "topic": Moved(
        amended(topic_id="debt"),
        {"type": "ป่าไม้"},
        conflicts=(("topic_id", "debt", "forest"),),
        stays=lambda case: case.facts.topic_id,
        expected="debt",
    ),
    "topic-to-the-same": Moved(
        amended(topic_id="forest"), {"type": "ป่าไม้"}, stays=lambda case: case.facts.topic_id, expected="forest"
    ),
    "topic-that-the-source-left-alone": Moved(
        amended(topic_id="debt"), {"amphoe": "เสลภูมิ"}, stays=lambda case: case.facts.topic_id, expected="debt"
    ),
    "amphoe": Moved(
        amended(amphoe_code="4502"),
        {"amphoe": "เสลภูมิ"},
        conflicts=(("amphoe_code", "4502", "4510"),),
        stays=lambda case: case.facts.amphoe_code,
        expected="4502",
    ),
    "secrecy": Moved(
        amended(confidential=True), {"report_id": "7"}, stays=lambda case: case.facts.confidential, expected=True
    ),
    "persons-contacting": Moved(
        amended(persons_contacting=35),
        {"topic": "ขอให้ซ่อมสะพาน"},
        stays=lambda case: case.facts.persons_contacting,
        expected=35,
    ),
    "persons": Moved(
        amended(persons=()),
        {"name": "คนใหม่ ตัวอย่าง"},
        conflicts=(("persons", "", ""),),
        stays=lambda case: case.facts.persons,
        expected=(),
    ),
    "received-corrected-here": Moved(
        corrected(1, date(2015, 1, 4)),
        {"date": day(2015, 1, 3)},
        conflicts=(("received_on", "2015-01-04", "2015-01-03"), ("forward", "2015-01-05", "2015-01-03")),
        stays=lambda case: case.received_on,
        expected=date(2015, 1, 4),
    ),
    "received-corrected-to-the-same": Moved(
        corrected(1, date(2015, 1, 3)),
        {"date": day(2015, 1, 3)},
        expected=["received 2015-01-03 exact", f"{DISTRICT} 2015-01-03 estimated reported 2015-01-15"],
    ),
    "sending-corrected-here": Moved(
        corrected(2, date(2015, 1, 6)),
        {"report_id": "5", "report_date1": day(2015, 1, 8)},
        conflicts=(("forward", "2015-01-06", "2015-01-08"),),
        expected=["received 2015-01-05 exact", f"{DISTRICT} 2015-01-06 exact reported 2015-01-15"],
    ),
    "report-here-too": Moved(
        reported(date(2015, 2, 1)),
        {"report_date2": day(2015, 2, 1)},
        expected=["received 2015-01-05 exact", f"{SENT} reported 2015-02-01"],
    ),
    "report-here-and-an-older-one-there": Moved(
        reported(date(2015, 2, 1)),
        {},
        OPEN,
        expected=["received 2015-01-05 exact", f"{SENT} reported 2015-02-01"],
    ),
    "report-taken-out-here": Moved(
        retracted(3),
        {"report_date2": day(2015, 1, 12)},
        conflicts=(("progress", "", "2015-01-12"),),
        expected=["received 2015-01-05 exact", SENT],
    ),
    "closed-here-and-reported-there": Moved(
        closed(date(2015, 1, 20)),
        {"report_date2": day(2015, 2, 1)},
        conflicts=(("progress", "closed", "2015-02-01"),),
        expected=["received 2015-01-05 exact", f"{SENT} reported 2015-01-15 closed", "closed 2015-01-20 exact"],
    ),
    "closed-here-and-there-on-other-days": Moved(
        closed(date(2015, 1, 20)),
        CLOSED,
        conflicts=(("close", "closed", "2015-01-15"),),
        expected=["received 2015-01-05 exact", f"{SENT} reported 2015-01-15 closed", "closed 2015-01-20 exact"],
    ),
    "closed-here-and-there-on-one-day": Moved(
        closed(date(2015, 1, 15)),
        CLOSED,
        expected=["received 2015-01-05 exact", f"{SENT} reported 2015-01-15 closed", "closed 2015-01-15 exact"],
    ),
    "reopened-here-and-the-source-opens-it-too": Moved(
        reopened,
        {},
        CLOSED,
        stays=lambda case: (case.round, case.is_open, case.periods[0].closed_on),
        expected=(2, True, date(2015, 1, 15)),
    ),
    "reopened-here-and-the-source-moves-the-closing": Moved(
        reopened,
        {**CLOSED, "report_date2": NO_DATE, "alert1": "2015-1-12"},
        CLOSED,
        conflicts=(("chase", "reopened", "2015-01-12"),),
        stays=lambda case: (case.round, case.is_open, case.periods[0].closed_on),
        expected=(2, True, date(2015, 1, 12)),
    ),
    "sent-on-here-and-there": Moved(
        forwarded("police"),
        {**OPEN, "send_name": "อ.เมือง/ภ.จว."},
        OPEN,
        stays=lambda case: [(one.agency_id, one.sent_on) for one in case.referrals],
        expected=[(DISTRICT, RECEIVED), ("police", date(2026, 6, 30))],
    ),
    "sent-elsewhere-here": Moved(
        forwarded("land"),
        {"send_name": "อ.เมือง/ภ.จว."},
        OPEN,
        stays=lambda case: [(one.agency_id, one.sent_on) for one in case.referrals],
        expected=[(DISTRICT, RECEIVED), ("land", date(2026, 6, 30)), ("police", RECEIVED)],
    ),
    "cancelled-here-and-reported-there": Moved(
        cancelled,
        {},
        OPEN,
        conflicts=(("progress", "cancelled", "2015-01-15"),),
        expected=["received 2015-01-05 exact", f"{SENT} cancelled", "forward 2026-07-01"],
    ),
    "cancelled-here-and-taken-out-there": Moved(
        cancelled,
        {**OPEN, "send_name": "ภ.จว."},
        OPEN,
        conflicts=(("forward", "cancelled", ""), ("forward", "cancelled", "2015-01-05")),
        expected=["received 2015-01-05 exact", f"{SENT} cancelled", "forward 2026-07-01"],
    ),
    "void": Moved(voided, CLOSED, conflicts=(("void", "", ""),), stays=lambda case: case.is_void, expected=True),
}


@pytest.mark.parametrize("moved", [pytest.param(moved, id=name) for name, moved in BOTH_MOVED.items()])
def test_what_a_person_changed_stays(importer: Importer, moved: Moved) -> None:
    without_due: Cells = {"report_date": NO_DATE}
    importer.bring(row({**moved.before, **without_due}))
    moved.person(importer, context(importer.office))
    result = importer.bring(row({**moved.after, **without_due}))
    found = [
        (name, ours, theirs[:7] if theirs.startswith("import_") else theirs) for name, ours, theirs in left(result)
    ]
    assert (found, moved.stays(importer.case("21"))) == (list(moved.conflicts), moved.expected)
    assert importer.office.faults() == []


def test_texts_that_a_person_wrote_stay_and_the_others_come_in(importer: Importer) -> None:
    importer.bring(row({"topic": "ขอให้ซ่อมถนน"}))
    case = importer.case("21")
    importer.office.tamper("UPDATE case_text SET title = 'ถนนเข้าหมู่บ้านชำรุด' WHERE case_id = :id", id=case.id)
    result = importer.bring(row({"topic": "ขอให้ซ่อมสะพาน", "amphoe": "เสลภูมิ"}))
    assert left(result) == [("title", "", "")]
    assert importer.texts("21")["title"] == "ถนนเข้าหมู่บ้านชำรุด"
    assert importer.texts("21")["public_title"] == "ที่ทำกิน อำเภอเสลภูมิ"


def test_a_conflict_is_named_once_and_not_again_for_the_same_row(importer: Importer) -> None:
    importer.bring(row())
    amended(topic_id="debt")(importer, context(importer.office))
    newer = row({"type": "ป่าไม้"})
    assert left(importer.bring(newer)) == [("topic_id", "debt", "forest")]
    assert counts(importer.bring(newer)) == (0, 0, 1, 0, 0)


def test_conflicts_name_the_case_on_both_sides(importer: Importer) -> None:
    importer.bring(row())
    amended(topic_id="debt")(importer, context(importer.office))
    (conflict,) = importer.bring(row({"type": "ป่าไม้"})).conflicts
    assert (conflict.no, conflict.source_no) == ("1/2558", "21")


def test_a_label_that_a_person_set_stays(importer: Importer) -> None:
    importer.bring(ticket("21", state="ของบประมาณ"), headings=TRAFFY_HEADINGS)
    labelled(importer, context(importer.office))
    result = importer.bring(ticket("21", state="ศึกษาปัญหา"), headings=TRAFFY_HEADINGS)
    assert left(result) == [("delay", "legal_step", "under_study")]
    assert importer.case("21").delay is DelayReason.LEGAL_STEP


def test_what_a_letter_said_when_it_was_sent_is_corrected_with_its_day(importer: Importer) -> None:
    importer.bring(row(OPEN))
    importer.bring(row({**OPEN, "report_id": "รอ 0017.3/9", "report_date1": day(2015, 1, 7), "alert1": "2015-2-1"}))
    events = importer.office.ledger().history(importer.no("21"))
    first = next(event.payload for event in events if isinstance(event.payload, Forwarded))
    assert (first.letter_no, first.letter_on) == ("", None)
    referral = importer.case("21").referrals[0]
    assert (referral.by_letter, referral.sent_on, referral.sent_basis) == (True, date(2015, 1, 7), DateBasis.EXACT)


def test_a_row_whose_last_import_cannot_be_read_changes_nothing_by_itself(importer: Importer) -> None:
    importer.bring(row())
    importer.office.tamper("DELETE FROM source_row")
    result = importer.bring(row({"type": "ป่าไม้", "report_date2": day(2015, 2, 1)}))
    assert [name for name, _, _ in left(result)] == ["unreadable", "topic_id", "public_title", "persons"]
    assert story(importer.case("21"))[1] == f"{SENT} reported 2015-01-15"


def test_an_anonymised_case_stays_so(importer: Importer) -> None:
    importer.bring(row())
    say = Said.on(importer.office.clock.today(), WHY)
    importer.office.move("erase", importer.no("21"), lambda case, office: intake.anonymise(case, say, office))
    tables = ("person", "source_row", "note")
    before = [importer.office.rows(f"SELECT count(*) FROM {name}") for name in tables]  # noqa: S608
    texts = importer.texts("21")
    result = importer.bring(row({"name": "คนใหม่ ตัวอย่าง", "topic": "ขอให้ซ่อมสะพาน", **CLOSED}))
    assert left(result) == [("anonymised", "", "")]
    assert [importer.office.rows(f"SELECT count(*) FROM {name}") for name in tables] == before  # noqa: S608
    assert importer.texts("21") == texts
    assert counts(importer.bring(row({"name": "คนใหม่ ตัวอย่าง", "topic": "ขอให้ซ่อมสะพาน", **CLOSED})))[2] == 1


def test_an_import_of_nothing_writes_nothing(importer: Importer) -> None:
    before = importer.events()
    assert counts(import_courses([], importer.ctx())) == (0, 0, 0, 0, 0)
    assert importer.events() == before
