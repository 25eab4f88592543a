"""The report of a dry run as a workbook: summary, doubtful rows, spellings of agencies."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import xlsxwriter

from core.exchange.dry_run import DryRun
from core.text.catalogue import t

_FONT: Final = {"font_name": "Sarabun", "font_size": 12, "valign": "top"}
_DAY_FORMAT: Final = "[$-107041E]d mmm yyyy"  # the Buddhist era by the cell's format: the value stays a true date
_ROW_HEIGHT: Final = 22
_WIDE: Final = 48
_NARROW: Final = 14

Line = Sequence[str | int | date]


def build_report(run: DryRun, agency_names: Mapping[str, str]) -> bytes:
    """Return the bytes of an .xlsx with Thai headings.

    Every text is written as text whatever it begins with, so no cell of the source can become a formula or a link.

    Args:
        run: what was understood.
        agency_names: names of the agencies that spellings were matched with, by id.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, "summary", [t("import.report.item"), t("import.report.value")], [_WIDE, _WIDE], _summary(run))
    _sheet(book, "doubtful", _texts("row", "column", "value", "reason"), [_NARROW, 24, 36, _WIDE], _doubtful(run))
    headings = _texts("spelling", "count", "suggested", "confidence", "similar", "same_as")
    widths = [36, _NARROW, 36, _NARROW, _WIDE, _WIDE]
    _sheet(book, "agencies", headings, widths, _agencies(run, agency_names))
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, headings: Sequence[str], widths: Sequence[int], lines: Iterator[Line]) -> None:  # noqa: ANN401 - xlsxwriter ships no annotations
    page = book.add_worksheet(t(f"import.report.{name}"))
    bold, text = book.add_format({**_FONT, "bold": True, "bottom": 1}), book.add_format({**_FONT, "text_wrap": True})
    day = book.add_format({**_FONT, "num_format": _DAY_FORMAT, "align": "left"})
    page.set_default_row(_ROW_HEIGHT)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, bold)
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            _write(page, number, column, value, day if isinstance(value, date) else text)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")


def _write(page: Any, row: int, column: int, value: str | int | date, style: object) -> None:  # noqa: ANN401 - as above
    if isinstance(value, date):
        page.write_datetime(row, column, value, style)
    elif isinstance(value, int):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, value, style)


def _texts(*names: str) -> list[str]:
    return [t(f"import.report.{name}") for name in names]


def _summary(run: DryRun) -> Iterator[Line]:
    yield from _file(run)
    yield t("import.report.undated"), run.estimates.undated
    yield t("import.report.estimated_sent"), run.estimates.sent
    yield t("import.report.estimated_reported"), run.estimates.reported
    yield t("import.report.estimated_closed"), run.estimates.closed
    for title, counts in (
        (t("import.report.by_channel"), run.by_channel),
        (t("import.report.by_status"), {t(f"import.status.{code}"): n for code, n in run.by_status.items()}),
        (t("import.report.by_fiscal_year"), {str(year): n for year, n in run.by_fiscal_year.items()}),
        (t("import.report.warnings"), {t(line.example.reason): line.count for line in run.warnings}),
    ):
        yield from ((f"{title}: {name}", count) for name, count in counts.items())
    yield t("import.report.unmapped"), ", ".join(run.unmapped)


def _file(run: DryRun) -> Iterator[Line]:
    yield t("import.report.dialect"), t(f"import.report.dialect.{run.dialect}")
    for name, value in (
        ("encoding", run.info.encoding),
        ("delimiter", repr(run.info.delimiter)[1:-1]),
        ("sheet", run.info.sheet),
    ):
        if value:
            yield t(f"import.report.{name}"), value
    yield t("import.report.header_row"), run.header_row
    yield t("import.report.rows"), run.rows
    yield t("import.report.cases"), run.cases
    yield t("import.report.rejected"), run.rejected_count
    if run.file_day:
        yield t("import.report.file_day"), run.file_day
    order = f"{t(f'import.order.{run.date_order.order}')} · " if run.date_order.order else ""
    yield t("import.report.date_order"), f"{order}{t(f'import.order_basis.{run.date_order.basis}')}"


def _doubtful(run: DryRun) -> Iterator[Line]:
    for finding in run.findings:
        yield finding.row or "", finding.column, finding.value, t(finding.reason)
    left = run.findings_count - len(run.findings)
    if left:
        yield "", "", "", t("import.report.left_out", count=left)


def _agencies(run: DryRun, names: Mapping[str, str]) -> Iterator[Line]:
    for line in run.agencies:
        similar = (f"{names.get(agency.id, agency.id)} ({agency.confidence})" for agency in line.similar)
        suggested = names.get(line.agency_id, line.agency_id) if line.agency_id else ""
        yield (
            *(line.spelling, line.count, suggested, line.confidence),
            *("\n".join(similar), "\n".join(line.same_as)),
        )
