"""Words that other offices' files use: states, channels, names, places, days. They are read, hardly ever shown.

They are compared without spaces, dots and case (``core.exchange.wording``).
"""

from __future__ import annotations

from typing import Final

from core.text.dates import MONTHS, MONTHS_SHORT

# --------------------------------------------------------------------------- nothing
NOTHING: Final = ("-", "--", "ไม่ระบุ", "ไม่มี", "ไม่ทราบ", "null", "none", "nan", "nat", "n/a", "na", "<na>")
EXCEL_ERRORS: Final = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!")
TOTALS: Final = ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมทั้งหมดเรื่อง", "ยอดรวม", "ผลรวม", "total", "grand total")

# --------------------------------------------------------------------------- states
CLOSED_STATUSES: Final = ("ยุติเรื่อง", "ยุติ", "ยุติแล้ว", "ยุติเรื่องแล้ว", "ยุติเรื่อง แล้ว", "closed")
OPEN_STATUSES: Final = (
    *("เลยเวลา", "ในเวลา", "เกินกำหนด", "ยังไม่ครบกำหนด", "ดำเนินการ", "อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ", "รอดำเนินการ"),
    *(
        "ระหว่างดำเนินการ",
        "รับเรื่อง",
        "รับเรื่องแล้ว",
        "รอรับเรื่อง",
        "ส่งเรื่อง",
        "ส่งต่อ",
        "ส่งหน่วยงาน",
        "ส่งหน่วยงานแล้ว",
        "ค้าง",
        "คงค้าง",
    ),
    *("ยังไม่ยุติ", "ยังไม่ยุติเรื่อง", "ไม่ยุติ", "รอยุติ", "เสนอยุติ", "รอผล", "ติดตาม", "open", "pending", "in progress", "new"),
)
REPORT_WORD: Final = "รายงาน"
NO_REPORT_WORDS: Final = (
    *(
        "ไม่รายงาน",
        "ไม่ได้รายงาน",
        "รอรายงาน",
        "ค้างรายงาน",
        "กำหนดรายงาน",
        "ให้รายงาน",
        "รอผลรายงาน",
        "ไม่มีรายงาน",
        "เร่งรัดรายงาน",
    ),
)
DONE_STATUSES: Final = (
    "เสร็จสิ้น",
    "แล้วเสร็จ",
    "ดำเนินการแล้ว",
    "ดำเนินการแล้วเสร็จ",
    "ดำเนินการเสร็จสิ้น",
    "เสร็จแล้ว",
    "done",
    "finished",
)

TRAFFY_STATES: Final[dict[str, tuple[str, ...]]] = {
    "start": ("start", "รอรับเรื่อง", "รอรับเรื่อง(ใหม่)"),
    "inprogress": ("inprogress", "in_progress", "กำลังดำเนินการ"),
    "forward": ("forward", "ส่งต่อ", "ส่งต่อ(ใหม่)"),
    "follow": ("follow", "ติดตาม"),
    "finish": ("finish", "finished", "เสร็จสิ้น"),
    "irrelevant": ("irrelevant", "ไม่เกี่ยวข้อง"),
    "awaiting_budget": ("ของบประมาณ",),
    "procurement": ("จัดซื้อจัดจ้าง",),
    "legal_step": ("ขั้นตอนทางกฎหมาย",),
    "under_study": ("ศึกษาปัญหา",),
}
TRAFFY_CHANNEL: Final = "Traffy Fondue"

# --------------------------------------------------------------------------- channels and kinds: the first hint decides
WEB_CHANNEL: Final = "เว็บ"
NO_CHANNEL: Final = "ไม่ระบุ"
WEB_ADDRESSES: Final = ("www.", "http://", "https://")
CHANNEL_HINTS: Final[tuple[tuple[str, str], ...]] = (
    ("1111", "referred"),
    ("hotline", "phone"),
    ("ตู้ ปณ", "letter"),
    ("ตู้ราชสีห์", "letter"),
    ("จดหมาย", "letter"),
    ("ไปรษณีย์", "letter"),
    ("โทรสาร", "letter"),
    ("บัตรสนเท่ห์", "letter"),
    ("ด้วยตนเอง", "walk_in"),
    ("ด้วยตัวเอง", "walk_in"),
    ("มาพบ", "walk_in"),
    ("walk in", "walk_in"),
    ("เว็บ", "online"),
    ("www.", "online"),
    ("http", "online"),
    ("แอป", "online"),
    ("app", "online"),
    ("ไลน์", "online"),
    ("line", "online"),
    ("facebook", "online"),
    ("เฟซบุ๊ก", "online"),
    ("เฟสบุ๊ค", "online"),
    ("เพจ", "online"),
    ("อีเมล", "online"),
    ("อีเมล์", "online"),
    ("mail", "online"),
    ("ออนไลน์", "online"),
    ("traffy", "online"),
    ("ลงพื้นที่", "field"),
    ("เคลื่อนที่", "field"),
    ("ศูนย์บริการข้อมูลภาครัฐ", "referred"),
    ("จุดบริการประชาชน", "referred"),
    ("หน่วยงาน", "referred"),
    ("ส่วนราชการ", "referred"),
    ("สปน", "referred"),
    ("โทร", "phone"),
    ("สายด่วน", "phone"),
    ("1567", "phone"),
    ("หนังสือ", "letter"),
)
KIND_HINTS: Final[tuple[tuple[str, str], ...]] = (
    ("ร้องเรียน", "grievance"),
    ("ร้องทุกข์", "grievance"),
    ("เบ็ดเสร็จ", "joint_service"),
    ("ข้อมูลข่าวสาร", "information"),
    ("สอบถาม", "information"),
    ("ปรึกษา", "advice"),
    ("ส่งต่อ", "relay"),
    ("เฉพาะหน้า", "immediate_help"),
    ("ข้อเสนอแนะ", "suggestion"),
    ("ความต้องการ", "need"),
    ("ขอความช่วยเหลือ", "need"),
)

