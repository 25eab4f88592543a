"""Who may add, see, open and withdraw which paper of which case; what is not yours does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

import pytest

from core.errors import NotAllowed, NotFound
from core.model.case import CaseNo
from core.model.codes import ClosingClass, Role
from core.model.facts import Registered
from core.ports import Context
from core.rules.access import Actor
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.assign_officer import AssignOfficer, assign_officer
from core.usecases.cancel_referral import CancelReferral, cancel_referral
from core.usecases.close_case import CloseCase, close_case
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.open_evidence import open_evidence
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.void_case import VoidCase, void_case
from core.usecases.withdraw_evidence import WithdrawEvidence, withdraw_evidence
from db.context import context_for
from tests.support.office import Office
from tests.support.papers import paper, pdf
from tests.support.refusals import refused

DIRECTOR = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
ANONG = Actor(1, "anong", "อนงค์", Role.OFFICER)
OTHER = Actor(8, "other", "เจ้าหน้าที่อื่น", Role.OFFICER)
LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")
POLICEMAN = Actor(3, "chai", "ชัย", Role.AGENCY, "police")
DAO = Actor(5, "dao", "ดาว", Role.EXECUTIVE)
SOMSRI = Actor(6, "somsri", "สมศรี", Role.ADMIN)
AUDITOR = Actor(7, "audit", "อุดม", Role.AUDITOR)
EVERYBODY = (DIRECTOR, ANONG, OTHER, LANDMAN, POLICEMAN, DAO, SOMSRI, AUDITOR)
WHY = "เหตุผลประกอบการทดสอบ"
_IDS = count(1)


@dataclass
class Desk:
    """An office with one case at the land office."""

    office: Office
    no: CaseNo

    def context(self, actor: Actor = DIRECTOR) -> Context:
        """One run of somebody."""
        return context_for(actor, home=self.office.home)

    def fresh(self) -> str:
        """A new request."""
        return f"request-{next(_IDS)}"

    def add(self, actor: Actor = DIRECTOR, *, shared: bool = False) -> int:
        """A paper that differs from every other."""
        file = paper(content=pdf(b"(%d)" % next(_IDS)))
        add_evidence(
            AddEvidence(request_id=self.fresh(), no=self.no, file=file, for_agencies=shared), self.context(actor)
        )
        return int(self.office.ledger(DIRECTOR).case(self.no).evidence[-1].id)

    def withdraw(self, piece: int, actor: Actor = DIRECTOR, text: str = WHY) -> None:
        """Withdraw a paper."""
        command = WithdrawEvidence(request_id=self.fresh(), no=self.no, attachment_id=piece, text=text)
        withdraw_evidence(command, self.context(actor))

    def who_opens(self, piece: int, no: CaseNo | None = None) -> set[str]:
        """Everybody who gets a paper; whoever does not leaves no look behind."""
        opened = set()
        for actor in EVERYBODY:
            before = self.looks()
            try:
                open_evidence(no or self.no, piece, self.context(actor))
            except (NotFound, NotAllowed):
                assert self.looks() == before
                continue
            assert self.looks() == before + 1
            opened.add(actor.username)
        return opened

    def who_is_told(self) -> dict[str, list[int]]:
        """What of the papers everybody who opens the case is told of."""
        told = {}
        for actor in (DIRECTOR, OTHER, LANDMAN, POLICEMAN):
            try:
                told[actor.username] = [each.n for each in self.context(actor).reads.case_page(self.no).evidence]
            except NotFound:
                continue
        return told

    def looks(self) -> int:
        """Looks that were written down."""
        return int(str(self.office.rows("SELECT count(*) FROM access_log WHERE kind = 'evidence'")[0][0]))


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    return _desk(office, Registered("walk_in"))


def _desk(office: Office, facts: Registered) -> Desk:
    desk = Desk(office, CaseNo(1, 2569))
    command = RegisterCase(request_id=desk.fresh(), facts=facts, title="ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน")
    desk.no = register_case(command, desk.context(ANONG)).no
    forward_case(ForwardCase(request_id=desk.fresh(), no=desk.no, agency_id="land"), desk.context())
    return desk


CENTRE = {"boonmee", "anong", "other"}


def test_the_centres_paper_is_the_centres(desk: Desk) -> None:
    assert desk.who_opens(desk.add()) == CENTRE
    assert desk.who_is_told() == {"boonmee": [1], "other": [1], "landman": []}


def test_a_shared_paper_is_for_the_agency_that_has_the_case(desk: Desk) -> None:
    assert desk.who_opens(desk.add(shared=True)) == CENTRE | {"landman"}
    assert desk.who_is_told() == {"boonmee": [1], "other": [1], "landman": [1]}


def test_an_agencys_paper_is_its_own_and_the_centres(desk: Desk) -> None:
    forward_case(ForwardCase(request_id=desk.fresh(), no=desk.no, agency_id="police"), desk.context())
    piece = desk.add(LANDMAN, shared=True)
    assert desk.who_opens(piece) == CENTRE | {"landman"}
    assert desk.who_is_told() == {"boonmee": [1], "other": [1], "landman": [1], "chai": []}


def test_the_history_of_an_agency_speaks_of_its_papers_alone(desk: Desk) -> None:
    desk.add()
    desk.withdraw(desk.add(shared=True))
    desk.add(shared=True)
    desk.withdraw(desk.add(LANDMAN), LANDMAN)
    kinds = [type(each.event.payload).__name__ for each in desk.context(LANDMAN).reads.case_page(desk.no).entries]
    assert [kind for kind in kinds if "Evidence" in kind] == ["EvidenceAdded", "EvidenceAdded", "EvidenceWithdrawn"]


def test_a_withdrawn_paper_is_for_the_director_alone(desk: Desk) -> None:
    shared, own = desk.add(shared=True), desk.add(LANDMAN)
    desk.withdraw(shared)
    desk.withdraw(own, LANDMAN)
    assert (desk.who_opens(shared), desk.who_opens(own)) == ({"boonmee"}, {"boonmee"})
    assert desk.who_is_told()["landman"] == [2]


@pytest.mark.parametrize("ending", ["closed", "cancelled"])
def test_what_an_agency_may_open_once_it_has_the_case_no_more(desk: Desk, ending: str) -> None:
    shared, own = desk.add(shared=True), desk.add(LANDMAN)
    if ending == "closed":
        command = CloseCase(request_id=desk.fresh(), no=desk.no, closing_class=ClosingClass.SOLVED, text=WHY)
        close_case(command, desk.context())
    else:
        cancel_referral(CancelReferral(request_id=desk.fresh(), no=desk.no, referral_no=1, text=WHY), desk.context())
    assert desk.who_opens(own) == CENTRE | {"landman"}
    assert desk.who_opens(shared) == (CENTRE | {"landman"} if ending == "closed" else CENTRE)
    if ending == "closed":
        assert desk.who_opens(desk.add(LANDMAN)) == CENTRE | {"landman"}
    else:
        with refused("error.evidence_not_in_hand"):
            desk.add(LANDMAN)


def test_a_paper_of_a_confidential_case_is_for_its_readers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    desk = _desk(office, Registered("letter", confidential=True))
    piece = desk.add()
    assert desk.who_opens(piece) == {"boonmee", "anong"}
    assign_officer(AssignOfficer(request_id=desk.fresh(), no=desk.no, officer_id=OTHER.account_id), desk.context())
    assert desk.who_opens(piece) == CENTRE
    with pytest.raises(NotFound):
        desk.add(POLICEMAN)


def test_a_paper_of_another_case_and_one_that_never_was_do_not_exist(desk: Desk) -> None:
    piece = desk.add(shared=True)
    other = _desk(desk.office, Registered("phone"))
    assert desk.who_opens(piece, other.no) == set()
    assert desk.who_opens(piece + 1) == set()
    assert desk.who_opens(piece, CaseNo(999, 2569)) == set()


REFUSED: dict[str, tuple[Actor, Callable[[Desk, int], int], type[Exception]]] = {
    "foreign-agency": (POLICEMAN, lambda _desk, piece: piece, NotFound),
    "of-the-centre": (LANDMAN, lambda _desk, piece: piece, NotFound),
    "never-was": (LANDMAN, lambda _desk, piece: piece + 1, NotFound),
    "executive": (DAO, lambda _desk, piece: piece, NotAllowed),
    "administrator": (SOMSRI, lambda _desk, piece: piece, NotAllowed),
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_does_not_withdraw(desk: Desk, case: str) -> None:
    actor, which, error = REFUSED[case]
    piece = desk.add()
    with pytest.raises(error):
        desk.withdraw(which(desk, piece), actor)
    assert not desk.office.ledger(DIRECTOR).case(desk.no).evidence[0].is_withdrawn


def test_an_agency_does_not_withdraw_what_is_shared_with_it(desk: Desk) -> None:
    piece = desk.add(shared=True)
    with refused("error.evidence_gone"):
        desk.withdraw(piece, LANDMAN)


def test_a_withdrawal_needs_its_reason(desk: Desk) -> None:
    piece = desk.add()
    with refused("error.text_missing"):
        desk.withdraw(piece, text=" ")


def test_a_void_case_takes_nothing_and_keeps_no_file(desk: Desk) -> None:
    void_case(VoidCase(request_id=desk.fresh(), no=desk.no, text=WHY), desk.context())
    with refused("error.illegal_move"):
        desk.add()
    assert list(desk.office.home.files.rglob("*")) == []


def test_a_case_takes_so_many_and_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.rules.workflow.MOST_EVIDENCE", 2)
    desk.withdraw(desk.add())
    desk.add()
    with refused("error.evidence_too_many"):
        desk.add()


def test_whoever_may_not_know_of_the_case_writes_no_file(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.add(POLICEMAN)
    assert list(desk.office.home.files.rglob("*")) == []


def test_a_file_that_nobody_looked_through_is_refused(desk: Desk) -> None:
    file = replace(paper(), content=b"MZ")
    with refused("error.evidence_disguised"):
        add_evidence(AddEvidence(request_id=desk.fresh(), no=desk.no, file=file), desk.context())
    assert list(desk.office.home.files.rglob("*")) == []


def test_nothing_is_handed_out_that_could_not_be_written_down(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = desk.add()

    def broken(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("db.access_log.stamped", broken)
    monkeypatch.setattr("db.evidence.store.content_of", lambda *_: pytest.fail("read before it was written down"))
    with pytest.raises(ConnectionError):
        open_evidence(desk.no, piece, desk.context())
