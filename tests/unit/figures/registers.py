"""Registers written to the tables, so that what the tables say can be compared with the cases themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_letters, digits

from hypothesis import HealthCheck, settings

from core.model.case import Case
from core.model.codes import ContactKind, Role
from core.model.masters import STOCK_KINDS
from db.engine import engine_for, writing
from db.projections.write import project
from db.reads import Reads, Scope
from db.reads.tables import TEXT

SHARED_DATABASE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""Every example is a province of its own in one database: the others are what must not be counted."""

DIRECTOR = Scope(Role.DIRECTOR)
_PROVINCES = defaultdict[str, Iterator[str]](lambda: map("".join, product(ascii_letters + digits, repeat=2)))


def written(
    database_url: str, changed: Iterable[tuple[Case, Case]], kinds: Iterable[ContactKind] = STOCK_KINDS
) -> tuple[Reads, list[Case]]:
    """Write cases and their corrections as a new province; return its director's reads and the cases as corrected.

    ``kinds`` are what the province counts.
    """
    changes, province = list(changed), next(_PROVINCES[database_url])
    with writing(engine_for(database_url)) as connection:
        project(connection, province, [(None, before) for before, _ in changes])
        project(connection, province, [(before, after) for before, after in changes if after != before])
    return Reads(engine_for(database_url), province, DIRECTOR, kinds), [after for _, after in changes]


def register(database_url: str, *cases: Case, scope: Scope = DIRECTOR, title: str = "") -> Reads:
    """Write cases as a new province, all with the same title."""
    province = next(_PROVINCES[database_url])
    with writing(engine_for(database_url)) as connection:
        project(connection, province, [(None, each) for each in cases])
        rows = [{"province_id": province, "case_id": each.id, "public_title": title} for each in cases]
        connection.execute(TEXT.insert(), [{**row, "title": "", "details": "", "search": ""} for row in rows])
    return reads_of(database_url, province, scope)


def reads_of(database_url: str, province: str, scope: Scope = DIRECTOR) -> Reads:
    """The reads of a province."""
    return Reads(engine_for(database_url), province, scope)
