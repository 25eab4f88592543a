"""Sizes, places and names that keep the code readable; each failure lists what to shorten or move."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.support.sources import (
    ROOT,
    Function,
    functions_of,
    imports_of,
    name_of,
    python_files,
    text_files,
    tree_of,
)

FILE_LINES = 300
FUNCTION_LINES = 50
PAGE_LINES = 120
LAUNCHER_LINES = 60
NOT_SECTIONS = {"ui", "http", "terminal"}
RECORDS = "db/migrations/versions"  # what a schema was on a day: generated, frozen, read only when something fails
INNER_CORE = ("core/model", "core/rules", "core/figures", "core/text", "core/errors.py")
PAGE_FUNCTIONS = {"fragment", "dialog"}
EMPTY_NAMES = re.compile(r"^(utils?|helpers?|managers?|services?)$")
OWN_CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
MACHINE_PATHS = re.compile("/(?:" + "|".join(("work", "root", "home", "Users")) + r")/|[A-Z]:\\Users")


def _lines(node: ast.stmt | ast.expr) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _length(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _page_scripts() -> list[Path]:
    scripts = python_files("pages")
    return [file for file in scripts if len(file.relative_to(ROOT).parts) > 2 and _section(file) not in NOT_SECTIONS]


def _section(file: Path) -> str:
    return file.relative_to(ROOT).parts[1]


def _decorators(function: Function) -> set[str]:
    """Return the last names of a function's decorators: ``@st.dialog("...")`` gives ``dialog``."""
    calls = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return {each.attr for each in calls if isinstance(each, ast.Attribute)}


def _written() -> list[Path]:
    """The modules that people write and read."""
    return [file for file in python_files() if not name_of(file).startswith(RECORDS)]


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    assert [f"{name_of(file)}: {_length(file)}" for file in _written() if _length(file) > FILE_LINES] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name_of(file)}:{each.lineno} {each.name}: {_lines(each)}"
        for file in _written()
        for each in functions_of(file)
        if _lines(each) > FUNCTION_LINES
    ]
    assert long == []


def test_the_launcher_is_only_wiring() -> None:
    assert _length(ROOT / "app.py") <= LAUNCHER_LINES


def test_only_the_frame_lies_directly_in_pages() -> None:
    """A second script beside the entry script could be opened on a cold server without sign-in."""
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["main.py"]


def test_nothing_streamlit_would_list_by_itself_lies_beside_the_frame() -> None:
    assert not (ROOT / "pages" / "pages").exists()


def test_pages_are_short() -> None:
    assert [name_of(file) for file in _page_scripts() if _length(file) > PAGE_LINES] == []


def test_pages_only_ask_and_show() -> None:
    """No class, and no function but a fragment or a dialog: everything else belongs to ui, figures or use cases."""
    extra = [
        f"{name_of(file)}:{node.lineno} {node.name}"
        for file in _page_scripts()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) or (isinstance(node, Function) and not _decorators(node) & PAGE_FUNCTIONS)
    ]
    assert extra == []


def test_the_inner_core_stands_on_the_standard_library() -> None:
    """Pydantic may turn payloads into JSON and back; nothing else comes from outside."""
    known = sys.stdlib_module_names | {"core", "pydantic"}
    strange = {
        f"{name_of(file)}: {name}"
        for file in python_files(*INNER_CORE)
        for name in imports_of(file)
        if name.partition(".")[0] not in known
    }
    assert strange == set()


def test_core_has_no_clock_of_its_own() -> None:
    calls = [
        f"{name_of(file)}:{node.lineno} {ast.unparse(node.func)}"
        for file in python_files("core")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("datetime.datetime.") in OWN_CLOCKS
    ]
    assert calls == []


@pytest.mark.parametrize("place", ["core", "db", "pages", "tools", "bench"])
def test_names_say_what_a_module_holds(place: str) -> None:
    folders_and_files = {part for file in python_files(place) for part in (file.stem, file.parent.name)}
    assert {name for name in folders_and_files - {"service"} if EMPTY_NAMES.match(name)} == set()


def test_functions_are_named_for_what_they_give() -> None:
    getters = [
        f"{name_of(file)}:{each.lineno} {each.name}"
        for file in python_files()
        for each in functions_of(file)
        if each.name.startswith("get_")
    ]
    assert getters == []


def test_no_page_draws_raw_html_over_markdown() -> None:
    switch = "unsafe_" + "allow_html"
    assert [name_of(file) for file in python_files() if switch in file.read_text(encoding="utf-8")] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [
        f"{name_of(file)}:{number}"
        for file in text_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []
