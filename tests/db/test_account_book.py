"""Whatever changes an account leaves an event of its stream, without personal data, in the same transaction."""

from __future__ import annotations

import json

import pytest

from core.errors import ClockWrong, DomainError
from core.model.account import AccountChange, NewAccount
from core.model.codes import Role, Source
from core.usecases.change_account import ChangeRole, SetActive, change_role, set_active
from core.usecases.end_sessions import EndSessions, end_sessions
from core.usecases.reset_password import ResetPassword, reset_password
from db import operations
from db.sign_in import SignIn
from tests.support.settings_office import ADMIN, DIRECTOR, HASH, OFFICER, PEOPLE, SettingsOffice, settled

__all__ = ["settled"]

USER_EVENTS = "SELECT stream_id, seq, kind, payload, actor_id FROM ledger_event WHERE stream_kind = 'user'"


def told(settled: SettingsOffice, username: str) -> list[tuple[tuple[AccountChange, ...], Role, bool, Source]]:
    """The history of an account, oldest first."""
    found = settled.context().accounts.history(settled.account(username).id)
    return [(each.changed, each.role, each.is_active, each.source) for each in reversed(found)]


def sign_in(settled: SettingsOffice) -> SignIn:
    office = settled.office
    store = SignIn(office.home.engine, office.clock.now, lambda: office.home)
    assert store.is_set_up()
    return store


def test_set_up_and_every_new_account_begin_a_stream(settled: SettingsOffice) -> None:
    streams = {row[0]: row[1:3] for row in settled.office.rows(USER_EVENTS)}
    everybody = [settled.account(name) for name in (ADMIN, *PEOPLE)]
    assert streams == {each.id: (1, "account_added") for each in everybody}
    assert settled.office.faults() == []


def test_each_change_says_what_changed_and_how_it_stands(settled: SettingsOffice) -> None:
    admin, anong = settled.context(), settled.account(OFFICER).id
    change_role(ChangeRole(account_id=anong, role=Role.AGENCY, agency_id="land"), admin)
    reset_password(ResetPassword(account_id=anong, password_hash="new"), settled.context(DIRECTOR))
    set_active(SetActive(account_id=anong, is_active=False), admin)
    set_active(SetActive(account_id=anong, is_active=True), admin)
    assert told(settled, OFFICER) == [
        ((), Role.OFFICER, True, Source.SCREEN),
        ((AccountChange.ROLE, AccountChange.AGENCY), Role.AGENCY, True, Source.SCREEN),
        ((AccountChange.PASSWORD,), Role.AGENCY, True, Source.SCREEN),
        ((AccountChange.ACTIVE,), Role.AGENCY, False, Source.SCREEN),
        ((AccountChange.ACTIVE,), Role.AGENCY, True, Source.SCREEN),
    ]
    actors = [each.actor_id for each in admin.accounts.history(anong)]
    somsri, boonmee = settled.account(ADMIN).id, settled.account(DIRECTOR).id
    assert actors == [somsri, somsri, boonmee, somsri, somsri]
    assert settled.account(OFFICER).must_change_password
    assert settled.office.faults() == []


def test_what_changes_nothing_is_not_written_and_signs_nobody_out(settled: SettingsOffice) -> None:
    store, anong = sign_in(settled), settled.account(OFFICER)
    token = store.open(OFFICER, "10.0.0.7", HASH)
    assert token
    ctx = settled.context()
    change_role(ChangeRole(account_id=anong.id, role=Role.OFFICER), ctx)
    set_active(SetActive(account_id=anong.id, is_active=True), ctx)
    assert end_sessions(EndSessions(account_id=settled.account("dao").id), ctx) == 0
    assert len(told(settled, OFFICER)) == 1
    assert store.session_of(token)


