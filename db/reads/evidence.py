"""The papers and photographs of a case, as one reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import SQLModel

from core.errors import NotFound
from core.figures.case_page import CasePage, Entry
from core.model.case import Case, Evidence
from core.model.evidence import EvidenceLine, StoredEvidence
from core.rules.evidence_sight import may_read, may_withdraw
from db.evidence.rows import opened_name
from db.reads.read import Read
from db.reads.tables import PROVINCE

ATTACHMENT = SQLModel.metadata.tables["attachment"]
OF_CASE = select(ATTACHMENT.c.id, ATTACHMENT.c.name, ATTACHMENT.c.erased_at).where(
    ATTACHMENT.c.province_id == PROVINCE, ATTACHMENT.c.case_id == bindparam("case")
)
ONE = select(ATTACHMENT.c.digest, ATTACHMENT.c.key_id).where(
    ATTACHMENT.c.province_id == PROVINCE, ATTACHMENT.c.id == bindparam("attachment"), ATTACHMENT.c.erased_at.is_(None)
)


def evidence_lines(read: Read, page: CasePage, whole: Case, shown: Callable[[str], str]) -> tuple[EvidenceLine, ...]:
    """The pieces that the reader is told of, in the order of adding; ``shown`` masks the people in a text.

    ``page.case`` holds what the reader knows; ``whole`` is the case itself, by which the pieces are numbered.
    """
    rows = {row.id: row for row in read.rows(OF_CASE, case=whole.id)}
    entries = {each.event.seq: each for each in page.entries}
    numbers = {piece.id: n for n, piece in enumerate(whole.evidence, start=1)}
    return tuple(
        _line(read, whole, piece, numbers[piece.id], rows.get(piece.id), entries, shown) for piece in page.case.evidence
    )


def stored_evidence(read: Read, page: CasePage, attachment_id: int) -> StoredEvidence:
    """A piece of a case whose page somebody may open.

    Raises:
        NotFound: there is none, it is not for this reader, or it was erased: all give the same answer.
    """
    line = next((each for each in page.evidence if each.id == attachment_id and each.may_open), None)
    row = next(iter(read.rows(ONE, attachment=attachment_id)), None) if line else None
    if line is None or row is None:
        raise NotFound(no=str(page.case.no))
    return StoredEvidence(page.case.id, line, row.digest, row.key_id)


def _line(
    read: Read,
    case: Case,
    piece: Evidence,
    n: int,
    row: Any,  # noqa: ANN401  # a row of OF_CASE
    entries: Mapping[int, Entry],
    shown: Callable[[str], str],
) -> EvidenceLine:
    scope = read.scope
    added, withdrawn = entries.get(piece.added_seq), entries.get(piece.withdrawn_seq or 0)
    is_erased = row is None or row.erased_at is not None
    name = opened_name(read.ring, piece.id, row.name) if row is not None and read.ring is not None else ""
    return EvidenceLine(
        id=piece.id,
        n=n,
        media_type=piece.media_type,
        size=piece.size,
        added_at=added.event.recorded_at if added else None,
        name=shown(name),
        caption=added.text if added else "",
        added_by=added.who if added else "",
        for_agencies=piece.for_agencies,
        is_withdrawn=piece.is_withdrawn,
        withdrawn_at=withdrawn.event.recorded_at if withdrawn else None,
        withdrawn_by=withdrawn.who if withdrawn else "",
        why=withdrawn.text if withdrawn else "",
        is_erased=is_erased,
        may_open=not is_erased and may_read(case, piece, scope.role, scope.agency_id),
        may_withdraw=not piece.is_withdrawn and not case.is_void and may_withdraw(piece, scope.only_agency),
    )
