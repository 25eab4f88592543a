"""Real registers, where they lie beside the project: the counts that people made by hand must come out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.exchange.amphoe import Places
from core.exchange.dry_run import DryRun, Estimates, dry_run
from core.exchange.findings import FindingKind
from core.exchange.plan import Plan, Wishes
from core.exchange.read_cases import read_cases
from core.exchange.sandbox import Upload
from core.exchange.source_case import SourceCase
from core.exchange.survey import survey
from core.model.codes import ChannelGroup, DateBasis
from db.seed.geography import amphoe_of, provinces
from tests.unit.exchange.registers import TODAY

pytestmark = pytest.mark.shared_data
SNAPSHOTS = ("traffy_snapshot_2023-05-16_1133.csv", "traffy_snapshot_2023-05-18_0040.csv")


def udon() -> Places:
    amphoe = {one.name: {found.name for found in amphoe_of(one.code)} for one in provinces()}
    own = amphoe.pop("อุดรธานี")
    elsewhere = frozenset(name for names in amphoe.values() for name in names)
    return Places("อุดรธานี", frozenset(own), elsewhere, frozenset(amphoe))


@pytest.fixture(scope="module")
def register(shared_data: Path) -> Upload:
    return Upload(shared_data / "register" / "udon_register_2557_2559.csv")


@pytest.fixture(scope="module")
def understood(register: Upload) -> tuple[Plan, DryRun]:
    return dry_run(register, Wishes(TODAY, places=udon()))


@pytest.fixture(scope="module")
def cases(register: Upload, understood: tuple[Plan, DryRun]) -> list[SourceCase]:
    return [one for one in read_cases(register, understood[0]) if isinstance(one, SourceCase)]


def tickets(folder: Path, name: str) -> list[SourceCase]:
    upload = Upload(folder / "traffy" / name)
    return [one for one in read_cases(upload, survey(upload, Wishes(TODAY))) if isinstance(one, SourceCase)]


def test_the_counts_of_the_register(understood: tuple[Plan, DryRun]) -> None:
    run = understood[1]
    assert (run.dialect, run.rows, run.cases, run.file_day) == ("damrongtham", 2_002, 2_002, date(2016, 11, 26))
    assert run.by_channel == {
        "จดหมาย": 814,
        "แจ้งด้วยตนเอง": 715,
        "รับแจ้งจากหน่วยงานต่างๆ": 265,
        "โทรศัพท์": 112,
        "เว็บ": 96,
    }
    assert run.by_fiscal_year == {2557: 333, 2558: 1_177, 2559: 480}
    assert run.by_status == {"reported": 853, "closed": 711, "open": 438}
    assert (run.by_status_text["ยุติเรื่อง"], run.by_status_text["รายงาน"]) == (711, 810)
    assert run.estimates == Estimates(sent=1_768, reported=94, closed=290, undated=12)


def test_what_is_doubtful_in_the_register(understood: tuple[Plan, DryRun]) -> None:
    run = understood[1]
    assert [(found.column, found.value, found.kind) for found in run.rejected] == [
        ("req_alert3", "#NAME?", FindingKind.EXCEL_ERROR)
    ]
    counts = {line.kind: line.count for line in run.warnings}
    counts.pop(FindingKind.SENT_DAY_ESTIMATED)
    assert counts == {
        FindingKind.CLOSED_DAY_ESTIMATED: 290,
        FindingKind.REPORT_DAY_ESTIMATED: 94,
        FindingKind.AMPHOE_SHORTENED: 23,
        FindingKind.DUE_BEFORE_RECEIVED: 13,
        FindingKind.CLOSED_DAY_UNKNOWN: 12,
        FindingKind.UNDATED: 12,
        FindingKind.AMPHOE_ELSEWHERE: 10,
        FindingKind.REPORTED_BEFORE_RECEIVED: 9,
        FindingKind.DUPLICATE_NUMBER: 4,
        FindingKind.LETTER_BEFORE_RECEIVED: 3,
        FindingKind.AMPHOE_NOT_NAMED: 1,
        FindingKind.UNKNOWN_AMPHOE: 1,
    }


def test_the_cases_of_the_register(cases: list[SourceCase]) -> None:
    assert Counter(case.channel.group for case in cases) == {
        ChannelGroup.LETTER: 814,
        ChannelGroup.WALK_IN: 715,
        ChannelGroup.REFERRED: 265,
        ChannelGroup.PHONE: 112,
        ChannelGroup.ONLINE: 96,
    }
    closings = Counter(case.progress.closed.basis for case in cases if case.progress.closed)
    assert closings == {DateBasis.EXACT: 409, DateBasis.ESTIMATED: 290, DateBasis.UNKNOWN: 12}
    assert sum("เมืองอุดรธานี" in case.place.amphoe for case in cases) == 924
    assert sum(case.referral.handled_by_centre for case in cases) == 31
    assert len({case.source_key for case in cases}) == 2_002


def test_reading_the_register_again_changes_nothing(
    register: Upload, understood: tuple[Plan, DryRun], cases: list[SourceCase]
) -> None:
    assert list(read_cases(register, survey(register, Wishes(TODAY, places=udon())))) == cases


@pytest.mark.parametrize(
    ("name", "days", "finished", "unnumbered"),
    [
        ("traffy_2023-05-12.csv", {date(2023, 5, 11), date(2023, 5, 12)}, 98, 12),
        (SNAPSHOTS[0], {date(2023, 5, 14), date(2023, 5, 15), date(2023, 5, 16)}, 73, 8),
        (SNAPSHOTS[1], {date(2023, 5, 16), date(2023, 5, 17), date(2023, 5, 18)}, 45, 18),
    ],
)
def test_tickets(shared_data: Path, name: str, days: set[date], finished: int, unnumbered: int) -> None:
    found = tickets(shared_data, name)
    kinds = Counter(warning.kind for case in found for warning in case.warnings)
    assert (len(found), len({case.source_key for case in found})) == (1_000, 1_000)
    assert {case.received.day for case in found} == days
    assert (kinds[FindingKind.DONE_IS_NOT_CLOSED], kinds[FindingKind.NO_NUMBER]) == (finished, unnumbered)
    assert sum(case.place.coordinates is not None for case in found) == 1_000


def test_two_snapshots_read_twice_are_the_same_tickets_and_hold_none_in_common(shared_data: Path) -> None:
    first, second = (tickets(shared_data, name) for name in SNAPSHOTS)
    again = [tickets(shared_data, name) for name in SNAPSHOTS]
    assert again == [first, second]
    assert {case.source_key for case in first} & {case.source_key for case in second} == set()
