"""The tables as Core tables, and what several questions share. Statements are built once, at import."""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, Date, String, Table, TextClause, and_, bindparam, or_, text, true
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata

_TABLES = SQLModel.metadata.tables

AGG_DAY: Table = _TABLES["agg_day"]
AGG_MONTH: Table = _TABLES["agg_month"]
AWAITING: Table = _TABLES["awaiting_check"]
BROUGHT: Table = _TABLES["opening_balance"]
CASE: Table = _TABLES["case_"]
INSTALLATION: Table = _TABLES["installation"]
OBLIGATION: Table = _TABLES["obligation"]
PAUSE: Table = _TABLES["pause"]
PERIOD: Table = _TABLES["case_period"]
PROGRAMME: Table = _TABLES["programme_contact"]
REFERRAL: Table = _TABLES["referral"]
TEXT: Table = _TABLES["case_text"]

PROVINCE: BindParameter[str] = bindparam("province", type_=String)
KINDS: BindParameter[str] = bindparam("kinds", type_=String, expanding=True)
AS_OF = bindparam("as_of", type_=Date)


def predicate(sql: str) -> TextClause:
    """A condition written as in the index it must match: a partial index is used only if its words come back."""
    return text(sql)


def no_index(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition that only sorts out rows found by their key.

    Without statistics SQLite takes a range of days for a better start than a case's key and reads the whole register.
    """
    return condition.is_(true())


def day(name: str) -> BindParameter[object]:
    """A named day of a statement."""
    return bindparam(name, type_=Date)


def holds_day(table: Table) -> ColumnElement[bool]:
    """Of a table of intervals: the one in which the day lies, ``to_on`` excluded; at most one per referral."""
    return and_(no_index(table.c.from_on <= AS_OF), or_(table.c.to_on.is_(None), table.c.to_on > AS_OF))
