"""Looking at a person's data: refused without right or reason, and on disk before anything is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.errors import ClockWrong, DomainError, NotAllowed, NotFound
from core.model.access import Revealed
from core.model.case import CaseNo
from core.model.codes import PersonRole, Role
from core.model.facts import PersonRef
from core.ports import Context
from core.rules.access import Actor
from core.rules.decide import referral
from core.rules.decide.common import Said
from core.usecases.reveal_identity import RevealIdentity, reveal_identity
from db.access_log import AccessLog, reason_place
from db.engine import engine_for, reading
from db.ledger.stamp import Recorder
from tests.support.office import ANONG, BOONMEE, FACTS, NAME, PHONE, PROVINCE, Office
from tests.usecases.test_who_may import context

LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")
CHAI = Actor(3, "chai", "ชัย", Role.AGENCY, "agency-elsewhere")
REASON = "โทรแจ้งผลให้ผู้ร้องทราบ"


def looker(office: Office, actor: Actor = ANONG, *, readonly: bool = False) -> Context:
    """The context of somebody who looks."""
    home = office.home
    log = AccessLog(home.engine, home.ring, office.clock, Recorder(PROVINCE, actor.account_id, readonly=readonly))
    return replace(context(office, actor), identities=log)


def a_case(office: Office) -> tuple[CaseNo, int]:
    """A case at the land office, and its complainant."""
    no = office.register("case", sent=True, facts=replace(FACTS, confidential=False)).no
    return no, office.ledger(BOONMEE).case(no).facts.persons[0].person_id


def look(office: Office, actor: Actor = ANONG, reason: str = REASON, **said: Any) -> Revealed:  # noqa: ANN401  # parts of a command
    """Ask for the complainant of a fresh case."""
    no, person_id = a_case(office)
    command = RevealIdentity(**{"no": no, "person_id": person_id, "reason": reason, **said})
    return reveal_identity(command, looker(office, actor))


def rows(office: Office) -> list[tuple[object, ...]]:
    """What is written down."""
    return office.rows("SELECT account_id, kind, case_id, person_id, id, reason FROM access_log ORDER BY at")


def test_the_look_is_written_with_its_reason_sealed(office: Office) -> None:
    no, person_id = a_case(office)
    shown = reveal_identity(RevealIdentity(no=no, person_id=person_id, reason=f" {REASON} "), looker(office))
    assert (shown.name, shown.phone, shown.today) == (NAME, PHONE, 1)
    assert shown.until == office.clock.now() + timedelta(seconds=60)
    [(account, kind, case_id, person, row_id, sealed)] = rows(office)
    assert (account, kind, person) == (ANONG.account_id, "reveal", person_id)
    assert case_id == office.ledger(BOONMEE).case(no).id
    blob = bytes(sealed)  # type: ignore[call-overload]  # a column of bytes
    assert REASON.encode() not in blob
    assert office.home.ring.decrypt_text("access", blob, aad=reason_place(int(str(row_id)))) == REASON


def test_the_look_is_on_disk_before_the_person_is_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counting(self: AccessLog, *_: object) -> Revealed:
        with reading(engine_for(office.url)) as other:
            seen.append(int(other.exec_driver_sql("SELECT count(*) FROM access_log").scalar_one()))
        raise RuntimeError("power cut")

    monkeypatch.setattr(AccessLog, "_read", counting)
    with pytest.raises(RuntimeError, match="power cut"):
        look(office)
    assert seen == [1]
    assert len(rows(office)) == 1


def test_what_cannot_be_written_down_is_not_shown(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []

    def full(_engine: object) -> None:
        raise DomainError("error.storage_busy")

    monkeypatch.setattr("db.access_log.writing", full)
    monkeypatch.setattr(AccessLog, "_read", lambda *given: read.append(given))
    with pytest.raises(DomainError, match="storage_busy"):
        look(office)
    assert (read, rows(office)) == ([], [])


@pytest.mark.parametrize("reason", ["", "    ", "ดู", "a b"], ids=["empty", "spaces", "short", "short-words"])
def test_a_look_needs_a_reason(office: Office, reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        look(office, reason=reason)
    assert (refused.value.key, rows(office)) == ("error.reveal_reason", [])


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_only_those_who_work_on_cases_may_look(office: Office, role: Role) -> None:
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    if role in (Role.OFFICER, Role.DIRECTOR, Role.AGENCY):
        assert look(office, actor).name == NAME
        return
    with pytest.raises(NotAllowed):
        look(office, actor)
    assert rows(office) == []


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        pytest.param(CHAI, {}, id="another-agency"),
        pytest.param(ANONG, {"no": CaseNo(999_999, 2569)}, id="no-such-case"),
        pytest.param(ANONG, {"person_id": 5}, id="no-such-person"),
    ],
)
def test_what_is_not_there_and_what_is_not_yours_look_alike(office: Office, actor: Actor, said: dict[str, Any]) -> None:
    with pytest.raises(NotFound) as refused:
        look(office, actor, **said)
    assert (refused.value.key, rows(office)) == ("error.not_found", [])


def test_a_hidden_name_and_a_case_given_back_are_closed_to_the_agency(office: Office) -> None:
    no, person_id = a_case(office)
    command = RevealIdentity(no=no, person_id=person_id, reason=REASON)
    said = Said.on(office.clock.today(), REASON)
    office.move("return", no, lambda case, rules: referral.hand_back(case, 1, said, rules))
    with pytest.raises(NotFound):
        reveal_identity(command, looker(office, LANDMAN))
    hidden = PersonRef(office.ledger().new_id(), PersonRole.COMPLAINANT, hide_from_agency=True)
    facts = replace(FACTS, persons=(hidden,))
    other = office.register("hidden", sent=True).no
    ctx = looker(office, LANDMAN)
    case = replace(
        office.ledger(BOONMEE).case(other), facts=replace(facts, running=other.running, year_be=other.year_be)
    )
    held = replace(ctx, ledger=_Holding(case))  # type: ignore[arg-type]  # only what the use case asks for
    with pytest.raises(NotFound):
        reveal_identity(RevealIdentity(no=other, person_id=hidden.person_id, reason=REASON), held)
    assert rows(office) == []


class _Holding:
    """A ledger that holds one case."""

    def __init__(self, case: object) -> None:
        self._case = case

    def case(self, _no: CaseNo) -> object:
        """The case."""
        return self._case


def test_looks_are_counted_by_person_and_bangkok_day(office: Office) -> None:
    no, person_id = a_case(office)
    command = RevealIdentity(no=no, person_id=person_id, reason=REASON)
    counts = [reveal_identity(command, looker(office)).today for _ in range(2)]
    counts.append(reveal_identity(command, looker(office, BOONMEE)).today)
    office.clock.move(hours=15)  # after midnight in Bangkok, the same day in UTC
    counts.append(reveal_identity(command, looker(office)).today)
    assert counts == [1, 2, 1, 1]


def test_a_pinned_office_shows_nothing_for_it_can_write_nothing_down(office: Office) -> None:
    no, person_id = a_case(office)
    with pytest.raises(ClockWrong) as refused:
        reveal_identity(RevealIdentity(no=no, person_id=person_id, reason=REASON), looker(office, readonly=True))
    assert (refused.value.key, rows(office)) == ("error.readonly", [])
