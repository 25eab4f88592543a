"""Taking a matter in: hostile text is refused whole, sending is part of the act, a repeated act changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import DomainError, NotAllowed
from core.model.case import CaseNo
from core.model.codes import ObligationKind, Role
from core.model.course import PersonDraft
from core.model.facts import Letter, Registered, Upstream
from core.model.masters import Topic
from core.ports import Context, MasterChange
from core.rules.access import PERMISSIONS, Actor, Permission
from core.text.fold import HostileText
from core.usecases.register_case import RegisterCase, register_case
from db.context import context_for
from db.seed.office import line_body
from tests.support.office import ANONG, BOONMEE, Office

TITLE = "ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน"
HOSTILE = "ซ่อน\u202eทิศทาง"
PLAIN = RegisterCase(request_id="one", facts=Registered("walk_in"), title=TITLE)


def context(office: Office, actor: Actor = ANONG) -> Context:
    """The context of a person, on the clock of the office."""
    return replace(context_for(actor, home=office.home), clock=office.clock, ledger=office.ledger(actor))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(replace(PLAIN, title=TITLE + HOSTILE), id="title"),
        pytest.param(replace(PLAIN, details=HOSTILE), id="details"),
        pytest.param(replace(PLAIN, public_title=HOSTILE), id="public-title"),
        pytest.param(replace(PLAIN, persons=(PersonDraft(name=HOSTILE),)), id="name"),
        pytest.param(replace(PLAIN, persons=(PersonDraft(address=HOSTILE),)), id="address"),
        pytest.param(replace(PLAIN, persons=(PersonDraft(phone="081\u00002345678"),)), id="control-in-a-phone"),
        pytest.param(replace(PLAIN, facts=Registered("letter", letter=Letter(HOSTILE))), id="number-of-the-letter"),
        pytest.param(replace(PLAIN, facts=Registered("gcc1111", upstream=Upstream(no=HOSTILE))), id="upstream-number"),
        pytest.param(replace(PLAIN, title=TITLE + "\ud800"), id="lone-surrogate"),
    ],
)
def test_hostile_text_is_refused_and_nothing_is_written(office: Office, command: RegisterCase) -> None:
    with pytest.raises(HostileText):
        register_case(command, context(office))
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]
    assert register_case(PLAIN, context(office)).no == CaseNo(1, 2569)


def test_the_same_request_twice_is_one_case(office: Office) -> None:
    first = register_case(replace(PLAIN, forward_to="land"), context(office))
    again = register_case(replace(PLAIN, forward_to="land", title="เรื่องอื่นซึ่งยาวพอ"), context(office))
    assert (again.no, again.repeated, first.repeated) == (first.no, True, False)
    assert office.rows("SELECT count(*) FROM case_") == [(1,)]
    assert len(office.ledger().case(first.no).referrals) == 1


def test_a_complex_topic_is_sent_only_with_a_day_of_review(office: Office) -> None:
    body = line_body(Topic("corruption", "ทุจริต", is_complex=True))
    office.ledger(BOONMEE).change_masters([MasterChange("topic", "corruption", body)])
    command = replace(PLAIN, facts=Registered("walk_in", topic_id="corruption"), forward_to="land")
    with pytest.raises(DomainError, match="review_day_missing"):
        register_case(command, context(office))
    review_on = office.clock.today() + timedelta(days=60)
    no = register_case(replace(command, review_on=review_on), context(office)).no
    found = {each.kind: each.due_on for each in office.ledger().case(no).obligations}
    assert found[ObligationKind.REVIEW] == review_on
    assert ObligationKind.FINISH not in found


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("agency", [None, "land"], ids=["kept", "sent"])
def test_who_may_take_in_and_send(office: Office, role: Role, agency: str | None) -> None:
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    command = replace(PLAIN, forward_to=agency)
    if Permission.CASE_REGISTER in PERMISSIONS[role]:
        assert register_case(command, context(office, actor)).no == CaseNo(1, 2569)
    else:
        with pytest.raises(NotAllowed):
            register_case(command, context(office, actor))
        assert office.rows("SELECT count(*) FROM case_") == [(0,)]
