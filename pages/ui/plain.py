"""Text that people typed, where Streamlit would read markup into it: labels of buttons, notices."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$])")


def plain(text: str) -> str:
    """The text so that every sign of it is shown as it is: no link, no image, no formula."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
