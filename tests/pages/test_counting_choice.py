"""The kinds of contact that the office's figures count: chosen on a page, in force for every day at once."""

from __future__ import annotations

from core.model.codes import ContactKind
from core.model.facts import Registered
from core.model.masters import STOCK_KINDS
from core.model.office_facts import OfficeSetting, stock_kinds
from core.text.catalogue import label, t
from core.usecases.register_case import RegisterCase, register_case
from tests.support.office import office, office_template, office_templates
from tests.support.screens import drawings
from tests.support.settings_office import DIRECTOR, SettingsOffice, press, settled

__all__ = ["office", "office_template", "office_templates", "settled"]

GRIEVANCE, ADVICE = ContactKind.GRIEVANCE, ContactKind.ADVICE


def total(settled: SettingsOffice) -> int:
    """How many cases the headline of today counts."""
    ctx = settled.context(DIRECTOR)
    return int(ctx.reads.headline(ctx.clock.today()).total)


def three_cases(settled: SettingsOffice) -> None:
    """Two grievances and one piece of advice."""
    for n, kind in enumerate((GRIEVANCE, GRIEVANCE, ADVICE)):
        facts = Registered("walk_in", contact_kind=kind, topic_id="land")
        command = RegisterCase(request_id=f"case-{n}", facts=facts, title="ขอให้ตรวจสอบแนวเขต")
        register_case(command, settled.context(DIRECTOR))


def test_what_is_chosen_counts_at_once_on_every_page(settled: SettingsOffice) -> None:
    three_cases(settled)
    assert total(settled) == 2
    app = settled.page("office")
    assert app.session_state["counting_kinds"] == [each for each in ContactKind if each in STOCK_KINDS]
    app.button_group(key="counting_kinds").set_value([ADVICE])
    press(app, "counting_save")
    assert [each.value for each in app.success] == [t("counting.said", n=1)]
    assert stock_kinds(settled.context().masters.settings) == {ADVICE}
    assert total(settled) == 1
    kinds = drawings(settled.page("dashboard", DIRECTOR), "figures")[-1]["figures"]
    told = [(each["label"], each["value"], each["note"]) for each in kinds]
    assert told == [(label(GRIEVANCE), "2", t("counting.beside")), (label(ADVICE), "1", t("counting.in"))]
    app = press(settled.page("office"), "counting_usual")
    press(app, "counting_save")
    assert (total(settled), stock_kinds(settled.context().masters.settings)) == (2, STOCK_KINDS)


def test_one_kind_at_least_is_counted(settled: SettingsOffice) -> None:
    app = settled.page("office")
    app.button_group(key="counting_kinds").set_value([])
    press(app, "counting_save")
    assert [each.value for each in app.error] == [t("error.stock_kinds_missing")]
    assert OfficeSetting.STOCK_KINDS not in settled.context().masters.settings


def test_work_of_the_day_shows_every_kind_whatever_is_counted(settled: SettingsOffice) -> None:
    three_cases(settled)
    ctx = settled.context(DIRECTOR)
    view = ctx.reads.today(ctx.clock.today(), ctx.clock.today(), queue=None, limit=10, offset=0, silence=None)
    assert view.counts["not_sent"].cases == 3
