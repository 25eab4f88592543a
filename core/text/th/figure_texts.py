"""Figures that stand beside the headline, and questions about figures that have no answer."""

TEXTS = {
    "figure.channel": "ตามช่องทาง",
    "figure.channel.definition": "เรื่องในยอดทั้งหมด แยกตามช่องทางที่เรื่องมาถึงศูนย์ฯ ไม่รวมยอดก่อนใช้ระบบซึ่งไม่มีรายเรื่อง",
    "figure.kind": "ตามลักษณะเรื่อง",
    "figure.kind.definition": "เรื่องที่รับไว้ถึงสิ้นวันที่แสดงทุกลักษณะ ลักษณะที่ไม่นับในยอดทั้งหมดแสดงแยกไว้",
    "figure.topic": "ตามประเภทเรื่อง",
    "figure.topic.definition": "เรื่องในยอดทั้งหมดและที่ยังไม่ยุติ แยกตามประเภทเรื่องที่บันทึกไว้ล่าสุด",
    "figure.amphoe": "ตามอำเภอ",
    "figure.amphoe.definition": "เรื่องในยอดทั้งหมดและที่ยังไม่ยุติ แยกตามอำเภอที่เกิดเหตุ",
    "figure.month": "รายเดือน",
    "figure.month.definition": "รับใหม่ ดำเนินการใหม่ และยุติในเดือนนั้น กับเรื่องคงค้าง ณ สิ้นเดือน เดือนสุดท้ายนับถึงวันที่แสดง",
    "figure.persons_contacting": "ผู้มาติดต่อ (ราย)",
    "figure.persons_contacting.definition": "จำนวนคนที่มาหรือโทรมาในเรื่องนั้น นับแยกจากจำนวนเรื่อง",
    "figure.persons_subject": "ผู้ถูกร้องหรือผู้ที่ขอให้ตรวจสอบ (ราย)",
    "figure.persons_subject.definition": "จำนวนคนที่ถูกกล่าวถึงในเรื่องนั้น ไม่นำไปรวมกับผู้มาติดต่อ",
    "figure.unknown_key": "ไม่ระบุ",
    "error.window_backwards": "ช่วงวันที่สิ้นสุด {last} ก่อนวันที่เริ่ม {first} โปรดสลับวัน",
}
