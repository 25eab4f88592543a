"""Add a paper or photograph to a case."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import Role
from core.model.evidence import MEDIA_TYPES, CheckedFile, KeptContent, NewAttachment
from core.model.payloads import EvidenceAdded
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import evidence
from core.rules.evidence_facts import check_file
from core.usecases.common import OnCase, marked_in, office_of, said_in, said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence(OnCase):
    """The file was looked through (``core.exchange.evidence``); the text is its caption.

    ``for_agencies`` lets agencies that have the case open it; what an agency adds it may always open itself.
    """

    file: CheckedFile
    for_agencies: bool = False


def add_evidence(command: AddEvidence, ctx: Context) -> Recorded:
    """Keep the content, then record it. A content without its record is removed again after a day.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.EVIDENCE_RECORD)
    check_file(command.file)
    case = ctx.ledger.case(command.no)
    evidence.add(case, _added(command, ctx, KeptContent("", 0, 0), 0), said_of(command, ctx), office_of(ctx))
    kept = ctx.evidence.keep(command.file.content)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        added = _added(command, ctx, kept, ctx.ledger.new_id())
        said = said_in(unit, stream.case, command, ctx)
        name = marked_in(unit, stream.case, {"name": command.file.name})["name"]
        stream.append(evidence.add(stream.case, added, said, office_of(ctx)))
        unit.keep_attachment(NewAttachment(added.attachment_id, stream.id, kept, added.media_type, name))

    return ctx.ledger.act(command.request_id, "add_evidence", work)


def _added(command: AddEvidence, ctx: Context, kept: KeptContent, attachment_id: int) -> EvidenceAdded:
    shared = command.for_agencies and ctx.actor.role is not Role.AGENCY
    return EvidenceAdded(attachment_id, kept.digest, kept.size, MEDIA_TYPES[command.file.kind], shared)
