"""Bringing a register in: the steps of the page, what is asked, what came of it, and why something is refused."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # ------------------------------------------------------------------ what imported cases say by themselves
    "import.public_title": "{topic} อำเภอ{amphoe}",
    "import.public_title.amphoe": "เรื่องร้องเรียน อำเภอ{amphoe}",
    "import.public_title.none": "เรื่องร้องเรียนจากทะเบียนเดิม",
    "import.corrected": "แก้ไขตามทะเบียนต้นทางฉบับใหม่",
    # ------------------------------------------------------------------ refusals
    "error.import_choice": "ไม่พบ {word} ในไฟล์หรือในข้อมูลหลัก โปรดเริ่มตรวจไฟล์ใหม่",
    "error.import_too_many_channel": "มีช่องทางใหม่ {found:,} ชื่อ เกิน {limit:,} คอลัมน์นี้อาจไม่ใช่ช่องทาง โปรดจับคู่คอลัมน์ใหม่",
    "error.import_too_many_topic": "มีประเภทเรื่องใหม่ {found:,} ชื่อ เกิน {limit:,} คอลัมน์นี้อาจไม่ใช่ประเภทเรื่อง โปรดจับคู่คอลัมน์ใหม่",
    "error.import_too_many_agency": "มีหน่วยงานใหม่ {found:,} ชื่อ เกิน {limit:,} คอลัมน์นี้อาจไม่ใช่หน่วยงาน โปรดจับคู่คอลัมน์ใหม่",
    "error.import_number_twice": "เลขเรื่องนี้มีหลายเรื่องในระบบ และไม่รู้ว่าหมายถึงเรื่องใด",
    "error.import_ask_order": "วันที่ในไฟล์นี้อ่านได้มากกว่าหนึ่งแบบ โปรดระบุลำดับ วัน เดือน ปี (--date-order dmy, mdy หรือ ymd)",
    "error.import_ask_mapping": "ระบบเดาความหมายของคอลัมน์เอง โปรดตรวจด้วย --dry-run แล้วสั่งอีกครั้งโดยระบุ --dialect generic",
    # ------------------------------------------------------------------ differences that a person settles
    "import.conflict.channel_id": "ช่องทาง",
    "import.conflict.contact_kind": "ลักษณะเรื่อง",
    "import.conflict.topic_id": "ประเภทเรื่อง",
    "import.conflict.amphoe_code": "อำเภอ",
    "import.conflict.confidential": "ชั้นความลับ",
    "import.conflict.needs_sorting": "การคัดกรอง",
    "import.conflict.persons_contacting": "จำนวนผู้มาติดต่อ",
    "import.conflict.title": "เรื่อง",
    "import.conflict.public_title": "หัวข้อเผยแพร่",
    "import.conflict.details": "รายละเอียด",
    "import.conflict.persons": "ผู้ร้องหรือผู้ถูกร้อง",
    "import.conflict.received_on": "วันที่รับเรื่อง",
    "import.conflict.due_on": "กำหนดตามต้นทาง",
    "import.conflict.forward": "การส่งหน่วยงาน",
    "import.conflict.progress": "การรายงานของหน่วยงาน",
    "import.conflict.chase": "การเร่งรัด",
    "import.conflict.delay": "เหตุที่ล่าช้า",
    "import.conflict.close": "การยุติเรื่อง",
    "import.conflict.void": "เรื่องนี้ยกเลิกแล้ว",
    "import.conflict.anonymised": "ข้อมูลส่วนบุคคลของเรื่องนี้ลบแล้ว",
    "import.conflict.unreadable": "อ่านค่าที่นำเข้าครั้งก่อนไม่ได้",
}
