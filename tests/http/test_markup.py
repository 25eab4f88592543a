"""The gate's own pages: whole, escaped, in the colours of the settings, and light."""

from __future__ import annotations

import re
import tomllib

import pytest

from core.text.catalogue import t
from pages.http import markup
from pages.http.office import centre_of, provinces
from pages.http.shell import in_thai
from tests.http.support import ROOT

HOSTILE = "\"><script>alert('x')</script>&"


def css() -> str:
    return (markup.ASSETS / "gate.css").read_text(encoding="utf-8")


def test_the_colours_are_those_of_the_settings() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    allowed = {value for value in theme.values() if isinstance(value, str) and value.startswith("#")}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", css())) - allowed == set()


def test_a_colour_is_named_once() -> None:
    named = re.findall(r"--[\w-]+: (#[0-9A-F]{6})", css())
    assert re.findall(r"#[0-9A-Fa-f]{6}", css()) == named


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(markup.heading(HOSTILE), id="heading"),
        pytest.param(markup.paragraph(HOSTILE, HOSTILE), id="paragraph"),
        pytest.param(markup.problem(HOSTILE), id="problem"),
        pytest.param(markup.link(HOSTILE, HOSTILE, HOSTILE), id="link"),
        pytest.param(markup.field("a", HOSTILE, value=HOSTILE, hint=HOSTILE), id="field"),
        pytest.param(markup.choice("a", HOSTILE, [(HOSTILE, HOSTILE)], chosen="", empty=HOSTILE), id="choice"),
        pytest.param(markup.form(HOSTILE, [], button=HOSTILE, hidden={HOSTILE: HOSTILE}), id="form"),
        pytest.param(
            markup.sheet([(HOSTILE, HOSTILE)], code_label=HOSTILE, groups=[HOSTILE], lines=[HOSTILE]), id="sheet"
        ),
    ],
)
def test_inserted_text_stays_text(made: str) -> None:
    assert ("<script>" in made, 'alert("' in made, "&lt;script&gt;" in made) == (False, False, True)


def test_nothing_is_said_where_there_is_no_problem() -> None:
    assert markup.problem("") == ""


def test_an_address_of_a_file_changes_with_the_file() -> None:
    assert re.fullmatch(r"/gate/gate\.css\?v=[0-9a-f]{12}", markup.asset_path("gate.css"))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("45", "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด", id="province"),
        pytest.param("10", "ศูนย์ดำรงธรรมกรุงเทพมหานคร", id="capital"),
        pytest.param("", "ศูนย์ดำรงธรรม", id="before-set-up"),
    ],
)
def test_the_centre_is_named_after_its_province(code: str, name: str) -> None:
    assert (centre_of(code), len(provinces())) == (name, 77)


def test_a_shell_of_another_shape_still_gets_its_watch() -> None:
    """What a pattern does not find stays; the page must open all the same."""
    shell = in_thai("<html><head><title>x</title></head><body></body></html>")
    assert (f"<title>{t('gate.system')}</title>" in shell, shell.count("/gate/watch.js")) == (True, 1)
