"""What the import page shows: understood, doubtful, done. A file's own words stay plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from core.exchange.dry_run import DryRun
from core.exchange.report_xlsx import build_report
from core.model.importing import Conflict, ImportResult
from core.ports import Context, Masters
from core.text.catalogue import t
from core.text.dates import thai_day
from pages.ui.download import download
from pages.ui.import_choices import field_name
from pages.ui.import_file import Understood
from pages.ui.registry import PAGES
from pages.ui.words import amphoe_names, channel_names, topic_names

MOST_SHOWN: Final = 100
NAMED_UNITS: Final = frozenset({"import.rows", "import.cases", "import.rejected"})
"""Numbers whose own name says what is counted."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_understood(found: Understood) -> None:
    """Rows, cases, what an import would do, and the counts by channel, state and fiscal year."""
    run, expected = found.run, found.expected
    _metrics(
        {
            "import.rows": run.rows,
            "import.cases": run.cases,
            "import.created": expected.created,
            "import.updated": expected.updated,
            "import.unchanged": expected.unchanged,
            "import.rejected": run.rejected_count,
        }
    )
    st.caption(t("import.dry_run"))
    by_status = {t(f"import.status.{status}"): count for status, count in run.by_status.items()}
    by_year = {str(year): count for year, count in run.by_fiscal_year.items()}
    if run.estimates.undated:
        by_year[t("import.report.undated")] = run.estimates.undated
    for place, (key, counts) in zip(
        st.columns(3),
        {"by_channel": run.by_channel, "by_status": by_status, "by_fiscal_year": by_year}.items(),
        strict=True,
    ):
        with place:
            plain_table(
                [t(f"import.report.{key}"), t("import.report.count")],
                ((name, f"{count:,}") for name, count in counts.items()),
            )
    _about(run)


def _metrics(counts: Mapping[str, int]) -> None:
    with st.container(horizontal=True):
        for key, count in counts.items():
            name = t(key) if key in NAMED_UNITS else t("import.page.in_cases", name=t(key))
            st.metric(name, f"{count:,}", border=True, width=160)


def _about(run: DryRun) -> None:
    """How the file is written and which column means what."""
    with st.expander(t("import.page.about")):
        plain_table([t("import.report.item"), t("import.report.value")], _facts(run))
        meant = [(heading, field_name(field)) for field, headings in run.mapping.items() for heading in headings]
        kept = [(heading, t("import.page.kept_only")) for heading in run.unmapped]
        plain_table([t("import.page.column"), t("import.page.means")], [*meant, *kept])


def _facts(run: DryRun) -> Iterator[tuple[str, str]]:
    order = f"{t(f'import.order.{run.date_order.order}')} · " if run.date_order.order else ""
    yield t("import.report.dialect"), t(f"import.report.dialect.{run.dialect}")
    yield t("import.report.encoding"), run.info.encoding
    yield t("import.report.sheet"), run.info.sheet
    yield t("import.report.header_row"), str(run.header_row)
    yield t("import.file_day"), thai_day(run.file_day) if run.file_day else t("import.page.no_file_day")
    yield t("import.report.date_order"), f"{order}{t(f'import.order_basis.{run.date_order.basis}')}"
    for name in ("sent", "reported", "closed"):
        yield t(f"import.report.estimated_{name}"), f"{getattr(run.estimates, name):,}"


def show_doubts(ctx: Context, found: Understood) -> None:
    """Rows and values that could not be read or that a person should look at, and all of them as a file."""
    run = found.run
    if not run.findings_count:
        st.caption(t("import.page.no_doubts"))
    else:
        plain_table(
            [t("import.report.warnings"), t("import.report.count")],
            [(t(line.example.reason), f"{line.count:,}") for line in run.warnings],
        )
        shown = run.findings[:MOST_SHOWN]
        with st.expander(t("import.page.doubts_shown", shown=len(shown), count=run.findings_count)):
            plain_table(
                [t(f"import.report.{name}") for name in ("row", "column", "value", "reason")],
                ((str(one.row or ""), one.column, one.value, t(one.reason)) for one in shown),
            )
    download(
        t("import.page.report"),
        lambda: build_report(run, {agency.id: agency.name for agency in ctx.masters.agencies}),
        name=t("import.page.report_file"),
        mime=XLSX,
        key="import_report",
    )


def show_result(ctx: Context, result: ImportResult) -> None:
    """What an import did, and what a person has to settle."""
    st.success(t("import.page.done"))
    _metrics(
        {
            "import.created": result.created,
            "import.updated": result.updated,
            "import.unchanged": result.unchanged,
            "import.conflicts": len(result.conflicts),
            "import.page.refused": len(result.refused),
        }
    )
    if not (result.created or result.updated or result.refused):
        st.info(t("import.nothing_changed"))
    if result.conflicts:
        st.caption(t("import.conflicts.definition"))
        names = _value_names(ctx.masters)
        headings = (
            "list.no",
            "import.page.source_no",
            "import.page.conflict",
            "import.page.ours",
            "import.page.theirs",
        )
        plain_table([t(key) for key in headings], (_conflict(each, names) for each in result.conflicts))
    if result.refused:
        rows = ((str(each.row), each.source_no, t(each.reason, **each.facts)) for each in result.refused)
        plain_table([t("import.page.row"), t("import.page.source_no"), t("import.report.reason")], rows)
    _link_to_board(ctx)


def _link_to_board(ctx: Context) -> None:
    board = next(page for page in PAGES if page.name == "board")
    if ctx.actor.may(board.needs):
        st.page_link(board.file, label=t("import.page.to_board"), icon=board.icon)


def _conflict(conflict: Conflict, names: Mapping[str, str]) -> tuple[str, ...]:
    values = (names.get(value, value) for value in (conflict.ours, conflict.theirs))
    return (conflict.no, conflict.source_no, t(f"import.conflict.{conflict.field}"), *values)


def _value_names(masters: Masters) -> dict[str, str]:
    """Ids that a conflict may hold, in words."""
    return {**topic_names(masters), **channel_names(masters), **amphoe_names(masters)}


def plain_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose cells are text whatever they hold: no markup, no link, no remote image."""
    lines = list(rows)
    numbers = [all(is_number(line[column]) for line in lines) and column > 0 for column in range(len(headings))]
    head = "".join(_cell("th", *cell) for cell in zip(headings, numbers, strict=True))
    body = "".join(
        f"<tr>{''.join(_cell('td', *cell) for cell in zip(line, numbers, strict=True))}</tr>" for line in lines
    )
    st.html(f'<table class="dr-plain-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def is_number(text: str) -> bool:
    """Whether a cell holds a count."""
    return text.replace(",", "").isdecimal()


def _cell(tag: str, text: str, number: bool) -> str:  # noqa: FBT001  # whether its column holds counts
    mark = ' class="dr-number"' if number else ""
    return f"<{tag}{mark}>{escape(text)}</{tag}>"
