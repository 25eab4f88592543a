"""What commands say where nobody asked for JSON."""

TEXTS = {
    "terminal.keys_rotated": (
        "เริ่มใช้กุญแจใหม่แล้ว โปรดปิดและเปิดโปรแกรมใหม่ ทิ้งใบกู้คืนใบเดิมหลังสำรองข้อมูลครั้งถัดไป\n"
        "รหัสกู้คืนใหม่ (แสดงครั้งเดียว โปรดจดและเก็บในตู้นิรภัย): {recovery_code}"
    ),
    "terminal.started": (
        "ตั้งค่าจังหวัด{province}แล้ว ผู้ดูแลระบบ: {admin}\nรหัสกู้คืน (แสดงครั้งเดียว โปรดจดและเก็บในตู้นิรภัย): {recovery_code}"
    ),
    "terminal.demo": "จังหวัดตัวอย่าง {cases:,} เรื่อง ข้อมูล ณ วันที่ {as_of} (ไม่ใช่ข้อมูลจริง)",
    "terminal.demo_user": "ชื่อผู้ใช้ {username} ({role})",
    "terminal.demo_password": "รหัสผ่านของทุกบัญชี: {password}",
    "terminal.last6_right": "ยืนยันแล้วว่าพิมพ์ใบกู้คืนไว้",
    "terminal.last6_wrong": "อักษรหกตัวท้ายไม่ตรงกับใบกู้คืน",
    "terminal.board_row": "{agency} · ค้าง {pending:,} · เกินกำหนด {overdue:,} · {ages}",
    "terminal.board_total": "รวม {cases:,} เรื่อง (ผลบวกรายแถว {rows:,})",
    "terminal.due_line": "{due_on} · {case_no} · {agency} · {kind} · ช้า {days_late:,} วัน · {explanation}",
    "terminal.centre": "ศูนย์ฯ",
    "check.well": "ไม่พบสิ่งที่ต้องแก้ไข",
    "check.database_damaged": "ฐานข้อมูลเสียหาย โปรดหยุดบันทึกและกู้คืนจากไฟล์สำรองล่าสุด",
    "check.sqlite_old": "โปรแกรม SQLite ของเครื่องเก่ากว่า 3.51.3 ระบบป้องกันไว้แล้ว ควรปรับรุ่นเมื่อทำได้",
    "check.schema_old": "ฐานข้อมูลยังไม่ได้ปรับเป็นรุ่นล่าสุด โปรดสั่ง migrate",
    "check.disk_nearly_full": "พื้นที่ว่างของดิสก์เหลือน้อยกว่า 1 กิกะไบต์",
    "check.years_unconfirmed": "ยังไม่ได้ยืนยันวันหยุดราชการของปีนี้หรือปีหน้า",
    "check.backup_late": "ไม่ได้สำรองข้อมูลเกินหนึ่งวัน",
    "check.backup_same_disk": "ไฟล์สำรองอยู่ดิสก์เดียวกับข้อมูล ยังไม่ปลอดภัย โปรดเลือกที่เก็บอื่น",
    "check.recovery_unconfirmed": "ยังไม่ได้ยืนยันว่าพิมพ์ใบกู้คืนแล้ว",
    "check.job_failed": "งานที่ระบบทำเองบางงานไม่สำเร็จ",
    "masters.difference": "{sheet} · {what} · {line} · {fields}",
    "masters.counts": "เพิ่ม {added} แก้ไข {changed} ลบ {removed} ไม่มีแถวในไฟล์ {missing}",
    "error.unknown_user": "ไม่พบบัญชี {username}",
    "error.file_unreadable": "เปิดไฟล์ {file} ไม่ได้ โปรดตรวจสอบว่าไฟล์ยังอยู่และอ่านได้",
    "error.file_unwritable": "เขียนไฟล์ {file} ไม่ได้ โปรดตรวจสอบโฟลเดอร์และพื้นที่ว่าง",
}
