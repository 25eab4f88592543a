"""The page of holidays: days come and go, a year is vouched for, and promised days move only when somebody says so."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import NotAllowed
from core.model.case import CaseNo
from core.model.codes import ObligationKind
from core.model.facts import Registered
from core.model.holidays import WorkCalendar
from core.ports import Context, MasterChange
from core.usecases.edit_masters import edit_masters
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.recalculate_all import RecalculateAll, recalculate_all, touched_promises
from core.usecases.register_case import RegisterCase, register_case
from tests.support.screens import drawing, rerun
from tests.support.settings_office import ADMIN, DIRECTOR, OFFICER, SettingsOffice, press, settled

__all__ = ["settled"]

NEXT_FRIDAY = date(2026, 7, 3)
"""The office stands on Tuesday 30 June 2026; a case sent that day is to be acknowledged on Wednesday."""


def calendar(settled: SettingsOffice) -> WorkCalendar:
    return settled.context().masters.calendar


def sent(ctx: Context, key: str) -> CaseNo:
    """A case that was sent today."""
    facts = Registered("walk_in", topic_id="land", amphoe_code="4501")
    no = register_case(RegisterCase(request_id=f"r-{key}", facts=facts, title="ขอให้ตรวจสอบแนวเขตที่ดิน"), ctx).no
    forward_case(ForwardCase(request_id=f"f-{key}", no=no, agency_id="land"), ctx)
    return no


def dues(ctx: Context, no: CaseNo) -> dict[ObligationKind, date]:
    return {row.kind: row.due_on for row in ctx.ledger.case(no).obligations if row.is_unmet}


def add(app: AppTest, day: str, name: str) -> AppTest:
    app.text_input(key="holiday_day").set_value(day)
    app.text_input(key="holiday_name").set_value(name)
    return press(rerun(app), "holiday_add")


def test_a_year_shows_its_days_and_whether_somebody_vouched_for_it(settled: SettingsOffice) -> None:
    app = settled.page("holidays", year="2567")
    rows = [row["cells"] for row in drawing(app, "list")["rows"]]
    assert rows[0]["title"] == "วันขึ้นปีใหม่"
    assert rows[0]["day"] == "วันจันทร์ 1 ม.ค. 2567"
    assert len(rows) == sum(day.year == 2024 for day in calendar(settled).holidays)
    assert "ยืนยันวันหยุดปี 2567 แล้ว แก้ไขรายวันได้หากมีประกาศเพิ่ม" in [each.value for each in app.caption]


def test_a_day_is_added_renamed_and_taken_out(settled: SettingsOffice) -> None:
    app = add(settled.page("holidays"), "๓ ก.ค. ๖๙", "วันหยุดพิเศษ")
    assert [each.value for each in app.success] == ["บันทึกวันหยุด 3 ก.ค. 2569 แล้ว"]
    assert calendar(settled).holidays[NEXT_FRIDAY] == "วันหยุดพิเศษ"
    app = settled.page("holidays", year="2569", day="2026-07-03")
    app.text_input(key="holiday_name_2026-07-03").set_value("วันหยุดของจังหวัด")
    press(rerun(app), "holiday_rename")
    assert calendar(settled).holidays[NEXT_FRIDAY] == "วันหยุดของจังหวัด"
    press(app, "holiday_remove")
    assert NEXT_FRIDAY not in calendar(settled).holidays
    assert settled.office.faults() == []


@pytest.mark.parametrize(
    ("day", "name", "said"),
    [
        pytest.param("31/2/2569", "วันหยุด", "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวันและเดือน", id="no-such-day"),
        pytest.param("3/7/2569", "", "โปรดพิมพ์ชื่อวันหยุด ไม่เกิน 200 ตัวอักษร", id="no-name"),
        pytest.param("พรุ่งนี้", "วันหยุด", "อ่านวันที่ไม่ได้ โปรดพิมพ์ เช่น 22/11/2569 หรือ 22 พ.ย. 69", id="no-day"),
    ],
)
def test_a_day_that_cannot_stand_is_refused_and_stays_typed(
    settled: SettingsOffice, day: str, name: str, said: str
) -> None:
    before = calendar(settled).holidays
    app = add(settled.page("holidays"), day, name)
    assert [each.value for each in app.error] == [said]
    assert app.text_input(key="holiday_day").value == day
    assert calendar(settled).holidays == before


def test_a_later_year_is_proposed_and_counts_only_once_a_person_confirmed_it(settled: SettingsOffice) -> None:
    app = settled.page("holidays", year="2572")
    assert [each.value for each in app.warning] == ["ยังไม่ได้ยืนยันวันหยุดราชการปี 2572 กำหนดที่ตกในปีนี้อาจคลาดเคลื่อน"]
    offered = {str(each.key): each for each in app.checkbox}
    assert offered["holiday_take_2029-04-13"].value
    assert "holiday_take_2029-05-01" not in offered
    offered["holiday_take_2029-04-13"].uncheck()
    press(rerun(app), "holiday_confirm")
    found = calendar(settled)
    assert 2029 in found.confirmed_years
    assert date(2029, 4, 14) in found.holidays
    assert date(2029, 4, 13) not in found.holidays


def test_promised_days_are_listed_and_move_only_by_the_named_action(settled: SettingsOffice) -> None:
    ctx = settled.context(DIRECTOR)
    no = sent(ctx, "one")
    before = dues(ctx, no)
    edit_masters([MasterChange("holiday", "2026-07-01", {"name": "วันหยุดพิเศษ"})], settled.context())
    assert dues(ctx, no) == before
    found = {each.kind: (each.due_on, each.would_be) for each in touched_promises(settled.context(DIRECTOR))}
    assert found[ObligationKind.ACKNOWLEDGE] == (date(2026, 7, 1), date(2026, 7, 2))
    app = settled.page("holidays", DIRECTOR, year="2569")
    assert str(no) in " ".join(str(each.proto.body) for each in app.get("html"))
    press(app, "holiday_recalculate")
    assert [each.value for each in app.success] == ["คำนวณกำหนดใหม่แล้ว 1 เรื่อง วันเดิมยังดูได้ในแต่ละเรื่อง"]
    after = dues(ctx, no)
    assert after[ObligationKind.ACKNOWLEDGE] == date(2026, 7, 2)
    assert {kind: after[kind] for kind in found} == {kind: would_be for kind, (_, would_be) in found.items()}
    assert touched_promises(settled.context(DIRECTOR)) == ()
    assert settled.office.faults() == []


def test_a_repeated_submit_moves_nothing_twice(settled: SettingsOffice) -> None:
    no = sent(settled.context(DIRECTOR), "one")
    edit_masters([MasterChange("holiday", "2026-07-01", {"name": "วันหยุดพิเศษ"})], settled.context())
    command = RecalculateAll(request_id="again", nos=(no,))
    assert [recalculate_all(command, settled.context(DIRECTOR)) for _ in range(2)] == [1, 0]
    kinds = [each.payload for each in settled.context(DIRECTOR).ledger.history(no)]
    assert sum(type(each).__name__ == "Recalculated" for each in kinds) == 1


@pytest.mark.parametrize("username", [ADMIN, "landman", "dao", "audit"])
def test_only_who_may_move_due_days_sees_and_moves_them(settled: SettingsOffice, username: str) -> None:
    ctx = settled.context(username)
    with pytest.raises(NotAllowed):
        touched_promises(ctx)
    with pytest.raises(NotAllowed):
        recalculate_all(RecalculateAll(request_id="x", nos=(CaseNo(1, 2569),)), ctx)


def test_an_administrator_edits_days_and_learns_who_moves_promises(settled: SettingsOffice) -> None:
    app = settled.page("holidays")
    assert "holiday_recalculate" not in {each.key for each in app.button}
    assert any("ผู้อำนวยการกลุ่มงานดูรายการที่กระทบ" in str(each.value) for each in app.caption)
    assert not settled.page("holidays", OFFICER).title


def test_the_year_is_drawn_as_twelve_months_with_its_holidays(settled: SettingsOffice) -> None:
    app = settled.page("holidays", year="2569")
    assert 'class="dr-month"' not in " ".join(str(each.proto.body) for each in app.get("html"))
    app.session_state["months_2026"] = True
    body = " ".join(str(each.proto.body) for each in rerun(app).get("html"))
    days = [day for day in calendar(settled).holidays if day.year == 2026]
    assert (body.count('<table class="dr-month">'), body.count('<td class="dr-holiday"')) == (12, len(days))
    assert "<caption>มกราคม 2569</caption>" in body
    first = body.partition("<tbody>")[2].partition("</tr>")[0]  # 1 January 2026 is a Thursday
    assert first == (
        '<tr><td></td><td></td><td></td><td></td><td class="dr-holiday" title="วันขึ้นปีใหม่"><strong>1</strong></td>'
        '<td class="dr-holiday" title="วันหยุดพิเศษ (เพิ่มเติม)"><strong>2</strong></td><td class="dr-weekend">3</td>'
    )
