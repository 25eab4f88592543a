"""The rows of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from core.model.evidence import NewAttachment
from db.keys.ring import KeyRing

ATTACHMENT = SQLModel.metadata.tables["attachment"]
_INSERT = ATTACHMENT.insert()
_PROVINCE: BindParameter[str] = bindparam("province")
_CASE: BindParameter[int] = bindparam("case")
_BLANK = (
    ATTACHMENT.update()
    .where(ATTACHMENT.c.province_id == _PROVINCE, ATTACHMENT.c.case_id == _CASE, ATTACHMENT.c.erased_at.is_(None))
    .values(name=None, erased_at=bindparam("at", type_=ATTACHMENT.c.erased_at.type))
)


def name_place(attachment_id: int) -> str:
    """Where a sealed file name lies; it opens nowhere else."""
    return f"attachment|name|{attachment_id}"


def write_attachments(
    connection: Connection, ring: KeyRing, province_id: str, added: Sequence[NewAttachment], at: datetime
) -> None:
    """Insert pieces whose content lies on the disk already."""
    if added:
        connection.execute(_INSERT, [_row(ring, province_id, each, at) for each in added])


def _row(ring: KeyRing, province_id: str, added: NewAttachment, at: datetime) -> dict[str, Any]:
    return {
        "province_id": province_id,
        "id": added.id,
        "case_id": added.case_id,
        "digest": added.kept.digest,
        "size": added.kept.size,
        "media_type": added.media_type,
        "name": ring.encrypt("evidence", added.name, aad=name_place(added.id)),
        "key_id": added.kept.key_id,
        "added_at": at,
    }


def opened_name(ring: KeyRing, attachment_id: int, sealed: bytes | None) -> str:
    """A file name in clear; empty where it was erased or its key is lost."""
    if sealed is None:
        return ""
    try:
        return ring.decrypt_text("evidence", sealed, aad=name_place(attachment_id))
    except DomainError:
        return ""


def erase_attachments(connection: Connection, province_id: str, case_id: int, at: datetime) -> None:
    """Blank the names of a case's pieces; their files go once this is written for good."""
    connection.execute(_BLANK, {"province": province_id, "case": case_id, "at": at})
