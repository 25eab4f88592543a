"""The office's lists as an Excel file: out, edited, and back in once the differences were seen."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.exchange.masters_differences import Difference
from core.exchange.masters_xlsx import MastersDifferences, build_masters, read_masters
from core.ports import Context
from core.text.catalogue import t
from core.usecases.edit_masters import edit_masters
from pages.ui.download import download
from pages.ui.feedback import refusals
from pages.ui.settings_said import act
from pages.ui.settings_table import plain_table
from pages.ui.workbook import TYPE

MEGABYTES: Final = 10
MOST_SHOWN: Final = 200
KINDS: Final = ("added", "changed", "removed", "missing")
_ROUND: Final = "masters_file_round"


def take_out(ctx: Context) -> None:
    """Offer all lists as one workbook, built when somebody clicks."""
    st.caption(t("settings.file.out_why"))
    download(
        t("button.download_excel"),
        lambda: build_masters(ctx.masters),
        name=f"{t('page.masters.title')}.xlsx",
        mime=TYPE,
        key="masters_out",
    )


def bring_back(ctx: Context) -> None:
    """Ask for an edited workbook, show what it would change, and take it over as a whole on request."""
    st.html(f'<style>:root {{ --dr-choose: "{t("import.page.choose")}"; }}</style>')
    with st.container(key="chooser"):
        found = st.file_uploader(
            t("settings.file.in"),
            type=["xlsx"],
            key=f"masters_file_{st.session_state.get(_ROUND, 0)}",
            max_upload_size=MEGABYTES,
        )
    st.caption(t("settings.file.in_why", megabytes=MEGABYTES))
    if found is None:
        return
    content = found.getvalue()
    with refusals(), st.spinner(t("settings.file.reading")):
        _show(read_masters(content, ctx.masters), content)


def _show(found: MastersDifferences, content: bytes) -> None:
    if found.problems:
        st.error(t("masters.refused", problems=len(found.problems)))
        headings = [t(f"settings.file.{name}") for name in ("sheet", "row", "cell", "value", "reason")]
        plain_table(
            headings,
            [(each.sheet, str(each.row), each.column, each.value, each.reason) for each in found.problems[:MOST_SHOWN]],
        )
        return
    if not found.changes:
        st.info(t("settings.file.same"))
        return
    st.markdown(t("settings.file.counts", **{kind: found.count(kind) for kind in KINDS}))
    headings = [t(f"settings.file.{name}") for name in ("sheet", "line", "what", "fields")]
    plain_table(headings, [_line(each) for each in found.differences[:MOST_SHOWN]])
    if len(found.differences) > MOST_SHOWN:
        st.caption(t("settings.file.more", n=len(found.differences) - MOST_SHOWN))
    st.button(
        t("settings.file.save", n=len(found.changes)),
        key="masters_in",
        type="primary",
        on_click=act,
        args=(lambda now: _taken_over(content, now),),
    )


def _line(each: Difference) -> tuple[str, str, str, str]:
    fields = " · ".join(f"{field.column}: {field.old or '–'} → {field.new or '–'}" for field in each.fields)
    return each.sheet, each.line, t(f"masters.what.{each.what}"), fields


def _taken_over(content: bytes, now: Context) -> str:
    """Compare again with the lists as they stand now, and write what differs."""
    found = read_masters(content, now.masters)
    count = edit_masters(found.changes, now)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    return t("settings.file.saved", n=count)
