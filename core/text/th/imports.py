"""Bringing old registers in: what was understood, what was written, what was not placed."""

TEXTS = {
    "import.rows": "แถวในไฟล์",
    "import.cases": "เรื่องที่อ่านได้",
    "import.created": "เพิ่มใหม่",
    "import.updated": "ปรับปรุง",
    "import.unchanged": "ไม่เปลี่ยนแปลง",
    "import.rejected": "อ่านไม่ได้",
    "import.warnings": "ข้อสังเกต",
    "import.conflicts": "มีผู้แก้ไขในระบบแล้ว",
    "import.conflicts.definition": "ค่าในไฟล์ต่างจากค่าที่มีผู้แก้ไขในระบบ ระบบคงค่าที่แก้ไขไว้",
    "import.file_day": "วันของไฟล์",
    "import.file_day.definition": "วันล่าสุดที่พบในไฟล์และไม่เกินวันที่นำเข้า",
    "import.dry_run": "ตรวจก่อนบันทึก ยังไม่มีข้อมูลใดเปลี่ยน",
    "import.nothing_changed": "ไฟล์นี้นำเข้าไว้แล้ว ไม่มีข้อมูลใดเปลี่ยน",
    "import.ask_order": "วันที่ในไฟล์นี้อ่านได้มากกว่าหนึ่งแบบ โปรดเลือกลำดับ วัน เดือน ปี",
    "import.order.dmy": "วัน/เดือน/ปี",
    "import.order.mdy": "เดือน/วัน/ปี",
    "import.order.ymd": "ปี/เดือน/วัน",
}
