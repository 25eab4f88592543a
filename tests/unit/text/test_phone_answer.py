"""The sentence for the phone in every state of a case."""

from __future__ import annotations

from datetime import date

import pytest

from core.model.codes import ClosingClass
from core.text.phone_answer import phone_answer
from tests.support.cases import (
    CENTRE,
    IMPORT,
    LAND,
    POLICE,
    Step,
    acknowledged,
    by,
    cancelled,
    case_of,
    closed,
    done,
    forwarded,
    objected,
    paused,
    progress,
    registered,
    reopened,
    returned,
    sent_back,
    voided,
)

NEW = registered(on="2026-03-02")
SENT = forwarded(POLICE, on="2026-03-04")
BOTH = forwarded(LAND, on="2026-03-04")
TAKEN = acknowledged(on="2026-03-05")
REPORTED = progress(on="2026-03-09")
DONE = done(on="2026-03-09")
CLOSED = closed(on="2026-03-10", closing_class=ClosingClass.SOLVED)
CENTRE_HAS = "ผู้รับผิดชอบคือศูนย์ดำรงธรรมจังหวัด"
POLICE_HAVE = "ผู้รับผิดชอบคือตำรวจภูธรจังหวัด"
NEXT = "กำหนดรายงานครั้งต่อไปวันที่"


