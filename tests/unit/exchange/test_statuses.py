"""Only the centre's own word closes."""

from __future__ import annotations

import pytest

from core.exchange.findings import FindingKind
from core.exchange.source_case import SourceStatus
from core.exchange.statuses import StatusReading, read_register_status, read_traffy_state
from core.model.codes import DelayReason

CLOSED, OPEN, REPORTED = SourceStatus.CLOSED, SourceStatus.OPEN, SourceStatus.REPORTED


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("ยุติเรื่อง", StatusReading(CLOSED)),
        (" ยุติเรื่อง ", StatusReading(CLOSED)),
        ("ยังไม่ยุติเรื่อง", StatusReading(OPEN)),
        ("เสนอยุติ", StatusReading(OPEN)),
        ("รายงาน", StatusReading(REPORTED)),
        ("ภ.จว.รอ.รายงาน", StatusReading(REPORTED, ("ภ.จว.รอ.",))),
        ("พมจ.รอ รายงาน", StatusReading(REPORTED, ("พมจ.รอ",))),
        ("อ.เมือง รอรายงาน", StatusReading(OPEN)),
        ("อ.ก/อ.ขรายงาน", StatusReading(REPORTED, ("อ.ก", "อ.ข"))),
        ("ชลประทานรายงานเบื้องต้น", StatusReading(REPORTED, ("ชลประทาน",))),
        ("ยังไม่รายงาน", StatusReading(OPEN)),
        ("ครบกำหนดรายงาน", StatusReading(OPEN)),
        ("เลยเวลา", StatusReading(OPEN)),
        ("ในเวลา", StatusReading(OPEN)),
        (" -", StatusReading(OPEN)),
        ("", StatusReading(OPEN)),
        ("ดำเนินการแล้วเสร็จ", StatusReading(REPORTED, doubt=FindingKind.DONE_IS_NOT_CLOSED)),
        ("อะไรก็ไม่รู้", StatusReading(SourceStatus.UNKNOWN, doubt=FindingKind.UNKNOWN_STATUS)),
    ],
)
def test_register_states(text: str, reading: StatusReading) -> None:
    assert read_register_status(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("start", StatusReading(OPEN)),
        ("รอรับเรื่อง", StatusReading(OPEN)),
        ("inprogress", StatusReading(OPEN)),
        ("กำลังดำเนินการ", StatusReading(OPEN)),
        ("ส่งต่อ(ใหม่)", StatusReading(OPEN)),
        ("follow", StatusReading(OPEN)),
        ("finish", StatusReading(REPORTED, doubt=FindingKind.DONE_IS_NOT_CLOSED)),
        ("เสร็จสิ้น", StatusReading(REPORTED, doubt=FindingKind.DONE_IS_NOT_CLOSED)),
        ("irrelevant", StatusReading(OPEN, doubt=FindingKind.IRRELEVANT_AT_SOURCE)),
        ("ของบประมาณ", StatusReading(OPEN, delay=DelayReason.AWAITING_BUDGET)),
        ("จัดซื้อจัดจ้าง", StatusReading(OPEN, delay=DelayReason.PROCUREMENT)),
        ("ขั้นตอนทางกฎหมาย", StatusReading(OPEN, delay=DelayReason.LEGAL_STEP)),
        ("ศึกษาปัญหา", StatusReading(OPEN, delay=DelayReason.UNDER_STUDY)),
        ("", StatusReading(OPEN)),
        ("flying", StatusReading(SourceStatus.UNKNOWN, doubt=FindingKind.UNKNOWN_STATUS)),
    ],
)
def test_traffy_states(text: str, reading: StatusReading) -> None:
    assert read_traffy_state(text) == reading
