"""Accounts, their sessions and the attempts to sign in. Nothing here can be used to sign in by who reads it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class AccountRow(SQLModel, table=True):
    """One person's account; never deleted, so that the ledger's actors keep their names."""

    __tablename__ = "account"
    __table_args__ = (Index("ix_account_username", "province_id", "username", unique=True),)

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    username: str = Field(max_length=32)
    display_name: str
    role: str
    agency_id: str | None = None
    password_hash: str
    token_version: int = 1
    is_active: bool = True
    must_change_password: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class AuthSession(SQLModel, table=True):
    """One sign-in on one device. Only the SHA-256 of its token is kept."""

    __tablename__ = "auth_session"
    __table_args__ = (Index("ix_auth_session_account", "province_id", "account_id", "revoked_at"),)

    province_id: str = Field(primary_key=True, max_length=2)
    token_sha256: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(sa_type=BigInteger)
    token_version: int
    created_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)
    ip: str
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInAttempt(SQLModel, table=True):
    """A sign-in that failed or is still being checked; forgotten after an hour.

    The user name is kept as its SHA-256: people type passwords into the wrong field.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_attempt_user", "province_id", "user_sha256", "at"),
        Index("ix_attempt_address", "province_id", "address", "at"),
    )

    province_id: str = Field(primary_key=True, max_length=2)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    user_sha256: str = Field(max_length=64)
    address: str
    at: datetime = Field(sa_type=UtcDateTime)
