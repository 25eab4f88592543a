"""Bring a database to the newest schema: upward only, under the writer lock, in one transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.engine import engine_for, reading, writing

FOLDER = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Alembic set up by code; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest_revision() -> str:
    """The revision this version of the program needs."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


def revision_of(url: str) -> str | None:
    """The revision a database has; None for an empty one."""
    with reading(engine_for(url)) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str) -> bool:
    """Run the missing migrations; returns whether there were any."""
    if revision_of(url) == newest_revision():
        return False
    config = alembic_config()
    with writing(engine_for(url)) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True
