"""Keys and data prove each other at every start; rotation and loss never leave an office that cannot write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from db.engine import engine_for, reading, writing
from db.keys import recovery
from db.keys.change import recover_ring, replace_lost, ring_from_code, rotate
from db.keys.file import is_private, load_ring, save_ring
from db.keys.proof import TABLE, confirm_recovery, lost_keys, prove_keys, recovery_wraps, start_keys
from db.keys.ring import KeyRing
from tests.support.refusals import refused

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
PROVINCE = "45"
RING = KeyRing(current=2, masters={1: b"\x01" * 32, 2: b"\x02" * 32})


@dataclass(frozen=True)
class Office:
    """A set-up installation of a test."""

    engine: Engine
    file: Path
    ring: KeyRing
    code: str


@pytest.fixture(autouse=True)
def cheap_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch the code less than in an office, so that the tests are quick."""
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def engine(blank_database_url: str) -> Engine:
    """A database that has only the table of key checks."""
    engine = engine_for(blank_database_url)
    SQLModel.metadata.create_all(engine, tables=[TABLE])
    return engine


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    """An installation with its first key."""
    file = tmp_path / "home" / "one.key"
    with writing(engine) as connection:
        ring, code = start_keys(connection, file, province_id=PROVINCE, now=NOW)
    return Office(engine, file, ring, code)


def test_set_up_makes_a_key_that_proves_itself(office: Office) -> None:
    with reading(office.engine) as connection:
        assert prove_keys(connection, load_ring(office.file), province_id=PROVINCE) == office.ring
        stored = str(connection.execute(select(TABLE)).mappings().one())
    assert office.ring.masters[1].hex() not in stored
    assert not any(group in stored for group in office.code.split("-"))


def test_set_up_uses_a_key_file_that_was_laid_there(engine: Engine, tmp_path: Path) -> None:
    save_ring(RING, tmp_path / "laid.key")
    with writing(engine) as connection:
        ring, _ = start_keys(connection, tmp_path / "laid.key", province_id=PROVINCE, now=NOW)
        assert prove_keys(connection, ring, province_id=PROVINCE) == RING


@pytest.mark.parametrize(
    ("ring", "key"),
    [
        pytest.param(KeyRing(current=1, masters={1: b"\x09" * 32}), "error.key_wrong", id="another-master"),
        pytest.param(KeyRing(current=2, masters={2: b"\x09" * 32}), "error.key_missing", id="another-id"),
    ],
)
def test_a_key_that_does_not_fit_the_data_is_refused(office: Office, ring: KeyRing, key: str) -> None:
    with reading(office.engine) as connection, refused(key):
        prove_keys(connection, ring, province_id=PROVINCE)


def test_a_province_without_keys_is_refused(office: Office) -> None:
    with reading(office.engine) as connection, refused("error.key_missing"):
        prove_keys(connection, office.ring, province_id="46")


@pytest.mark.parametrize(
    ("typed", "confirmed"),
    [
        pytest.param(lambda code: code[-7:].replace("-", ""), True, id="the-last-six"),
        pytest.param(lambda code: code[-7:].lower(), True, id="small-letters-and-hyphen"),
        pytest.param(lambda code: code[-5:], False, id="five"),
        pytest.param(lambda code: code[:6], False, id="the-first-six"),
        pytest.param(lambda code: "", False, id="nothing"),
        pytest.param(lambda code: code, False, id="the-whole-code"),
    ],
)
def test_the_last_six_signs_confirm_the_sheet(office: Office, typed: object, confirmed: bool) -> None:  # noqa: FBT001
    assert callable(typed)
    with reading(office.engine) as connection:
        assert confirm_recovery(connection, typed(office.code), province_id=PROVINCE) is confirmed


def test_rotation_keeps_old_texts_readable_and_closes_all_keys_with_the_new_sheet(office: Office) -> None:
    blob = office.ring.encrypt("person", "อนงค์", aad="person|name|1")
    with writing(office.engine) as connection:
        ring, code = rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
    assert (ring.current, sorted(ring.masters)) == (2, [1, 2])
    assert ring.decrypt_text("person", blob, aad="person|name|1") == "อนงค์"
    with reading(office.engine) as connection:
        assert prove_keys(connection, load_ring(office.file), province_id=PROVINCE) == ring
        assert ring_from_code(recovery_wraps(connection), code) == ring
        with refused("error.recovery_code_wrong"):
            ring_from_code(recovery_wraps(connection), office.code)
        assert confirm_recovery(connection, code[-7:], province_id=PROVINCE)
        assert not confirm_recovery(connection, office.code[-7:], province_id=PROVINCE)


