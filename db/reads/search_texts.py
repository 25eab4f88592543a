"""Words of the matter: runs of three letters in an index, shorter words among the latest cases.

SQLite has an index of runs (FTS5) that gives its rows newest first by itself. PostgreSQL's (pg_trgm) gives all rows of
a word at once: so the latest cases are looked through first, which answers common words, and the index answers rare
ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Integer, Select, bindparam, column, func, select, text

from core.figures.found import MOST_LOOKED, SearchFilter
from core.rules.searching import Sought
from db.reads.read import Read
from db.reads.tables import CASE, PROVINCE, TEXT, day

FIRST, STEP = 60, 1_000
"""The first stretch fills a page where nothing is narrowed; the further ones are for filters."""
WIDE: Final = 4_000
"""Cases that are looked through at a time for a word that no index holds: the database gives back only those that hold
it, so that a word without any costs little more than reading past it.
"""
NEWEST: Final = 2**63 - 1
MOST_WORDS: Final = 8
BEFORE: BindParameter[int] = bindparam("before", type_=BigInteger)
MOST: BindParameter[int] = bindparam("most", type_=Integer)
Window = tuple[Sequence[int], bool]
"""Ids, newest first, and whether older candidates were left out."""

BY_RUNS = (
    text(
        "SELECT rowid AS case_id FROM case_fts WHERE case_fts MATCH :runs AND rowid < :before "
        "ORDER BY rowid DESC LIMIT :most"
    )
    .bindparams(BEFORE, MOST)
    .columns(column("case_id", BigInteger))
)
LATEST = (
    select(CASE.c.id).where(CASE.c.province_id == PROVINCE, CASE.c.id < BEFORE).order_by(CASE.c.id.desc()).limit(MOST)
)
RECEIVED = (
    select(CASE.c.id)
    .where(CASE.c.province_id == PROVINCE, CASE.c.received_on >= day("first"), CASE.c.received_on <= day("last"))
    .order_by(CASE.c.received_on.desc(), CASE.c.id.desc())
    .limit(MOST)
)


def latest_windows(read: Read, which: SearchFilter) -> Iterator[Window]:
    """The latest cases; of a window of receipt the cases received in it."""
    if which.received_from is None and which.received_to is None:
        yield from _stretches(read, LATEST, "id")
        return
    days = {"first": which.received_from or date.min, "last": which.received_to or date.max}
    first = [row.id for row in read.rows(RECEIVED, most=FIRST, **days)]
    yield first, False
    if len(first) < FIRST:
        return
    ids = [row.id for row in read.rows(RECEIVED, most=MOST_LOOKED, **days)]
    for start in range(FIRST, len(ids), STEP):
        yield ids[start : start + STEP], start + STEP >= MOST_LOOKED


def text_windows(read: Read, sought: Sought) -> Iterator[Window]:
    """Cases whose title or details hold every word."""
    phrases = sought.phrases[:MOST_WORDS]
    if not phrases:
        yield from _windows(read, sought.short_words[:MOST_WORDS], most=MOST_LOOKED)
    elif read.connection.dialect.name == "sqlite":
        yield from _stretches(read, BY_RUNS, "case_id", runs=_quoted(phrases))
    else:
        yield from _windows(read, phrases, most=STEP)
        yield from _stretches(read, _held(len(phrases)), "case_id", **word_conditions(phrases))


def _stretches(read: Read, statement: Any, name: str, **values: object) -> Iterator[Window]:  # noqa: ANN401  # a text or a select
    before, looked, most = NEWEST, 0, FIRST
    while looked < MOST_LOOKED:
        ids = [getattr(row, name) for row in read.rows(statement, before=before, most=most, **values)]
        looked += len(ids)
        yield ids, len(ids) == most and looked >= MOST_LOOKED
        if len(ids) < most:
            return
        before, most = ids[-1], STEP


def _windows(read: Read, words: Sequence[str], *, most: int) -> Iterator[Window]:
    """Look through the latest cases one by one, first through a few of them."""
    before, looked, step = NEWEST, 0, 4 * FIRST
    statement = _looked_through(len(words))
    while looked < most:
        asked = {"before": before, "most": min(step, most - looked)}
        [edge] = read.rows(EDGE, **asked)
        ids = [row.case_id for row in read.rows(statement, **asked, **word_conditions(words))]
        looked += edge.cases
        is_end = edge.cases < asked["most"]
        yield ids, not is_end and looked >= MOST_LOOKED
        if is_end:
            return
        before, step = edge.oldest, WIDE


def _looked_through(words: int) -> Select[Any]:
    """Of a stretch of the latest cases those that hold the words."""
    stretch = _stretch(TEXT.c.case_id, TEXT.c.search).subquery("stretch")
    holds = [stretch.c.search.like(bindparam(f"word{n}"), escape="\\") for n in range(words)]
    return select(stretch.c.case_id).where(*holds).order_by(stretch.c.case_id.desc())


def _stretch(*columns: ColumnElement[Any]) -> Select[Any]:
    mine = TEXT.c.province_id == PROVINCE, TEXT.c.case_id < BEFORE
    return select(*columns).where(*mine).order_by(TEXT.c.case_id.desc()).limit(MOST)


_EDGE = _stretch(TEXT.c.case_id).subquery("edge")
EDGE = select(func.count().label("cases"), func.min(_EDGE.c.case_id).label("oldest")).select_from(_EDGE)
"""How many cases a stretch holds, and its last one."""


def _held(words: int) -> Select[Any]:
    """All cases that hold the words, by the index; only then the newest of them."""
    mine = TEXT.c.province_id == PROVINCE, *word_filters(words)
    held = select(TEXT.c.case_id).where(*mine).cte("held").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(held.c.case_id).where(held.c.case_id < BEFORE).order_by(held.c.case_id.desc()).limit(MOST)


def word_filters(words: int) -> list[ColumnElement[bool]]:
    """Conditions that each of some words stands in the folded text."""
    return [TEXT.c.search.like(bindparam(f"word{n}"), escape="\\") for n in range(words)]


def word_conditions(words: Sequence[str]) -> dict[str, str]:
    """What these conditions ask."""
    return {f"word{n}": f"%{_escaped(word)}%" for n, word in enumerate(words)}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _quoted(phrases: Sequence[str]) -> str:
    """The words as phrases that must all stand in the text."""
    return " AND ".join('"' + phrase.replace('"', '""') + '"' for phrase in phrases)
