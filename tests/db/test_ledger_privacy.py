"""What lies in the database's bytes: titles in clear by design, never a person nor what was told in notes."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from core.model.case import Case, CaseNo
from core.model.codes import ContactWay
from core.model.events import Event
from core.model.facts import Amended
from core.ports import NewSourceRow, Work
from core.rules.decide import intake
from core.rules.decide.common import Said, When
from core.rules.obligations import Office as Rules
from db.engine import alone, engine_for, sqlite_file
from db.projections.rebuild import rebuild
from tests.support.cases import TITLE, WHY
from tests.support.office import DETAILS, NAME, PHONE, PROVINCE, YEAR, Office, is_postgres

TODAY, NO = date(2026, 6, 30), CaseNo(1, YEAR)
TOLD = "ผู้ร้องเล่าเพิ่มทางโทรศัพท์ว่ากลัวถูกข่มขู่"
CELLS = {"ชื่อ": NAME, "ที่อยู่": "บ้านเลขที่ 99 หมู่ 9 ตัวอย่าง"}
SECRETS = [NAME, NAME.split()[0], PHONE, TOLD, *CELLS.values()]


def everything(office: Office) -> bytes:
    """Every byte of the database: its files, or all rows as text."""
    if is_postgres(office):
        tables = office.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        rows = [office.rows(f"SELECT t::text FROM {table} t") for (table,) in tables]  # noqa: S608
        return "\n".join(str(row) for found in rows for row in found).encode()
    file = sqlite_file(office.url)
    return b"".join(part.read_bytes() for part in (file, Path(f"{file}-wal")) if part.exists())


def tell(office: Office) -> None:
    """A case with a person, a source row, and a note."""

    def work(unit: Work) -> None:
        office.registers()(unit)
        (case_id,) = unit.streams  # type: ignore[attr-defined]
        unit.keep_source(NewSourceRow(case_id, "register", "f" * 16, CELLS, "5/2569"))

    office.ledger().act("r1", "register", work)
    said = Said.on(TODAY, TOLD)
    office.move("m1", NO, lambda case, rules: intake.log_contact(case, ContactWay.PHONE, said, rules))


def anonymise(office: Office) -> None:
    """The director has the case anonymised."""
    office.move("a1", NO, lambda case, rules: intake.anonymise(case, Said.on(TODAY, WHY), rules))


def amended(said: Said, case: Case, rules: Rules) -> Event:
    """Texts are written anew."""
    return intake.amend(case, Amended(), said, rules)


def texts(office: Office) -> list[tuple[object, ...]]:
    """Titles and details as they stand in clear."""
    return office.rows("SELECT title, public_title, details FROM case_text ORDER BY case_id")


@pytest.mark.parametrize("secret", SECRETS)
def test_no_byte_tells_a_person_or_a_note(office: Office, secret: str) -> None:
    tell(office)
    engine_for(office.url).dispose()
    found = everything(office)
    assert (secret.encode() in found, TITLE.encode() in found) == (False, True)


def test_the_writer_finds_everything_again(office: Office) -> None:
    tell(office)
    first, last = office.ledger().history(NO)
    assert (dict(first.texts), dict(last.texts)) == ({"title": TITLE, "details": DETAILS}, {"text": TOLD})


def test_equal_texts_look_different(office: Office) -> None:
    for n in range(3):
        office.register(f"r{n}")
    assert office.rows("SELECT count(DISTINCT text), count(DISTINCT commitment) FROM note") == [(3, 3)]


def test_equal_phones_and_words_of_names_are_found_and_tell_nothing(office: Office) -> None:
    for n in range(2):
        office.register(f"r{n}")
    ring = office.home.ring
    assert office.rows("SELECT DISTINCT phone_index FROM person") == [(ring.blind_index("081-234-5678", "phone"),)]
    tokens = {token for (token,) in office.rows("SELECT token FROM person_token")}
    assert tokens == {ring.word_token(word) for word in NAME.split()}


class TestAnonymising:
    """What speaks of persons goes; the course, the numbers and the proof stay."""

    def test_nothing_of_a_person_is_left(self, office: Office) -> None:
        tell(office)
        anonymise(office)
        columns = "name, national_id, phone, address, email, phone_index, national_index"
        assert office.rows(f"SELECT {columns} FROM person") == [(None,) * 7]  # noqa: S608
        assert office.rows("SELECT count(*) FROM person_token") == [(0,)]
        assert texts(office) == [("", "", "")]
        assert [bytes(cells) for (cells,) in office.rows("SELECT cells FROM source_row")] == [b""]  # type: ignore[call-overload]
        assert [dict(event.texts) for event in office.ledger().history(NO)] == [{}, {}, {"text": WHY}]

    def test_the_chain_still_verifies(self, office: Office) -> None:
        tell(office)
        anonymise(office)
        assert office.faults() == []
        assert office.ledger().case(NO).is_anonymised is True

    def test_the_search_forgets(self, office: Office) -> None:
        if is_postgres(office):
            query = "SELECT count(*) FROM case_text WHERE search LIKE '%ถนน%'"
        else:
            query = "SELECT count(*) FROM case_fts WHERE case_fts MATCH 'ถนน'"
        tell(office)
        assert office.rows(query) == [(1,)]
        anonymise(office)
        assert office.rows(query) == [(0,)]

    def test_other_cases_keep_theirs(self, office: Office) -> None:
        tell(office)
        office.register("r2")
        anonymise(office)
        assert texts(office) == [("", "", ""), (TITLE, "", DETAILS)]
        assert office.rows("SELECT count(*) FROM person WHERE name IS NOT NULL") == [(1,)]

    def test_a_rebuild_brings_nothing_back(self, office: Office) -> None:
        tell(office)
        anonymise(office)
        with alone(office.home.engine) as connection:
            rebuild(connection, office.home.ring, PROVINCE)
        assert (texts(office), office.faults()) == ([("", "", "")], [])

    def test_what_is_told_afterwards_is_kept(self, office: Office) -> None:
        tell(office)
        anonymise(office)
        said = Said(When(TODAY), {"title": "ชื่อเรื่องที่ไม่ระบุตัวบุคคล"})
        office.move("m2", NO, lambda case, rules: intake.amend(case, Amended(urgent=True), said, rules))
        assert (texts(office), office.faults()) == ([("ชื่อเรื่องที่ไม่ระบุตัวบุคคล", "", "")], [])

    def test_a_text_that_vanishes_without_it_is_found(self, office: Office) -> None:
        tell(office)
        office.tamper("UPDATE note SET text = NULL, salt = NULL, erased_at = (SELECT max(at) FROM command)")
        said = [fault.rpartition(": ")[2] for fault in office.faults()]
        assert said == ["its text is missing"] * 2 + [f"case_text of case {NO} differs from its events"]


class TestTexts:
    """Titles and details follow the events."""

    def amend(self, office: Office, request_id: str, **said: str) -> None:
        office.move(request_id, NO, partial(amended, Said(When(TODAY), said)))

    def test_an_amendment_writes_them_anew(self, office: Office) -> None:
        office.register("r1")
        self.amend(office, "m1", public_title="ถนนชำรุด อำเภอเมือง")
        self.amend(office, "m2", title="ชื่อใหม่ของเรื่องนี้")
        assert (texts(office), office.faults()) == ([("ชื่อใหม่ของเรื่องนี้", "ถนนชำรุด อำเภอเมือง", DETAILS)], [])

    def test_an_amendment_that_is_taken_out_gives_them_back(self, office: Office) -> None:
        office.register("r1")
        self.amend(office, "m1", title="ชื่อที่พิมพ์ผิดเรื่อง")
        self.amend(office, "m2", details="รายละเอียดใหม่")
        office.retract("c1", NO, 2)
        assert (texts(office), office.faults()) == ([(TITLE, "", "รายละเอียดใหม่")], [])

    def test_an_amendment_in_a_batch_sees_the_one_before(self, office: Office) -> None:
        office.register("r1")
        with office.ledger().batch() as many:
            for n, field in enumerate(("title", "details")):
                said = Said(When(TODAY), {field: f"ข้อความใหม่ที่ {n}"})
                many.act(f"m{n}", "move", office.moves(NO, partial(amended, said)))
        assert (texts(office), office.faults()) == ([("ข้อความใหม่ที่ 0", "", "ข้อความใหม่ที่ 1")], [])
