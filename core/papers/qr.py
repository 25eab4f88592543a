"""QR codes of addresses; nothing else of the program ever stands in one."""

from __future__ import annotations

from typing import Final

import segno

QUIET: Final = 4
"""Empty modules around it; readers need them."""


def qr_modules(address: str) -> list[list[int]]:
    """The code as rows of 1 (dark) and 0, with its quiet zone."""
    return [[int(dark) for dark in row] for row in _code(address).matrix_iter(border=QUIET)]


def qr_image(address: str) -> str:
    """The code as an SVG picture in a ``data:`` address, for a page."""
    return str(_code(address).svg_data_uri(border=QUIET, scale=8, omitsize=True))


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")