@pytest.mark.parametrize(
    ("steps", "today", "said"),
    [
        pytest.param(
            [NEW],
            "2026-03-03",
            f"ศูนย์ดำรงธรรมรับไว้แล้วเมื่อวันที่ 2 มีนาคม 2569 อยู่ระหว่างส่งหน่วยงาน {CENTRE_HAS} กำหนดส่งหน่วยงานวันที่ 3 มีนาคม 2569",
            id="registered",
        ),
        pytest.param(
            [NEW],
            "2026-03-04",
            f"ศูนย์ดำรงธรรมรับไว้แล้วเมื่อวันที่ 2 มีนาคม 2569 อยู่ระหว่างส่งหน่วยงาน {CENTRE_HAS} "
            "พ้นกำหนดส่งหน่วยงานเมื่อวันที่ 3 มีนาคม 2569 แล้ว ศูนย์ดำรงธรรมกำลังเร่งดำเนินการ",
            id="forward-late",
        ),
        pytest.param(
            [NEW, forwarded(CENTRE, on="2026-03-04")],
            "2026-03-05",
            f"ศูนย์ดำรงธรรมกำลังดำเนินการเอง {CENTRE_HAS} กำหนดแล้วเสร็จวันที่ 25 มีนาคม 2569",
            id="own",
        ),
        pytest.param(
            [NEW, SENT],
            "2026-03-05",
            f"ส่งให้หน่วยงานแล้ว รอหน่วยงานตอบรับ {POLICE_HAVE} {NEXT} 5 มีนาคม 2569",
            id="sent",
        ),
        pytest.param(
            [NEW, SENT, TAKEN],
            "2026-03-06",
            f"หน่วยงานรับเรื่องแล้ว {POLICE_HAVE} {NEXT} 10 มีนาคม 2569",
            id="acknowledged",
        ),
        pytest.param(
            [NEW, SENT, TAKEN, REPORTED],
            "2026-03-10",
            f"หน่วยงานกำลังดำเนินการ รายงานล่าสุดวันที่ 9 มีนาคม 2569 {POLICE_HAVE} {NEXT} 30 มีนาคม 2569",
            id="in-progress",
        ),
        pytest.param(
            [NEW, SENT, TAKEN, REPORTED],
            "2026-04-01",
            f"หน่วยงานกำลังดำเนินการ รายงานล่าสุดวันที่ 9 มีนาคม 2569 {POLICE_HAVE} "
            f"พ้นกำหนดเมื่อวันที่ 25 มีนาคม 2569 ศูนย์ดำรงธรรมกำลังเร่งรัด {NEXT} 15 เมษายน 2569",
            id="overdue",
        ),
        pytest.param(
            [NEW, SENT, BOTH],
            "2026-03-05",
            f"ส่งให้หน่วยงานแล้ว รอหน่วยงานตอบรับ ผู้รับผิดชอบคือตำรวจภูธรจังหวัด และ สำนักงานที่ดินจังหวัด {NEXT} 5 มีนาคม 2569",
            id="two-agencies",
        ),
        pytest.param(
            [NEW, SENT, BOTH, done(on="2026-03-05", no=1)],
            "2026-03-05",
            f"ส่งให้หน่วยงานแล้ว รอหน่วยงานตอบรับ ผู้รับผิดชอบคือสำนักงานที่ดินจังหวัด {NEXT} 5 มีนาคม 2569",
            id="one-of-two-is-done",
        ),
        pytest.param(
            [NEW, SENT, DONE],
            "2026-03-10",
            f"หน่วยงานรายงานว่าดำเนินการแล้ว ศูนย์ดำรงธรรมกำลังตรวจสอบผล {CENTRE_HAS}",
            id="done",
        ),
        pytest.param(
            [NEW, SENT, DONE, sent_back(on="2026-03-10")],
            "2026-03-11",
            f"ศูนย์ดำรงธรรมขอให้หน่วยงานดำเนินการเพิ่มเติม {POLICE_HAVE} {NEXT} 30 มีนาคม 2569",
            id="sent-back",
        ),
        pytest.param(
            [NEW, SENT, returned(on="2026-03-09")],
            "2026-03-10",
            "หน่วยงานเดิมแจ้งว่าไม่อยู่ในหน้าที่และอำนาจ ศูนย์ดำรงธรรมกำลังส่งหน่วยงานอื่น "
            f"{CENTRE_HAS} กำหนดส่งหน่วยงานวันที่ 10 มีนาคม 2569",
            id="returned",
        ),
        pytest.param(
            [NEW, SENT, cancelled(on="2026-03-09")],
            "2026-03-10",
            f"ศูนย์ดำรงธรรมกำลังพิจารณาส่งหน่วยงานที่เหมาะสม {CENTRE_HAS} กำหนดส่งหน่วยงานวันที่ 10 มีนาคม 2569",
            id="cancelled",
        ),
        pytest.param(
            [NEW, SENT, TAKEN, REPORTED, paused(on="2026-03-11")],
            "2026-04-01",
            "หน่วยงานกำลังดำเนินการ รายงานล่าสุดวันที่ 9 มีนาคม 2569 ขณะนี้รอข้อมูลเพิ่มเติมจากผู้ร้อง "
            f"{POLICE_HAVE} พ้นกำหนดเมื่อวันที่ 30 มีนาคม 2569 ศูนย์ดำรงธรรมกำลังเร่งรัด {NEXT} 15 เมษายน 2569",
            id="paused-the-finish-day-does-not-pass",
        ),
        pytest.param(
            [NEW, SENT, DONE, CLOSED],
            "2026-03-20",
            "ยุติเรื่องแล้วเมื่อวันที่ 10 มีนาคม 2569 ผลคือแก้ไขปัญหาแล้วเสร็จ",
            id="closed",
        ),
        pytest.param(
            [NEW, SENT, DONE, CLOSED, objected(on="2026-03-12")],
            "2026-03-20",
            "ศูนย์ดำรงธรรมรับคำขอให้ทบทวนไว้แล้วเมื่อวันที่ 12 มีนาคม 2569 อยู่ระหว่างพิจารณา",
            id="objected",
        ),
        pytest.param(
            [NEW, SENT, DONE, CLOSED, reopened(on="2026-03-12")],
            "2026-03-12",
            f"ศูนย์ดำรงธรรมรับไว้ดำเนินการใหม่ ครั้งที่ 2 อยู่ระหว่างส่งหน่วยงาน {CENTRE_HAS} กำหนดส่งหน่วยงานวันที่ 13 มีนาคม 2569",
            id="reopened",
        ),
        pytest.param([NEW, voided(on="2026-03-03")], "2026-03-20", "ยกเลิกเลขรับเรื่องนี้แล้ว ไม่มีการดำเนินการ", id="void"),
        pytest.param(
            [by(registered(None, imported=True), IMPORT), by(forwarded(POLICE, None), IMPORT)],
            "2026-03-20",
            f"ส่งให้หน่วยงานแล้ว รอหน่วยงานตอบรับ {POLICE_HAVE} ยังไม่มีกำหนดรายงานครั้งต่อไป",
            id="imported-without-days",
        ),
    ],
)
def test_the_sentence_says_state_agency_and_next_day(steps: list[Step], today: str, said: str) -> None:
    assert phone_answer(case_of(*steps), date.fromisoformat(today)) == f"เรื่องเลขที่ 1/2569 {said} ครับ/ค่ะ"
