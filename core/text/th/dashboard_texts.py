"""The overview page and its charts."""

TEXTS = {
    # ---- charts
    "chart.trend.alt": "กราฟเส้นเรื่องคงค้างสิ้นเดือน ย้อนหลัง {months} เดือน ล่าสุด {stock:,} เรื่อง",
    "chart.trend.year": "ปีงบฯ {year}",
    "chart.trend.month": "เดือน",
    "chart.ages.alt": "กราฟแท่งเรื่องคงค้าง {n:,} เรื่อง แยกตามอายุเรื่องเป็นวัน",
    "chart.agencies.alt": "กราฟแท่งเรื่องคงค้างรายหน่วยงาน {n:,} เรื่อง เกินกำหนด {overdue:,} เรื่อง",
    "chart.agencies.overdue": "{n:,} เรื่อง เกินกำหนด {overdue:,}",
    "chart.in_time": "ยังไม่เกินกำหนด",
    "chart.fiscal.closed": "ยุติ {n:,} ({share}%)",
    "chart.fiscal.left": "เหลือ {n:,} จาก {whole:,} เรื่อง",
    "chart.fiscal.alt": "กราฟแท่งเรื่องยกมาและเรื่องรับใหม่ของปีงบประมาณ ยุติ {closed:,} จาก {n:,} เรื่อง",
    "chart.of": "{n:,} จาก {whole:,} เรื่อง",
    "chart.share": "{n:,} เรื่อง ({share}%)",
    "chart.pending.alt": "กราฟแท่งเรื่องคงค้าง {n:,} เรื่อง",
    "chart.cases.alt": "กราฟแท่งเรื่องทั้งหมด {n:,} เรื่อง",
    "chart.programme.other": "ช่องทางอื่น",
    "chart.programme.alt": "กราฟแท่งผู้มาติดต่อตามโครงการ {n:,} ครั้ง",
    "chart.unknown": "ไม่ระบุ",
    "age.over": "เกิน {days}",
    "age.days": "{bucket} วัน",
}
