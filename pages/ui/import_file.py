"""The file of the import page: kept in this session alone, opened, asked about, read, brought in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.exchange.courses import courses_of
from core.exchange.dialects.generic import GENERIC
from core.exchange.dry_run import DryRun, summarise
from core.exchange.fields import Field
from core.exchange.findings import Finding
from core.exchange.limits import ImportRefused
from core.exchange.office import NO_MAPPING, known_agencies, surveyed, table_of, weighed, wishes_for, words_of
from core.exchange.plan import Plan
from core.exchange.read_cases import read_cases
from core.exchange.sandbox import Upload
from core.exchange.source_case import SourceCase
from core.exchange.table import Table
from core.model.codes import Source
from core.model.importing import Choices, ImportResult
from core.ports import Context
from core.rules.access import Actor
from core.rules.known_cases import KnownCases
from core.text.catalogue import t
from core.text.dates import DateOrder
from core.usecases.import_courses import import_courses
from core.usecases.prepare_import import prepare_import
from db.context import context_for
from pages.ui.drawing import ASSETS
from pages.ui.page import acting

KINDS: Final = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl", "ndjson")
ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy", "ymd")
STEP: Final = 250
"""How many rows pass between two looks at the bar."""

_OPENED, _READ, _DONE, _ROUND = "import_opened", "import_read", "import_done", "import_round"
FieldMapping = Mapping[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A chosen file, before it is read. ``plan`` is None where nobody knows what its columns mean."""

    digest: str
    upload: Upload
    table: Table
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as read, and what an import of it would do; nothing is written."""

    opened: Opened
    plan: Plan
    run: DryRun
    expected: ImportResult


def look() -> None:
    """Say what the theme cannot: the chooser's word and the tables of a file's words."""
    style = (ASSETS / "import.css").read_text(encoding="utf-8")
    st.html(f'<style>:root {{ --dr-choose: "{t("import.page.choose")}"; }}{style}</style>')


def picked_file() -> bytes | None:
    """Ask for a file; its content, None until there is one."""
    limit = int(st.get_option("server.maxUploadSize"))
    with st.container(key="import_chooser"):
        found = st.file_uploader(
            t("import.page.file"),
            type=list(KINDS),
            key=f"import_file_{st.session_state.get(_ROUND, 0)}",
            max_upload_size=limit,
        )
    st.caption(t("import.page.file_help", megabytes=limit))
    return None if found is None else found.getvalue()


def opened_file(ctx: Context, content: bytes) -> Opened:
    """Open a file and find out how to read it, once for each answer about it.

    Raises:
        ImportRefused: it cannot be read.
    """
    digest = hashlib.sha256(content).hexdigest()[:16]
    key = (digest, order_said(digest), _frozen(mapping_said(digest)))
    if st.session_state.get(_OPENED, (None,))[0] != key:
        with st.spinner(t("import.page.surveying")):
            st.session_state[_OPENED] = (key, _opened(ctx, content, digest))
    opened: Opened = st.session_state[_OPENED][1]
    return opened


def _opened(ctx: Context, content: bytes, digest: str) -> Opened:
    upload = Upload(content)
    wishes = wishes_for(ctx.province_id, ctx.clock.today(), date_order=order_said(digest), mapping=mapping_said(digest))
    try:
        plan = surveyed(upload, wishes, ctx.masters)
    except ImportRefused as refusal:
        if refusal.key != NO_MAPPING:
            raise
        return Opened(digest, upload, table_of(upload), None)
    return Opened(digest, upload, plan.table, plan)


def understood(ctx: Context, opened: Opened, plan: Plan) -> Understood:
    """Read a file and count what it holds, once for each answer about it.

    Raises:
        ImportRefused: it cannot be read.
    """
    if st.session_state.get(_READ, (None,))[0] is not opened:
        bar = st.progress(0.0, text=t("import.page.surveying"))
        known, expected = KnownCases.of(ctx.reads.imported(plan.dialect.source_system)), ImportResult()
        cases = _watched(read_cases(opened.upload, plan), on_bar(bar, "import.page.reading", plan.rows))
        run = summarise(weighed(cases, known, expected), plan, known_agencies(ctx.masters))
        bar.empty()
        st.session_state[_READ] = (opened, Understood(opened, plan, run, expected))
    found: Understood = st.session_state[_READ][1]
    return found


def _watched(found: Iterator[SourceCase | Finding], progress: Callable[[int], None]) -> Iterator[SourceCase | Finding]:
    for n, one in enumerate(found, start=1):
        yield one
        progress(n)


def on_bar(bar: DeltaGenerator, text_key: str, whole: int) -> Callable[[int], None]:
    """Move a bar now and then."""

    def show(done: int) -> None:
        if done % STEP == 0 or done == whole:
            bar.progress(min(done / max(whole, 1), 1.0), text=t(text_key, done=done, whole=whole))

    return show


# --------------------------------------------------------------------------- answers about a file


def order_said(digest: str) -> DateOrder | None:
    """The order of day, month and year that was chosen for a file."""
    found: DateOrder | None = st.session_state.get(f"import_order_{digest}")
    return found if found in ORDERS else None


def ask_order(opened: Opened) -> None:
    """Ask for the order of day, month and year where the file leaves it open; an answer stays on screen."""
    if opened.plan is None or not (opened.plan.order.must_be_asked or order_said(opened.digest)):
        return
    st.radio(
        t("import.ask_order"),
        ORDERS,
        index=None,
        format_func=lambda order: t(f"import.order.{order}"),
        key=f"import_order_{opened.digest}",
        horizontal=True,
        help=t("import.page.order_help"),
    )


def mapping_said(digest: str) -> FieldMapping | None:
    """What was said that the columns of a file mean."""
    found: FieldMapping | None = st.session_state.get(f"import_mapping_{digest}")
    return found


def say_mapping(digest: str, mapping: FieldMapping) -> None:
    """Keep what a person said that the columns of a file mean."""
    st.session_state[f"import_mapping_{digest}"] = mapping
    st.session_state.pop(f"import_remap_{digest}", None)


def needs_mapping(opened: Opened) -> bool:
    """Whether a person has to say what the columns mean, or wants to say it again."""
    return opened.plan is None or opened.plan.suggested or f"import_remap_{opened.digest}" in st.session_state


def offer_mapping(opened: Opened) -> None:
    """Let a mapping be said again; files of a kind that we know need none."""
    if opened.plan is not None and opened.plan.dialect.key == GENERIC.key:
        again = {f"import_remap_{opened.digest}": True}
        st.button(t("import.page.mapping_again"), on_click=st.session_state.update, args=(again,), key="import_remap")


def _frozen(mapping: FieldMapping | None) -> object:
    return None if mapping is None else tuple(sorted(mapping.items()))


# --------------------------------------------------------------------------- the import


def bring_in(found: Understood, choices: Choices) -> None:
    """Write the lists and the cases; the result stays until another file is asked for.

    Raises:
        DomainError: refused before anything of the file was written, or the storage is out of reach; running it again
            goes on where it stood.
    """
    actor = acting().actor
    bar = st.progress(0.0, text=t("import.page.surveying"))
    keys = prepare_import(words_of(found.run, found.plan), choices, _importing(actor))
    sorting = on_bar(bar, "import.page.sorting", found.run.cases)
    courses = courses_of(found.opened.upload, found.plan, keys, progress=sorting)
    writing = on_bar(bar, "import.page.writing", found.run.cases)
    st.session_state[_DONE] = import_courses(courses, _importing(actor), progress=writing)
    bar.empty()


def _importing(actor: Actor) -> Context:
    """The context of an import, with the lists as they stand now."""
    return context_for(actor, source=Source.IMPORT)


def last_result() -> ImportResult | None:
    """What the last import of this session did, until another file is asked for."""
    found: ImportResult | None = st.session_state.get(_DONE)
    return found


def another_file() -> None:
    """Forget the file and its result."""
    for name in (_OPENED, _READ, _DONE):
        st.session_state.pop(name, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