def test_terminal_and_own_change_of_password_are_told_too(settled: SettingsOffice) -> None:
    operations.reset_password(OFFICER, "from the terminal")
    sign_in(settled).change_password(settled.account(OFFICER), "own", "10.0.0.7")
    operations.disable_user(OFFICER)
    operations.add_user(NewAccount("winai", "วินัย ตัวอย่าง", Role.OFFICER), "hash")
    assert told(settled, OFFICER)[1:] == [
        ((AccountChange.PASSWORD,), Role.OFFICER, True, Source.JOB),
        ((AccountChange.PASSWORD,), Role.OFFICER, True, Source.SCREEN),
        ((AccountChange.ACTIVE,), Role.OFFICER, False, Source.JOB),
    ]
    own = settled.context().accounts.history(settled.account(OFFICER).id)[1]
    assert own.actor_id == settled.account(OFFICER).id
    assert told(settled, "winai") == [((), Role.OFFICER, True, Source.JOB)]
    assert settled.office.faults() == []


def test_no_name_and_no_hash_enters_a_payload(settled: SettingsOffice) -> None:
    reset_password(ResetPassword(account_id=settled.account(OFFICER).id, password_hash="a new hash"), settled.context())
    keys = {"account_id", "role", "agency_id", "is_active", "changed"}
    for _, _, _, payload, _ in settled.office.rows(USER_EVENTS):
        assert json.loads(str(payload)).keys() == keys
        for secret in (HASH, "a new hash", OFFICER, "อนงค์"):
            assert secret not in str(payload)


def test_an_event_that_was_altered_is_found(settled: SettingsOffice) -> None:
    dao = settled.account("dao").id
    forged = "UPDATE ledger_event SET payload = replace(payload, 'executive', 'admin') WHERE stream_id = :id"
    assert settled.office.tamper(forged, id=dao) == 1
    assert settled.office.faults() == [f"user {dao} event 1: its mac does not match"]


def test_where_nothing_may_be_recorded_the_account_stays_as_it_was(settled: SettingsOffice) -> None:
    settled.office.clock.move(minutes=-6)
    with pytest.raises(ClockWrong):
        reset_password(
            ResetPassword(account_id=settled.account(OFFICER).id, password_hash="late"), settled.context(DIRECTOR)
        )
    assert settled.password_hash(OFFICER) == HASH


def test_one_device_or_all_are_signed_out(settled: SettingsOffice) -> None:
    store, ctx, anong = sign_in(settled), settled.context(DIRECTOR), settled.account(OFFICER).id
    tokens = {place: store.open(OFFICER, place, HASH) for place in ("10.0.0.7", "10.0.0.8", "10.0.0.9")}
    found = {each.address: each.session_key for each in ctx.accounts.sessions(anong)}
    assert found.keys() == tokens.keys()
    assert end_sessions(EndSessions(account_id=anong, session_key=found["10.0.0.7"]), ctx) == 1
    alive = [place for place, token in tokens.items() if token and store.session_of(token)]
    assert alive == ["10.0.0.8", "10.0.0.9"]
    assert end_sessions(EndSessions(account_id=anong), ctx) == 2
    assert ctx.accounts.sessions(anong) == ()
    assert [each[0] for each in told(settled, OFFICER)][1:] == [(AccountChange.SESSIONS,)] * 2


def test_a_session_is_ended_only_under_its_own_account(settled: SettingsOffice) -> None:
    store, ctx = sign_in(settled), settled.context()
    token = store.open(OFFICER, "10.0.0.7", HASH)
    assert token
    key = ctx.accounts.sessions(settled.account(OFFICER).id)[0].session_key
    assert end_sessions(EndSessions(account_id=settled.account("dao").id, session_key=key), ctx) == 0
    assert store.session_of(token)


def test_a_second_account_of_a_name_leaves_no_event(settled: SettingsOffice) -> None:
    before = settled.office.rows(USER_EVENTS)
    with pytest.raises(DomainError) as refused:
        operations.add_user(NewAccount(OFFICER, "คนอื่น", Role.OFFICER), "hash")
    assert refused.value.key == "gate.username_taken"
    assert settled.office.rows(USER_EVENTS) == before