# --------------------------------------------------------------------------- people
HIDDEN_NAMES: Final = ("ปกปิด",)
NAMES_NOT_GIVEN: Final = ("ไม่ประสงค์ออกนาม", "ไม่ประสงค์ออกชื่อ", "ไม่ประสงค์จะออกนาม", "ไม่เปิดเผย", "นิรนาม", "พลเมืองดี")
WORDS_AROUND_HIDDEN_NAMES: Final = (
    *("ผู้ร้องเรียน", "ผู้ถูกร้อง", "ผู้ร้อง", "ผู้แจ้ง", "ชื่อ", "นาม", "สกุล", "ขอ", "ให้", "ประสงค์", "ข้อมูล", "ส่วนตัว"),
)
UNSIGNED_LETTERS: Final = ("บัตรสนเท่ห์", "ไม่ลงชื่อ", "ไม่ลงนาม")
GROUP_HINTS: Final = ("กลุ่ม", "ชาวบ้าน", "ราษฎร", "และพวก", "กับพวก", "คณะ", "ประชาชน", "สมาชิก")
ORGANISATION_HINTS: Final = (
    *("หน่วยงาน", "นิติบุคคล", "บริษัท", "บจก", "หจก", "ห้างหุ้นส่วน", "เทศบาล", "อบต", "องค์การ", "สำนักงาน", "สนง", "โรงเรียน"),
    *("โรงพยาบาล", "ธนาคาร", "สหกรณ์", "ตำแหน่ง", "มูลนิธิ", "สมาคม", "วัด"),
)
PERSON_HINTS: Final = ("บุคคล",)
OWN_HANDLING: Final = ("ดำเนินการเอง", "ศูนย์ดำรงธรรมดำเนินการเอง", "ศดธ.ดำเนินการเอง", "ศูนย์ฯ ดำเนินการเอง")
SECRECY_MARK: Final = "ลับ"
NOT_SECRET: Final = ("ไม่ลับ", "ปกติ", "ทั่วไป")

# --------------------------------------------------------------------------- places
AMPHOE_PREFIXES: Final = ("กิ่งอำเภอ", "อำเภอ", "อ.", "เขต")
PROVINCE_PREFIXES: Final = ("จังหวัด", "จ.", "จว.")
TAMBON_PREFIXES: Final = ("ตำบล", "ต.", "แขวง")
TOWN: Final = "เมือง"
AND: Final = "และ"
ALL_AMPHOE: Final = ("ทุกอำเภอ", "ทั้งจังหวัด", "หลายอำเภอ")
AMPHOE_WORD: Final = "อำเภอ"

# --------------------------------------------------------------------------- days
MONTH_NUMBERS: Final[dict[str, int]] = {
    name.replace(".", ""): number
    for names in (
        MONTHS,
        MONTHS_SHORT,
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        (
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ),
    )
    for number, name in enumerate(names, start=1)
}
BUDDHIST_ERA: Final = ("พศ", "be")
COMMON_ERA: Final = ("คศ", "ce", "ad")
DAY_PREFIXES: Final = (
    *("ลงวันที่", "วันที่", "เมื่อวันที่", "เมื่อ", "ลว.", "ที่"),
    *("วันจันทร์ที่", "วันอังคารที่", "วันพุธที่", "วันพฤหัสบดีที่", "วันศุกร์ที่", "วันเสาร์ที่", "วันอาทิตย์ที่"),
)
MONTH_WORD: Final = "เดือน"
TIME_PREFIX: Final = "เวลา"
TIME_SUFFIX: Final = "น"
