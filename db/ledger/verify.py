"""Verify: the chain of every stream, the tables for reading against the events, the sums against a plain recount."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.errors import DomainError
from core.model.codes import StreamKind
from core.model.payloads import Anonymised
from core.rules.codec import kind_name
from core.rules.fold import fold
from db.evidence.proof import StoredPieces
from db.keys.proof import lost_keys
from db.keys.ring import KeyRing
from db.ledger.chain import CHAINED, commitment_of, event_mac
from db.ledger.records import EVENTS, NOTED, NOTES, TOLD, event_of, note_place
from db.ledger.seal import check_seals
from db.ledger.verified import Verified
from db.ledger.verify_lists import ListedLines
from db.ledger.verify_rows import StoredRows
from db.ledger.verify_sums import CountedSums, check_numbers, check_recount
from db.projections.texts import texts_after

ANONYMISED = kind_name(Anonymised)
LedgerRow = tuple[Any, ...]
"""The columns ``CHAINED``, then those that prove them."""
Rows = Sequence[LedgerRow]
Texts = dict[int, dict[str, str]]
"""The texts of a stream's events by sequence; an event whose text was erased or cannot be read is not among them."""
_READ = select(
    *(EVENTS.c[name] for name in CHAINED),
    EVENTS.c.key_id,
    EVENTS.c.mac,
    NOTES.c.salt,
    NOTES.c.text,
    NOTES.c.commitment,
    NOTES.c.erased_at,
).select_from(NOTED)
_STREAMS = (
    _READ.where(EVENTS.c.province_id == bindparam("province"))
    .order_by(EVENTS.c.stream_kind, EVENTS.c.stream_id, EVENTS.c.seq)
    .execution_options(yield_per=1000)
)
_SAID = len(CHAINED)
_KEY, _MAC, _SALT, _TEXT, _COMMITMENT, _ERASED_AT = range(_SAID, _SAID + 6)
_stream = itemgetter(CHAINED.index("stream_kind"), CHAINED.index("stream_id"))
_told = itemgetter(*(CHAINED.index(column.name) for column in TOLD))
_changed = itemgetter(*(CHAINED.index(name) for name in ("kind", "payload", "recorded_at")))
_SEQ, _KIND, _NOTE = (CHAINED.index(name) for name in ("seq", "kind", "note_id"))


def verify(connection: Connection, ring: KeyRing, province_id: str) -> Verified:
    """Read the whole ledger once, in one snapshot, and compare everything that follows from it."""
    result = Verified()
    reader = _Reader(ring, lost_keys(connection, province_id=province_id), result)
    stored, sums, lists = StoredRows(connection, province_id), CountedSums(), ListedLines()
    pieces = StoredPieces(connection, province_id)
    for kind, stream_id, rows in _streams(connection, province_id):
        texts = reader.check(rows)
        if kind == StreamKind.CASE.value:
            result.cases += 1
            _check_case(stream_id, rows, texts, (stored, sums, pieces), result)
        elif kind == StreamKind.MASTER.value:
            lists.add(_changed(row) for row in rows)
    stored.leftovers(result)
    pieces.leftovers(result)
    sums.compare(connection, province_id, result)
    check_recount(connection, province_id, result)
    check_numbers(connection, province_id, result)
    lists.compare(connection, province_id, result)
    _check_seals(connection, reader, province_id)
    return result


def _streams(connection: Connection, province_id: str) -> Iterator[tuple[str, int, Rows]]:
    with connection.execute(_STREAMS, {"province": province_id}) as found:
        for (kind, stream_id), rows in groupby(map(tuple, found), key=_stream):
            yield kind, stream_id, list(rows)


def _check_case(
    case_id: int, rows: Rows, texts: Texts, followed: tuple[StoredRows, CountedSums, StoredPieces], result: Verified
) -> None:
    stored, sums, pieces = followed
    try:
        events = [event_of(_told(row), texts.get(row[_SEQ])) for row in rows]
        case = fold(case_id, events)
    except Exception as error:  # whatever was done to them, these events are no course of a case any more
        result.note(f"case {case_id}: its events make no case ({type(error).__name__})", chain=True)
        stored.pass_by(case_id)
        pieces.pass_by(case_id)
        return
    sums.add(case)
    pieces.compare(case_id, case.no, events, result)
    is_whole = all(row[_NOTE] is None or row[_SEQ] in texts or row[_ERASED_AT] for row in rows)
    stored.compare(case, texts_after({}, events) if is_whole else None, result)


def _check_seals(connection: Connection, reader: _Reader, province_id: str) -> None:
    found = check_seals(connection, reader.ring, province_id, lost=reader.lost)
    reader.result.unproven += len(found.unproven)
    for no in found.broken:
        reader.result.note(f"seal {no} does not match", chain=True)


def _erased_before(rows: Rows) -> int:
    """The sequence before which anonymising has blanked the texts; 0 where nothing was anonymised."""
    return max((row[_SEQ] for row in rows if row[_KIND] == ANONYMISED), default=0)


@dataclass
class _Reader:
    """Proves events and texts while they are read."""

    ring: KeyRing
    lost: frozenset[int]
    result: Verified

    def check(self, rows: Rows) -> Texts:
        """Prove one stream: sequences without gap, each mac over the one before, each text by its commitment."""
        previous, texts, erased = b"", Texts(), _erased_before(rows)
        for expected, row in enumerate(rows, start=1):
            self.result.events += 1
            if row[_SEQ] != expected:
                self._note(row, f"sequence {expected} is missing")
            self._check_mac(row, previous)
            if row[_TEXT] is not None:
                self._check_text(row, texts)
            elif row[_NOTE] is not None and row[_SEQ] >= erased:
                self._note(row, "its text is missing")
            previous = row[_MAC]
        return texts

    def _note(self, row: LedgerRow, what: str) -> None:
        kind, stream_id = _stream(row)
        self.result.note(f"{kind} {stream_id} event {row[_SEQ]}: {what}", chain=True)

    def _is_lost(self, row: LedgerRow) -> bool:
        return row[_KEY] in self.lost and row[_KEY] not in self.ring.masters

    def _check_mac(self, row: LedgerRow, previous: bytes) -> None:
        if self._is_lost(row):
            self.result.unproven += 1
            return
        try:
            proved = event_mac(self.ring, row[_KEY], row[:_SAID], row[_COMMITMENT], previous) == row[_MAC]
        except DomainError:  # a key that never was
            proved = False
        if not proved:
            self._note(row, "its mac does not match")

    def _check_text(self, row: LedgerRow, texts: Texts) -> None:
        if self._is_lost(row):
            return
        try:
            text = self.ring.decrypt_text("note", row[_TEXT], aad=note_place(row[_NOTE]))
            proved = commitment_of(self.ring, row[_SALT], text, row[_KEY]) == row[_COMMITMENT]
        except (DomainError, TypeError, ValueError):  # altered, without its salt, or of a key that never was
            proved = False
        if proved:
            texts[row[_SEQ]] = json.loads(text)
        else:
            self._note(row, "its text does not match")
