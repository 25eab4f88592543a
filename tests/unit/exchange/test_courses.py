"""A source case becomes a course: each rule for the days, keys, persons and texts of imported cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.exchange.courses import course_of, courses_of, order_of
from core.exchange.plan import Wishes
from core.exchange.sandbox import Upload
from core.exchange.survey import survey
from core.model.codes import Anonymity, ClosingClass, ContactKind, DateBasis, DelayReason, PersonRole, SentVia
from core.model.course import Course, Step, Verb
from core.model.importing import Keys
from tests.unit.exchange.registers import (
    NO_DATE,
    REQ_HEADINGS,
    ROI_ET,
    TODAY,
    TRAFFY_HEADINGS,
    csv_bytes,
    day,
    req_row,
    the_case,
    ticket,
)

KEYS = Keys(
    today=TODAY,
    channels={"จดหมาย": "letter", "เว็บ": "web", "ไม่ระบุ": "unknown", "Traffy Fondue": "traffy"},
    topics={"ที่ทำกิน": "farmland", "ถนน": "roads"},
    agencies={
        "อ.เมือง": "district_4501",
        "ภ.จว.รอ.": "police",
        "สนง.ที่ดิน จว.รอ.": "land",
        "ทสจ.รอ.": "environment",
        "เขตตัวอย่าง": "district_1",
        "ฝ่ายโยธา เขตตัวอย่าง": "works_1",
    },
    amphoe={"เมืองร้อยเอ็ด": "4501", "เสลภูมิ": "4510"},
    centre="centre",
)
RECEIVED = date(2015, 1, 5)
EXACT, ESTIMATED, UNKNOWN = DateBasis.EXACT, DateBasis.ESTIMATED, DateBasis.UNKNOWN


def course(**cells: object) -> Course:
    return course_of(the_case(csv_bytes([req_row("101", **cells)]), places=ROI_ET), KEYS)


def ticket_course(**cells: object) -> Course:
    return course_of(the_case(csv_bytes([ticket("2023-AAAAAA", **cells)], TRAFFY_HEADINGS), places=ROI_ET), KEYS)


def told(steps: Sequence[Step]) -> list[tuple[str, str | None, date | None, str]]:
    """Steps as (verb, agency, day, basis)."""
    return [(step.verb.value, step.agency_id, step.on, step.basis.value) for step in steps]


def test_words_become_keys() -> None:
    facts = course(amphoe="เสลภูมิ").facts
    assert (facts.channel_id, facts.topic_id, facts.amphoe_code) == ("letter", "farmland", "4510")
    assert (facts.contact_kind, facts.persons_contacting, facts.needs_sorting) == (ContactKind.GRIEVANCE, 1, False)


def test_a_matter_without_a_topic_waits_for_sorting() -> None:
    facts = course(type="").facts
    assert (facts.topic_id, facts.needs_sorting) == (None, True)


def test_a_blank_channel_has_a_key_of_its_own() -> None:
    assert course(channel="").facts.channel_id == "unknown"


def test_an_amphoe_elsewhere_is_kept_in_the_text() -> None:
    made = course(amphoe="กุดชุม")
    assert (made.facts.amphoe_code, made.texts["details"]) == (None, "กุดชุม")


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        pytest.param({}, "ที่ทำกิน อำเภอเมืองร้อยเอ็ด", id="topic-and-amphoe"),
        pytest.param({"type": ""}, "เรื่องร้องเรียน อำเภอเมืองร้อยเอ็ด", id="amphoe"),
        pytest.param({"amphoe": ""}, "ที่ทำกิน", id="topic"),
        pytest.param({"amphoe": "", "type": ""}, "เรื่องร้องเรียนจากทะเบียนเดิม", id="neither"),
    ],
)
def test_the_public_title_never_repeats_the_sources_own(cells: dict[str, object], title: str) -> None:
    assert course(topic="นายสมมุติ ร้องว่าถนนพัง", **cells).texts["public_title"] == title


@pytest.mark.parametrize(
    ("letter", "sent"),
    [
        pytest.param(day(2015, 1, 4), (RECEIVED, ESTIMATED), id="day-before-receipt"),
        pytest.param(day(2015, 1, 5), (RECEIVED, EXACT), id="day-of-receipt"),
        pytest.param(day(2015, 1, 6), (date(2015, 1, 6), EXACT), id="day-after-receipt"),
        pytest.param(day(2015, 1, 15), (date(2015, 1, 15), EXACT), id="the-files-day"),
        pytest.param(NO_DATE, (RECEIVED, ESTIMATED), id="none"),
    ],
)
def test_the_day_of_sending(letter: str, sent: tuple[date, DateBasis]) -> None:
    step = course(report_date1=letter).steps[0]
    assert (step.verb, (step.on, step.basis)) == (Verb.FORWARD, sent)


def test_the_letter_and_the_agreed_day_go_with_the_referral() -> None:
    step = course(report_id="รอ 0017.3/500", report_date1=day(2015, 1, 6)).steps[0]
    assert (step.sent_via, step.letter_no, step.letter_on) == (SentVia.LETTER, "รอ 0017.3/500", date(2015, 1, 6))
    assert step.due_on == date(2015, 1, 20)


def test_without_a_letter_or_an_agreed_day_neither_is_made_up() -> None:
    step = course(report_date=NO_DATE).steps[0]
    assert (step.sent_via, step.letter_no, step.letter_on, step.due_on) == (SentVia.SYSTEM, "", None, None)


def test_an_agreed_day_before_the_receipt_is_kept() -> None:
    assert course(report_date=day(2015, 1, 1)).steps[0].due_on == date(2015, 1, 1)


@pytest.mark.parametrize(
    ("cells", "closed"),
    [
        pytest.param({}, (date(2015, 1, 15), EXACT), id="report-day"),
        pytest.param({"report_date2": RECEIVED}, (RECEIVED, EXACT), id="reported-on-the-day-of-receipt"),
        pytest.param({"report_date2": day(2015, 1, 4)}, (RECEIVED, ESTIMATED), id="reported-before-receipt"),
        pytest.param(
            {"report_date2": NO_DATE, "alert1": "2015-1-12", "report_date1": day(2015, 1, 8)},
            (date(2015, 1, 12), ESTIMATED),
            id="latest-reminder",
        ),
        pytest.param(
            {"report_date2": NO_DATE, "alert1": "2015-1-7", "report_date1": day(2015, 1, 8)},
            (date(2015, 1, 8), ESTIMATED),
            id="letter-after-the-reminder",
        ),
        pytest.param({"report_date2": NO_DATE}, (RECEIVED, ESTIMATED), id="nothing-but-the-receipt"),
    ],
)
def test_the_day_of_a_closing_that_the_source_does_not_name(
    cells: dict[str, object], closed: tuple[date, DateBasis]
) -> None:
    last = course(status="ยุติเรื่อง", **cells).steps[-1]
    assert (last.verb, (last.on, last.basis), last.closing_class) == (Verb.CLOSE, closed, ClosingClass.UNSPECIFIED)


@pytest.mark.parametrize("status", ["รายงาน", "อ.เมืองรายงาน"])
def test_a_report_is_progress_and_closes_nothing(status: str) -> None:
    assert told(course(status=status).steps) == [
        ("forward", "district_4501", RECEIVED, "estimated"),
        ("progress", "district_4501", date(2015, 1, 15), "exact"),
    ]


def test_a_report_without_a_day_is_put_on_the_day_of_receipt() -> None:
    assert told(course(report_date2=NO_DATE).steps)[1] == ("progress", "district_4501", RECEIVED, "estimated")


@pytest.mark.parametrize(
    ("status", "reporters"),
    [
        pytest.param("ภ.จว.รอ.รายงาน", ["police"], id="as-spelled"),
        pytest.param("ภ.จว.รอ รายงาน", ["police"], id="dot-left-out"),
        pytest.param("สนง.ที่ดินรายงาน", ["land"], id="in-part"),
        pytest.param("ภ.จว.รอ.รายงาน/สนง.ที่ดิน จว.รอ. รายงาน", ["police", "land"], id="two"),
        pytest.param("ปสพ.รายงาน", ["police", "land", "environment"], id="somebody-else"),
        pytest.param("รายงาน", ["police", "land", "environment"], id="nobody-named"),
    ],
)
def test_who_reported(status: str, reporters: list[str]) -> None:
    steps = course(status=status, send_name="ภ.จว.รอ./สนง.ที่ดิน จว.รอ./ทสจ.รอ.").steps
    assert [step.agency_id for step in steps if step.verb is Verb.PROGRESS] == reporters


def test_several_agencies_get_the_case_side_by_side_and_each_once() -> None:
    made = course(send_name="ภ.จว.รอ./อ.เมือง/ภ.จว.รอ.", status="เลยเวลา", report_date2=NO_DATE)
    assert told(made.steps) == [
        ("forward", "police", RECEIVED, "estimated"),
        ("forward", "district_4501", RECEIVED, "estimated"),
    ]


def test_what_the_centre_handles_itself_goes_to_the_centre() -> None:
    made = course(send_name="ศูนย์ดำรงธรรมดำเนินการเอง", status="เลยเวลา", report_date2=NO_DATE)
    assert told(made.steps) == [("forward", "centre", RECEIVED, "estimated")]


def test_a_case_that_was_sent_nowhere_only_closes() -> None:
    made = course(send_name="", status="ยุติเรื่อง")
    assert told(made.steps) == [("close", None, date(2015, 1, 15), "exact")]


def test_reminders_and_reports_stand_in_the_order_of_their_days() -> None:
    made = course(alert1="2015-1- 12", alert2="2015-1-15", alert3="#NAME?", report_date2=day(2015, 1, 14))
    assert [(step.verb.value, step.on) for step in made.steps[1:]] == [
        ("chase", date(2015, 1, 12)),
        ("progress", date(2015, 1, 14)),
        ("chase", date(2015, 1, 15)),
    ]


def test_reminders_before_the_sending_after_the_closing_or_in_the_future_are_no_steps() -> None:
    made = course(status="ยุติเรื่อง", alert1="2015-1-4", alert2="2015-1-16", alert3="2027-1-1")
    assert [step.verb for step in made.steps if step.verb is Verb.CHASE] == []
    assert made.cells["req_alert2"] == "2015-1-16"


@pytest.mark.parametrize("received", [NO_DATE, day(2030, 1, 1)], ids=["missing", "in-the-future"])
def test_an_undated_case_has_no_days_at_all(received: str) -> None:
    made = course(date=received, report_id="9", report_date1=day(2015, 1, 6), alert1="2015-1-12", status="ยุติเรื่อง")
    assert (made.received_on, made.received_basis, made.facts.year_be) == (None, UNKNOWN, 2570)
    assert told(made.steps) == [
        ("forward", "district_4501", None, "unknown"),
        ("progress", "district_4501", None, "unknown"),
        ("close", None, None, "unknown"),
    ]


@pytest.mark.parametrize(
    ("received", "year"),
    [
        pytest.param(day(2015, 9, 30), 2558, id="last-day"),
        pytest.param(day(2015, 10, 1), 2559, id="first-day"),
    ],
)
def test_the_year_of_the_number_is_the_fiscal_year_of_receipt(received: str, year: int) -> None:
    assert course(date=received).facts.year_be == year


def test_persons_are_kept_with_what_they_asked_for() -> None:
    made = course(name="ผู้ร้องตัวอย่าง 0007 (ขอปกปิดชื่อ)", name1="นายสมมุติ")
    assert [(one.role, one.anonymity, one.name) for one in made.persons] == [
        (PersonRole.COMPLAINANT, Anonymity.HIDDEN, "ผู้ร้องตัวอย่าง 0007 (ขอปกปิดชื่อ)"),
        (PersonRole.RESPONDENT, Anonymity.OPEN, "นายสมมุติ"),
    ]


def test_a_complainant_without_a_name_still_stands_in_the_case() -> None:
    (only,) = course(name="ไม่ประสงค์ออกนาม").persons
    assert (only.role, only.anonymity, only.name) == (PersonRole.COMPLAINANT, Anonymity.NOT_GIVEN, "")


def test_every_cell_of_the_source_is_kept() -> None:
    made = course(send_date=NO_DATE)
    assert list(made.cells) == list(REQ_HEADINGS)
    assert (made.cells["req_send_date"], made.cells["req_name"]) == (NO_DATE, "ผู้ร้องตัวอย่าง 0001")


def test_cells_of_joined_rows_are_all_kept() -> None:
    rows = [ticket(type="{ถนน}"), ticket(type="{ไฟฟ้า}")]
    made = course_of(the_case(csv_bytes(rows, TRAFFY_HEADINGS), places=ROI_ET), KEYS)
    assert (made.cells["type"], made.cells["type [2]"]) == ("{ถนน}", "{ไฟฟ้า}")
    assert len(made.cells) == 2 * len(TRAFFY_HEADINGS)


def test_a_finished_ticket_is_a_report_of_every_agency() -> None:
    made = ticket_course(state="เสร็จสิ้น", last_activity="2023-05-16 01:00:00+00")
    assert told(made.steps) == [
        ("forward", "district_1", date(2023, 5, 12), "estimated"),
        ("forward", "works_1", date(2023, 5, 12), "estimated"),
        ("progress", "district_1", date(2023, 5, 16), "exact"),
        ("progress", "works_1", date(2023, 5, 16), "exact"),
    ]


def test_what_a_ticket_waits_for_is_a_label_from_its_last_activity() -> None:
    last = ticket_course(state="ของบประมาณ", last_activity="2023-05-16 18:00:00+00").steps[-1]
    assert (last.verb, last.delay, last.on) == (Verb.DELAY, DelayReason.AWAITING_BUDGET, date(2023, 5, 17))
    assert last.basis is ESTIMATED


def test_a_case_is_known_by_number_and_identity_and_asked_for_by_number() -> None:
    case = the_case(csv_bytes([req_row("101")]))
    origin = course_of(case, KEYS).facts.origin
    assert (course().key, origin and origin.key) == ("import:damrongtham:101", f"101~{case.identity}")


def test_courses_come_in_the_order_of_their_numbers() -> None:
    rows = [
        req_row("1", date=day(2015, 3, 1)),
        req_row("2", date=NO_DATE),
        req_row("3", date=day(2015, 1, 5)),
        req_row("4", date=day(2015, 3, 1)),
        req_row("5", date=NO_DATE),
    ]
    upload, read = Upload(csv_bytes(rows)), list[int]()
    found = courses_of(upload, survey(upload, Wishes(TODAY, places=ROI_ET)), KEYS, progress=read.append)
    assert [course.facts.origin.no for course in found if course.facts.origin] == ["3", "1", "4", "2", "5"]
    assert read == [1, 2, 3, 4, 5]


def test_a_course_is_the_same_after_it_lay_on_disk() -> None:
    upload = Upload(csv_bytes([req_row("1", status="ยุติเรื่อง"), req_row("2", name1="นายสมมุติ", alert1="2015-1-12")]))
    plan = survey(upload, Wishes(TODAY, places=ROI_ET))
    found = list(courses_of(upload, plan, KEYS))
    again = list(courses_of(upload, plan, KEYS))
    assert found == again
    assert [order_of(course)[1:] for course in found] == [(RECEIVED, 2), (RECEIVED, 3)]
    assert found[1].persons[1].name == "นายสมมุติ"
