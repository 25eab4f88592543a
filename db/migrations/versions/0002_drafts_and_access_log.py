"""Half-filled forms, and who has looked at whose data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the schema up; there is no way down, a back-up is the way back."""
    op.create_table(
        "draft",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.String(40), nullable=False),
        sa.Column("updated_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "account_id", "slot"),
    )
    op.create_table(
        "access_log",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    for name, *columns in (
        ("ix_access_at", "at"),
        ("ix_access_account", "account_id", "at"),
        ("ix_access_case", "case_id", "at"),
    ):
        op.create_index(name, "access_log", ["province_id", *columns], unique=False)
