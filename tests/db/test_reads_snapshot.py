"""Everything asked inside one snapshot agrees, also while somebody writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from sqlalchemy import insert

from core.figures.lines import CaseFilter, Cell
from core.model.case import Case
from db.engine import engine_for, writing
from db.projections.write import project
from db.reads.tables import INSTALLATION
from tests.unit.figures.cases import case, day
from tests.unit.figures.registers import SHARED_DATABASE, reads_of, written
from tests.unit.figures.strategies import DAYS, changes

ON = day("2026-03-02")
PROVINCE = "45"


def write(database_url: str, *cases: Case) -> None:
    """Record cases as somebody else would meanwhile."""
    with writing(engine_for(database_url)) as connection:
        project(connection, PROVINCE, [(None, each) for each in cases])


def test_what_is_written_meanwhile_is_not_seen(database_url: str) -> None:
    write(database_url, case(("2026-03-01", None)))
    reads = reads_of(database_url, PROVINCE)
    with reads.snapshot():
        before = reads.board(ON).total_cases
        write(database_url, case(("2026-03-01", None)))
        inside = [reads.headline(ON).pending, len(reads.case_lines(CaseFilter(), ON)), reads.trend(ON)[-1].stock]
    assert [before, *inside] == [1, 1, 1, 1]
    assert reads.headline(ON).pending == 2


def test_a_snapshot_inside_a_snapshot_is_the_same_one(database_url: str) -> None:
    write(database_url, case(("2026-03-01", None)))
    reads = reads_of(database_url, PROVINCE)
    with reads.snapshot():
        outer = reads.headline(ON).pending
        with reads.snapshot():
            write(database_url, case(("2026-03-01", None)))
            inner = reads.headline(ON).pending
        after = reads.headline(ON).pending
    assert [outer, inner, after] == [1, 1, 1]


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, other=DAYS)
def test_asking_together_answers_as_asking_apart(
    database_url: str, changed: list[tuple[Case, Case]], as_of: date, other: date
) -> None:
    reads, _ = written(database_url, changed)
    near = as_of + timedelta(days=5)

    def answers() -> list[object]:
        return [
            reads.headline(as_of),
            reads.board_lines(Cell(), as_of),
            reads.board(as_of, near_until=near),
            reads.statistics_counts(other),
            reads.board(other, by="first"),
            reads.headline(as_of, near_until=near),
        ]

    apart = answers()
    with reads.snapshot():
        together = answers()
    assert together == apart


def test_the_version_of_the_data_is_the_installations(database_url: str) -> None:
    row = {"province_id": PROVINCE, "id": "test", "kind": "test", "office_name": "", "data_version": 7}
    with writing(engine_for(database_url)) as connection:
        connection.execute(insert(INSTALLATION), {**row, "created_at": datetime(2026, 3, 2, tzinfo=UTC)})
    assert reads_of(database_url, PROVINCE).data_version() == 7
