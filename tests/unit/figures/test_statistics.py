"""The answer of ``stats``: its keys, in the shape that other programs rely on, and its numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.figures.answers import Names, board_json
from core.figures.counts import BroughtForward, ProgrammeCount
from core.figures.fiscal import fiscal_question
from core.figures.recount.stock import recount_statistics
from core.figures.standing import Place
from core.figures.statistics import statistics
from core.model.codes import ChannelGroup, ContactKind, ObligationKind
from tests.unit.figures.cases import case, owed, referral

AS_OF = date(2020, 7, 29)
BROUGHT = BroughtForward(100, 90, 10, "ทะเบียนเดิม", date(2014, 10, 1))
COVID = ProgrammeCount("covid", date(2020, 4, 1), AS_OF, walk_in_persons=35, calls=30, other_contacts=0, became_cases=2)
GROUPS = {"walk_in": ChannelGroup.WALK_IN, "phone": ChannelGroup.PHONE}
NAMES = Names(
    channels={"walk_in": "มาด้วยตนเอง"},
    topics={"debt": "หนี้สิน"},
    programmes={"covid": "COVID-19"},
    places={Place.NOT_SENT: "ยังไม่ส่งหน่วยงาน"},
    unknown="ไม่ระบุ",
)
LATE = case(
    ("2020-07-01", None),
    topic="debt",
    persons=(3, 7),
    referrals=[referral("ที่ดิน", "2020-07-02")],
    obligations=[owed(ObligationKind.FINISH, "2020-07-02", "2020-07-20")],
)
CASES = [
    LATE,
    replace(case(("2020-07-29", None), channel="phone"), lead_id=LATE.id),
    case(("2019-09-30", "2019-10-01"), channel="old_channel"),
    case((None, None)),
    case(("2020-07-02", None), kind=ContactKind.ADVICE),
    replace(case(("2020-07-02", None)), is_void=True),
]


@pytest.fixture
def answer() -> dict[str, Any]:
    """The answer as it leaves the program: through JSON and back."""
    counts = replace(recount_statistics(CASES, fiscal_question(AS_OF), brought=BROUGHT), programmes=(COVID,))
    found: dict[str, Any] = json.loads(json.dumps(statistics(counts, GROUPS).to_json(NAMES), ensure_ascii=False))
    return found


def test_the_keys_are_those_that_were_promised(answer: dict[str, Any]) -> None:
    assert list(answer) == [
        *("as_of", "total", "closed", "closed_pct", "pending", "pending_pct", "pending_overdue", "total_leads"),
        *("fiscal", "by_channel", "by_group", "by_kind", "by_topic", "by_amphoe", "by_agency", "age_buckets"),
        *("months", "cohorts", "programmes", "silent", "opening_balance", "estimated", "undated", "void"),
    ]


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        pytest.param("fiscal", "year from to backlog new returned identity", id="fiscal"),
        pytest.param("estimated", "opened sent closed", id="estimated"),
        pytest.param("opening_balance", "received closed pending source entered_on", id="opening-balance"),
        pytest.param("by_group", "walk_in phone letter online referred field", id="by-group"),
        pytest.param("age_buckets", "0-7 8-15 16-30 31-60 61-90 >90", id="ages"),
    ],
)
def test_keys_of_a_part(answer: dict[str, Any], part: str, keys: str) -> None:
    assert list(answer[part]) == keys.split()


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        pytest.param("by_channel", "channel group cases persons_contacting persons_subject", id="by-channel"),
        pytest.param("by_kind", "kind cases in_total", id="by-kind"),
        pytest.param("by_topic", "topic cases closed pending", id="by-topic"),
        pytest.param("by_amphoe", "amphoe cases closed pending", id="by-amphoe"),
        pytest.param("by_agency", "row agency pending overdue buckets", id="by-agency"),
        pytest.param("months", "month received closed reopened stock", id="months"),
        pytest.param("cohorts", "from to received closed closed_pct left", id="cohorts"),
        pytest.param(
            "programmes",
            "programme from to walk_in_persons calls other_contacts total_contacts became_cases",
            id="programmes",
        ),
    ],
)
def test_keys_of_a_line(answer: dict[str, Any], part: str, keys: str) -> None:
    assert list(answer[part][0]) == keys.split()


def test_keys_inside_the_fiscal_year(answer: dict[str, Any]) -> None:
    inside = {name: " ".join(part) for name, part in answer["fiscal"].items() if isinstance(part, dict)}
    assert inside == {
        "backlog": "opening closed closed_pct left received_from received_to carried_at counted_to",
        "new": "received closed closed_pct left",
        "returned": "cases closed left",
        "identity": "opening new reopened closed closing holds",
    }


def test_undated_and_brought_forward_are_in_the_total(answer: dict[str, Any]) -> None:
    assert (answer["total"], answer["closed"], answer["pending"]) == (104, 91, 13)
    assert (answer["closed_pct"], answer["pending_pct"]) == (87.5, 12.5)
    assert (answer["undated"], answer["void"], answer["total_leads"]) == (1, 1, 103)


def test_windows_carry_their_days(answer: dict[str, Any]) -> None:
    fiscal = answer["fiscal"]
    assert (fiscal["year"], fiscal["from"], fiscal["to"]) == (2563, "2019-10-01", "2020-09-30")
    assert fiscal["backlog"] == {
        "opening": 1,
        "closed": 1,
        "closed_pct": 100.0,
        "left": 0,
        "received_from": None,
        "received_to": "2019-09-30",
        "carried_at": "2019-09-30",
        "counted_to": "2020-07-29",
    }


def test_names_stand_for_keys(answer: dict[str, Any]) -> None:
    assert [each["channel"] for each in answer["by_channel"]] == ["มาด้วยตนเอง", "old_channel", "phone"]
    assert {each["topic"]: each["cases"] for each in answer["by_topic"]} == {"ไม่ระบุ": 3, "หนี้สิน": 1}
    assert [(row["row"], row["agency"]) for row in answer["by_agency"]] == [
        ("agency", "ที่ดิน"),
        ("not_sent", "ยังไม่ส่งหน่วยงาน"),
    ]


def test_a_channel_that_is_no_longer_listed_has_no_group(answer: dict[str, Any]) -> None:
    assert {each["channel"]: each["group"] for each in answer["by_channel"]}["old_channel"] is None
    assert answer["by_group"] == {"walk_in": 2, "phone": 1, "letter": 0, "online": 0, "referred": 0, "field": 0}


def test_persons_and_contacts_are_never_added_to_cases(answer: dict[str, Any]) -> None:
    assert (answer["by_channel"][0]["persons_contacting"], answer["by_channel"][0]["persons_subject"]) == (4, 7)
    assert answer["programmes"][0]["total_contacts"] == 65
    assert {each["kind"]: each["in_total"] for each in answer["by_kind"] if each["cases"]} == {
        "grievance": True,
        "advice": False,
    }


def test_the_months_end_with_that_of_the_day(answer: dict[str, Any]) -> None:
    assert (len(answer["months"]), answer["months"][0]["month"]) == (36, "2017-08")
    assert answer["months"][-1] == {"month": "2020-07", "received": 2, "closed": 0, "reopened": 0, "stock": 2}


def test_the_answer_of_board() -> None:
    board = recount_statistics(CASES, fiscal_question(AS_OF)).board
    assert board_json(board, NAMES.places) == {
        "agencies": [
            {"row": "agency", "agency": "ที่ดิน", "pending": 1, "overdue": 1, "buckets": board.rows[0].buckets},
            {
                "row": "not_sent",
                "agency": "ยังไม่ส่งหน่วยงาน",
                "pending": 1,
                "overdue": 0,
                "buckets": board.rows[1].buckets,
            },
        ],
        "total_cases": 2,
        "total_case_agencies": 2,
    }
