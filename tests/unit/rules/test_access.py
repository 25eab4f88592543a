"""Role x permission, cell by cell: a change of the table is a change of this one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.errors import NotAllowed
from core.model.account import Account
from core.model.codes import Role
from core.rules.access import PERMISSIONS, Actor, Permission, actor_of

#                            admin director officer agency executive auditor
TABLE = """
case_register                -     x        x       -      -         -
case_forward                 -     x        x       -      -         -
case_chase                   -     x        x       -      -         -
case_close                   -     x        x       -      -         -
case_approve                 -     x        -       -      -         -
case_reopen                  -     x        x       -      -         -
case_extend                  -     x        x       -      -         -
case_assign                  -     x        x       -      -         -
case_link                    -     x        x       -      -         -
case_correct                 -     x        x       -      -         -
case_backdate                -     x        -       -      -         -
case_void                    -     x        -       -      -         -
case_read                    -     x        x       x      -         -
referral_answer              -     x        x       x      -         -
identity_read                -     x        x       x      -         -
identity_erase               -     x        -       -      -         -
search                       -     x        x       x      -         -
board_read                   -     x        x       x      x         -
figures_read                 -     x        x       -      x         -
ranking_read                 -     x        -       -      -         -
meeting_read                 -     x        x       -      x         -
meeting_edit                 -     x        x       -      -         -
directive_record             -     x        x       -      -         -
paper_make                   -     x        x       -      -         -
paper_release                -     x        -       -      -         -
letter_record                -     x        x       -      -         -
duty_record                  -     x        x       -      -         -
callback_record              -     x        x       -      -         -
audit_record                 -     x        x       -      -         -
import_run                   x     x        -       -      -         -
masters_edit                 x     x        -       -      -         -
users_edit                   x     -        -       -      -         -
users_reset                  x     x        -       -      -         -
backup_run                   x     x        -       -      -         -
clock_confirm                x     x        -       -      -         -
access_read                  -     x        -       -      -         x
evidence_record              -     x        x       x      -         -
"""
ROLES = (Role.ADMIN, Role.DIRECTOR, Role.OFFICER, Role.AGENCY, Role.EXECUTIVE, Role.AUDITOR)
ROWS = {name: cells for name, *cells in (line.split() for line in TABLE.strip().splitlines())}
CELLS = [
    pytest.param(role, Permission(name), cells[column] == "x", id=f"{role}-{name}")
    for name, cells in ROWS.items()
    for column, role in enumerate(ROLES)
]


def actor(role: Role) -> Actor:
    return Actor(7, "anong", "อนงค์", role, "agency" if role is Role.AGENCY else None)


def test_the_table_names_every_permission_and_every_role() -> None:
    assert (set(ROWS), set(ROLES)) == ({each.value for each in Permission}, set(PERMISSIONS))


@pytest.mark.parametrize(("role", "permission", "is_held"), CELLS)
def test_role_and_permission(role: Role, permission: Permission, *, is_held: bool) -> None:
    assert actor(role).may(permission) is is_held


def test_what_is_held_is_let_through() -> None:
    actor(Role.OFFICER).require(Permission.CASE_REGISTER)


def test_what_is_not_held_is_refused_by_name() -> None:
    with pytest.raises(NotAllowed) as refused:
        actor(Role.EXECUTIVE).require(Permission.IDENTITY_READ)
    assert (refused.value.key, refused.value.facts) == ("error.not_allowed", {"permission": "identity_read"})


def test_an_account_makes_its_actor() -> None:
    made = datetime(2026, 11, 22, tzinfo=UTC)
    account = Account(7, "chai", "ชัย", Role.AGENCY, "land", 3, True, False, made)  # noqa: FBT003  # as stored
    assert actor_of(account) == Actor(7, "chai", "ชัย", Role.AGENCY, "land")
