"""Which back-ups stay, which is the newest, and whether their place is lost together with the office."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backup import disks
from db.backup.rotation import BANGKOK, backups_in, free_file, newest_backup, outdated, owner_of, prune

NOW = datetime(2026, 3, 31, 17, 0, tzinfo=BANGKOK)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 30), timezones=st.just(BANGKOK))  # noqa: DTZ001


def at(day: str, hour: int = 16) -> datetime:
    """A moment of a Bangkok day."""
    return datetime.fromisoformat(f"{day}T{hour:02}:30:00+07:00")


def every_day(until: datetime, count: int) -> list[datetime]:
    """One back-up a day, the last at ``until``."""
    return [until - timedelta(days=back) for back in range(count)]


def days(kept: set[datetime]) -> list[str]:
    """Bangkok days, newest first."""
    return [f"{each.astimezone(BANGKOK):%m-%d}" for each in sorted(kept, reverse=True)]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        pytest.param([], [], id="none"),
        pytest.param([at("2026-03-31")], ["03-31"], id="one"),
        pytest.param(every_day(at("2026-03-27"), 4), ["03-27", "03-26", "03-25", "03-24"], id="a-week"),
        pytest.param(
            every_day(at("2026-03-31"), 35),
            # seven days; Sundays of the three weeks before; month ends
            ["03-31", "03-30", "03-29", "03-28", "03-27", "03-26", "03-25", "03-22", "03-15", "02-28"],
            id="five-weeks",
        ),
        pytest.param(
            [at("2025-01-15"), at("2025-02-15"), at("2025-03-15")],
            ["03-15", "02-15", "01-15"],
            id="nothing-goes-by-age",
        ),
        pytest.param(
            [at("2026-03-31", 9), at("2026-03-31", 10), at("2026-03-30", 9), at("2026-03-30", 10)],
            ["03-31", "03-31", "03-30"],
            id="all-of-the-newest-day",
        ),
        pytest.param([at("2036-03-31"), at("2026-03-31")], ["03-31", "03-31"], id="one-from-the-future-stays"),
        pytest.param(
            [datetime(2026, 3, 30, 17, 30, tzinfo=UTC), datetime(2026, 3, 30, 16, 30, tzinfo=UTC)],
            ["03-31", "03-30"],
            id="days-are-bangkok-days",
        ),
    ],
)  # fmt: skip
def test_what_is_kept(made: list[datetime], kept: list[str]) -> None:
    assert days(set(made) - outdated(made, now=NOW)) == kept


def test_two_years_of_days_leave_seven_days_four_weeks_and_twelve_months() -> None:
    made = every_day(at("2026-03-31"), 730)
    kept = sorted(set(made) - outdated(made, now=NOW))
    assert len(kept) == 20  # 7 days, 2 more Sundays (15 and 22 March), 11 more month ends
    assert kept[0] == at("2025-04-30")


def test_a_day_at_a_time_keeps_the_same_as_all_at_once() -> None:
    kept: set[datetime] = set()
    for made in reversed(every_day(at("2026-03-31"), 500)):
        kept.add(made)
        kept -= outdated(kept, now=made)
    assert kept == set(every_day(at("2026-03-31"), 500)) - outdated(every_day(at("2026-03-31"), 500), now=NOW)


@given(st.sets(MOMENTS, max_size=60))
def test_the_newest_is_never_outdated_and_twice_is_as_once(made: set[datetime]) -> None:
    kept = made - outdated(made, now=NOW)
    assert outdated(kept, now=NOW) == set()
    assert not made or max(made) in kept
    assert len({each.date() for each in kept}) <= 7 + 4 + 12


# --- folders ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that two offices share, with a stranger's files on it."""
    for name in (
        *(f"damrong-aaaa1111-202603{day:02}-163000.backup" for day in range(1, 32)),
        "damrong-bbbb2222-20260301-163000.backup",
        "damrong-bbbb2222-20260302-163000.backup",
        "damrong-aaaa1111-20360101-000000.backup",
        "damrong-aaaa1111-20269999-000000.backup",
        "damrong-aaaa1111-20260101-000000.backup.txt",
        "holiday.jpg",
    ):
        (tmp_path / name).touch()
    return tmp_path


def test_pruning_touches_own_back_ups_only(stick: Path) -> None:
    before = {file.name for file in stick.iterdir()}
    removed = {file.name for file in prune(stick, installation_id="AAAA-1111-2222", now=NOW)}
    assert removed == {
        f"damrong-aaaa1111-202603{day:02}-163000.backup" for day in (*range(1, 15), *range(16, 22), 23, 24)
    }
    assert {file.name for file in stick.iterdir()} == before - removed


