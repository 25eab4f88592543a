"""What was known of a day at an earlier instant, in a terminal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pages.terminal.base import typed_instant
from tests.terminal.conftest import Office


def test_a_case_recorded_later_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    no = office.register(monkeypatch)
    ask = office.machine.ask
    stats = ask("stats", "--known-at", str(date.today() - timedelta(days=2)))  # noqa: DTZ011  # two days are enough
    figures = [stats["total"], stats["known"]["total"], stats["known"]["pending"], stats["known"]["closed"]]
    assert (figures, stats["known"]["shifts"]) == (
        [1, 0, 0, 0],
        [{"case_no": no, "then": "outside", "now": "pending"}],
    )
    now = ask("stats", "--known-at", "2100-01-01")["known"]
    assert (now["total"], now["pending"], now["shifts"], now["at"]) == (1, 1, [], "2100-01-01T23:59:59.999999+07:00")


def test_without_the_question_there_is_no_answer(office: Office) -> None:
    assert "known" not in office.machine.ask("stats")


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "2026-03-02T25:00"])
def test_what_is_no_instant_is_bad_usage(office: Office, typed: str) -> None:
    assert office.machine.type("stats", "--known-at", typed).code == 2


def test_a_time_without_a_zone_is_of_bangkok() -> None:
    typed = typed_instant("2026-03-02T09:30")
    assert (typed.isoformat() if typed else None, typed_instant(None)) == ("2026-03-02T09:30:00+07:00", None)
