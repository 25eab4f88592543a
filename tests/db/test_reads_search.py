"""How a search finds what it finds: by index, newest first, and only as far as a page needs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from core.figures.found import MOST_LOOKED, Found, SearchFilter
from core.model.case import Case
from core.model.codes import CaseState, Role
from core.rules.searching import sought
from core.text.fold import fold
from db.engine import engine_for, writing
from db.keys.ring import MASTER_BYTES, KeyRing
from db.projections.write import project
from db.reads import Reads, Scope
from db.reads.search_texts import FIRST, STEP
from db.reads.tables import TEXT
from tests.db.test_query_plans import plan_of, statements
from tests.unit.figures.cases import case, referral

RING = KeyRing(1, {1: b"k" * MASTER_BYTES})
OURS = "45"
TODAY = date(2026, 6, 30)
CASES = 1_400


def titled(number: int) -> str:
    """Every title speaks of a road, one in a hundred of a bridge; one of a crocodile."""
    return f"ถนนสาย {number}" + (" สะพานขาด" if number % 100 == 0 else "") + (" จระเข้" if number == 7 else "")


def register(url: str) -> Reads:
    """Cases that went to two agencies, one in seven hundred of them to the police."""
    cases: list[Case] = [
        case(
            ("2026-03-02", None),
            referrals=[referral("police" if number % 700 == 0 else "land", "2026-03-03")],
            case_id=number,
        )
        for number in range(1, CASES + 1)
    ]
    rows = [
        {"province_id": OURS, "case_id": each.id, "title": titled(each.id), "public_title": "", "details": ""}
        for each in cases
    ]
    with writing(engine_for(url)) as connection:
        project(connection, OURS, [(None, each) for each in cases])
        connection.execute(TEXT.insert(), [{**row, "search": fold(str(row["title"]))} for row in rows])
    return Reads(engine_for(url), OURS, Scope(Role.OFFICER), ring=RING)


def found(reads: Reads, typed: str, which: SearchFilter | None = None) -> Found:
    """What is found."""
    return reads.found_cases(sought(typed), which or SearchFilter(), TODAY)


def asked(engine: Engine, reads: Reads, typed: str, which: SearchFilter | None = None) -> list[tuple[str, Any]]:
    """Every statement of a search."""
    with statements(engine) as noted:
        found(reads, typed, which)
    return noted


def test_common_and_rare_words_are_found_newest_first(database_url: str) -> None:
    reads = register(database_url)
    common = found(reads, "ถนน")
    assert (len(common.lines), common.more, common.partly) == (50, True, False)
    assert sorted(line.case.case_id for line in common.lines) == [*range(CASES - 49, CASES + 1)]
    assert [line.case.case_id for line in found(reads, "สะพานขาด").lines] == [*range(CASES, 0, -100)]
    assert [line.case.case_id for line in found(reads, "จระเข้").lines] == [7]
    assert [line.case.case_id for line in found(reads, "ระเ").lines] == [7]
    assert [line.case.case_id for line in found(reads, "ระ").lines] == [7]


def test_a_narrow_filter_goes_through_the_candidates_until_the_page_is_full(database_url: str) -> None:
    reads = register(database_url)
    few = found(reads, "ถนน", SearchFilter(agency_id="police"))
    assert ([line.case.case_id for line in few.lines], few.more, few.partly) == ([1400, 700], False, False)
    assert found(reads, "ถนน", SearchFilter(state=CaseState.CLOSED)) == Found()
    latest = found(reads, "", SearchFilter(agency_id="police", received_to=TODAY))
    assert [line.case.case_id for line in latest.lines] == [1400, 700]


@pytest.mark.sqlite
def test_a_common_word_reads_no_more_than_a_page(database_url: str) -> None:
    reads = register(database_url)
    limits = [values[-1] for sql, values in asked(engine_for(database_url), reads, "ถนน") if "case_fts" in sql]
    assert limits == [FIRST]
    limits = [
        values[-1]
        for sql, values in asked(engine_for(database_url), reads, "ถนน", SearchFilter(agency_id="police"))
        if "case_fts" in sql
    ]
    assert limits == [FIRST, STEP, STEP]


@pytest.mark.parametrize(
    ("most", "cases", "partly"),
    [
        pytest.param(MOST_LOOKED, [7], False, id="the-whole-register"),
        pytest.param(CASES, [7], True, id="to-the-last-case-and-no-further"),
        pytest.param(CASES - 6, [7], True, id="just-as-far-as-it-stands"),
        pytest.param(CASES - 7, [], True, id="one-case-short-of-it"),
        pytest.param(100, [], True, id="less-than-the-first-stretch"),
    ],
)
def test_a_short_word_is_looked_for_in_stretches_of_the_latest_cases(
    database_url: str, monkeypatch: pytest.MonkeyPatch, most: int, cases: list[int], *, partly: bool
) -> None:
    reads = register(database_url)
    monkeypatch.setattr("db.reads.search_texts.WIDE", 300)
    monkeypatch.setattr("db.reads.search_texts.MOST_LOOKED", most)
    said = found(reads, "จร")
    assert ([line.case.case_id for line in said.lines], said.partly) == (cases, partly)
    assert found(reads, "ฎฎ").lines == ()


def test_what_was_left_out_unlooked_at_is_said(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = register(database_url)
    monkeypatch.setattr("db.reads.search_texts.MOST_LOOKED", FIRST + STEP)
    assert MOST_LOOKED > CASES
    few = found(reads, "ถนน", SearchFilter(agency_id="police"))
    assert ([line.case.case_id for line in few.lines], few.partly) == ([1400, 700], True)
    assert found(reads, "ฌฌ").partly is True
    assert found(reads, "ถนน").partly is False


@pytest.fixture
def plans(database_url: str) -> dict[str, str]:
    """How the database would answer the questions about people."""
    engine = engine_for(database_url)
    reads = Reads(engine, OURS, Scope(Role.AGENCY, "land"), ring=RING)
    return {
        typed: "\n".join(line for sql, values in asked(engine, reads, typed) for line in plan_of(engine, sql, values))
        for typed in ("081-234-5678", "สมชาย ใจดี")
    }


@pytest.mark.sqlite
def test_people_are_found_by_their_blind_index_and_tokens(plans: dict[str, str]) -> None:
    assert "person USING INDEX ix_person_phone (province_id=? AND phone_index=?)" in plans["081-234-5678"]
    names = plans["สมชาย ใจดี"]
    assert "person_token USING" in names
    assert names.count("(province_id=? AND token=?") >= 2
    assert [line for line in names.splitlines() if line.startswith("SCAN") and "case_fts" not in line] == []
