"""What an administrator does with an installation as a whole; the terminal and the set-up pages call these."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import SQLModel

from db.context import Home, open_home
from db.engine import reading, writing
from db.keys.proof import confirm_recovery as is_last_six_of_sheet
from db.ledger.seal import make_seal
from db.ledger.verify import Verified
from db.ledger.verify import verify as verify_ledger
from db.migrate import upgrade
from db.projections.rebuild import rebuild as rebuild_tables
from db.settings import Settings
from db.setup import NewInstallation, StartedInstallation, initialise

__all__ = ["NewInstallation", "StartedInstallation", "Verified", "confirm_recovery", "initialise", "migrate", "rebuild"]

INSTALLATION = SQLModel.metadata.tables["installation"]


def migrate(url: str) -> bool:
    """Bring a database to the newest schema; returns whether anything was done."""
    return upgrade(url)


def verify(home: Home | None = None) -> Verified:
    """Verify the ledger, the tables that follow from it, and the sums, in one snapshot."""
    home = home or open_home()
    with reading(home.engine) as connection:
        return verify_ledger(connection, home.ring, home.province_id)


def rebuild(home: Home | None = None) -> int:
    """Make the tables for reading anew; returns the number of cases."""
    home = home or open_home()
    with writing(home.engine) as connection:
        return rebuild_tables(connection, home.ring, home.province_id)


def seal(home: Home | None = None) -> int | None:
    """Seal what moved since the last seal."""
    home = home or open_home()
    return make_seal(home.engine, home.ring, home.province_id, home.clock.now())


def confirm_recovery(settings: Settings, last6: str) -> bool:
    """Note that the recovery sheet was printed; False when the six signs are not its last."""
    home = open_home(settings)
    with writing(home.engine) as connection:
        if not is_last_six_of_sheet(connection, last6, province_id=home.province_id):
            return False
        mine = INSTALLATION.c.province_id == home.province_id
        connection.execute(update(INSTALLATION).where(mine).values(recovery_confirmed_at=home.clock.now()))
    return True