def test_rotation_with_the_present_sheet_keeps_the_sheet(office: Office) -> None:
    with writing(office.engine) as connection:
        ring, code = rotate(
            connection, office.ring, office.file, province_id=PROVINCE, now=LATER, code=office.code.lower()
        )
        assert code == office.code
        assert ring_from_code(recovery_wraps(connection), office.code) == ring


def test_rotation_with_another_sheet_changes_nothing(office: Office) -> None:
    with refused("error.recovery_code_wrong"), writing(office.engine) as connection:
        rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER, code=recovery.new_code())
    assert load_ring(office.file) == office.ring


def test_a_rotation_cut_off_before_its_commit_leaves_a_working_office(office: Office) -> None:
    with writing(office.engine) as connection:
        rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
        connection.get_transaction().rollback()  # type: ignore[union-attr]
    on_file = load_ring(office.file)
    assert on_file.current == 2
    with writing(office.engine) as connection:
        proved = prove_keys(connection, on_file, province_id=PROVINCE)
        assert proved.current == 1
        again, _ = rotate(connection, proved, office.file, province_id=PROVINCE, now=LATER)
    assert sorted(again.masters) == [1, 2, 3]


def test_a_ring_from_before_a_rotation_is_refused_and_cannot_overwrite_the_file(office: Office) -> None:
    with writing(office.engine) as connection:
        turned, _ = rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
    with refused("error.key_missing"), writing(office.engine) as connection:
        rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
    assert load_ring(office.file) == turned


def test_rotation_keeps_the_keys_of_an_installation_that_shares_the_file(office: Office) -> None:
    shared = KeyRing(current=2, masters={**office.ring.masters, 2: b"\x07" * 32})
    save_ring(shared, office.file)
    with writing(office.engine) as connection:
        ring, _ = rotate(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
    assert (ring.current, ring.masters[2]) == (3, b"\x07" * 32)


def test_the_sheet_makes_a_lost_key_file_again(office: Office) -> None:
    office.file.unlink()
    with reading(office.engine) as connection:
        with refused("error.recovery_code_wrong"):
            recover_ring(connection, office.file, recovery.new_code(), province_id=PROVINCE)
        assert not office.file.exists()
        recover_ring(connection, office.file, office.code, province_id=PROVINCE)
    assert load_ring(office.file) == office.ring
    assert is_private(office.file)


def test_without_key_and_sheet_a_new_key_starts_and_the_old_rows_stay_closed(office: Office) -> None:
    blob = office.ring.encrypt("person", "อนงค์", aad="person|name|1")
    office.file.unlink()
    with writing(office.engine) as connection:
        ring, code = replace_lost(connection, None, office.file, province_id=PROVINCE, now=LATER)
    assert ring.current == 2
    with refused("error.key_missing"):
        ring.decrypt("person", blob, aad="person|name|1")
    with reading(office.engine) as connection:
        assert lost_keys(connection, province_id=PROVINCE) == {1}
        assert prove_keys(connection, load_ring(office.file), province_id=PROVINCE) == ring
        assert ring_from_code(recovery_wraps(connection), code) == ring


def test_a_wrong_key_file_is_kept_when_the_key_is_given_up(office: Office) -> None:
    stranger = KeyRing(current=1, masters={1: b"\x09" * 32})
    save_ring(stranger, office.file)
    with writing(office.engine) as connection:
        replace_lost(connection, stranger, office.file, province_id=PROVINCE, now=LATER)
    aside = office.file.with_name("one.key.before-20260601-093000")
    assert load_ring(aside) == stranger
    assert is_private(aside)


def test_a_key_that_fits_is_not_given_up(office: Office) -> None:
    with refused("error.key_not_lost"), writing(office.engine) as connection:
        replace_lost(connection, office.ring, office.file, province_id=PROVINCE, now=LATER)
    assert load_ring(office.file) == office.ring


def test_giving_up_one_key_keeps_the_others(office: Office) -> None:
    with writing(office.engine) as connection:
        ring, _ = rotate(connection, office.ring, office.file, province_id=PROVINCE, now=NOW)
    older = KeyRing(current=1, masters={1: ring.masters[1]})
    with writing(office.engine) as connection:
        kept, code = replace_lost(connection, older, office.file, province_id=PROVINCE, now=LATER)
        assert lost_keys(connection, province_id=PROVINCE) == {2}
        assert ring_from_code(recovery_wraps(connection), code) == kept
    assert (kept.current, sorted(kept.masters)) == (3, [1, 3])
