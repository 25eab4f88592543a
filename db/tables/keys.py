"""What proves a key, and what opens it again when the machine is gone. No key lies in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


def _bytes() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class KeyCheck(SQLModel, table=True):
    """One master key: its check value, and itself closed with the recovery code (scrypt, then AES-GCM).

    The row without ``retired_at`` is the current key. ``lost`` keys were given up: their rows cannot be read any more.
    """

    __tablename__ = "key_check"

    province_id: str = Field(primary_key=True, max_length=2)
    key_id: int = Field(primary_key=True)
    check_value: bytes = Field(sa_column=_bytes())
    wrapped: bytes = Field(sa_column=_bytes())
    wrap_salt: bytes = Field(sa_column=_bytes())
    wrap_cost: str = Field(max_length=40)
    last_six_salt: bytes = Field(sa_column=_bytes())
    last_six_hash: bytes = Field(sa_column=_bytes())
    made_at: datetime = Field(sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lost: bool = False
