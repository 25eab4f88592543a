"""Accounts, sessions and attempts on a real database of either engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, text
from sqlmodel import SQLModel, col

from core.errors import DomainError, NotFound
from core.model.account import Account, NewAccount
from core.model.codes import Role
from db import accounts, limits, sessions
from db.engine import engine_for, writing
from db.tables.accounts import AuthSession, SignInAttempt
from tests.support.people import ANONG, BOONMEE, CHAI, Person

PROVINCE = "45"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def connection(blank_database_url: str) -> Iterator[Connection]:
    engine = engine_for(blank_database_url)
    with writing(engine) as open_connection:
        SQLModel.metadata.create_all(open_connection)
        yield open_connection


def add(connection: Connection, person: Person) -> Account:
    new = NewAccount(person.username, person.name, person.role, person.agency_id)
    return accounts.add_account(connection, PROVINCE, new, password_hash=f"hash of {person.username}", now=NOON)


@pytest.fixture
def anong(connection: Connection) -> Account:
    return add(connection, ANONG)


@pytest.fixture
def admin(connection: Connection) -> Account:
    new = NewAccount("Somsri", "สมศรี", Role.ADMIN)
    return accounts.add_account(connection, PROVINCE, new, password_hash="hash", now=NOON)


class TestAccounts:
    def test_what_is_added_is_found_however_the_name_is_typed(self, connection: Connection, anong: Account) -> None:
        assert accounts.account_named(connection, PROVINCE, " ANONG ") == anong
        assert accounts.account_by_id(connection, PROVINCE, anong.id) == anong
        assert (anong.username, anong.role, anong.token_version, anong.is_active) == ("anong", Role.OFFICER, 1, True)
        assert accounts.password_hash_of(connection, PROVINCE, anong.id) == "hash of anong"

    def test_all_are_listed_by_name(self, connection: Connection, admin: Account) -> None:
        add(connection, CHAI)
        add(connection, ANONG)
        assert [each.username for each in accounts.accounts(connection, PROVINCE)] == ["anong", "chai", "somsri"]

    def test_ids_are_random(self, connection: Connection) -> None:
        ids = [add(connection, person).id for person in (ANONG, BOONMEE, CHAI)]
        assert (len(set(ids)), max(ids) - min(ids) > 1_000_000) == (3, True)

    def test_a_name_is_taken_once(self, connection: Connection, anong: Account) -> None:
        with pytest.raises(DomainError) as refused:
            accounts.add_account(
                connection, PROVINCE, NewAccount("Anong", "อื่น", Role.OFFICER), password_hash="x", now=NOON
            )
        assert (refused.value.key, refused.value.facts) == ("gate.username_taken", {"username": anong.username})

    def test_another_province_has_its_own_names(self, connection: Connection, anong: Account) -> None:
        accounts.add_account(connection, "46", NewAccount("anong", "อนงค์", Role.ADMIN), password_hash="x", now=NOON)
        assert accounts.account_named(connection, PROVINCE, "anong") == anong

    def test_an_account_that_is_not_there_is_not_found(self, connection: Connection) -> None:
        assert accounts.account_named(connection, PROVINCE, "nobody") is None
        with pytest.raises(NotFound):
            accounts.account_by_id(connection, PROVINCE, 1)

    def test_an_administrator_is_one_who_may_sign_in(self, connection: Connection) -> None:
        assert accounts.has_administrator(connection, PROVINCE) is False
        add(connection, BOONMEE)
        assert accounts.has_administrator(connection, PROVINCE) is False
        accounts.add_account(connection, PROVINCE, NewAccount("admin", "ก", Role.ADMIN), password_hash="x", now=NOON)
        assert accounts.has_administrator(connection, PROVINCE) is True

    @pytest.mark.parametrize("way", ["disable", "demote"])
    def test_the_last_administrator_stays(self, connection: Connection, admin: Account, way: str) -> None:
        with pytest.raises(DomainError) as refused:
            leave(connection, admin, way)
        assert refused.value.key == "gate.last_administrator"

    @pytest.mark.parametrize("way", ["disable", "demote"])
    def test_one_of_two_administrators_may_go(self, connection: Connection, admin: Account, way: str) -> None:
        accounts.add_account(connection, PROVINCE, NewAccount("second", "ก", Role.ADMIN), password_hash="x", now=NOON)
        leave(connection, admin, way)
        assert accounts.has_administrator(connection, PROVINCE) is True

    def test_a_role_of_an_agency_needs_one(self, connection: Connection, anong: Account) -> None:
        with pytest.raises(DomainError) as refused:
            accounts.set_role(connection, PROVINCE, anong.id, Role.AGENCY, None, now=NOON)
        assert refused.value.key == "gate.agency_mismatch"


def leave(connection: Connection, admin: Account, way: str) -> None:
    if way == "disable":
        accounts.set_active(connection, PROVINCE, admin.id, is_active=False, now=NOON)
    else:
        accounts.set_role(connection, PROVINCE, admin.id, Role.OFFICER, None, now=NOON)


def key_of_new(connection: Connection, account: Account, now: datetime = NOON) -> str:
    token = sessions.open_session(connection, PROVINCE, account, address="10.0.0.7", now=now)
    return sessions.session_key(token)


class TestSessions:
    def test_only_the_digest_of_a_token_is_stored(self, connection: Connection, anong: Account) -> None:
        token = sessions.open_session(connection, PROVINCE, anong, address="10.0.0.7", now=NOON)
        (row,) = connection.execute(select(AuthSession.__table__)).all()  # type: ignore[attr-defined]
        assert (row.token_sha256, row.ip, row.account_id) == (sessions.session_key(token), "10.0.0.7", anong.id)
        assert (len(token), len(row.token_sha256), token in str(row)) == (43, 64, False)

    def test_a_living_session_names_its_account(self, connection: Connection, anong: Account) -> None:
        who = sessions.signed_in(connection, PROVINCE, key_of_new(connection, anong), now=NOON + SECOND)
        assert who
        assert (who.account, who.last_seen_at) == (anong, NOON)

    @pytest.mark.parametrize(
        ("idle", "lives"),
        [
            pytest.param(sessions.IDLE - SECOND, True, id="a-second-before"),
            pytest.param(sessions.IDLE, False, id="half-an-hour"),
            pytest.param(sessions.IDLE + SECOND, False, id="a-second-after"),
        ],
    )
    def test_it_ends_by_idling(self, connection: Connection, anong: Account, idle: timedelta, *, lives: bool) -> None:
        key = key_of_new(connection, anong)
        assert bool(sessions.signed_in(connection, PROVINCE, key, now=NOON + idle)) is lives

    @pytest.mark.parametrize(
        ("age", "lives"),
        [
            pytest.param(sessions.LONGEST - SECOND, True, id="a-second-before"),
            pytest.param(sessions.LONGEST, False, id="eight-hours"),
            pytest.param(sessions.LONGEST + SECOND, False, id="a-second-after"),
        ],
    )
    def test_it_ends_after_a_working_day(
        self, connection: Connection, anong: Account, age: timedelta, *, lives: bool
    ) -> None:
        key = key_of_new(connection, anong)
        for minute in range(20, int(age / timedelta(minutes=1)), 20):
            sessions.seen(connection, PROVINCE, key, now=NOON + timedelta(minutes=minute))
        assert bool(sessions.signed_in(connection, PROVINCE, key, now=NOON + age)) is lives

    def test_nothing_wakes_a_session_that_ended(self, connection: Connection, anong: Account) -> None:
        key = key_of_new(connection, anong)
        late = NOON + sessions.IDLE
        sessions.seen(connection, PROVINCE, key, now=late)
        assert sessions.signed_in(connection, PROVINCE, key, now=late) is None

    def test_signing_out_ends_one_session(self, connection: Connection, anong: Account) -> None:
        here, there = key_of_new(connection, anong), key_of_new(connection, anong)
        sessions.revoke(connection, PROVINCE, here, now=NOON)
        assert sessions.signed_in(connection, PROVINCE, here, now=NOON) is None
        assert [each.session_key for each in sessions.open_sessions(connection, PROVINCE, anong.id, now=NOON)] == [
            there
        ]

    @pytest.mark.parametrize("change", ["disabled", "role", "password"])
    def test_a_changed_account_ends_all_its_sessions(self, connection: Connection, anong: Account, change: str) -> None:
        keys = [key_of_new(connection, anong) for _ in range(2)]
        changed = change_account(connection, anong, change)
        assert [sessions.signed_in(connection, PROVINCE, key, now=NOON) for key in keys] == [None, None]
        assert (changed.token_version, sessions.open_sessions(connection, PROVINCE, anong.id, now=NOON)) == (2, ())

    def test_letting_somebody_in_again_wakes_no_old_session(self, connection: Connection, anong: Account) -> None:
        key = key_of_new(connection, anong)
        accounts.set_active(connection, PROVINCE, anong.id, is_active=False, now=NOON)
        accounts.set_active(connection, PROVINCE, anong.id, is_active=True, now=NOON)
        assert sessions.signed_in(connection, PROVINCE, key, now=NOON) is None

    def test_sessions_of_others_go_on(self, connection: Connection, anong: Account) -> None:
        other = add(connection, BOONMEE)
        key = key_of_new(connection, other)
        change_account(connection, anong, "password")
        who = sessions.signed_in(connection, PROVINCE, key, now=NOON)
        assert who
        assert who.account == other

    def test_a_session_of_another_province_is_nobodys(self, connection: Connection, anong: Account) -> None:
        assert sessions.signed_in(connection, "46", key_of_new(connection, anong), now=NOON) is None

    def test_sessions_are_forgotten_after_a_month(self, connection: Connection, anong: Account) -> None:
        key_of_new(connection, anong)
        newest = key_of_new(connection, anong, NOON + sessions.KEPT + SECOND)
        kept = connection.execute(select(col(AuthSession.token_sha256))).scalars().all()
        assert kept == [newest]


def change_account(connection: Connection, account: Account, change: str) -> Account:
    if change == "disabled":
        return accounts.set_active(connection, PROVINCE, account.id, is_active=False, now=NOON)
    if change == "role":
        return accounts.set_role(connection, PROVINCE, account.id, Role.EXECUTIVE, None, now=NOON)
    return accounts.set_password(connection, PROVINCE, account.id, "new", must_change=True, now=NOON)


def failures(connection: Connection, number: int, *, user: str = "anong", address: str = "10.0.0.7") -> list[bool]:
    taken = (limits.take_attempt(connection, PROVINCE, user, address, now=NOON) for _ in range(number))
    return [attempt is not None for attempt in taken]


def may_try(connection: Connection, *, user: str = "anong", address: str = "10.0.0.7", now: datetime = NOON) -> bool:
    return limits.take_attempt(connection, PROVINCE, user, address, now=now) is not None


class TestLimits:
    def test_the_sixth_try_from_one_address_is_refused(self, connection: Connection) -> None:
        assert failures(connection, 7) == [True] * 5 + [False] * 2

    def test_the_spelling_of_the_name_does_not_help(self, connection: Connection) -> None:
        failures(connection, 5)
        assert may_try(connection, user=" ANONG") is False

    def test_the_same_person_may_try_from_another_address(self, connection: Connection) -> None:
        failures(connection, 6)
        assert may_try(connection, address="10.0.0.8") is True

    def test_others_may_try_from_the_same_address(self, connection: Connection) -> None:
        failures(connection, 6)
        assert may_try(connection, user="boonmee") is True

    @pytest.mark.parametrize(
        ("after", "is_open"),
        [
            pytest.param(limits.PAIR_WINDOW - SECOND, False, id="a-second-before"),
            pytest.param(limits.PAIR_WINDOW, True, id="a-quarter-of-an-hour"),
        ],
    )
    def test_the_lock_ends_by_itself(self, connection: Connection, after: timedelta, *, is_open: bool) -> None:
        failures(connection, 9)
        assert may_try(connection, now=NOON + after) is is_open

    def test_many_addresses_do_not_help_against_one_person(self, connection: Connection) -> None:
        tries = [may_try(connection, address=f"10.0.0.{number}") for number in range(limits.USER_MOST + 1)]
        assert tries == [True] * limits.USER_MOST + [False]

    def test_many_names_do_not_help_one_address(self, connection: Connection) -> None:
        tries = [may_try(connection, user=f"user{number}") for number in range(limits.ADDRESS_MOST + 1)]
        assert tries == [True] * limits.ADDRESS_MOST + [False]

    def test_the_right_password_forgives(self, connection: Connection) -> None:
        failures(connection, 4)
        limits.forgive(connection, PROVINCE, "Anong", "10.0.0.7")
        assert failures(connection, 6) == [True] * 5 + [False]

    def test_attempts_are_forgotten_after_an_hour(self, connection: Connection) -> None:
        failures(connection, 3)
        may_try(connection, now=NOON + limits.HOUR)
        assert connection.execute(select(func.count()).select_from(SignInAttempt)).scalar_one() == 1

    def test_what_was_typed_as_a_name_is_not_readable(self, connection: Connection) -> None:
        may_try(connection, user="my password typed here")
        stored = connection.execute(text("SELECT user_sha256 FROM sign_in_attempt")).scalar_one()
        assert (len(stored), "password" in stored) == (64, False)
