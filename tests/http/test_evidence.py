"""The one way by which papers and photographs leave the program, as browsers see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from sqlalchemy import text

from core.model.case import CaseNo
from core.model.codes import Role
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.ports import Context
from core.rules.access import Actor
from core.text.catalogue import t
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.register_case import RegisterCase, register_case
from db.accounts import account_named
from db.context import context_for, open_home
from db.engine import engine_for, reading
from tests.http.in_process import in_process, wiring_of
from tests.http.support import PROVINCE, add_person, set_up, settings_in, sign_in
from tests.support.papers import paper, pdf, picture
from tests.support.people import Person

NAME = "นายสมหมาย ทดสอบระบบ"
PAPER = pdf()


@dataclass(frozen=True)
class Office:
    """An office with a case that has the centre's paper, a shared one and a picture; and with a confidential case."""

    folder: Path
    no: CaseNo
    papers: tuple[int, int, int]
    secret_no: CaseNo
    secret: int

    def client(self, username: str | None) -> httpx.Client:
        """A browser in which somebody is signed in, or nobody."""
        client = in_process(wiring_of(settings_in(self.folder)))
        if username is not None:
            assert sign_in(client, username).status_code == 303
        return client

    def looks(self) -> list[tuple[str, int]]:
        """Who opened what of which case."""
        query = (
            "SELECT a.username, l.case_id FROM access_log l JOIN account a ON a.id = l.account_id ORDER BY l.at, l.id"
        )
        with reading(engine_for(settings_in(self.folder).url)) as connection:
            return [(str(name), int(case_id)) for name, case_id in connection.execute(text(query))]


def acting(folder: Path, username: str) -> Context:
    """One run of somebody."""
    home = open_home(settings_in(folder))
    with reading(home.engine) as connection:
        account = account_named(connection, PROVINCE, username)
    assert account
    role = Role.DIRECTOR if username == "boonmee" else account.role
    return context_for(Actor(account.id, username, account.display_name, role, account.agency_id), home=home)


def case(ctx: Context, key: str, facts: Registered) -> CaseNo:
    """A case of a person whose name its papers bear."""
    person = PersonDraft(name=NAME)
    command = RegisterCase(request_id=key, facts=facts, title="ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน", persons=(person,))
    return register_case(command, ctx).no


def add(ctx: Context, no: CaseNo, name: str, content: bytes, *, shared: bool = False) -> int:
    """A paper of a case."""
    file = paper(name, content)
    add_evidence(AddEvidence(request_id=f"{no}{name}", no=no, file=file, for_agencies=shared), ctx)
    return int(ctx.ledger.case(no).evidence[-1].id)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("evidence")
    set_up(folder)
    add_person(settings_in(folder), Person("landman", "เล็ก หน่วยงานตัวอย่าง", Role.AGENCY, "land"))
    ctx = acting(folder, "boonmee")
    no = case(ctx, "open", Registered("walk_in"))
    forward_case(ForwardCase(request_id="f", no=no, agency_id="land"), ctx)
    papers = (
        add(ctx, no, f"คำร้องของ {NAME}.pdf", PAPER),
        add(ctx, no, 'แผนที่ "บ้าน"; x=.pdf', PAPER, shared=True),
        add(ctx, no, "ถนน.jpg", picture()),
    )
    secret_no = case(ctx, "secret", Registered("letter", confidential=True))
    return Office(folder, no, papers, secret_no, add(ctx, secret_no, "ลับ.pdf", PAPER))


@pytest.fixture(scope="module")
def boonmee(office: Office) -> httpx.Client:
    return office.client("boonmee")


def test_a_paper_is_a_download_that_no_browser_runs_keeps_or_guesses_about(
    office: Office, boonmee: httpx.Client
) -> None:
    before = len(office.looks())
    answer = boonmee.get(f"/evidence/{office.no.url}/{office.papers[0]}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PAPER, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment; filename=\"evidence.pdf\"; filename*=UTF-8''")
    assert unquote(answer.headers["content-disposition"].rpartition("''")[2]) == "คำร้องของ นาย ส… ท….pdf"
    assert {name: answer.headers[name] for name in ("x-content-type-options", "cache-control", "x-frame-options")} == {
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "x-frame-options": "DENY",
    }
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    assert [name for name, _ in office.looks()[before:]] == ["boonmee"]


