"""Whether the evidence is whole: its rows against the events, its files against the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from core.errors import DomainError
from core.model.events import Event
from core.model.payloads import EvidenceAdded
from db.evidence.folder import DIGEST, content_of, place_of
from db.evidence.rows import ATTACHMENT
from db.keys.ring import KeyRing
from db.ledger.verified import Verified

Piece = tuple[int, str, int, str]
"""Id, digest, size and media type."""
_MINE = ATTACHMENT.c.province_id == bindparam("province")
BY_CASE = (
    select(ATTACHMENT.c.case_id, ATTACHMENT.c.id, ATTACHMENT.c.digest, ATTACHMENT.c.size, ATTACHMENT.c.media_type)
    .where(_MINE)
    .order_by(ATTACHMENT.c.case_id)
    .execution_options(yield_per=1000)
)
_LIVE = (
    select(ATTACHMENT.c.case_id, ATTACHMENT.c.id, ATTACHMENT.c.digest, ATTACHMENT.c.size, ATTACHMENT.c.key_id)
    .where(_MINE, ATTACHMENT.c.erased_at.is_(None))
    .order_by(ATTACHMENT.c.case_id, ATTACHMENT.c.id)
    .execution_options(yield_per=1000)
)


class StoredPieces:
    """The rows of the evidence, walked beside the streams in the order of case ids. A database of an older version
    has none.
    """

    def __init__(self, connection: Connection, province_id: str) -> None:
        has_table = connection.dialect.has_table(connection, ATTACHMENT.name)
        self._rows = _by_case(connection, province_id) if has_table else iter(())
        self._ahead = next(self._rows, None)

    def compare(self, case_id: int, no: object, events: Iterable[Event], result: Verified) -> None:
        """Compare the pieces of a case with those that its events speak of, taken out again or not."""
        wanted = {
            (said.attachment_id, said.digest, said.size, said.media_type)
            for said in (event.payload for event in events)
            if isinstance(said, EvidenceAdded)
        }
        if self._stored(case_id, result) != wanted:
            result.note(f"{ATTACHMENT.name} of case {no} differs from its events")

    def pass_by(self, case_id: int) -> None:
        """Leave the pieces of a case alone whose events tell nothing any more."""
        self._stored(case_id, Verified())

    def leftovers(self, result: Verified) -> None:
        """Pieces behind the last case."""
        self._skip(None, result)

    def _stored(self, case_id: int, result: Verified) -> set[Piece]:
        self._skip(case_id, result)
        if self._ahead is None or self._ahead[0] != case_id:
            return set()
        found = self._ahead[1]
        self._ahead = next(self._rows, None)
        return found

    def _skip(self, until: int | None, result: Verified) -> None:
        while self._ahead and (until is None or self._ahead[0] < until):
            result.note(f"{ATTACHMENT.name} has rows of a case without events: {self._ahead[0]}")
            self._ahead = next(self._rows, None)


def _by_case(connection: Connection, province_id: str) -> Iterator[tuple[int, set[Piece]]]:
    with connection.execute(BY_CASE, {"province": province_id}) as stored:
        for case_id, rows in groupby(stored, key=lambda row: int(row.case_id)):
            yield case_id, {(row.id, row.digest, row.size, row.media_type) for row in rows}


@dataclass(frozen=True, slots=True)
class LivingPiece:
    """A piece whose content must be there."""

    case_id: int
    id: int
    digest: str
    size: int
    key_id: int


@dataclass(frozen=True, slots=True)
class FileFault:
    """A piece whose file is not as it was: ``key`` is the refusal that whoever opens it gets."""

    piece: LivingPiece
    key: str


def living_pieces(connection: Connection, province_id: str) -> tuple[LivingPiece, ...]:
    """All pieces that were not erased; their files are looked at when no transaction is open any more."""
    if not connection.dialect.has_table(connection, ATTACHMENT.name):
        return ()
    return tuple(LivingPiece(*row) for row in connection.execute(_LIVE, {"province": province_id}))


def missing_files(pieces: Iterable[LivingPiece], folder: Path) -> Iterator[FileFault]:
    """Pieces whose file is not there; no file is read."""
    for piece in pieces:
        if not DIGEST.fullmatch(piece.digest) or not place_of(folder, piece.digest).is_file():
            yield FileFault(piece, "error.evidence_missing")


def file_faults(
    pieces: Iterable[LivingPiece], ring: KeyRing, folder: Path, *, lost: frozenset[int] = frozenset()
) -> Iterator[FileFault]:
    """Pieces whose file is missing or damaged; each file is read and proved, one at a time.

    Files whose key was given up (``lost``) only have to be there.
    """
    for piece in pieces:
        if key := _fault(piece, ring, folder, is_lost=piece.key_id in lost and piece.key_id not in ring.masters):
            yield FileFault(piece, key)


def _fault(piece: LivingPiece, ring: KeyRing, folder: Path, *, is_lost: bool) -> str | None:
    if any(missing_files((piece,), folder)):
        return "error.evidence_missing"
    if is_lost:
        return None
    try:
        content = content_of(place_of(folder, piece.digest), ring)
    except DomainError as error:
        return error.key
    return None if len(content) == piece.size else "error.evidence_damaged"
