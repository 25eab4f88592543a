"""Opening papers and photographs in an installation of some settings."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.account import Account
from core.model.case import CaseNo
from core.model.evidence import OpenedEvidence
from core.rules.access import actor_of
from core.usecases.open_evidence import open_evidence
from db.context import Settings, context_for, open_home


@dataclass(frozen=True, slots=True)
class OfficeEvidence:
    """``EvidenceDesk`` on the installation of some settings."""

    settings: Settings

    def open(self, account: Account, no: CaseNo, attachment_id: int) -> OpenedEvidence:
        """A piece with its content, after the look was written down."""
        return open_evidence(no, attachment_id, context_for(actor_of(account), home=open_home(self.settings)))
