"""After a long silence the machine's date is vouched for on screen, and only then anything is recorded."""

from __future__ import annotations

import pytest

from core.errors import ClockWrong
from core.model.facts import Registered
from core.text.catalogue import t
from core.usecases.register_case import RegisterCase, register_case
from tests.support.settings_office import DIRECTOR, SettingsOffice, press, settled

__all__ = ["settled"]

DOUBTED = "วันที่ของเครื่องคือ วันเสาร์ที่ 15 สิงหาคม 2569"


def register(settled: SettingsOffice, key: str) -> str:
    command = RegisterCase(request_id=key, facts=Registered("walk_in"), title="ขอให้ซ่อมถนนหน้าตลาด")
    return str(register_case(command, settled.context(DIRECTOR)).no)


def test_the_director_vouches_for_the_date_and_the_office_goes_on(settled: SettingsOffice) -> None:
    register(settled, "before")
    settled.office.clock.move(days=46)
    with pytest.raises(ClockWrong) as told:
        register(settled, "after")
    assert told.value.key == "error.clock_ahead"
    app = settled.page("backup", DIRECTOR)
    assert [each.value.split(" แต่")[0] for each in app.warning] == [DOUBTED]
    press(app, "clock_confirm")
    assert ([each.value for each in app.success], list(app.warning)) == ([t("clock.confirmed")], [])
    assert (register(settled, "after"), settled.office.faults()) == ("2/2569", [])


@pytest.mark.parametrize("days", [0, 39, -2])
def test_on_other_days_nothing_is_asked(settled: SettingsOffice, days: int) -> None:
    register(settled, "before")
    settled.office.clock.move(days=days)
    assert [each.key for each in settled.page("backup", DIRECTOR).button if each.key == "clock_confirm"] == []
