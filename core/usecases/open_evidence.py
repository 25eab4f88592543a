"""Open a paper or photograph of a case: written down before it is handed out."""

from __future__ import annotations

from core.model.case import CaseNo
from core.model.evidence import OpenedEvidence, StoredEvidence
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import t


def open_evidence(no: CaseNo, attachment_id: int, ctx: Context) -> OpenedEvidence:
    """The piece with its content.

    Raises:
        NotAllowed, NotFound: not for this account; absent and not yours give the same answer.
        DomainError: it could not be written down, or the file is missing, damaged or cannot be read any more.
    """
    ctx.actor.require(Permission.CASE_READ)
    found: StoredEvidence = ctx.reads.evidence(no, attachment_id)
    return ctx.evidence.opened(found, t("evidence.look", n=found.line.n))
