"""Refusals of the page of a case and of its forms."""

TEXTS = {
    "error.reveal_reason": "โปรดระบุเหตุผลที่ขอดูข้อมูลส่วนบุคคล อย่างน้อย {letters} ตัวอักษร",
    "error.agency_missing": "โปรดเลือกหน่วยงานอย่างน้อยหนึ่งหน่วยงาน",
}
