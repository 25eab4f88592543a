"""The lines a new office starts with, as changes of its lists."""

from __future__ import annotations

from collections import Counter

import pytest

from core.errors import DomainError
from core.ports import MasterChange
from core.rules.calendar import work_calendar
from db.seed.holidays import known_holidays, vouched_years
from db.seed.office import seed_changes

ROI_ET, CHIANG_MAI = "45", "50"


def test_no_line_comes_twice() -> None:
    keys = Counter((change.table, change.id) for change in seed_changes(ROI_ET))
    assert [key for key, times in keys.items() if times > 1] == []


def test_each_list_has_its_lines() -> None:
    assert Counter(change.table for change in seed_changes(ROI_ET)) == {
        "channel": 21,
        "topic": 18,
        "programme": 1,
        "agency": 82,
        "clock_set": 2,
        "holiday": 199,
        "confirmed_year": 7,
    }


@pytest.mark.parametrize(
    ("province", "names"),
    [
        pytest.param(ROI_ET, "วันพืชมงคล; วันหยุดราชการประจำภาคตะวันออกเฉียงเหนือ (งานบุญบั้งไฟ)", id="two-names"),
        pytest.param(CHIANG_MAI, "วันพืชมงคล", id="one-name"),
    ],
)
def test_two_holidays_on_a_day_keep_both_names(province: str, names: str) -> None:
    (line,) = (each for each in seed_changes(province) if each.id == "2021-05-10")
    assert line == MasterChange("holiday", "2021-05-10", {"name": names})


def test_the_lines_make_the_calendar_that_the_rules_count_by() -> None:
    calendar = work_calendar(known_holidays(), province_code=ROI_ET, confirmed_years=vouched_years(ROI_ET), version=1)
    lines = {each.id: each.body["name"] for each in seed_changes(ROI_ET) if each.table == "holiday" and each.body}
    assert lines == {day.isoformat(): name for day, name in calendar.holidays.items()}


def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        seed_changes("99")
    assert refused.value.key == "error.unknown_province"
