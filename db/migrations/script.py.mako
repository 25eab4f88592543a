"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the schema up; there is no way down, a back-up is the way back."""
    ${upgrades if upgrades else "pass"}
