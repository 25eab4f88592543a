"""Cases that came from another register, so that a newer export finds them again."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.model.importing import Imported
from db.reads.read import Read
from db.reads.tables import CASE, PROVINCE

IMPORTED = select(CASE.c.source_key, CASE.c.id, CASE.c.fingerprint).where(
    CASE.c.province_id == PROVINCE, CASE.c.source_system == bindparam("system")
)


def imported(read: Read, system: str) -> dict[str, Imported]:
    """Every case of one source by the source's key."""
    rows = read.rows(IMPORTED, system=system)
    return {key: Imported(case_id, fingerprint or "") for key, case_id, fingerprint in rows if key}
