"""What the set-up remembers in this process only: its one-time code, and the recovery code until it is confirmed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

from pages.http.rates import Rate

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def _new_code() -> str:
    """Forty random bits in two groups, readable from a terminal window."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def plain_code(typed: str) -> str:
    """A code as it is compared: upper case, without spaces and hyphens."""
    return "".join(typed.upper().replace("-", "").split())


@dataclass
class SetupState:
    """The codes of one server process."""

    code: str = field(default_factory=_new_code)
    recovery_code: str = ""
    """Shown to the account below until it is confirmed; never stored."""
    recovery_account: int = 0
    asks_place_of: int = 0
    """The account that is asked where back-ups go, once its sheet is printed; 0 for none."""
    attempts: Rate = field(default_factory=lambda: Rate(most=10, seconds=3600))

    def is_code(self, typed: str) -> bool:
        """Whether the printed set-up code was typed."""
        return compare_digest(plain_code(typed).encode(), plain_code(self.code).encode())

    def holds_sheet_for(self, account_id: int) -> bool:
        """Whether this person must print and confirm the recovery sheet before anything else."""
        return bool(self.recovery_code) and self.recovery_account == account_id

    def hold_sheet(self, recovery_code: str, account_id: int) -> None:
        """Keep the code for the person who set the office up."""
        self.recovery_code, self.recovery_account = recovery_code, account_id

    def drop_sheet(self) -> None:
        """Forget the code: it is on paper now, and the place of back-ups comes next."""
        self.asks_place_of = self.recovery_account
        self.recovery_code, self.recovery_account = "", 0

    def drop_place(self) -> None:
        """The place is chosen, or shall be chosen later."""
        self.asks_place_of = 0
