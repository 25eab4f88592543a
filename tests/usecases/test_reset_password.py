"""A forgotten password: whose may be replaced by whom, and that an administrator's takes the sheet from the safe."""

from __future__ import annotations

import pytest

from core.errors import DomainError, NotFound
from core.usecases.reset_password import ResetPassword, reset_password
from db.engine import writing
from db.keys import proof
from db.keys.recovery import last_six_hash, new_code
from tests.support.settings_office import ADMIN, DIRECTOR, OFFICER, SettingsOffice, settled

__all__ = ["settled"]

SALT = b"0123456789abcdef"


@pytest.fixture
def sheet(settled: SettingsOffice) -> str:
    """The last six letters of the office's sheet."""
    code = new_code()
    with writing(settled.office.home.engine) as connection:
        values = {"last_six_salt": SALT, "last_six_hash": last_six_hash(code, SALT)}
        connection.execute(proof.TABLE.update().values(**values))
    return code.replace("-", "")[-6:]


def reset(settled: SettingsOffice, actor: str, target: str, sheet: str = "") -> str:
    """What came of it: the stored hash, or why it was refused."""
    command = ResetPassword(account_id=settled.account(target).id, password_hash="new hash", sheet=sheet)
    try:
        reset_password(command, settled.context(actor))
    except DomainError as refused:
        assert settled.password_hash(target) != "new hash"
        return refused.key
    return settled.password_hash(target)


@pytest.mark.parametrize(
    ("actor", "target"), [(ADMIN, DIRECTOR), (ADMIN, OFFICER), (DIRECTOR, OFFICER), (DIRECTOR, "audit")]
)
def test_others_need_no_sheet(settled: SettingsOffice, actor: str, target: str) -> None:
    assert reset(settled, actor, target) == "new hash"


def test_a_director_replaces_an_administrators_with_the_sheet_alone(settled: SettingsOffice, sheet: str) -> None:
    assert [reset(settled, DIRECTOR, ADMIN, typed) for typed in ("", "AAAAAA", sheet[:5])] == ["error.sheet_wrong"] * 3
    assert reset(settled, DIRECTOR, ADMIN, sheet.lower()) == "new hash"
    account = settled.account(ADMIN)
    assert (account.must_change_password, account.is_active) == (True, True)
    [event, *_] = settled.context(DIRECTOR).accounts.history(account.id)
    assert event.actor_id == settled.account(DIRECTOR).id


def test_the_letters_cannot_be_guessed(settled: SettingsOffice, sheet: str) -> None:
    tries = [reset(settled, DIRECTOR, ADMIN, "AAAAAA") for _ in range(5)]
    assert (tries, reset(settled, DIRECTOR, ADMIN, sheet)) == (["error.sheet_wrong"] * 5, "error.sheet_locked")
    settled.office.clock.move(minutes=15)
    assert reset(settled, DIRECTOR, ADMIN, sheet) == "new hash"


def test_tries_of_the_sheet_are_no_failed_sign_ins(settled: SettingsOffice, sheet: str) -> None:
    assert reset(settled, DIRECTOR, ADMIN, sheet[::-1] + "A") == "error.sheet_wrong"
    assert settled.context("audit").reads.access.failed(settled.office.clock.now()) == ()


def test_an_account_that_is_not_there_is_not_found(settled: SettingsOffice) -> None:
    with pytest.raises(NotFound):
        reset_password(ResetPassword(account_id=999, password_hash="x"), settled.context(DIRECTOR))
