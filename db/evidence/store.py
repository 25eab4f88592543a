"""The contents of the evidence for one account: kept before the ledger knows of them, opened only in writing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import ClockWrong
from core.model.evidence import KeptContent, OpenedEvidence, StoredEvidence
from db.access_log import AccessLog
from db.evidence.folder import content_of, keep, place_of
from db.keys.ring import KeyRing
from db.ledger.stamp import Recorder


@dataclass(frozen=True, slots=True)
class OfficeEvidence:
    """Implements ``core.ports.EvidenceFiles``."""

    folder: Path
    ring: KeyRing
    log: AccessLog
    who: Recorder

    def keep(self, content: bytes) -> KeptContent:
        """Write a content for good."""
        if self.who.readonly:
            raise ClockWrong("error.readonly")
        return keep(self.folder, self.ring, content)

    def opened(self, found: StoredEvidence, what: str) -> OpenedEvidence:
        """Commit the look, then read the file."""
        self.log.opened(found.case_id, what)
        return OpenedEvidence(found.line, content_of(place_of(self.folder, found.digest), self.ring))
