"""Words that people write before a number or a name when they look for something."""

from __future__ import annotations

from typing import Final

from core.text.fold import fold
from core.text.masks import TITLES

BEFORE_A_NUMBER: Final = (
    *("เลขรับเรื่องที่", "เลขรับเรื่อง", "เลขรับที่", "เรื่องเลขที่", "เรื่องที่", "เลขที่", "เลข", "ที่"),
    *("โทรศัพท์", "โทร.", "โทร", "เบอร์โทร", "เบอร์", "มือถือ"),
)
"""Said before a case number or a phone; neither is part of it."""
ADDRESS_FORMS: Final = tuple(sorted({fold(title) for title in TITLES}, key=len, reverse=True))
"""Forms of address as they stand in a folded text, longest first."""
JOINED_FORMS: Final = tuple(fold(title) for title in ("นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", "คุณ"))
"""Forms that registers write together with the first name."""
