"""A year's holidays as a calendar of twelve months."""

TEXTS = {
    "months.show": "ดูเป็นปฏิทิน 12 เดือน",
    "months.week": "อา จ อ พ พฤ ศ ส",
    "months.key": "วันที่มีกรอบและตัวหนาคือวันหยุดราชการ วันสีจางคือวันเสาร์–อาทิตย์",
}
