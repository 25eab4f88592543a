"""What an account must look like before it is stored."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from core.model.account import NewAccount
from core.model.codes import Role
from core.rules.accounts import LONGEST_NAME, checked, needs_sheet, username_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("Somchai", "somchai", id="lower-case"),
        pytest.param("  somchai ", "somchai", id="no-spaces-around"),
        pytest.param("ＳＯＭＣＨＡＩ", "somchai", id="full-width-letters"),
        pytest.param("som.chai_2-b", "som.chai_2-b", id="signs-inside"),
    ],
)
def test_a_user_name_has_one_spelling(typed: str, stored: str) -> None:
    assert username_key(typed) == stored
    assert checked(NewAccount(typed, "สมชาย", Role.OFFICER)).username == stored


@pytest.mark.parametrize(
    ("username", "name", "key"),
    [
        pytest.param("ab", "สมชาย", "gate.username_shape", id="two-letters"),
        pytest.param("a" * 33, "สมชาย", "gate.username_shape", id="too-long"),
        pytest.param("สมชาย", "สมชาย", "gate.username_shape", id="thai"),
        pytest.param("som chai", "สมชาย", "gate.username_shape", id="space"),
        pytest.param(".somchai", "สมชาย", "gate.username_shape", id="dot-first"),
        pytest.param("somchai\n", "", "gate.name_missing", id="no-name"),
        pytest.param("somchai", " \t", "gate.name_missing", id="only-spaces"),
        pytest.param("somchai", "ก" * (LONGEST_NAME + 1), "gate.name_missing", id="endless-name"),
    ],
)
def test_a_misshapen_account_is_refused(username: str, name: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked(NewAccount(username, name, Role.OFFICER))
    assert refused.value.key == key


@pytest.mark.parametrize("username", ["abc", "a" * 32])
def test_the_shortest_and_the_longest_name_are_accepted(username: str) -> None:
    assert checked(NewAccount(username, "ก" * LONGEST_NAME, Role.OFFICER)).username == username


def test_spaces_in_a_name_are_folded() -> None:
    assert checked(NewAccount("somchai", " สมชาย \n ใจดี ", Role.OFFICER)).display_name == "สมชาย ใจดี"


@pytest.mark.parametrize(
    ("role", "agency_id"),
    [
        pytest.param(Role.AGENCY, None, id="an-agency-officer-without-agency"),
        pytest.param(Role.AGENCY, "", id="an-agency-officer-with-a-blank-one"),
        pytest.param(Role.OFFICER, "land", id="an-officer-of-the-centre-with-one"),
    ],
)
def test_only_people_of_an_agency_have_one(role: Role, agency_id: str | None) -> None:
    with pytest.raises(DomainError) as refused:
        checked(NewAccount("somchai", "สมชาย", role, agency_id))
    assert refused.value.key == "gate.agency_mismatch"


def test_only_an_administrators_password_takes_the_sheet_and_only_from_a_director() -> None:
    may_reset = (Role.ADMIN, Role.DIRECTOR)
    asked = [(actor, target) for actor in may_reset for target in Role if needs_sheet(actor, target)]
    assert asked == [(Role.DIRECTOR, Role.ADMIN)]
