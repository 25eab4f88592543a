"""The project's own files, read as text and as syntax trees, for tests about how it is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ("app.py", "manage.py", "core", "db", "pages")
WRITTEN_BY_US = (*PROGRAM, "tests", "tools", "bench", "docs", ".ci", ".streamlit", "Makefile", "README.md")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".bat", ".csv", ".json", ".html", ".css", ".typ", ".ini", ".mako", ""}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def text_files() -> list[Path]:
    """Return every text file that people of the project wrote."""
    return [file for file in _files(WRITTEN_BY_US) if file.suffix in TEXT_SUFFIXES]


def python_files(*places: str) -> list[Path]:
    """Return the modules at ``places``, files or folders below the root; without places, of the whole program."""
    return [file for file in _files(places or PROGRAM) if file.suffix == ".py"]


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def name_of(file: Path) -> str:
    """Return a file's path below the root, as messages name it."""
    return file.relative_to(ROOT).as_posix()


def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def functions_of(file: Path) -> list[Function]:
    """Return every function of a module, methods and inner functions included."""
    return [node for node in ast.walk(tree_of(file)) if isinstance(node, Function)]


def imports_of(file: Path) -> set[str]:
    """Return the dotted names a module imports; ``from a import b`` gives ``a.b``, for ``b`` may be a module."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_below(name: str, *packages: str) -> bool:
    """Tell whether a dotted name is one of ``packages`` or lies below one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)