def test_what_a_cut_off_back_up_left_goes_after_a_day(tmp_path: Path) -> None:
    old, new = (tmp_path / f"damrong-aaaa1111-2026030{day}-163000.backup.partial" for day in (1, 2))
    for file, age in ((old, timedelta(days=1, seconds=1)), (new, timedelta(hours=1))):
        file.touch()
        os.utime(file, ((NOW - age).timestamp(), (NOW - age).timestamp()))
    assert prune(tmp_path, installation_id="aaaa1111", now=NOW) == [old]
    assert new.exists()


@pytest.mark.parametrize(
    ("owner", "now", "name"),
    [
        pytest.param("aaaa1111", NOW, "damrong-aaaa1111-20260331-163000.backup", id="mine"),
        pytest.param("bbbb2222", NOW, "damrong-bbbb2222-20260302-163000.backup", id="the-other-office-s"),
        pytest.param(None, at("2026-03-05", 17), "damrong-aaaa1111-20260305-163000.backup", id="anybody-s-by-then"),
        pytest.param(None, at("2036-01-01"), "damrong-aaaa1111-20360101-000000.backup", id="the-future-has-come"),
    ],
)
def test_the_newest_back_up(stick: Path, owner: str | None, now: datetime, name: str) -> None:
    found = newest_backup(stick, now=now, installation_id=owner)
    assert found is not None
    assert found.file == stick / name


def test_the_moment_of_a_back_up_is_read_from_its_name(stick: Path) -> None:
    assert backups_in(stick, installation_id="bbbb2222")[0].made_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_place_that_is_not_there_holds_no_back_up(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "stick", now=NOW) is None


@pytest.mark.parametrize(
    ("installation_id", "owner"),
    [
        pytest.param("0123abcd-4567", "0123abcd", id="long"),
        pytest.param("A-1", "a1", id="short"),
        pytest.param("../ก", "0", id="nothing-usable"),
    ],
)
def test_only_plain_signs_get_into_file_names(installation_id: str, owner: str) -> None:
    assert owner_of(installation_id) == owner
    assert free_file(Path("x"), installation_id, NOW) == Path(f"x/damrong-{owner}-20260331-170000.backup")


# --- disks -----------------------------------------------------------------------------------------------------------
def test_two_folders_of_one_disk_are_lost_together(tmp_path: Path) -> None:
    assert disks.is_same_disk(tmp_path, tmp_path / "not" / "there" / "yet")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("sda1", "sda2", True, id="two-partitions-of-one-disk"),
        pytest.param("sda1", "sdb1", False, id="two-disks"),
        pytest.param("dm-0", "sda2", True, id="a-volume-on-the-disk"),
        pytest.param("dm-0", "sdb1", True, id="a-volume-that-spans-both"),
        pytest.param("sdc", "sda1", False, id="a-stick-without-partitions"),
        pytest.param("sdc", "sdc", True, id="the-stick-itself"),
    ],
)
def test_disks_as_the_system_tells_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, *, same: bool
) -> None:
    devices = _pretend_devices(tmp_path)
    monkeypatch.setattr(disks, "BLOCK_DEVICES", tmp_path / "dev")
    monkeypatch.setattr(disks, "_device", lambda place: devices[place.name])
    assert disks.is_same_disk(Path(first), Path(second)) is same


def _pretend_devices(root: Path) -> dict[str, int]:
    """Lay out block devices as Linux shows them: sda and sdb with partitions, dm-0 over sda1 and sdb1, sdc bare."""
    places = {"sda1": "sda/sda1", "sda2": "sda/sda2", "sdb1": "sdb/sdb1", "dm-0": "dm-0", "sdc": "sdc"}
    numbers = {name: os.makedev(8, count) for count, name in enumerate(places)}
    (root / "dev").mkdir()
    for name, place in places.items():
        (root / "block" / place).mkdir(parents=True)
        if "/" in place:
            (root / "block" / place / "partition").touch()
        (root / "dev" / f"8:{os.minor(numbers[name])}").symlink_to(root / "block" / place)
    (root / "block/dm-0/slaves").mkdir()
    for part in ("sda1", "sdb1"):
        (root / "block/dm-0/slaves" / part).symlink_to(root / "block" / places[part])
    return numbers


def test_where_the_system_tells_nothing_one_volume_is_one_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disks, "BLOCK_DEVICES", tmp_path)
    assert disks.is_same_disk(tmp_path, tmp_path)
    monkeypatch.setattr(disks, "_device", lambda place: len(place.name))
    assert not disks.is_same_disk(Path("a"), Path("bb"))


def test_work_folders_are_private_and_stale_ones_go(tmp_path: Path) -> None:
    for name, age in ((".damrong-work-old", timedelta(days=2)), (".damrong-work-new", timedelta(hours=1))):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, ((NOW - age).timestamp(), (NOW - age).timestamp()))
    with disks.work_folder(tmp_path, now=NOW) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in tmp_path.iterdir()] == [".damrong-work-new"]
