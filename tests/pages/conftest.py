"""A small province behind the pages, and the people who look at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from core.model.codes import Role
from core.rules.access import Actor
from tests.support.moves import Desk
from tests.support.office import office, office_template, office_templates
from tests.support.province import TODAY, set_up, settings_of, small_province
from tests.support.screens import sign_in_as

__all__ = ["office", "office_template", "office_templates"]

ANONG = Actor(1, "anong", "อนงค์ เจ้าหน้าที่ตัวอย่าง", Role.OFFICER)
BOONMEE = Actor(2, "boonmee", "บุญมี ผู้อำนวยการตัวอย่าง", Role.DIRECTOR)
CHAI = Actor(3, "chai", "ชัย หน่วยงานตัวอย่าง", Role.AGENCY, "agency-elsewhere")
LANDMAN = Actor(4, "landman", "เล็ก หน่วยงานตัวอย่าง", Role.AGENCY, "land")
DAO = Actor(5, "dao", "ดาว ผู้บริหารตัวอย่าง", Role.EXECUTIVE)
SOMSRI = Actor(6, "somsri", "สมศรี ผู้ดูแลตัวอย่าง", Role.ADMIN)
AUDITOR = Actor(7, "audit", "อุดม ผู้ตรวจสอบตัวอย่าง", Role.AUDITOR)


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Every run of a page would look through all installed packages for components: two thirds of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def province_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small province lies; pages only read it, so that one serves every test."""
    folder = tmp_path_factory.mktemp("province")
    small_province(folder)
    return folder


@pytest.fixture
def province(province_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small province as the installation that pages open."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(province_folder / "data"))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(province_folder / "test.key"))
    monkeypatch.setenv("DAMRONG_TODAY", TODAY.isoformat())
    return province_folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An office without cases, in which Boonmee writes."""
    folder = tmp_path_factory.mktemp("desk")
    set_up(settings_of(folder))
    return Desk(folder, BOONMEE)


@pytest.fixture
def at_the_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages open in that office, before Anong."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(desk.folder / "data"))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(desk.folder / "test.key"))
    monkeypatch.setenv("DAMRONG_TODAY", TODAY.isoformat())
    sign_in_as(monkeypatch, ANONG)
