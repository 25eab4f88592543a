"""What a person must do before anything else."""

from __future__ import annotations

from core.model.account import SignedIn
from pages.http.wiring import Wiring


def first_step(who: SignedIn, wiring: Wiring) -> str:
    """The path that a person is led to until it is done; empty when nothing stands open.

    A password that somebody else chose is changed; the recovery sheet of an office just set up is printed, and then
    the place of its back-ups is chosen.
    """
    if wiring.setup_state.holds_sheet_for(who.account.id):
        return "/setup/recovery"
    if wiring.setup_state.asks_place_of == who.account.id:
        return "/setup/backup"
    return "/password" if who.account.must_change_password else ""
