"""The whole proof: the ledger and what follows from it, then the files of the evidence."""

from __future__ import annotations

from db.context import Home
from db.engine import reading
from db.evidence.proof import file_faults, living_pieces
from db.keys.proof import lost_keys
from db.ledger.verified import Verified
from db.ledger.verify import verify


def verify_home(home: Home) -> Verified:
    """Prove the ledger in one snapshot and, after it is closed, read every file that a living piece needs."""
    with reading(home.engine, patient=True) as connection:
        result = verify(connection, home.ring, home.province_id)
    prove_files(home, result)
    return result


def prove_files(home: Home, result: Verified) -> None:
    """Read every file that a living piece needs, one at a time, and note those that are not as they were."""
    with reading(home.engine, patient=True) as connection:
        pieces, lost = living_pieces(connection, home.province_id), lost_keys(connection, province_id=home.province_id)
    result.files += len(pieces)
    for fault in file_faults(pieces, home.ring, home.files, lost=lost):
        result.note_file(f"attachment {fault.piece.id} of case {fault.piece.case_id}: {fault.key}")
