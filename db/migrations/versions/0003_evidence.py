"""Papers and photographs of cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the schema up; there is no way down, a back-up is the way back."""
    op.create_table(
        "attachment",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("added_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("erased_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    for name, column in (("ix_attachment_case", "case_id"), ("ix_attachment_digest", "digest")):
        op.create_index(name, "attachment", ["province_id", column], unique=False)
