"""Duplicates are linked to a lead, never merged, and close only with or after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.case import Case
from core.model.codes import (
    ClosingClass,
)
from core.rules.decide import closing, intake
from tests.support.cases import (
    OFFICE,
    Step,
    case_of,
    closed,
    day,
    linked,
    registered,
    said,
    voided,
)
from tests.support.refusals import refused


def lead_case(*steps: Step) -> Case:
    """Another case, which this one may follow."""
    return replace(case_of(registered("2026-03-02"), *steps), id=7)


FOLLOWER = lead_case(linked("2026-03-06", replace(lead_case(), id=9)))


def test_a_duplicate_names_its_lead() -> None:
    with refused("error.not_linked"):
        case_of(registered("2026-03-05"), closed("2026-03-06", ClosingClass.DUPLICATE))


@pytest.mark.parametrize(
    ("lead", "on", "key"),
    [
        pytest.param(lead_case(), "2026-03-12", "error.lead_still_open", id="lead-open"),
        pytest.param(lead_case(voided("2026-03-10")), "2026-03-12", "error.lead_still_open", id="lead-void"),
        pytest.param(lead_case(closed("2026-03-11")), "2026-03-10", "error.day_before_cause", id="day-before-the-lead"),
        pytest.param(lead_case(closed("2026-03-11")), "2026-03-11", None, id="with-the-lead"),
        pytest.param(lead_case(closed("2026-03-11")), "2026-03-12", None, id="after-the-lead"),
        pytest.param(replace(lead_case(closed("2026-03-11")), id=8), "2026-03-12", "error.lead_still_open", id="other"),
        pytest.param(None, "2026-03-12", "error.lead_still_open", id="lead-not-shown"),
    ],
)
def test_a_duplicate_closes_only_with_or_after_its_lead(lead: Case | None, on: str, key: str | None) -> None:
    case = case_of(registered("2026-03-05"), linked("2026-03-06", lead_case()))
    if key is None:
        event = closing.close(case, ClosingClass.DUPLICATE, said(on), OFFICE, lead=lead)
        assert event.happened_on == day(on)
        return
    with refused(key):
        closing.close(case, ClosingClass.DUPLICATE, said(on), OFFICE, lead=lead)


@pytest.mark.parametrize(
    ("lead", "is_followed", "key"),
    [
        pytest.param(replace(lead_case(), id=1), False, "error.not_a_lead", id="itself"),
        pytest.param(lead_case(voided("2026-03-10")), False, "error.not_a_lead", id="void"),
        pytest.param(
            lead_case(linked("2026-03-06", replace(lead_case(), id=9))), False, "error.not_a_lead", id="follower"
        ),
        pytest.param(lead_case(), True, "error.is_a_lead", id="a-lead-does-not-follow"),
    ],
)
def test_chains_of_duplicates_cannot_form(*, lead: Case, is_followed: bool, key: str) -> None:
    with refused(key):
        intake.link(case_of(registered("2026-03-05")), lead, said("2026-03-06"), OFFICE, is_followed=is_followed)


def test_unlinking() -> None:
    case = case_of(registered("2026-03-05"), linked("2026-03-06", lead_case()))
    event = intake.unlink(case, said("2026-03-07"), OFFICE)
    alone = case_of(registered("2026-03-05"), linked("2026-03-06", lead_case()), lambda *_: event)
    assert (case.lead_id, case.lead_no, alone.lead_id, alone.lead_no) == (7, "1/2569", None, "")
    with refused("error.not_linked"):
        intake.unlink(alone, said("2026-03-07"), OFFICE)
