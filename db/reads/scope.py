"""Whose reads they are; fixed when they are built, so that no question can forget it."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotAllowed
from core.figures.standing import Place, Standing
from core.model.codes import Role


@dataclass(frozen=True, slots=True)
class Scope:
    """A role, for people of an agency with that agency; ``account_id`` is who asks."""

    role: Role
    agency_id: str | None = None
    account_id: int | None = None

    @property
    def only_agency(self) -> str | None:
        """The one agency whose referrals may be seen; None for the whole province."""
        return (self.agency_id or "") if self.role is Role.AGENCY else None

    def require_province(self) -> None:
        """Refuse figures of the whole province to people of an agency.

        Raises:
            NotAllowed: the reads belong to an agency.
        """
        if self.only_agency is not None:
            raise NotAllowed

    def sees(self, standing: Standing) -> bool:
        """Whether a place on the board may be seen: an agency sees what stands at it and nothing of the centre's."""
        only = self.only_agency
        return only is None or (standing.place is Place.AGENCY and standing.agency_id == only)

    def reads_title(self, *, confidential: bool, officer_id: int | None) -> bool:
        """Whether the title of a case may be shown in a list.

        A confidential one is read by the director, by the officer responsible for it and by the agency that has it
        (our decision); to everybody else the line stands without a title, so that lists and figures agree.
        """
        if not confidential or self.role in (Role.DIRECTOR, Role.AGENCY):
            return True
        return officer_id is not None and officer_id == self.account_id
