"""How the database finds what a screen asks: through live rows and keys, never by reading a whole register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, text

from core.figures.accesses import AccessQuestion
from core.figures.contributions import contributions
from core.figures.counts import Window
from core.figures.found import SearchFilter
from core.figures.lines import CaseFilter, Cell, Status
from core.figures.register import RegisterPart
from core.figures.similar import SimilarQuestion
from core.figures.today import Queue, Silence
from core.model.beginnings import YearNumbers
from core.model.case import Case
from core.model.codes import CaseState, ObligationKind
from core.rules.searching import sought
from db.engine import engine_for, writing
from db.ledger.records import EVENTS
from db.projections.rows import rows_of
from db.projections.sums import add_sums
from db.reads import Reads
from tests.unit.figures.cases import case, owed, referral
from tests.unit.figures.registers import reads_of

LARGE = "case_|case_period|referral|obligation|ledger_event|case_text|awaiting_check|pause|access_log"
FILLED = "case_|case_period|referral|obligation|ledger_event"
"""PostgreSQL rightly reads the others whole while they are empty."""

AS_OF = date(2020, 7, 29)
PAST = date(2019, 3, 31)
OURS, OTHERS = "45", ("46", "47", "48")
CASES = 5_000
"""In each of four provinces."""

LOOKS = AccessQuestion(AS_OF - timedelta(days=29), AS_OF)
LOOKS_OF_ONE = AccessQuestion(PAST, AS_OF, account_id=7)
NOW = datetime(2020, 7, 29, 5, tzinfo=UTC)

QUESTIONS: dict[str, Callable[[Reads], object]] = {
    "board today": lambda reads: reads.board(AS_OF),
    "board on a past day": lambda reads: reads.board(PAST),
    "cell of the board": lambda reads: reads.board_lines(Cell(), AS_OF, limit=20),
    "headline today": lambda reads: reads.headline(AS_OF),
    "headline on a past day": lambda reads: reads.headline(PAST),
    "trend": lambda reads: reads.trend(AS_OF),
    "statistics": lambda reads: reads.statistics_counts(AS_OF),
    "due lines today": lambda reads: reads.due_lines(AS_OF),
    "due lines of an agency": lambda reads: reads.due_lines(AS_OF, agency_id="land"),
    "due for report": lambda reads: reads.due_for_report(AS_OF, since=AS_OF - timedelta(days=30)),
    "promised cases": lambda reads: reads.promised_cases(),
    "pending list": lambda reads: reads.case_lines(CaseFilter(Status.PENDING), AS_OF),
    "list of a month": lambda reads: reads.case_lines(CaseFilter(closed=Window(date(2020, 7, 1), AS_OF)), AS_OF),
    "similar cases": lambda reads: reads.similar(
        SimilarQuestion(AS_OF, matter="0" * 20, topic_id="t1", amphoe_code="4501", phone="0812345678")
    ),
    "work of today": lambda reads: reads.today(
        AS_OF, AS_OF + timedelta(days=5), silence=Silence(AS_OF - timedelta(days=30), lambda on: on)
    ),
    "queue of today": lambda reads: reads.today(AS_OF, AS_OF + timedelta(days=5), queue=Queue.OVERDUE, offset=10),
    "search by number": lambda reads: reads.found_cases(sought("412/2563"), SearchFilter(), AS_OF),
    "search by running number": lambda reads: reads.found_cases(sought("412"), SearchFilter(), AS_OF),
    "search by words": lambda reads: reads.found_cases(sought("ถนน ชำรุด"), SearchFilter(), AS_OF),
    "search by short words": lambda reads: reads.found_cases(sought("ถน"), SearchFilter(), AS_OF),
    "search by filters": lambda reads: reads.found_cases(sought(""), SearchFilter(CaseState.SENT, "land"), AS_OF),
    "search by days": lambda reads: reads.found_cases(sought(""), SearchFilter(received_to=PAST), AS_OF),
    "looks of a month": lambda reads: reads.access.lines(LOOKS, limit=20, offset=40),
    "looks of an account": lambda reads: (reads.access.sums(LOOKS_OF_ONE), reads.access.lines(LOOKS_OF_ONE)),
    "looks by day": lambda reads: reads.access.days(LOOKS),
    "sign-ins": lambda reads: (reads.access.sign_ins(LOOKS, NOW), reads.access.failed(NOW)),
    "what became of accounts": lambda reads: reads.access.account_events(LOOKS),
    "pending, oldest first": lambda reads: reads.board_lines(Cell(), AS_OF, limit=500, oldest_first=True),
    "years of the register": lambda reads: reads.numbered_years(),
    "year of the register": lambda reads: reads.register_year(YearNumbers(2563, 1, 900)),
    "register by number": lambda reads: reads.register_list(RegisterPart(2563, (501, 1_000))),
    "register of a month": lambda reads: reads.register_list(RegisterPart(2563, month=date(2020, 7, 1))),
    "kpi": lambda reads: reads.kpi(Window(date(2020, 7, 1), AS_OF), AS_OF, {}),
}


def one_case(number: int) -> Case:
    """Sent the next day; one in fifty is still open."""
    opened = date(2014, 10, 1) + timedelta(days=number * 2120 // CASES)
    sent, due, closed = opened + timedelta(days=1), opened + timedelta(days=22), opened + timedelta(days=number % 60)
    end = None if number % 50 == 0 else max(sent, closed)
    text_of = {name: day.isoformat() for name, day in (("opened", opened), ("sent", sent), ("due", due))}
    ended = end.isoformat() if end else None
    return case(
        (text_of["opened"], ended),
        topic=f"t{number % 20}",
        amphoe=f"45{number % 20:02}",
        case_id=number,
        referrals=[referral(f"a{number % 40}", text_of["sent"], ended)],
        obligations=[
            owed(ObligationKind.FINISH, text_of["sent"], text_of["due"], done=ended),
            owed(ObligationKind.FORWARD, text_of["opened"], text_of["sent"], referral_no=None, done=text_of["sent"]),
            owed(ObligationKind.PERIODIC_SERIES, text_of["sent"], "2020-08-15", done=ended),
        ],
    )


def first_event(province: str, number: int) -> dict[str, Any]:
    """The first event of a case, as far as its place goes: nobody reads what it says."""
    return {
        "province_id": province,
        "stream_kind": "case",
        "stream_id": number,
        "seq": 1,
        "kind": "registered",
        "kind_version": 1,
        "round": 1,
        "date_basis": "exact",
        "recorded_at": datetime(2020, 7, 29, tzinfo=UTC),
        "source": "import",
        "command_id": number,
        "payload": "{}",
        "key_id": 1,
        "mac": b"",
    }


def fill(engine: Engine) -> None:
    """Write the provinces as an import would, and let the database look at them."""
    cases = [one_case(number) for number in range(1, CASES + 1)]
    for province in (OURS, *OTHERS):
        rows: dict[Any, list[Any]] = {}
        for each in cases:
            for table, found in rows_of(province, each).items():
                rows.setdefault(table, []).extend(found.values())
        with writing(engine) as connection:
            for table, found_rows in rows.items():
                if found_rows:
                    connection.execute(insert(table), found_rows)
            connection.execute(insert(EVENTS), [first_event(province, each.id) for each in cases])
            for each in cases[:200]:
                add_sums(connection, province, contributions(each))


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Everything that is asked of the database inside."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        if sql.startswith(("SELECT", "WITH")):
            asked.append((sql, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plan_of(engine: Engine, sql: str, values: Any) -> list[str]:  # noqa: ANN401  # as the driver takes them
    """The lines in which the database says how it would answer."""
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        return [str(row[-1]).strip() for row in connection.exec_driver_sql(explain + sql, values)]


def whole_tables(engine: Engine, ask: Callable[[Reads], object]) -> list[str]:
    """Lines of the plans of one question that read a large table, or all of a province in it."""
    with statements(engine) as asked:
        ask(reads_of(str(engine.url.render_as_string(hide_password=False)), OURS))
    lines = [line for sql, values in asked for line in plan_of(engine, sql, values)]
    reads_all = re.compile(
        rf"^SCAN ({LARGE})\b|Seq Scan on ({FILLED})\b|^SEARCH ({LARGE}) USING .*autoindex.*\(province_id=\?\)"
        rf"|^SEARCH ({LARGE}) USING INDEX (ix_recv|ix_period_from|ix_referral_sent|ix_obligation_due) \(province_id=\?"
        rf"( AND (opened_on|sent_on|due_on)<\?)?\)"
    )
    return [line for line in lines if reads_all.search(line)]


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.sqlite
def test_a_database_without_statistics_reads_no_whole_register(database_url: str, name: str) -> None:
    assert whole_tables(engine_for(database_url), QUESTIONS[name]) == []


def test_a_database_that_knows_its_rows_reads_no_whole_register(database_url: str) -> None:
    engine = engine_for(database_url)
    fill(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    found = {name: whole_tables(engine, ask) for name, ask in QUESTIONS.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}