def test_a_hostile_name_stays_inside_its_header(office: Office, boonmee: httpx.Client) -> None:
    said = boonmee.get(f"/evidence/{office.no.url}/{office.papers[1]}").headers["content-disposition"]
    assert unquote(said.rpartition("''")[2]) == "แผนที่ บ้าน ; x=.pdf"
    assert said.isascii()
    assert (said.count('"'), said.count(";")) == (2, 2)


def test_a_picture_is_sent_as_one(office: Office, boonmee: httpx.Client) -> None:
    assert boonmee.get(f"/evidence/{office.no.url}/{office.papers[2]}").headers["content-type"] == "image/jpeg"


ALLOWED = {
    "boonmee": (True, True, True),
    "anong": (True, True, False),
    "landman": (False, True, False),
    "chai": (False, False, False),
    "dao": (False, False, False),
    "somsri": (False, False, False),
}


@pytest.mark.parametrize("username", ALLOWED)
def test_who_gets_which_paper_and_everybody_else_the_same_answer(office: Office, username: str) -> None:
    asked = (
        f"/evidence/{office.no.url}/{office.papers[0]}",
        f"/evidence/{office.no.url}/{office.papers[1]}",
        f"/evidence/{office.secret_no.url}/{office.secret}",
    )
    client, before = office.client(username), len(office.looks())
    answers = [client.get(path) for path in asked]
    absent = client.get(f"/evidence/{office.no.url}/1")
    assert tuple(answer.status_code == 200 for answer in answers) == ALLOWED[username]
    assert len(office.looks()) - before == sum(ALLOWED[username])
    refusals = [answer for answer in answers if answer.status_code != 200]
    assert {(each.status_code, each.text) for each in (*refusals, absent)} == {(404, t("gate.not_found"))}
    assert [dict(each.headers) for each in refusals] == [dict(absent.headers)] * len(refusals)


def test_nobody_in_particular_is_led_to_sign_in_first(office: Office) -> None:
    path = f"/evidence/{office.no.url}/{office.papers[0]}"
    answer = office.client(None).get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={path}")
    assert office.client(None).get("/evidence/999-2569/1").status_code == 303


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "{no}",
        "{no}/",
        "{no}/{id}/x",
        "{no}/x",
        "{no}/-1",
        "{no}/{id}e0",
        "{no}/+{id}",
        "{no}/%E0%B9%91",
        "{no}/99999999999999999999",
        "0{no}/{id}",
        "1%2F2569/{id}",
        "x/{id}",
        "..%2f..%2fdata/{id}",
        "{other}/{id}",
    ],
)
def test_an_address_that_is_none_of_ours_is_not_found(office: Office, boonmee: httpx.Client, rest: str) -> None:
    before = len(office.looks())
    path = rest.format(no=office.no.url, id=office.papers[0], other=office.secret_no.url)
    assert boonmee.get(f"/evidence/{path}").status_code == 404
    assert len(office.looks()) == before


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_fetching_is_answered(office: Office, boonmee: httpx.Client, method: str) -> None:
    before = len(office.looks())
    path = f"/evidence/{office.no.url}/{office.papers[0]}"
    answer = boonmee.request(method, path, headers={"Origin": "http://localhost"})
    assert (answer.status_code in (404, 405), PAPER in answer.content) == (True, False)
    assert len(office.looks()) == before


def test_a_lost_file_is_told_in_words(office: Office, boonmee: httpx.Client) -> None:
    home = open_home(settings_in(office.folder))
    piece = home.files
    sizes = {file.stat().st_size: file for file in piece.rglob("*") if file.is_file()}
    picture_file = sizes[max(sizes)]
    content = picture_file.read_bytes()
    picture_file.write_bytes(content[:-1])
    answers = [boonmee.get(f"/evidence/{office.no.url}/{each}") for each in office.papers]
    picture_file.write_bytes(content)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 410]
    assert [answer.text for answer in answers if answer.status_code == 410] == [t("error.evidence_damaged")]
