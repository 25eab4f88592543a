"""Making an office ready: the list of steps, each step's form and what it says, the address for other machines."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # ---- the last page of the set-up
    "gate.place": "ที่เก็บข้อมูลสำรอง",
    "gate.place_lead": "ระบบสำรองข้อมูลทุกวันทำการลงโฟลเดอร์นี้ ควรอยู่ในแฟลชไดรฟ์ ดิสก์อีกลูก หรือเครื่องอื่นในสำนักงาน ไม่ใช่ดิสก์เดียวกับข้อมูล",
    "gate.place_folder": "โฟลเดอร์",
    "gate.place_hint": "พิมพ์แบบเต็ม เช่น E:\\สำรองข้อมูล หรือ /media/usb/backup",
    "gate.place_save": "ใช้โฟลเดอร์นี้",
    "gate.place_keep": "ใช้ที่นี่ไปก่อน",
    "gate.place_later": "ทำภายหลัง",
    "gate.place_later_why": "ข้ามได้ ระบบสำรองไว้ข้างข้อมูลไปพลางก่อน และเตือนในหน้า “เตรียมใช้งาน” จนกว่าจะเลือก",
    # ---- the page
    "page.start.title": "เตรียมใช้งาน",
    "page.start.subtitle": "ขั้นตอนก่อนรับเรื่องแรก ทำทีละขั้น ออกแล้วกลับมาทำต่อได้ และแก้ไขภายหลังได้ทุกขั้น",
    "page.start.url": "start-office",
    "start.left": "เหลือ **{n}** ขั้น จาก {whole}",
    "start.ready": "พร้อมใช้งานแล้ว ทุกขั้นเสร็จเรียบร้อย",
    "start.ready_unsafe": "ใช้งานได้แล้ว แต่ที่เก็บข้อมูลสำรองยังไม่ปลอดภัย โปรดเลือกแฟลชไดรฟ์ ดิสก์อีกลูก หรือเครื่องอื่น",
    "start.steps": "ขั้นตอน",
    "start.column.state": "สถานะ",
    "start.column.title": "ขั้นตอน",
    "start.column.now": "ขณะนี้",
    "start.done": "✓ เสร็จแล้ว",
    "start.open": "○ ยังไม่ได้ทำ",
    "start.unsafe": "▲ ยังไม่ปลอดภัย",
    "start.pick": "เปิดขั้น {name}",
    "start.settled": "ระบุว่าไม่มี",
    "start.go": "ไปที่หน้า “{page}”",
    "start.said.settled": "บันทึกแล้วว่าไม่ต้องทำขั้นนี้",
    # ---- recovery sheet
    "start.sheet": "ใบกู้คืน",
    "start.sheet.done": "พิมพ์และยืนยันแล้ว",
    "start.sheet.open": "ยังไม่ได้ยืนยันว่าพิมพ์แล้ว",
    "start.sheet.why": "หากเครื่องเสียหรือหาย ต้องใช้ใบกู้คืนจึงจะอ่านข้อมูลสำรองได้ เก็บในตู้นิรภัย",
    "start.sheet.go": "กรอกตัวอักษรหกตัวสุดท้ายของใบกู้คืน",
    # ---- place of back-ups
    "start.backup": "ที่เก็บข้อมูลสำรอง",
    "start.backup.folder": "สำรองข้อมูลศูนย์ดำรงธรรม",
    "start.backup.proposed": "ดิสก์ที่เครื่องนี้มีและเขียนได้: {folder}",
    "start.backup.open": "ยังไม่ได้เลือก ขณะนี้เก็บข้างข้อมูล",
    "start.backup.unsafe_short": "{folder} (ดิสก์เดียวกับข้อมูล)",
    "start.backup.away": "{folder} (ขณะนี้ไม่พบหรือเขียนไม่ได้)",
    # ---- facts of the office
    "start.facts": "ข้อมูลศูนย์ดำรงธรรม",
    "start.facts.open": "ยังไม่มีชื่อหรือโทรศัพท์",
    "start.facts.why": "พิมพ์ในใบรับเรื่องและหนังสือ ต้องมีชื่อและโทรศัพท์เป็นอย่างน้อย",
    # ---- clocks
    "start.clocks": "กำหนดเวลา",
    "start.clocks.open": "ยังไม่ได้เลือก ใช้ {name} ไปก่อน",
    "start.clocks.why": "ใช้คำนวณวันครบกำหนดของเรื่องที่รับหลังจากนี้ เปลี่ยนภายหลังได้ กำหนดที่แจ้งไว้แล้วไม่เปลี่ยน",
    "start.clocks.set": "ชุดกำหนดเวลา",
    "start.clocks.bkk1555": "ส่งต่อภายใน 1 วัน ตอบรับ 1 วันทำการ ความก้าวหน้าครั้งแรก 3 วันทำการ แล้วทุกวันที่ 15 และ 30",
    "start.clocks.letter": "ส่งต่อภายใน 1 วัน และให้หน่วยงานรายงานภายในวันที่กำหนดในหนังสือ (ปกติ 15 วัน)",
    "start.clocks.own": "ชุดที่ศูนย์กำหนดเอง",
    "start.clocks.weekend": "วันเสาร์–อาทิตย์และวันหยุดมีเจ้าหน้าที่รับเรื่อง",
    "start.clocks.with_weekend": "{name} · มีเจ้าหน้าที่วันหยุด",
    "start.clocks.without_weekend": "{name} · ไม่มีเจ้าหน้าที่วันหยุด",
    "start.clocks.weekend_why": "ถ้าไม่มี กำหนดส่งต่อจะนับเป็น 1 วันทำการ",
    "start.clocks.make": "ต้องการชุดของศูนย์เอง ให้เพิ่มในหน้า “ข้อมูลหลัก” แล้วกลับมาเลือก",
    # ---- numbers
    "start.number": "เลขรับเรื่องถัดไป",
    "start.number.open": "ยังไม่ได้ระบุ จะเริ่มที่ 1/{year}",
    "start.number.now": "เรื่องถัดไปเลขที่ {no}/{year}",
    "start.number.why": "ถ้าปีงบประมาณนี้ออกเลขในสมุดทะเบียนไปแล้ว ให้ใส่เลขถัดไป เช่น ในสมุดถึงเลข 411 ให้ใส่ 412",
    "start.number.field": "เลขถัดไปของปีงบประมาณ {year}",
    "start.number.used": "ปีงบประมาณนี้มีเรื่องที่ออกเลขแล้ว ({first}–{last}) จึงเปลี่ยนไม่ได้",
    "start.number.said": "เรื่องถัดไปจะได้เลข {no}/{year}",
    "start.number.not_one": "โปรดพิมพ์เลขจำนวนเต็ม เช่น 412",
    "error.number_high": "เลขรับเรื่องต้องไม่เกิน {most:,}",
    # ---- opening balance
    "start.opening": "ยอดก่อนใช้ระบบ",
    "start.opening.open": "ยังไม่ได้กรอก",
    "start.opening.now": "รับ {received:,} ยุติ {closed:,} คงค้าง {pending:,} เรื่อง",
    "start.opening.why": (
        "จำนวนเรื่องจากทะเบียนเดิมที่ไม่ได้นำเข้ารายเรื่อง แยกตามปีงบประมาณ นับรวมในยอดทั้งหมด อย่ารวมเรื่องที่จะนำเข้าจาก Excel เพราะจะนับซ้ำ"
    ),
    "start.opening.year": "ปีงบประมาณ (พ.ศ.)",
    "start.opening.received": "รับไว้ (เรื่อง)",
    "start.opening.closed": "ยุติแล้ว (เรื่อง)",
    "start.opening.pending": "คงค้าง (เรื่อง)",
    "start.opening.source": "นำมาจาก",
    "start.opening.source_hint": "เช่น สมุดทะเบียนคุมเรื่องร้องเรียน",
    "start.opening.on": "ข้อมูล ณ วันที่",
    "start.opening.add": "บันทึกยอด",
    "start.opening.none": "ไม่มียอดก่อนใช้ระบบ",
    "start.opening.remove": "ลบปีนี้",
    "start.opening.said": "บันทึกยอดของปีงบประมาณ {year} แล้ว",
    "start.opening.removed": "ลบยอดของปีงบประมาณ {year} แล้ว",
    "start.opening.choose": "แก้ไขปี",
    "start.opening.new": "เพิ่มปี",
    "start.opening.not_count": "โปรดพิมพ์จำนวนเต็มในช่อง “{field}”",
    "error.opening_year": "โปรดพิมพ์ปีงบประมาณเป็น พ.ศ. เช่น 2569",
    "error.opening_count": "จำนวนเรื่องต้องเป็นจำนวนเต็มตั้งแต่ 0 ถึง {most:,}",
    "error.opening_closed": "ยุติแล้ว {closed:,} เรื่อง มากกว่าที่รับไว้ {received:,} เรื่อง โปรดตรวจสอบ",
    "error.opening_pending": "คงค้าง {pending:,} เรื่องไม่ตรง รับไว้ลบด้วยยุติแล้วต้องเหลือ {wanted:,} เรื่อง โปรดตรวจสอบทะเบียนเดิม",
    "error.opening_source": "โปรดระบุว่านำตัวเลขมาจากที่ใด ไม่เกิน {most} ตัวอักษร",
    # ---- own register
    "start.import": "ทะเบียนเดิม",
    "start.import.open": "ยังไม่ได้นำเข้า",
    "start.import.done": "นำเข้าแล้ว",
    "start.import.why": "ถ้ามีทะเบียนใน Excel นำเข้าได้ทั้งไฟล์ ระบบแสดงสิ่งที่อ่านได้ก่อนบันทึก",
    "start.import.none": "ไม่มีไฟล์ที่จะนำเข้า",
    # ---- people
    "start.people": "บัญชีเจ้าหน้าที่",
    "start.people.open": "ยังไม่มีบัญชีที่รับเรื่องได้",
    "start.people.now": "รับเรื่องได้ {n:,} บัญชี",
    "start.people.why": (
        "บัญชีผู้ดูแลระบบใช้ตั้งค่าเท่านั้น การรับเรื่องใช้บัญชีของเจ้าหน้าที่หรือผู้อำนวยการ เพิ่มอย่างน้อยหนึ่งบัญชี แล้วเข้าสู่ระบบด้วยบัญชีนั้น"
    ),
    # ---- practice and other machines
    "start.practice": "ฝึกใช้งานก่อน",
    "start.practice.why": (
        "โหมดฝึกใช้งานเป็นจังหวัดตัวอย่างที่แยกจากข้อมูลจริง มีแถบสีม่วงทุกหน้า "
        "เปิดที่เครื่องที่ติดตั้งโปรแกรมด้วยคำสั่ง **{command}** แล้วเข้าที่ {address}"
    ),
    "terminal.practice_building": "กำลังสร้างจังหวัดตัวอย่างสำหรับฝึกใช้งาน (ครั้งแรกครั้งเดียว ไม่เกิน 1 นาที)",
    "terminal.practice_users": "ฝึกใช้งานที่ {address}\nชื่อผู้ใช้ {users}\nรหัสผ่านของทุกบัญชี {password}",
    "error.practice_folder": "โฟลเดอร์ {folder} มีข้อมูลอื่นอยู่ จึงไม่สร้างข้อมูลฝึกใช้งานทับ โปรดย้ายโฟลเดอร์นั้นออกก่อน",
}
