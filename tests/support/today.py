"""The list of the day's work as its boxes leave it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.support.screens import rerun

LAND, POLICE = "สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ตำรวจภูธรจังหวัดร้อยเอ็ด"
OLDEST, APRIL = "2-2562.1", "2-2563.1"
TODAY = "today/today.py"


def ticked(app: AppTest, *keys: str, queue: str = "overdue") -> AppTest:
    """Tick rows of the open list, as its boxes would."""
    app.session_state["today_ticked"] = (f"{queue}/0", keys)
    return rerun(app)
