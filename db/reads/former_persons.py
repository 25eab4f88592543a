"""What part in its case somebody had whose row another one replaced, or who was taken out: found in the case's events.

The table of a case's persons holds those of today alone, so that no search leads to a case by what is not so any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.model.codes import PersonRole
from core.rules.fold import fold
from db.ledger.records import stream_by_id
from db.reads.read import Read


def former_roles(read: Read, case_ids: Iterable[int]) -> Mapping[tuple[int, int], PersonRole]:
    """The roles of everybody whom these cases list or have listed, by case and row. Each case is read as a whole: ask
    for few.
    """
    found: dict[tuple[int, int], PersonRole] = {}
    for case_id in sorted(set(case_ids)):
        stored = stream_by_id(read.connection, read.province_id, case_id)
        for ref in fold(stored.id, stored.events).facts.persons if stored else ():
            found |= {(case_id, row_id): ref.role for row_id in (ref.person_id, *ref.former)}
    return found
