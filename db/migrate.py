"""Bring a database to the newest schema: upward only, with no other writer inside, in one transaction.

Alembic takes long to load and is loaded only where there is something to migrate.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from core.errors import DomainError
from db.engine import alone, engine_for, reading

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def newest_revision() -> str:
    """The revision this version of the program needs: files of migrations begin with theirs."""
    return max(_revisions())


def _revisions() -> list[str]:
    return [file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*_*.py")]


def revision_of(url: str) -> str | None:
    """The revision a database has; None for an empty one."""
    with reading(engine_for(url)) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return found


def upgrade(url: str) -> bool:
    """Run the missing migrations; returns whether there were any.

    Raises:
        DomainError: ``error.schema_newer``; a newer version of the program has been here.
    """
    if revision_of(url) == newest_revision():
        return False
    with alone(engine_for(url)) as connection:
        found = _revision(connection)
        if found == newest_revision():
            return False  # another process was first
        if found is not None and found not in _revisions():
            raise DomainError("error.schema_newer", revision=found)
        _migrate(connection)
    return True


def _migrate(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Alembic set up by code; there is no ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
