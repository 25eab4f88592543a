"""Back-ups by hand: make one now, and prove that the newest restores."""

from __future__ import annotations

from core.model.upkeep import ProvedBackup
from core.office_ports import RegisterWriter
from core.ports import Context
from core.rules.access import Permission


def make_backup(ctx: Context) -> ProvedBackup:
    """Write one verified, encrypted back-up into the chosen place.

    Raises:
        NotAllowed: the actor may not make back-ups.
        DomainError: the place is missing or full, or the data do not verify; nothing is left behind.
    """
    ctx.actor.require(Permission.BACKUP_RUN)
    return ctx.upkeep.make_backup()


def rehearse_restore(ctx: Context) -> ProvedBackup:
    """Restore the newest back-up beside the data and throw it away.

    Raises:
        NotAllowed: the actor may not restore.
        DomainError: there is no back-up, or it could not be restored; the data are untouched.
    """
    ctx.actor.require(Permission.BACKUP_RUN)
    return ctx.upkeep.rehearse()


def mirror_register(write: RegisterWriter, ctx: Context) -> int:
    """Write the spreadsheets of the register now; returns how many.

    Raises:
        NotAllowed: the actor may not keep the register's copies.
        DomainError: no folder is chosen, it is away or full, or a file is open in a spreadsheet.
    """
    ctx.actor.require(Permission.BACKUP_RUN)
    return ctx.upkeep.write_mirror(write)
