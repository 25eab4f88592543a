"""Columns of the lists' workbook: how a value is shown in a cell, and how a cell that a person changed is read."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Final

from core.errors import DomainError
from core.exchange.cells import Cell, cell_text
from core.exchange.values import count, phone, tidy
from core.text.catalogue import label, t
from core.text.dates import UnreadableDay, ce_year, parse_day
from core.text.fold import fold

LONGEST_TEXT: Final = 32_000
"""A cell holds 32,767 characters; what is longer is shown and compared up to here."""
_FIRST_BE: Final = 2400

Shown = str | int | date


class BadCell(DomainError):
    """A cell cannot be what its column says."""

    key = "error.masters_blank"


class Blank(Enum):
    """What an empty cell means where it is no value."""

    REFUSED = 1
    DEFAULT = 2
    """A new line takes the usual value, one that is there keeps its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a column look. ``read`` never gets a blank cell; ``options`` are offered in a list."""

    shown: Callable[[Any], Shown]
    read: Callable[[Cell], Any]
    options: tuple[str, ...] = ()
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` is also the field of the line; ``blank`` is what an empty cell means."""

    key: str
    kind: Kind
    width: int = 14
    blank: Any = Blank.REFUSED

    @property
    def heading(self) -> str:
        """The Thai heading."""
        return t(f"masters.column.{self.key}")


def normal(cell: Cell) -> Cell:
    """A cell as it is compared: the same whether it was just written or came back through a spreadsheet."""
    if isinstance(cell, datetime):
        return _ce(cell.date())
    if isinstance(cell, date):
        return _ce(cell)
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, float | int):
        return int(cell) if float(cell).is_integer() else cell
    text = unicodedata.normalize("NFC", tidy(cell_text(cell))[0][:LONGEST_TEXT].strip())
    return text.replace("\u0e4d\u0e32", "\u0e33")


def _ce(day: date) -> date:
    """A Buddhist year typed into a cell of a spreadsheet that counts in the Common Era."""
    return day.replace(year=ce_year(day.year)) if day.year >= _FIRST_BE else day


def shown_text(text: str) -> str:
    """A text as a cell takes it."""
    return str(normal(text))


def text_of(cell: Cell) -> str:
    """A text; a number that a person typed is its digits."""
    return str(normal(cell))


TEXT: Final = Kind(shown_text, text_of)


def _phone(cell: Cell) -> str:
    """A number that a spreadsheet took the leading zero from gets it back."""
    return phone(cell)[0] or text_of(cell) if isinstance(cell, float | int) else text_of(cell)


PHONE: Final = Kind(shown_text, _phone)


def _number(cell: Cell) -> int:
    found = count(normal(cell))
    if found is None:
        raise BadCell("error.masters_number")
    return found


NUMBER: Final = Kind(lambda value: "" if value is None else value, _number)


def _day(cell: Cell) -> date:
    value = normal(cell)
    if isinstance(value, date):
        return value
    try:
        return parse_day(str(value))
    except UnreadableDay as error:
        raise BadCell(error.key, **error.facts) from error


DAY: Final = Kind(lambda value: "" if value is None else value, _day, is_day=True)


def _lines(cell: Cell) -> tuple[str, ...]:
    found = (line.strip() for line in text_of(cell).split("\n"))
    return tuple(dict.fromkeys(line for line in found if line))


LINES: Final = Kind(lambda value: shown_text("\n".join(value)), _lines)


def flag() -> Kind:
    """Yes or no."""
    yes, no = t("masters.yes"), t("masters.no")
    words = {yes: True, no: False, "true": True, "false": False, "1": True, "0": False}

    def read(cell: Cell) -> bool:
        word = text_of(cell).lower()
        if word not in words:
            raise BadCell("error.masters_choice", choices=f"{yes}, {no}")
        return words[word]

    return Kind(lambda value: yes if value else no, read, (yes, no))


def choice(options: Iterable[StrEnum]) -> Kind:
    """One of some codes, by its Thai word or by the code itself; a code that is no option is shown as it is stored."""
    offered = tuple(options)
    words = {fold(label(code)): code for code in offered}
    codes = {code.value: code for code in type(offered[0])}

    def read(cell: Cell) -> StrEnum:
        word = fold(text_of(cell))
        found = words.get(word) or codes.get(word)
        if found is None:
            raise BadCell("error.masters_choice", choices=", ".join(map(label, offered)))
        return found

    return Kind(lambda code: label(code) if code in offered else code.value, read, tuple(map(label, offered)))


def one_of(options: tuple[str, ...]) -> Kind:
    """One of some texts as they are."""

    def read(cell: Cell) -> str:
        word = text_of(cell).upper()
        if word not in options:
            raise BadCell("error.masters_choice", choices=", ".join(options))
        return word

    return Kind(str, read, options)


@dataclass
class NameIndex:
    """Finds a line by its id or by its name. ``labels`` show a line by name where that is enough to find it again."""

    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Mapping[str, str]) -> NameIndex:
        """An index of names by id."""
        index = cls()
        for line_id, name in lines.items():
            index.add(line_id, name)
        index.labels = {line_id: index._label(line_id) for line_id in lines}
        return index

    def _label(self, line_id: str) -> str:
        name = self.names[line_id]
        is_alone = len(self.ids[fold(name)]) == 1 and name not in self.names
        return name if name and is_alone and normal(name) == name else line_id

    def add(self, line_id: str, name: str) -> None:
        """One more name; a renamed line is found by both."""
        self.names.setdefault(line_id, name)
        self.labels.setdefault(line_id, name or line_id)
        self.ids[fold(name)].add(line_id)

    def shown(self, line_id: str | None) -> str:
        """The name, or the id where the name is another line's too or reads as another id; nothing for none."""
        return "" if line_id is None else self.labels.get(line_id, line_id)

    def read(self, cell: Cell) -> str:
        """The id of what a cell names.

        Raises:
            BadCell: nothing has that name, or several have.
        """
        text = text_of(cell)
        if text in self.names:
            return text
        found = self.ids.get(fold(text), set())
        if len(found) > 1:
            raise BadCell("error.masters_ambiguous", name=text)
        if not found:
            raise BadCell("error.masters_unknown", name=text)
        return next(iter(found))

    def kind(self) -> Kind:
        """A column whose cells name these lines."""
        return Kind(self.shown, self.read)
