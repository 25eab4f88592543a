"""Thai stands in one place, and every text that the program asks for is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from core.text.catalogue import TEXTS, placeholders

ROOT = Path(__file__).resolve().parents[2]
THAI = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b]")
HOMES = (ROOT / "core" / "text", ROOT / "db" / "seed")
SOURCES = sorted(
    path
    for place in ("core", "pages", "db", "app.py", "manage.py")
    for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    if path.exists()
)
OUTSIDE = [path for path in SOURCES if not any(path.is_relative_to(home) for home in HOMES)]
TEXT_MODULES = sorted((ROOT / "core" / "text" / "th").glob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """Ids of every string that stands alone as a statement: docstrings and notes under constants."""
    alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {id(value) for value in alone if isinstance(value, ast.Constant)}


def stray_thai(source: str) -> Iterator[int]:
    """Lines of string literals in which Thai letters are typed out; an escape in a pattern is no wording."""
    tree = ast.parse(source)
    lines = source.splitlines()
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            typed = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            if THAI.search(node.value) and THAI.search(typed):
                yield node.lineno


def text_calls(tree: ast.Module) -> Iterator[tuple[int, str, frozenset[str] | None]]:
    """Each call ``t("key", fact=...)``: line, key and facts; None where facts are unpacked from elsewhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                facts = [keyword.arg for keyword in node.keywords]
                yield node.lineno, key.value, None if None in facts else frozenset(filter(None, facts))


def error_keys(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each literal that reads as the key of a refusal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("error."):
            yield node.lineno, node.value


def refusals(tree: ast.Module) -> Iterator[tuple[int, str, frozenset[str]]]:
    """Each refusal that is raised: line, key, names of its facts. A class without a key of its own is left out."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Raise):
            continue
        made = node.exc
        named_facts = made.keywords if isinstance(made, ast.Call) else []
        literal = made.args[0] if isinstance(made, ast.Call) and made.args else None
        raised = made.func if isinstance(made, ast.Call) else made
        key = literal.value if isinstance(literal, ast.Constant) else None
        if literal is None and isinstance(raised, ast.Name):
            key = DEFAULT_KEYS.get(raised.id)
        if isinstance(key, str) and key.startswith("error."):
            yield node.lineno, key, frozenset(fact.arg for fact in named_facts if fact.arg is not None)


def default_keys(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each class whose body says ``key = "error...."``."""
    for node in ast.walk(tree):
        for line in node.body if isinstance(node, ast.ClassDef) else ():
            value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
            if isinstance(node, ast.ClassDef) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield node.name, value.value


DEFAULT_KEYS = {name: key for path in SOURCES for name, key in default_keys(tree_of(path)) if key.startswith("error.")}


def test_the_sources_are_found() -> None:
    assert {"core/errors.py", "db/tables/masters.py"} <= set(map(named, OUTSIDE))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param('x = "ยุติเรื่อง"', [1], id="literal"),
        pytest.param('x = f"เรื่องที่ {no}"', [1], id="f-string"),
        pytest.param('def f():\n    """ยุติเรื่อง"""\n    return "ยุติ"', [3], id="docstring-passes"),
        pytest.param('A = 1\n"""เรื่อง"""', [], id="note-under-a-constant-passes"),
        pytest.param(r'x = "[\u0e01-\u0e2e]"', [], id="escaped-pattern-passes"),
        pytest.param("x = 1  # ยุติเรื่อง", [], id="comment-passes"),
    ],
)
def test_stray_thai_is_found(source: str, lines: list[int]) -> None:
    assert list(stray_thai(source)) == lines


def test_no_thai_outside_its_home() -> None:
    found = {named(path): list(stray_thai(path.read_text(encoding="utf-8"))) for path in OUTSIDE}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_every_text_asked_for_exists_and_its_facts_are_given() -> None:
    faults = [
        (named(path), line, key)
        for path in SOURCES
        for line, key, facts in text_calls(tree_of(path))
        if key not in TEXTS or (facts is not None and placeholders(key) - facts)
    ]
    assert faults == []


def test_every_refusal_has_its_sentence() -> None:
    assert [
        (named(path), line, key) for path in SOURCES for line, key in error_keys(tree_of(path)) if key not in TEXTS
    ] == []


def test_every_refusal_brings_the_facts_that_its_sentence_needs() -> None:
    raised = [(path, *refusal) for path in SOURCES for refusal in refusals(tree_of(path)) if refusal[1] in TEXTS]
    assert [
        (named(path), line, key, missing) for path, line, key, facts in raised if (missing := placeholders(key) - facts)
    ] == []


def test_refusals_are_found_by_key_and_by_class() -> None:
    source = 'raise ClockWrong(now=now)\nraise DomainError("error.refused", no=no) from error\nraise StaleCase\nraise'
    assert list(refusals(ast.parse(source))) == [
        (1, "error.clock_wrong", frozenset({"now"})),
        (2, "error.refused", frozenset({"no"})),
        (3, "error.stale_case", frozenset()),
    ]


def test_no_key_stands_twice_in_a_module() -> None:
    dicts = [(path, node) for path in TEXT_MODULES for node in ast.walk(tree_of(path)) if isinstance(node, ast.Dict)]
    keys = Counter((path, key.value) for path, node in dicts for key in node.keys if isinstance(key, ast.Constant))
    assert [(named(path), key) for (path, key), times in keys.items() if times > 1] == []
