"""Accounts of people. Hashing belongs to pages/http/passwords.py; here a password is its hash already."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select, update
from sqlmodel import col

from core.errors import DomainError, NotFound
from core.model.account import Account, NewAccount
from core.model.codes import Role
from core.rules.accounts import checked, refuse_mismatch, username_key
from db.tables.accounts import AccountRow, AuthSession

ID_BITS: Final = 62
ACCOUNT_COLUMNS: Final[tuple[Any, ...]] = (
    col(AccountRow.id),
    col(AccountRow.username),
    col(AccountRow.display_name),
    col(AccountRow.role),
    col(AccountRow.agency_id),
    col(AccountRow.token_version),
    col(AccountRow.is_active),
    col(AccountRow.must_change_password),
    col(AccountRow.created_at),
)


def add_account(
    connection: Connection, province_id: str, new: NewAccount, *, password_hash: str, now: datetime
) -> Account:
    """Store a person's account under a random id.

    Raises:
        DomainError: the name is taken (``gate.username_taken``) or the account is refused by ``core.rules.accounts``.
    """
    account = checked(new)
    if account_named(connection, province_id, account.username):
        raise DomainError("gate.username_taken", username=account.username)
    account_id = secrets.randbits(ID_BITS)
    connection.execute(
        insert(AccountRow).values(
            province_id=province_id,
            id=account_id,
            username=account.username,
            display_name=account.display_name,
            role=account.role.value,
            agency_id=account.agency_id,
            password_hash=password_hash,
            token_version=1,
            is_active=True,
            must_change_password=account.must_change_password,
            created_at=now,
        )
    )
    return account_by_id(connection, province_id, account_id)


def accounts(connection: Connection, province_id: str) -> tuple[Account, ...]:
    """Every account, disabled ones too, in order of their user names."""
    query = _accounts(province_id).order_by(col(AccountRow.username))
    return tuple(account_of(row) for row in connection.execute(query))


def account_named(connection: Connection, province_id: str, username: str) -> Account | None:
    """The account with a user name, however it was typed."""
    query = _accounts(province_id).where(col(AccountRow.username) == username_key(username))
    row = connection.execute(query).one_or_none()
    return None if row is None else account_of(row)


def account_by_id(connection: Connection, province_id: str, account_id: int) -> Account:
    """The account with an id.

    Raises:
        NotFound: there is none.
    """
    row = connection.execute(_accounts(province_id).where(col(AccountRow.id) == account_id)).one_or_none()
    if row is None:
        raise NotFound
    return account_of(row)


def password_hash_of(connection: Connection, province_id: str, account_id: int) -> str:
    """The stored hash of an account's password."""
    return str(
        connection.execute(select(col(AccountRow.password_hash)).where(_one(province_id, account_id))).scalar_one()
    )


def has_administrator(connection: Connection, province_id: str) -> bool:
    """Whether somebody can let people in; until then the set-up page is open."""
    return _administrators(connection, province_id) > 0


def set_active(connection: Connection, province_id: str, account_id: int, *, is_active: bool, now: datetime) -> Account:
    """Let an account in again, or shut it out and end its sessions at once.

    Raises:
        DomainError: ``gate.last_administrator``; somebody must be left who can let people in.
    """
    if not is_active:
        _keep_an_administrator(connection, province_id, account_id)
    return _change(connection, province_id, account_id, {"is_active": is_active}, now)


def set_role(
    connection: Connection, province_id: str, account_id: int, role: Role, agency_id: str | None, *, now: datetime
) -> Account:
    """Give an account another role (and agency); its sessions end, so that nothing goes on under the old one.

    Raises:
        DomainError: ``gate.agency_mismatch`` or ``gate.last_administrator``.
    """
    refuse_mismatch(role, agency_id)
    if role is not Role.ADMIN:
        _keep_an_administrator(connection, province_id, account_id)
    return _change(connection, province_id, account_id, {"role": role.value, "agency_id": agency_id}, now)


def set_password(
    connection: Connection, province_id: str, account_id: int, password_hash: str, *, must_change: bool, now: datetime
) -> Account:
    """Replace a password and end every session; ``must_change`` when somebody else chose it."""
    values = {"password_hash": password_hash, "must_change_password": must_change}
    return _change(connection, province_id, account_id, values, now)


def account_of(row: Row[*tuple[Any, ...]]) -> Account:
    """Read an account from the columns of ``ACCOUNT_COLUMNS``; further columns are left alone."""
    fields = {column.key: row._mapping[column.key] for column in ACCOUNT_COLUMNS}
    return Account(**{**fields, "role": Role(fields["role"])})


def _accounts(province_id: str) -> Select[*tuple[Any, ...]]:
    return select(*ACCOUNT_COLUMNS).where(col(AccountRow.province_id) == province_id)


def _one(province_id: str, account_id: int) -> ColumnElement[bool]:
    return and_(col(AccountRow.province_id) == province_id, col(AccountRow.id) == account_id)


def _administrators(connection: Connection, province_id: str) -> int:
    query = select(func.count()).where(
        col(AccountRow.province_id) == province_id,
        col(AccountRow.role) == Role.ADMIN.value,
        col(AccountRow.is_active).is_(True),
    )
    return connection.execute(query).scalar_one()


def _keep_an_administrator(connection: Connection, province_id: str, leaving_id: int) -> None:
    leaving = account_by_id(connection, province_id, leaving_id)
    if leaving.role is not Role.ADMIN or not leaving.is_active:
        return
    if _administrators(connection, province_id) == 1:
        raise DomainError("gate.last_administrator")


def _change(
    connection: Connection, province_id: str, account_id: int, values: dict[str, object], now: datetime
) -> Account:
    """Change an account and end every session opened under what it was before."""
    version = {"token_version": col(AccountRow.token_version) + 1}
    connection.execute(update(AccountRow).where(_one(province_id, account_id)).values({**values, **version}))
    living = and_(
        col(AuthSession.province_id) == province_id,
        col(AuthSession.account_id) == account_id,
        col(AuthSession.revoked_at).is_(None),
    )
    connection.execute(update(AuthSession).where(living).values(revoked_at=now))
    return account_by_id(connection, province_id, account_id)
