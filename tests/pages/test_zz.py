"""The page that brings a register in: nothing is written before the button, every question is asked, all is reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.model.codes import Role
from core.rules.access import Actor
from core.text.catalogue import t
from db.context import forget_homes
from tests.support.importing import Importer
from tests.support.office import Office
from tests.unit.exchange.registers import csv_bytes, req_row

ROOT = Path(__file__).resolve().parents[2]
DIRECTOR = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
ROWS = [req_row("11"), req_row("12", send_name="ชมรมคนรักบ้าน", status="ยุติเรื่อง")]
Show = Callable[..., AppTest]


@pytest.fixture
def show(office: Office, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Opens the page for an actor."""
    monkeypatch.setenv("DATABASE_URL", office.url)
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(office.settings.data_dir))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(office.settings.secret_file))
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    forget_homes()

    def shown(actor: Actor = DIRECTOR) -> AppTest:
        for module in ("page", "frame"):
            monkeypatch.setattr(f"pages.ui.{module}.actor_of_this_run", lambda: actor)
        app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
        app.switch_page("settings/import_data.py")
        return app.run()

    return shown


@pytest.fixture
def importer(office: Office) -> Importer:
    return Importer(office)


def upload(app: AppTest, content: bytes, name: str = "register.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return app.run()


def test_before_a_file_there_is_only_the_question_for_it(show: Show) -> None:
    app = show()
    print(app)
    assert not app.exception
    assert app.title[0].value == t("page.import.title")
    assert [each.value for each in app.info] == [t("import.page.nothing_yet")]
    assert len(app.button) == 0


def test_what_was_understood(show: Show, importer: Importer) -> None:
    app = upload(show(), csv_bytes(ROWS))
    print(app)
    assert not app.exception
    print([(m.label, m.value) for m in app.metric])
    print([h.body if hasattr(h, "body") else h for h in app.get("html")])
    app.button(key="import_run").click().run()
    print(app)
    assert not app.exception
    assert importer.nos()
