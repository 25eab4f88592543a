"""The button under a table that hands it out as an Excel file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.text.catalogue import t
from pages.ui.download import download
from pages.ui.workbook import TYPE, Sheet, sheets

Cells = Sequence[str | int]


def table_file(
    heading: str, columns: Sequence[str], rows: Callable[[], Iterable[Cells]], *, key: str, remark: str = ""
) -> None:
    """Draw the button; ``rows`` is asked when somebody clicks. Texts stay texts, whole numbers stay numbers."""

    def make() -> bytes:
        return sheets([Sheet(t("table.file_sheet"), heading, remark, columns, [tuple(row) for row in rows()])])

    download(t("panel.download"), make, name=f"{heading}.xlsx", mime=TYPE, key=f"{key}_file")
