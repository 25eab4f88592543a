"""The demonstration's register on paper: its volumes carry on from one another and agree with the day's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from core.figures.register import RegisterTotals, volumes
from core.model.codes import Role
from core.papers.registry import made
from core.ports import Context
from core.rules.access import Actor
from db.context import context_for
from tests.terminal.conftest import Machine

pytestmark = pytest.mark.timeout(900)  # whoever comes first builds the province, beside other tests
DIRECTOR = Actor(2, "director", "ผู้อำนวยการตัวอย่าง", Role.DIRECTOR)


@pytest.fixture
def director(demo_to_read: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """The director before the demonstration."""
    for name, value in demo_to_read.environment.items():
        monkeypatch.setenv(name, value)
    yield context_for(DIRECTOR)
    demo_to_read.close()


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b(?!s)", pdf))


def test_volumes_carry_on_from_one_another(director: Context) -> None:
    carried = RegisterTotals()
    newest = director.reads.numbered_years()[0]
    sizes = []
    for part in volumes(newest):
        found = director.reads.register_list(part)
        assert found.before == carried
        carried += found.whole
        sizes.append(len(found.rows))
    assert sizes == [500, 500, 207]
    assert (newest.year_be, carried.cases, carried.void, carried.pending) == (2563, 1207, 0, 95)


def test_every_year_together_is_the_whole_register(director: Context) -> None:
    years = [director.reads.register_year(each) for each in director.reads.numbered_years()]
    assert sum(year.cases for year in years) == 5650
    assert all(sum(year.months.values()) == year.cases for year in years)


def test_a_long_paper_has_its_pages_and_no_letters_but_ours(director: Context) -> None:
    book = made("register", director, "2563-month-2020-07").content
    assert pages(book) == 10
    assert set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", book)) == {b"Sarabun-Regular", b"Sarabun-Bold"}
    assert pages(made("backlog", director, date(2020, 7, 29).isoformat()).content) == 8
