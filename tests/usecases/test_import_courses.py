"""A register comes in once, whole and numbered; the same file again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowed
from core.exchange.courses import courses_of
from core.model.case import CaseNo
from core.model.codes import CaseState, DateBasis, DueRule, ObligationKind, Role, Source
from core.model.importing import RefusedCase
from core.model.masters import Agency
from core.ports import MasterChange
from core.rules.access import Actor
from core.usecases.confirm_pending import ConfirmPending, confirm_pending
from core.usecases.import_courses import import_courses
from tests.support.importing import Importer, context, counts
from tests.support.office import BOONMEE, Office
from tests.unit.exchange.registers import NO_DATE, TRAFFY_HEADINGS, day, req_row, ticket

NAME = "นางสาวสมมุติ ลับสุดยอด"
PHONE = "0898765432"
REGISTER = (
    req_row("11", date=day(2015, 10, 2)),
    req_row("12", date=NO_DATE, status="ยุติเรื่อง"),
    req_row("13", date=day(2015, 9, 30), status="ยุติเรื่อง", report_date2=day(2015, 9, 30)),
    req_row("14", date=day(2015, 1, 5)),
    req_row("15", date=day(2015, 10, 2), status="เลยเวลา", report_date2=NO_DATE),
    req_row("16", date=day(2015, 10, 1)),
)


@pytest.fixture
def importer(office: Office) -> Importer:
    return Importer(office)


def test_cases_are_numbered_by_fiscal_year_of_receipt_in_the_order_of_day_and_row(importer: Importer) -> None:
    assert counts(importer.bring(*REGISTER)) == (6, 0, 0, 0, 0)
    assert importer.nos() == {
        "14": "1/2558",
        "13": "2/2558",
        "16": "1/2559",
        "11": "2/2559",
        "15": "3/2559",
        "12": "1/2569",
    }
    assert importer.office.faults() == []


def test_the_same_file_again_changes_nothing(importer: Importer) -> None:
    importer.bring(*REGISTER)
    events, rows = importer.events(), importer.office.rows("SELECT count(*) FROM source_row")
    importer.office.clock.move(days=3)
    assert counts(importer.bring(*REGISTER)) == (0, 0, 6, 0, 0)
    assert (importer.events(), importer.office.rows("SELECT count(*) FROM source_row")) == (events, rows)


def test_rows_that_came_after_are_added_and_the_others_left_alone(importer: Importer) -> None:
    importer.bring(*REGISTER[:4])
    assert counts(importer.bring(*REGISTER)) == (2, 0, 4, 0, 0)
    assert importer.nos()["16"] == "2/2559"


def test_days_and_what_they_rest_on(importer: Importer) -> None:
    importer.bring(*REGISTER)
    undated, closed = importer.case("12"), importer.case("13")
    assert (undated.received_on, undated.received_basis, undated.state) == (None, DateBasis.UNKNOWN, CaseState.CLOSED)
    assert (closed.received_on, closed.periods[0].closed_on) == (date(2015, 9, 30), date(2015, 9, 30))
    assert closed.periods[0].closed_basis is DateBasis.EXACT
    assert [(one.agency_id, one.sent_on, one.sent_basis) for one in closed.referrals] == [
        ("district_4501", date(2015, 9, 30), DateBasis.ESTIMATED)
    ]


def test_agreed_days_are_kept_and_no_other_clock_runs(importer: Importer) -> None:
    importer.bring(req_row("21", report_id="7", status="เลยเวลา", report_date2=NO_DATE))
    assert [(row.kind, row.due_on, row.promise.rule) for row in importer.case("21").obligations] == [
        (ObligationKind.REPORT_BY_LETTER, date(2015, 1, 20), DueRule.SOURCE_AGREED),
        (ObligationKind.FINISH, date(2015, 1, 20), DueRule.SOURCE_AGREED),
    ]


def test_a_row_without_an_agreed_day_owes_nothing_until_somebody_confirms_that_it_is_pending(
    importer: Importer,
) -> None:
    importer.bring(req_row("21", status="เลยเวลา", report_date=NO_DATE, report_date2=NO_DATE))
    assert importer.case("21").obligations == ()
    command = ConfirmPending(request_id="confirm", no=importer.no("21"), referral_no=1)
    confirm_pending(command, context(importer.office))
    owed = {row.kind: row.due_on for row in importer.case("21").obligations}
    assert owed == {
        ObligationKind.ACKNOWLEDGE: date(2026, 7, 1),
        ObligationKind.FIRST_PROGRESS: date(2026, 7, 6),
        ObligationKind.PERIODIC_SERIES: date(2026, 7, 30),
    }


def test_a_case_that_was_sent_nowhere_owes_being_sent(importer: Importer) -> None:
    importer.bring(req_row("21", send_name="", status="เลยเวลา", report_date=NO_DATE, report_date2=NO_DATE))
    owed = [(row.kind, row.due_on) for row in importer.case("21").obligations]
    assert owed == [(ObligationKind.FORWARD, date(2015, 1, 6))]


def test_names_stand_in_no_event_and_nothing_of_the_row_is_readable_at_rest(importer: Importer) -> None:
    importer.bring(
        req_row("21", name=NAME, name1="นายคู่กรณี ตัวอย่าง", topic=f"{NAME} ขอให้ซ่อมถนน โทร {PHONE}", status="ยุติเรื่อง")
    )
    payloads = " ".join(str(row[0]) for row in importer.office.rows("SELECT payload FROM ledger_event"))
    assert NAME not in payloads
    assert "คู่กรณี" not in payloads
    assert importer.texts("21")["title"] == f"⟦person:1⟧ ขอให้ซ่อมถนน โทร {PHONE}"
    for table, column in (("source_row", "cells"), ("person", "name"), ("note", "text")):
        found = [row[0] for row in importer.office.rows(f"SELECT {column} FROM {table}")]  # noqa: S608
        sealed = [bytes(value) for value in found if isinstance(value, bytes | memoryview)]
        assert [value for value in sealed if NAME.encode() in value or "ร้อง".encode() in value] == []
        assert min(map(len, sealed)) > 20


@pytest.mark.sqlite
def test_the_database_file_holds_no_name(importer: Importer) -> None:
    importer.bring(req_row("21", name=NAME))
    file = importer.office.url.removeprefix("sqlite:///")
    importer.office.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    for part in (file, f"{file}-wal"):
        with open(part, "rb") as opened:
            assert NAME.encode() not in opened.read()


def test_a_case_whose_course_is_not_legal_is_listed_and_the_others_go_on(importer: Importer) -> None:
    gone = Agency("old_office", "สำนักงานเก่า", valid_to=date(2015, 1, 1))
    body = {"id": gone.id, "name": gone.name, "valid_to": "2015-01-01"}
    importer.office.ledger(BOONMEE).change_masters([MasterChange("agency", gone.id, body)])
    result = importer.bring(req_row("31", send_name="สำนักงานเก่า"), req_row("32"))
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result.refused == [RefusedCase(2, "31", "error.agency_not_valid")]
    assert importer.nos() == {"32": "1/2558"}


def test_an_import_that_was_broken_off_goes_on_where_it_stood(importer: Importer) -> None:
    upload, plan, _ = importer.understood(REGISTER)
    keys = importer.keys(REGISTER)
    stopped = courses_of(upload, plan, keys)
    import_courses([next(stopped), next(stopped)], importer.ctx())
    assert counts(import_courses(courses_of(upload, plan, keys), importer.ctx())) == (4, 0, 2, 0, 0)
    assert importer.nos()["15"] == "3/2559"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY, Role.EXECUTIVE, Role.AUDITOR])
def test_who_may_not_import(importer: Importer, role: Role) -> None:
    upload, plan, _ = importer.understood(REGISTER)
    keys = importer.keys(REGISTER)
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    with pytest.raises(NotAllowed):
        import_courses(courses_of(upload, plan, keys), context(importer.office, actor, Source.IMPORT))
    assert importer.nos() == {}


def test_events_of_an_import_always_say_so(importer: Importer) -> None:
    with pytest.raises(NotAllowed):
        import_courses([], replace(importer.ctx(), source=Source.SCREEN))


def test_the_administrator_may_import(importer: Importer) -> None:
    upload, plan, _ = importer.understood(REGISTER)
    keys = importer.keys(REGISTER)
    admin = Actor(1, "somsri", "สมศรี", Role.ADMIN)
    result = import_courses(courses_of(upload, plan, keys), context(importer.office, admin, Source.IMPORT))
    assert counts(result) == (6, 0, 0, 0, 0)


def test_progress_counts_courses(importer: Importer) -> None:
    upload, plan, _ = importer.understood(REGISTER)
    seen: list[int] = []
    import_courses(courses_of(upload, plan, importer.keys(REGISTER)), importer.ctx(), progress=seen.append)
    assert seen == [1, 2, 3, 4, 5, 6]


def test_tickets_come_in_and_their_newer_state_updates_them(importer: Importer) -> None:
    first = [ticket("2023-A"), ticket("2023-B", state="กำลังดำเนินการ")]
    newer = [
        ticket("2023-A", state="เสร็จสิ้น", last_activity="2023-05-16 01:00:00+00"),
        ticket("2023-B", state="กำลังดำเนินการ"),
        ticket("2023-C"),
    ]
    assert counts(importer.bring(*first, headings=TRAFFY_HEADINGS)) == (2, 0, 0, 0, 0)
    assert counts(importer.bring(*newer, headings=TRAFFY_HEADINGS)) == (1, 1, 1, 0, 0)
    case = importer.case("2023-A")
    assert {one.last_report_on for one in case.referrals} == {date(2023, 5, 16)}
    assert (case.state, case.facts.channel_id) == (CaseState.IN_PROGRESS, "traffy")


def test_numbers_go_on_where_the_paper_register_stood(importer: Importer) -> None:
    importer.office.set_first_number(2558, 1001)
    importer.bring(*REGISTER)
    assert importer.no("14") == CaseNo(1001, 2558)
