"""Every due day explains itself, and only what a law sets is called law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model.codes import DueRule, ObligationKind
from core.model.holidays import WorkCalendar
from core.model.masters import Clock
from core.model.promises import DayUnit, Promise, Span
from core.rules.clocks import BANGKOK_1555, BY_LETTER, SOURCES
from core.rules.decide import finish
from core.text.explain import explain, explain_working_days
from tests.support.cases import (
    CALENDAR_2569,
    COMPLEX,
    IMPORT,
    LAND,
    OFFICE,
    POLICE,
    ROADS,
    Step,
    after,
    by,
    case_of,
    closed,
    done,
    extended,
    forwarded,
    paused,
    progress,
    registered,
    resumed,
    said,
    sent_back,
)
from tests.support.owed import rows

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
SETTING = "(ค่าที่ศูนย์ฯ ตั้งเอง ไม่ใช่ข้อกฎหมาย)"
STEPS = "ตามขั้นตอนเรื่องร้องทุกข์ของกรุงเทพมหานคร (1555)"
LAW = replace(ROADS, law=Span(30, DayUnit.CALENDAR, "พ.ร.บ.ตัวอย่าง มาตรา 5"))
DECLARED = replace(POLICE, declared={"roads": Span(7, source="ประกาศ 1/2568")}, overall=Span(30))


def told(*steps: Step, kind: Kind, no: int | None = 1) -> str:
    """The explanation of the last row of a kind."""
    return explain(rows(case_of(*steps), kind, no)[-1], agency_name=POLICE.name, topic_name=ROADS.name)


@pytest.mark.parametrize(
    ("steps", "kind", "no", "expected"),
    [
        pytest.param(
            (registered("2026-04-12"),),
            Kind.FORWARD,
            None,
            "นับถัดจากวันที่ได้รับเรื่องหรือได้เรื่องกลับคืน (12 เม.ย. 2569) จำนวน 1 วัน รวมวันหยุด "
            f"ครบกำหนดวันที่ 13 เม.ย. 2569 ไม่เลื่อนแม้ตรงวันหยุด {STEPS}",
            id="forward",
        ),
        pytest.param(
            (registered("2026-04-12", urgent=True),),
            Kind.FORWARD,
            None,
            f"ครบกำหนดวันที่ 12 เม.ย. 2569 วันเดียวกับวันที่ได้รับเรื่องหรือได้เรื่องกลับคืน เพราะเป็นเรื่องด่วน {SETTING}",
            id="forward-urgent",
        ),
        pytest.param(
            (registered("2026-04-10"), forwarded(POLICE, "2026-04-10")),
            Kind.ACKNOWLEDGE,
            1,
            "นับถัดจากวันที่ส่งเรื่องหรือวันที่หนังสือถึง (10 เม.ย. 2569) จำนวน 1 วันทำการ ครบกำหนดวันที่ 16 เม.ย. 2569 "
            f"{STEPS} ไม่นับวันเสาร์–อาทิตย์ และวันหยุดราชการ 13 เม.ย. 2569 (วันสงกรานต์), "
            "14 เม.ย. 2569 (วันสงกรานต์), 15 เม.ย. 2569 (วันสงกรานต์)",
            id="acknowledge-over-songkran",
        ),
        pytest.param(
            SENT,
            Kind.FIRST_PROGRESS,
            1,
            "นับถัดจากวันที่ตอบรับหรือวันครบกำหนดตอบรับ แล้วแต่วันใดถึงก่อน (6 มี.ค. 2569) จำนวน 3 วันทำการ "
            f"ครบกำหนดวันที่ 11 มี.ค. 2569 {STEPS} ตอบรับช้าไม่ทำให้ได้เวลาเพิ่ม {SETTING}",
            id="first-progress",
        ),
        pytest.param(
            SENT,
            Kind.PERIODIC_SERIES,
            1,
            "รายงานทุกวันที่ 15 และวันที่ 30 นับรอบต่อจากวันที่ 11 มี.ค. 2569 ครบกำหนดวันที่ 30 มี.ค. 2569 "
            f"{STEPS} เดือนกุมภาพันธ์ใช้วันสุดท้าย และไม่เลื่อนแม้ตรงวันหยุด {SETTING}",
            id="series",
        ),
        pytest.param(
            (*SENT, progress("2026-04-20")),
            Kind.PERIODIC_PROGRESS,
            1,
            "รายงานทุกวันที่ 15 และวันที่ 30 นับรอบต่อจากวันที่ 11 มี.ค. 2569 ครบกำหนดวันที่ 30 เม.ย. 2569 "
            f"{STEPS} เดือนกุมภาพันธ์ใช้วันสุดท้าย และไม่เลื่อนแม้ตรงวันหยุด {SETTING}",
            id="a-settled-due-day-names-its-own-day",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-05", report_due="2026-04-10")),
            Kind.REPORT_BY_LETTER,
            1,
            "กำหนดวันที่ 10 เม.ย. 2569 ตามวันที่ระบุในหนังสือส่งเรื่อง",
            id="letter-typed",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(DECLARED, "2026-03-05", topic=LAW)),
            Kind.FINISH,
            1,
            "นับถัดจากวันที่ส่งเรื่อง (5 มี.ค. 2569) จำนวน 30 วัน รวมวันหยุด ครบกำหนดวันที่ 4 เม.ย. 2569 ไม่เลื่อนแม้ตรงวันหยุด "
            "ตามกฎหมาย: พ.ร.บ.ตัวอย่าง มาตรา 5 หากไม่มีข้อนี้: ตามที่หน่วยงานประกาศไว้สำหรับเรื่องประเภทนี้ วันที่ 16 มี.ค. 2569, "
            "ตามที่หน่วยงานประกาศไว้ในภาพรวม วันที่ 22 เม.ย. 2569, ตามค่าเริ่มต้นของศูนย์ฯ วันที่ 26 มี.ค. 2569",
            id="finish-by-law-and-what-lost",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(DECLARED, "2026-03-05", topic=ROADS)),
            Kind.FINISH,
            1,
            "นับถัดจากวันที่ส่งเรื่อง (5 มี.ค. 2569) จำนวน 7 วันทำการ ครบกำหนดวันที่ 16 มี.ค. 2569 "
            "ตามที่ตำรวจภูธรจังหวัดประกาศไว้สำหรับเรื่องถนนชำรุด (ประกาศ 1/2568) หากไม่มีข้อนี้: "
            "ตามที่หน่วยงานประกาศไว้ในภาพรวม วันที่ 22 เม.ย. 2569, ตามค่าเริ่มต้นของศูนย์ฯ วันที่ 26 มี.ค. 2569",
            id="finish-declared-for-the-topic",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(replace(POLICE, overall=Span(5)), "2026-03-05")),
            Kind.FINISH,
            1,
            "นับถัดจากวันที่ส่งเรื่อง (5 มี.ค. 2569) จำนวน 5 วันทำการ ครบกำหนดวันที่ 12 มี.ค. 2569 "
            "ตามที่ตำรวจภูธรจังหวัดประกาศไว้ในภาพรวม หากไม่มีข้อนี้: ตามค่าเริ่มต้นของศูนย์ฯ วันที่ 26 มี.ค. 2569",
            id="finish-overall",
        ),
        pytest.param(
            SENT,
            Kind.FINISH,
            1,
            f"นับถัดจากวันที่ส่งเรื่อง (5 มี.ค. 2569) จำนวน 15 วันทำการ ครบกำหนดวันที่ 26 มี.ค. 2569 ตามค่าเริ่มต้นของศูนย์ฯ {SETTING}",
            id="finish-by-our-default",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=COMPLEX, review="2026-06-01")),
            Kind.REVIEW,
            1,
            f"เรื่องยุ่งยากซับซ้อน ยังกำหนดวันแล้วเสร็จไม่ได้ จะทบทวนกำหนดวันที่ 1 มิ.ย. 2569 {SETTING}",
            id="review",
        ),
        pytest.param(
            (*SENT, extended("2026-03-20", "2026-04-30")),
            Kind.FINISH,
            1,
            "ขยายกำหนดเป็นวันที่ 30 เม.ย. 2569 กำหนดแรกคือวันที่ 26 มี.ค. 2569 ตามค่าเริ่มต้นของศูนย์ฯ",
            id="extended",
        ),
        pytest.param(
            (*SENT, paused("2026-03-16"), resumed("2026-03-18")),
            Kind.FINISH,
            1,
            "เลื่อนจากวันที่ 26 มี.ค. 2569 ไปอีก 2 วันทำการเท่าที่หยุดนับ ครบกำหนดวันที่ 30 มี.ค. 2569 "
            "กำหนดแรกคือวันที่ 26 มี.ค. 2569 ตามค่าเริ่มต้นของศูนย์ฯ",
            id="paused",
        ),
        pytest.param(
            (*SENT, done("2026-03-20"), sent_back("2026-03-23")),
            Kind.FINISH,
            1,
            f"คงกำหนดวันที่ 26 มี.ค. 2569 หลังให้ดำเนินการเพิ่มเติม ตามค่าเริ่มต้นของศูนย์ฯ {SETTING}",
            id="sent-back",
        ),
        pytest.param(
            (*SENT, extended("2026-03-20", "2026-04-30"), done("2026-04-20"), sent_back("2026-04-22")),
            Kind.FINISH,
            1,
            "คงกำหนดวันที่ 30 เม.ย. 2569 หลังให้ดำเนินการเพิ่มเติม กำหนดแรกคือวันที่ 26 มี.ค. 2569 ตามค่าเริ่มต้นของศูนย์ฯ",
            id="sent-back-after-an-extension",
        ),
        pytest.param(
            (registered("2026-03-05", upstream_due="2026-04-01"),),
            Kind.ANSWER_UPSTREAM,
            None,
            "กำหนดวันที่ 1 เม.ย. 2569 ตามวันที่ระบุในหนังสือของหน่วยงานต้นเรื่อง",
            id="upstream",
        ),
        pytest.param(
            (registered("2026-03-05", wants_reply=True), closed("2026-03-06")),
            Kind.TELL_COMPLAINANT,
            None,
            "นับถัดจากวันที่ยุติเรื่องหรือวันที่กำหนดเปลี่ยน (6 มี.ค. 2569) จำนวน 1 วันทำการ ครบกำหนดวันที่ 9 มี.ค. 2569 "
            f"{STEPS} ส่วนจำนวนวันศูนย์ฯ กำหนด {SETTING}",
            id="tell",
        ),
        pytest.param(
            (
                by(registered("2025-03-05", imported=True), IMPORT),
                by(forwarded(POLICE, "2025-03-06", agreed="2025-03-20"), IMPORT),
            ),
            Kind.FINISH,
            1,
            "กำหนดวันที่ 20 มี.ค. 2568 ตามทะเบียนต้นทาง",
            id="imported",
        ),
    ],
)
def test_a_due_day_explains_itself(steps: tuple[Step, ...], kind: Kind, no: int | None, expected: str) -> None:
    assert told(*steps, kind=kind, no=no) == expected


def test_a_letter_without_a_typed_day_rests_on_the_office() -> None:
    office = replace(OFFICE, clocks=BY_LETTER)
    steps = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05", letter=True))
    (row,) = rows(case_of(*steps, office=office), Kind.REPORT_BY_LETTER)
    assert explain(row) == (
        "นับถัดจากวันที่หนังสือถึงหรือวันที่ในหนังสือ (5 มี.ค. 2569) จำนวน 15 วัน รวมวันหยุด "
        f"ครบกำหนดวันที่ 20 มี.ค. 2569 ไม่เลื่อนแม้ตรงวันหยุด ตามค่าเริ่มต้นของศูนย์ฯ {SETTING}"
    )


def test_an_office_without_weekend_staff_says_so() -> None:
    office = replace(OFFICE, clocks=replace(BANGKOK_1555, weekend_staff=False))
    (row,) = rows(case_of(registered("2026-03-06"), office=office), Kind.FORWARD, None)
    assert explain(row).endswith(f"เพราะไม่มีเจ้าหน้าที่ในวันหยุด จึงนับเป็นวันทำการ {SETTING}")


def test_a_period_that_the_office_changed_is_not_bangkoks() -> None:
    clocks = replace(BANGKOK_1555, clocks=(Clock(Kind.ACKNOWLEDGE, Span(2, source="BK 2")),))
    (row,) = rows(case_of(*SENT, office=replace(OFFICE, clocks=clocks)), Kind.ACKNOWLEDGE)
    assert explain(row).endswith(f"ครบกำหนดวันที่ 9 มี.ค. 2569 ตามชุดกำหนดของศูนย์ฯ {SETTING}")


def test_recalculated_the_rule_is_still_named() -> None:
    holidays = {**CALENDAR_2569.holidays, date(2026, 3, 6): "วันหยุดพิเศษ"}
    calendar = WorkCalendar(holidays, frozenset({2026}), 2)
    case = case_of(*SENT)
    event = finish.recalculate(case, 1, said("2026-03-09"), replace(OFFICE, calendar=calendar))
    assert event is not None
    assert explain(rows(after(case, event), Kind.FINISH)[-1]) == (
        "นับถัดจากวันที่ส่งเรื่อง (5 มี.ค. 2569) จำนวน 15 วันทำการ ครบกำหนดวันที่ 27 มี.ค. 2569 "
        f"ตามค่าเริ่มต้นของศูนย์ฯ {SETTING} คำนวณใหม่ตามวันหยุดที่แก้ไข กำหนดแรกคือวันที่ 26 มี.ค. 2569 ตามค่าเริ่มต้นของศูนย์ฯ "
        "ไม่นับวันเสาร์–อาทิตย์ และวันหยุดราชการ 6 มี.ค. 2569 (วันหยุดพิเศษ)"
    )


def test_an_unconfirmed_year_is_named() -> None:
    office = replace(OFFICE, today=date(2026, 12, 31))
    steps = (registered("2026-12-31"), forwarded(POLICE, "2026-12-31"))
    (row,) = rows(case_of(*steps, office=office), Kind.ACKNOWLEDGE)
    assert explain(row).endswith("ยังไม่ได้ยืนยันวันหยุดราชการปี 2570 กำหนดนี้อาจคลาดเคลื่อน")


@pytest.mark.parametrize("kind", ObligationKind)
@pytest.mark.parametrize("rule", DueRule)
@pytest.mark.parametrize(
    "span", [None, Span(0), Span(3), Span(3, DayUnit.CALENDAR)], ids=["none", "0", "working", "days"]
)
def test_every_kind_and_rule_has_words(kind: Kind, rule: DueRule, span: Span | None) -> None:
    """No combination fails, and the day itself always stands in it."""
    promise = Promise(kind, date(2026, 3, 5), date(2026, 3, 10), rule, span, first_due_on=date(2026, 3, 9))
    text = explain(promise)
    assert (text.count("10 มี.ค. 2569"), "{" in text) == (1, False)


@pytest.mark.parametrize("kind", ObligationKind)
@pytest.mark.parametrize("rule", sorted(set(DueRule) - {DueRule.LAW, DueRule.RECALCULATED}))
def test_nothing_but_a_law_is_called_law(kind: Kind, rule: DueRule) -> None:
    promise = Promise(kind, date(2026, 3, 5), date(2026, 3, 10), rule, Span(3), SOURCES[kind])
    assert "กฎหมาย" not in explain(promise).replace(SETTING, "")


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param(
            date(2026, 4, 10),
            2,
            "นับถัดจากวันที่ 10 เม.ย. 2569 จำนวน 2 วันทำการ ครบกำหนดวันที่ 17 เม.ย. 2569 "
            "ไม่นับวันเสาร์–อาทิตย์ และวันหยุดราชการ 13 เม.ย. 2569 (วันสงกรานต์), "
            "14 เม.ย. 2569 (วันสงกรานต์), 15 เม.ย. 2569 (วันสงกรานต์)",
            id="over-songkran",
        ),
        pytest.param(
            date(2026, 3, 6),
            1,
            "นับถัดจากวันที่ 6 มี.ค. 2569 จำนวน 1 วันทำการ ครบกำหนดวันที่ 9 มี.ค. 2569 ไม่นับวันเสาร์–อาทิตย์และวันหยุดราชการ",
            id="over-a-weekend",
        ),
        pytest.param(
            date(2026, 12, 30),
            2,
            "นับถัดจากวันที่ 30 ธ.ค. 2569 จำนวน 2 วันทำการ ครบกำหนดวันที่ 1 ม.ค. 2570 "
            "ไม่นับวันเสาร์–อาทิตย์และวันหยุดราชการ ยังไม่ได้ยืนยันวันหยุดราชการปี 2570 กำหนดนี้อาจคลาดเคลื่อน",
            id="into-an-unconfirmed-year",
        ),
    ],
)
def test_working_days_are_explained(start: date, count: int, expected: str) -> None:
    assert explain_working_days(start, count, CALENDAR_2569) == expected


def test_no_working_days_are_refused() -> None:
    with pytest.raises(ValueError, match="count must be at least 1, not 0"):
        explain_working_days(date(2026, 3, 5), 0, CALENDAR_2569)
