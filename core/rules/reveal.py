"""Whose personal data may be asked for, and by whom."""

from __future__ import annotations

from core.model.case import Case
from core.model.codes import Role
from core.model.facts import PersonRef


def may_reveal(case: Case, person: PersonRef, role: Role, agency_id: str | None) -> bool:
    """Whether the data of a person may be asked for: by an agency only while it has the case, and never where the
    person asked to stay hidden from it.
    """
    if case.is_anonymised:
        return False
    if role is not Role.AGENCY:
        return True
    return not person.hide_from_agency and any(each.agency_id == agency_id for each in case.live_referrals)
