"""Half-filled forms: kept sealed, one person's own, gone only when their owner says so."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from core.model.codes import Role
from core.rules.access import Actor
from db.context import context_for
from db.drafts import MOST_LETTERS, AccountDrafts
from tests.support.office import PROVINCE, Office

ANONG, BOONMEE = 1, 2
BODY = '{"matter": "หนี้นอกระบบ", "name": "สมหญิง ใจดีตัวอย่าง"}'


def drafts(office: Office, account: int = ANONG) -> AccountDrafts:
    """The drafts of an account, as a context holds them."""
    return AccountDrafts(office.home.engine, office.home.ring, office.clock, PROVINCE, account)


def test_what_was_kept_last_comes_back(office: Office) -> None:
    mine = drafts(office)
    assert mine.load("intake/a") is None
    mine.save("intake/a", "{}")
    office.clock.move(minutes=5)
    at = mine.save("intake/a", BODY)
    found = drafts(office).load("intake/a")
    assert found is not None
    assert (found.body, found.updated_at, found.is_readable) == (BODY, at, True)
    assert at == office.clock.now()
    assert office.rows("SELECT count(*) FROM draft") == [(1,)]


def test_a_draft_comes_back_after_a_restart(office: Office) -> None:
    drafts(office).save("intake/a", BODY)
    office.forget()
    found = drafts(office).load("intake/a")
    assert found is not None
    assert found.body == BODY


def test_nobody_else_reads_it_or_takes_it_away(office: Office) -> None:
    drafts(office).save("intake/a", BODY)
    other = drafts(office, BOONMEE)
    assert (other.load("intake/a"), other.of_form("intake")) == (None, ())
    other.forget("intake/a")
    other.save("intake/a", "{}")
    assert [each.body for each in drafts(office).of_form("intake")] == [BODY]


def test_nothing_of_it_stands_in_clear(office: Office) -> None:
    drafts(office).save("intake/a", BODY)
    ((sealed,),) = office.rows("SELECT body FROM draft")
    assert isinstance(sealed, bytes)
    assert "สมหญิง".encode() not in bytes(sealed)
    assert b"matter" not in bytes(sealed)


@pytest.mark.parametrize(
    "moved", ["UPDATE draft SET account_id = 2", "UPDATE draft SET slot = 'intake/b'"], ids=["account", "slot"]
)
def test_a_draft_moved_to_another_place_does_not_open(office: Office, moved: str) -> None:
    drafts(office).save("intake/a", BODY)
    office.tamper(moved)
    found = [*drafts(office).of_form("intake"), *drafts(office, BOONMEE).of_form("intake")]
    assert [(each.body, each.is_readable) for each in found] == [("", False)]


def test_the_drafts_of_a_form_come_newest_first_and_no_other_form_is_among_them(office: Office) -> None:
    mine = drafts(office)
    for slot in ("intake/b", "intake/a", "intake2/x", "catchup/list", "inta"):
        mine.save(slot, slot)
        office.clock.move(seconds=1)
    assert [each.slot for each in mine.of_form("intake")] == ["intake/a", "intake/b"]


def test_a_draft_goes_only_when_it_is_thrown_away(office: Office) -> None:
    mine = drafts(office)
    mine.save("intake/a", BODY)
    office.clock.move(days=400)
    assert [each.slot for each in mine.of_form("intake")] == ["intake/a"]
    mine.forget("intake/a")
    mine.forget("intake/a")
    assert mine.of_form("intake") == ()


def test_what_is_no_form_any_more_is_refused_and_what_was_kept_stays(office: Office) -> None:
    mine = drafts(office)
    mine.save("intake/a", "ก" * MOST_LETTERS)
    with pytest.raises(DomainError) as refused:
        mine.save("intake/a", "ก" * (MOST_LETTERS + 1))
    assert refused.value.key == "error.draft_too_long"
    found = mine.load("intake/a")
    assert found is not None
    assert len(found.body) == MOST_LETTERS


def test_a_context_has_the_drafts_of_its_own_account(office: Office) -> None:
    anong = context_for(Actor(ANONG, "anong", "อนงค์", Role.OFFICER), home=office.home)
    boonmee = context_for(Actor(BOONMEE, "boonmee", "บุญมี", Role.DIRECTOR), home=office.home)
    anong.drafts.save("intake/a", BODY)
    assert [each.body for each in anong.drafts.of_form("intake")] == [BODY]
    assert boonmee.drafts.of_form("intake") == ()
