"""The page of a case as its readers may know it, and how the database finds it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFound
from core.figures.case_page import CasePage
from core.model import payloads as p
from core.model.case import CaseNo
from core.model.codes import ContactWay, ObligationKind, Role, Secrecy
from core.model.facts import Amended, Letter, Registered
from core.ports import Work
from core.rules.access import Actor
from core.rules.decide import correct, intake, referral
from core.rules.decide.common import Said, When
from db.engine import engine_for
from db.reads.reads import Reads
from db.reads.scope import Scope
from tests.db.test_query_plans import plan_of, statements
from tests.support.cases import POLICE, TITLE, WHY
from tests.support.office import ANONG, BOONMEE, DETAILS, FACTS, NAME, PHONE, PROVINCE, Office

LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")
CHAI = Actor(3, "chai", "ชัย", Role.AGENCY, "agency-elsewhere")


def page(office: Office, no: CaseNo, actor: Actor = ANONG) -> CasePage:
    """The page as somebody reads it."""
    scope = Scope(actor.role, actor.agency_id, actor.account_id)
    return Reads(office.home.engine, PROVINCE, scope, ring=office.home.ring).case_page(no)


def kinds(found: CasePage) -> list[type]:
    """The history by kinds."""
    return [type(each.event.payload) for each in found.entries]


def at_two(office: Office) -> CaseNo:
    """At the land office and at the police; chased and reported on by the police."""
    no = office.register("two", sent=True).no
    day, said = office.clock.today(), Said.on(office.clock.today(), WHY)
    office.move("police", no, lambda c, rules: referral.forward(c, referral.Dispatch(POLICE), Said.on(day), rules))
    office.move("chase", no, lambda c, rules: referral.chase(c, 2, ContactWay.PHONE, said, rules))
    office.move("report", no, lambda c, rules: referral.report_progress(c, 2, said, rules))
    office.move("contact", no, lambda c, rules: intake.log_contact(c, ContactWay.PHONE, said, rules))
    return no


def test_the_centre_reads_everything_with_names_masked(office: Office) -> None:
    no = at_two(office)
    found = page(office, no)
    assert kinds(found) == [Registered, p.Forwarded, p.Forwarded, p.Chased, p.ProgressReported, p.ContactLogged]
    assert (found.title, found.details, found.case.version, found.chases) == (TITLE, DETAILS, 6, 1)
    [person] = found.persons
    assert (person.name, person.phone, person.may_reveal) == ("ส… จ…", "08x-xxx-xx78", True)
    assert NAME not in repr(found)
    assert PHONE not in repr(found)


def test_an_agency_reads_its_own_referral_alone(office: Office) -> None:
    no = at_two(office)
    found = page(office, no, LANDMAN)
    assert kinds(found) == [Registered, p.Forwarded]
    assert [each.agency_id for each in found.case.referrals] == ["land"]
    owed = {each.kind for each in found.case.obligations}
    assert ObligationKind.FORWARD not in owed
    assert {each.referral_no for each in found.case.obligations} == {1}
    assert (found.lead, found.followers, found.colleagues) == (None, (), ())


@pytest.mark.parametrize(
    "actor",
    [CHAI, *(Actor(9, role.value, "", role) for role in (Role.EXECUTIVE, Role.ADMIN, Role.AUDITOR))],
    ids=lambda actor: str(actor.role),
)
def test_unknown_and_not_yours_answer_alike(office: Office, actor: Actor) -> None:
    no = at_two(office)
    for asked in (no, CaseNo(999_999, 2569)):
        with pytest.raises(NotFound) as refused:
            page(office, asked, actor)
        assert (refused.value.key, refused.value.facts) == ("error.not_found", {"no": str(asked)})


def test_a_confidential_case_is_for_its_officer_the_one_who_took_it_in_and_the_director(office: Office) -> None:
    no = office.register("secret", facts=replace(FACTS, confidential=True)).no
    other = Actor(8, "other", "", Role.OFFICER)
    assert page(office, no, ANONG).case.no == page(office, no, BOONMEE).case.no == no
    with pytest.raises(NotFound):
        page(office, no, other)
    with pytest.raises(NotFound):
        office.ledger(other).history(no)

    def told(unit: Work) -> None:
        unit.case(no)

    with pytest.raises(NotFound):
        office.ledger(other).act("blind", "blind", told)
    said = Said.on(office.clock.today())
    office.move("assign", no, lambda c, rules: intake.assign(c, other.account_id, said, rules))
    assert page(office, no, other).case.officer_id == other.account_id


def test_names_typed_into_a_text_are_masked_when_it_is_read(office: Office) -> None:
    no = office.register("named").no
    text = f"{NAME} โทร 081-234-5678 มาติดตาม"
    office.move("call", no, lambda c, r: intake.log_contact(c, ContactWay.PHONE, Said.on(r.today, text), r))
    found = page(office, no)
    assert found.entries[-1].text == "ส… จ… โทร ส… จ… มาติดตาม"
    assert found.entries[-1].event.texts == {}


def test_a_corrected_day_and_what_was_taken_out_stay_visible(office: Office) -> None:
    no = office.register("wrong", sent=True).no
    office.clock.move(days=2)
    today = office.clock.today()
    office.move("ack", no, lambda c, rules: referral.acknowledge(c, 1, Said.on(today), rules))
    earlier = today - timedelta(days=1)

    def corrected(unit: Work) -> None:
        stream = unit.case(no)
        said = Said(When(earlier), {"text": WHY})
        stream.append(correct.correct(stream.id, stream.events, 3, said, office.rules()))

    office.ledger(BOONMEE).act("correct", "correct", corrected)
    entry = page(office, no).entries[2]
    assert (entry.event.happened_on, entry.first_on, entry.is_corrected, entry.is_retracted) == (
        earlier,
        today,
        True,
        False,
    )
    office.retract("out", no, 3)
    entry = page(office, no).entries[2]
    assert (entry.is_retracted, entry.is_corrected) == (True, False)
    assert page(office, no).case.referrals[0].acknowledged_on is None


def test_linked_cases_name_each_other_and_titles_follow_the_reader(office: Office) -> None:
    lead, follower = office.register("lead").no, office.register("follower").no
    day = Said.on(office.clock.today())

    def link(unit: Work) -> None:
        stream = unit.case(follower)
        stream.append(intake.link(stream.case, unit.case(lead).case, day, office.rules()))

    office.ledger(BOONMEE).act("link", "link", link)
    found = page(office, follower)
    assert found.lead is not None
    assert (found.lead.no, [each.no for each in page(office, lead).followers]) == (lead, [follower])
    secret = Amended(confidential=True)
    office.move("hide", lead, lambda c, rules: intake.amend(c, secret, day, rules))
    assert page(office, follower, Actor(8, "other", "", Role.OFFICER)).lead.title == ""  # type: ignore[union-attr]


def test_it_is_found_by_keys_alone_whatever_the_register_holds(office: Office) -> None:
    no = at_two(office)
    page(office, no)  # opens the installation
    reads = Reads(office.home.engine, PROVINCE, Scope(Role.OFFICER, None, 1), ring=office.home.ring)
    with statements(engine_for(office.url)) as asked:
        reads.case_page(no)
    names = [re.findall(r"FROM (\w+)", sql)[-1] for sql, _ in asked]
    assert names == ["case_", "person", "account", "case_text", "case_"]
    lines = [line for sql, values in asked for line in plan_of(engine_for(office.url), sql, values)]
    whole = re.compile(
        r"^SCAN (case_|case_text|ledger_event|note|person|obligation|referral)\b"
        r"|^SEARCH \w+ USING \w*\s?(COVERING )?INDEX \w+ \(province_id=\?\)$"
    )
    if engine_for(office.url).dialect.name == "sqlite":
        assert [line for line in lines if whole.search(line) and "account" not in line] == []


def test_reading_a_case_without_keys_is_a_fault_of_the_program(office: Office) -> None:
    reads = Reads(office.home.engine, PROVINCE, Scope(Role.OFFICER, None, 1))
    with pytest.raises(RuntimeError, match="keys"):
        reads.case_page(CaseNo(1, 2569))


def test_the_letter_is_shown_to_the_centre_masked_and_to_no_agency(office: Office) -> None:
    facts = replace(FACTS, letter=Letter("อด 5/1", secrecy=Secrecy.SECRET))
    no = office.register("letter", sent=True, facts=facts).no
    said = replace(Said.on(office.clock.today()), texts={"letter_from": f"บ้าน{NAME}", "letter_order": "เร่งตรวจสอบ"})
    office.move("amend", no, lambda c, rules: intake.amend(c, Amended(), said, rules))
    found = page(office, no, BOONMEE)
    assert found.case.facts.letter == Letter("อด 5/1", secrecy=Secrecy.SECRET)
    assert (found.letter_from, found.letter_order) == ("บ้านส… จ…", "เร่งตรวจสอบ")
    assert NAME not in repr(found)
    seen = page(office, no, LANDMAN)
    assert (seen.case.facts.letter, seen.letter_from, seen.letter_order) == (None, "", "")
