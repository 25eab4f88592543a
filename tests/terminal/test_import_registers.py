"""Real registers, where they lie beside the project: they come in whole, and every day of them can be asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from core.figures.fiscal import fiscal_question
from core.figures.headline import headline
from core.ports import Context
from core.text.dates import fiscal_year_span
from db.context import forget_homes, terminal_context
from db.engine import engine_for, reading
from db.migrate import upgrade
from tests.support.databases import BuiltOnce, Databases
from tests.terminal.conftest import PASSWORD, Machine

pytestmark = [pytest.mark.shared_data, pytest.mark.timeout(900)]
REGISTER = Path("register") / "udon_register_2557_2559.csv"
SNAPSHOTS = ("traffy_snapshot_2023-05-16_1133.csv", "traffy_snapshot_2023-05-18_0040.csv")
FIRST, LAST = fiscal_year_span(2558)
MIDDLE = date(2015, 6, 15)
DAYS_OF_2558 = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
SOME_DAYS = sorted({FIRST, MIDDLE, LAST, *DAYS_OF_2558[::9]})


@pytest.fixture(scope="session")
def udon_build(databases: Databases, built_once: BuiltOnce, shared_data: Path) -> dict[str, str]:
    """An office of Udon Thani that has brought its register in: template of its database, and its key file."""

    def build(folder: Path) -> dict[str, str]:
        key = folder / "office.key"

        def fill(url: str) -> None:
            upgrade(url)
            machine = Machine(url, folder, key)
            init = ("init", "--province", "อุดรธานี", "--admin", "Somsri", "--password-stdin")
            machine.ask(*init, stdin=f"{PASSWORD}\n")
            machine.ask("import", str(shared_data / REGISTER))

        return {"template": databases.template(fill), "key": str(key)}

    return built_once("udon", build)


@pytest.fixture(scope="module")
def udon(
    databases: Databases, udon_build: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """That office; nothing is changed in it."""
    folder = tmp_path_factory.mktemp("udon")
    with databases.copy(udon_build["template"], folder) as url:
        yield Machine(url, folder, Path(udon_build["key"]))


@pytest.fixture
def ctx(udon: Machine, monkeypatch: pytest.MonkeyPatch) -> Context:
    for name, value in udon.environment.items():
        monkeypatch.setenv(name, value)
    forget_homes()
    return terminal_context()


def test_the_counts_that_people_made_by_hand(udon: Machine) -> None:
    stats = udon.ask("stats")
    assert (stats["total"], stats["closed"], stats["pending"], stats["undated"]) == (2_002, 711, 1_291, 12)
    assert {line["channel"]: line["cases"] for line in stats["by_channel"] if line["cases"]} == {
        "จดหมาย": 814,
        "แจ้งด้วยตนเอง": 715,
        "รับแจ้งจากหน่วยงานต่างๆ": 265,
        "โทรศัพท์": 112,
        "เว็บ": 96,
    }
    assert stats["by_group"] == {"letter": 814, "walk_in": 715, "referred": 265, "phone": 112, "online": 96, "field": 0}
    assert {line["cases"] for line in stats["by_topic"] if line["topic"] == "บ่อนการพนัน"} == {44}


@pytest.mark.parametrize(("year", "received"), [(2557, 333), (2558, 1_177), (2559, 480)])
def test_cases_received_in_a_fiscal_year_and_their_numbers(udon: Machine, year: int, received: int) -> None:
    first, last = fiscal_year_span(year)
    days = ("--received-from", first.isoformat(), "--received-to", last.isoformat())
    cohorts = udon.ask("stats", "--fiscal-year", str(year), *days)["cohorts"]
    assert [line["received"] for line in cohorts if (line["from"], line["to"]) == (str(first), str(last))][:1] == [
        received
    ]


def test_the_same_file_again_changes_nothing(udon: Machine, shared_data: Path) -> None:
    found = udon.ask("import", str(shared_data / REGISTER))
    assert (found["created"], found["updated"], found["unchanged"], found["conflicts"]) == (0, 0, 2_002, [])


@pytest.mark.parametrize(
    "days", [pytest.param(SOME_DAYS, id="some"), pytest.param(DAYS_OF_2558, id="every", marks=pytest.mark.slow)]
)
def test_a_fiscal_year_adds_up_on_its_days_and_says_what_is_estimated(ctx: Context, days: list[date]) -> None:
    estimated = {}
    for as_of in days:
        counts = ctx.reads.statistics_counts(as_of, fiscal_question(as_of))
        head = headline(as_of, counts.stock, counts.board)
        assert (head.pending, sum(row.pending for row in counts.board.rows)) == (
            counts.board.total_cases,
            counts.board.total_case_agencies,
        )
        estimated[as_of] = counts.stock.estimated
    said = {day: (estimated[day].opened, estimated[day].sent, estimated[day].closed) for day in (FIRST, MIDDLE, LAST)}
    assert said == {FIRST: (0, 379, 153), MIDDLE: (0, 1_256, 231), LAST: (0, 1_656, 253)}


def test_a_past_day_on_the_board_and_in_the_statistics(udon: Machine) -> None:
    day = ("--as-of", MIDDLE.isoformat())
    stats, board = udon.ask("stats", *day), udon.ask("board", *day)
    assert (stats["pending"], board["total_cases"], board["total_case_agencies"]) == (739, 739, 811)
    assert stats["estimated"] == {"opened": 0, "sent": 1_256, "closed": 231}
    assert sum(row["pending"] for row in board["agencies"]) == board["total_case_agencies"]


def test_numbers_run_without_a_gap_in_the_order_of_receipt(udon: Machine) -> None:
    query = text("SELECT year_be, running, received_on FROM case_ WHERE source_system = 'damrongtham' ORDER BY 1, 2")
    with reading(engine_for(udon.url)) as connection:
        found = connection.execute(query).all()
    by_year = {year: [row for row in found if row.year_be == year] for year in {row.year_be for row in found}}
    assert sorted(map(len, by_year.values())) == [12, 333, 480, 1_177]
    for rows in by_year.values():
        assert [row.running for row in rows] == list(range(1, len(rows) + 1))
        days = [str(row.received_on) for row in rows]
        assert days == sorted(days)


def test_the_ledger_proves_itself(udon: Machine) -> None:
    found = udon.ask("verify")
    assert (found["chain_ok"], found["rebuild_ok"], found["differences"]) == (True, True, [])


def test_two_days_of_tickets_and_both_again(udon: Machine, shared_data: Path) -> None:
    for name in SNAPSHOTS:
        found = udon.ask("import", str(shared_data / "traffy" / name))
        assert (found["created"], found["updated"], found["rejected_count"] - len(found["rejected"])) == (1_000, 0, 0)
    for name in SNAPSHOTS:
        found = udon.ask("import", str(shared_data / "traffy" / name))
        assert (found["created"], found["updated"], found["unchanged"]) == (0, 0, 1_000)
