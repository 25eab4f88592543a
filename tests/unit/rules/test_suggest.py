"""Which agency a matter probably belongs to: what was declared, what was chosen lately, then the sort of body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.figures.similar import AgencyChoice
from core.model.codes import AgencyKind
from core.model.masters import Agency
from core.model.promises import Span
from core.rules.suggest import Reason, suggested_agencies

ON = date(2026, 6, 30)
MUANG, NEXT = "4501", "4502"
ROADS = Agency("roads", "แขวงทางหลวง", declared={"utilities": Span(10)})
POLICE = Agency("police", "ตำรวจภูธรจังหวัด", AgencyKind.POLICE)
STATION = Agency("station", "สภ.เมือง", AgencyKind.POLICE, amphoe_code=MUANG)
STATION_NEXT = Agency("station2", "สภ.ถัดไป", AgencyKind.POLICE, amphoe_code=NEXT)
TOWN = Agency("town", "เทศบาลเมือง", AgencyKind.LOCAL, amphoe_code=MUANG)
DISTRICT = Agency("district", "อำเภอเมือง", AgencyKind.DISTRICT, amphoe_code=MUANG)
LAND = Agency("land", "ที่ดิน")
ALL = (DISTRICT, TOWN, STATION, STATION_NEXT, POLICE, ROADS, LAND)


@pytest.mark.parametrize(
    ("topic", "amphoe", "choices", "expected"),
    [
        pytest.param("", "", [], [], id="nothing-known"),
        pytest.param("", MUANG, [], [("district", Reason.DISTRICT)], id="place-alone"),
        pytest.param("utilities", "", [], [("roads", Reason.DECLARED)], id="declared-without-a-place"),
        pytest.param(
            "utilities",
            MUANG,
            [],
            [("roads", Reason.DECLARED), ("town", Reason.LOCAL), ("district", Reason.DISTRICT)],
            id="declared-then-local-then-district",
        ),
        pytest.param(
            "drugs", MUANG, [], [("police", Reason.POLICE), ("station", Reason.POLICE)], id="province-before-station"
        ),
        pytest.param("drugs", "", [], [("police", Reason.POLICE)], id="police-without-a-place"),
        pytest.param(
            "land",
            MUANG,
            [AgencyChoice("land", 5, in_place=True), AgencyChoice("gone", 2, in_place=True)],
            [("land", Reason.CHOSEN_IN_PLACE), ("district", Reason.DISTRICT)],
            id="chosen-lately-here-and-an-agency-that-is-gone",
        ),
        pytest.param(
            "land",
            NEXT,
            [AgencyChoice("land", 5, in_place=False)],
            [("land", Reason.CHOSEN)],
            id="chosen-lately-elsewhere",
        ),
        pytest.param(
            "utilities",
            MUANG,
            [AgencyChoice("roads", 9, in_place=True)],
            [("roads", Reason.DECLARED), ("town", Reason.LOCAL), ("district", Reason.DISTRICT)],
            id="once-under-its-strongest-reason",
        ),
    ],
)
def test_suggestions(topic: str, amphoe: str, choices: list[AgencyChoice], expected: list[tuple[str, Reason]]) -> None:
    found = suggested_agencies(topic, amphoe, ALL, choices, ON)
    assert [(each.agency.id, each.reason) for each in found] == expected


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_offered"),
    [
        pytest.param(None, date(2026, 6, 29), False, id="ended-yesterday"),
        pytest.param(None, ON, True, id="ends-today"),
        pytest.param(ON, None, True, id="begins-today"),
        pytest.param(date(2026, 7, 1), None, False, id="begins-tomorrow"),
    ],
)
def test_only_agencies_of_the_day_are_offered(valid_from: date | None, valid_to: date | None, is_offered: bool) -> None:  # noqa: FBT001
    roads = replace(ROADS, valid_from=valid_from, valid_to=valid_to)
    assert [each.agency.id for each in suggested_agencies("utilities", "", [roads], [], ON)] == ["roads"] * is_offered


def test_who_declared_for_the_place_stands_before_who_declared_for_the_province() -> None:
    near = replace(TOWN, declared={"utilities": Span(5)})
    far = replace(TOWN, id="far", amphoe_code=NEXT, declared={"utilities": Span(5)})
    found = suggested_agencies("utilities", MUANG, [ROADS, far, near], [], ON)
    assert [each.agency.id for each in found] == ["town", "roads"]
