"""What the office's lists must keep to, whoever edits them: on screen, in a workbook, by another program."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol

from core.model.codes import AgencyKind
from core.model.masters import Agency, Channel, ClockSet, Programme, Topic
from core.model.promises import Span
from core.rules.codec import canonical, dump_payload, load_as
from core.text.fold import HostileText, fold, refuse_hostile

SIZE_GROUPS = ("A", "B", "C")
LONGEST_PERIOD = 3650
"""Days of a period, ten years: more is a slip of the pen (our decision)."""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

Line = Channel | Topic | Agency | Programme | ClockSet
Touched = frozenset[tuple[str, str]]
"""Lines that were added or changed: list and id. Only they are examined; what stood there before is not refused."""


@dataclass(frozen=True, slots=True)
class MasterLines:
    """The lists as they would be; ``in_force`` is the id of the clock set in use."""

    channel: tuple[Channel, ...]
    topic: tuple[Topic, ...]
    programme: tuple[Programme, ...]
    agency: tuple[Agency, ...]
    clock_set: tuple[ClockSet, ...]
    in_force: str

    def using(self, clock_set_id: str) -> MasterLines:
        """The same lists with another set of clocks in use."""
        return replace(self, in_force=clock_set_id)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which field of which line; ``key`` names a text whose facts are ``facts``."""

    table: str
    id: str
    field: str
    key: str
    facts: Mapping[str, Any]


class Lists(Protocol):
    """The lists of an office as they are."""

    @property
    def channels(self) -> tuple[Channel, ...]: ...

    @property
    def topics(self) -> tuple[Topic, ...]: ...

    @property
    def programmes(self) -> tuple[Programme, ...]: ...

    @property
    def agencies(self) -> tuple[Agency, ...]: ...

    @property
    def clock_sets(self) -> tuple[ClockSet, ...]: ...

    @property
    def clock_set(self) -> ClockSet: ...


LINES: Mapping[str, type[Line]] = {
    "channel": Channel,
    "topic": Topic,
    "programme": Programme,
    "agency": Agency,
    "clock_set": ClockSet,
}
"""What the lines of each list are. Cases point to them, so they come to an end and are never taken out."""


def lines_of(lists: Lists) -> MasterLines:
    """The lists as they are."""
    return MasterLines(
        channel=lists.channels,
        topic=lists.topics,
        programme=lists.programmes,
        agency=lists.agencies,
        clock_set=lists.clock_sets,
        in_force=lists.clock_set.id,
    )


def with_line(lines: MasterLines, table: str, body: Mapping[str, Any]) -> MasterLines:
    """The lists with one line as ``body`` says, in its place or behind the others.

    Raises:
        ValueError: the body is no line of the list.
    """
    line = load_as(LINES[table], canonical(dict(body)))
    present: tuple[Line, ...] = getattr(lines, table)
    known = any(each.id == line.id for each in present)
    after = tuple(line if each.id == line.id else each for each in present) if known else (*present, line)
    changed: dict[str, Any] = {table: after}
    return replace(lines, **changed)


def body_of(line: Line) -> dict[str, Any]:
    """A line as plain JSON values, as changes of the lists carry it."""
    body: dict[str, Any] = json.loads(dump_payload(line))
    return body


def faults(lines: MasterLines, touched: Touched) -> tuple[Fault, ...]:
    """Everything that is wrong with the lines that were touched, in the order of the lists."""
    checks = (_ids, _names, _texts, _topics, _agencies, _declared, _clock_sets)
    found = chain.from_iterable(check(lines) for check in checks)
    tables = {table for table, _ in touched}
    return (
        *(fault for fault in found if (fault.table, fault.id) in touched),
        *(fault for fault in _whole(lines) if fault.table in tables),
    )


def _tables(lines: MasterLines) -> Iterator[tuple[str, Sequence[Line]]]:
    yield "channel", lines.channel
    yield "topic", lines.topic
    yield "programme", lines.programme
    yield "agency", lines.agency
    yield "clock_set", lines.clock_set


def _ids(lines: MasterLines) -> Iterator[Fault]:
    for table, found in _tables(lines):
        for line in found:
            if not _ID.fullmatch(line.id):
                yield Fault(table, line.id, "id", "error.masters_id", {})


def _names(lines: MasterLines) -> Iterator[Fault]:
    """No two lines that can be chosen have one name; an agency that ended may share it with its successor."""
    for table, found in _tables(lines):
        choosable = Counter(fold(line.name) for line in found if not _has_ended(line))
        for line in found:
            if not line.name.strip():
                yield Fault(table, line.id, "name", "error.masters_blank", {})
            elif choosable[fold(line.name)] > 1 and not _has_ended(line):
                yield Fault(table, line.id, "name", "error.masters_name_taken", {"name": line.name})


def _has_ended(line: Line) -> bool:
    return isinstance(line, Agency) and line.valid_to is not None


def _texts(lines: MasterLines) -> Iterator[Fault]:
    for table, found in _tables(lines):
        for line in found:
            for name, text in _texts_of(line):
                if _is_hostile(text):
                    yield Fault(table, line.id, name, HostileText.key, {})


def _texts_of(line: Line) -> Iterator[tuple[str, str]]:
    for name in type(line).__dataclass_fields__:
        value = getattr(line, name)
        for text in value if name == "spellings" else (value,):
            if type(text) is str:
                yield name, text


def _is_hostile(text: str) -> bool:
    try:
        refuse_hostile(text)
    except HostileText:
        return True
    return False


def _topics(lines: MasterLines) -> Iterator[Fault]:
    for topic in lines.topic:
        yield from _period("topic", topic.id, "law", topic.law, least=1)


def _agencies(lines: MasterLines) -> Iterator[Fault]:
    known = {agency.id: agency for agency in lines.agency}
    ways: tuple[tuple[str, Callable[[Agency], str | None]], ...] = (
        ("parent_id", lambda agency: agency.parent_id),
        ("succeeded_by", lambda agency: agency.succeeded_by),
    )
    for agency in lines.agency:
        for name, step in ways:
            yield from _chain(agency, name, step, known)
        if agency.size_group not in SIZE_GROUPS:
            yield Fault("agency", agency.id, "size_group", "error.masters_size_group", {})
        if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
            yield Fault("agency", agency.id, "valid_to", "error.masters_validity", {"first": agency.valid_from})
        yield from _period("agency", agency.id, "overall", agency.overall, least=1)


def _chain(
    agency: Agency, name: str, step: Callable[[Agency], str | None], known: Mapping[str, Agency]
) -> Iterator[Fault]:
    """What an agency points to exists, and following it never comes back."""
    seen, at = {agency.id}, step(agency)
    while at is not None:
        if at not in known:
            yield Fault("agency", agency.id, name, "error.masters_no_agency", {"agency": at})
            return
        if at in seen:
            yield Fault("agency", agency.id, name, "error.masters_circle", {"agency": known[at].name})
            return
        seen.add(at)
        at = step(known[at])


def _declared(lines: MasterLines) -> Iterator[Fault]:
    known = {topic.id for topic in lines.topic}
    for agency in lines.agency:
        for topic_id, span in agency.declared.items():
            if topic_id not in known:
                yield Fault("agency", agency.id, "declared", "error.masters_no_topic", {"topic": topic_id})
            yield from _period("agency", agency.id, "declared", span, least=1)


def _clock_sets(lines: MasterLines) -> Iterator[Fault]:
    for clocks in lines.clock_set:
        yield from _period("clock_set", clocks.id, "default_finish", clocks.default_finish, least=1)
        for clock in clocks.clocks:
            yield from _period("clock_set", clocks.id, "clocks", clock.span, least=0)
        for name in ("delivery_days", "near_days", "no_word_days"):
            if not 0 <= getattr(clocks, name) <= LONGEST_PERIOD:
                yield _out_of_range("clock_set", clocks.id, name, 0)


def _period(table: str, line_id: str, name: str, span: Span | None, *, least: int) -> Iterator[Fault]:
    if span is not None and not least <= span.count <= LONGEST_PERIOD:
        yield _out_of_range(table, line_id, name, least)


def _out_of_range(table: str, line_id: str, name: str, least: int) -> Fault:
    return Fault(table, line_id, name, "error.masters_range", {"least": least, "most": LONGEST_PERIOD})


def _whole(lines: MasterLines) -> Iterable[Fault]:
    """The centre is an agency of its own, and the clock set in use is one of the sets."""
    if not any(agency.kind is AgencyKind.CENTRE for agency in lines.agency):
        yield Fault("agency", "", "kind", "error.masters_no_centre", {})
    if lines.clock_set and all(clocks.id != lines.in_force for clocks in lines.clock_set):
        yield Fault("setting", "clock_set", "in_force", "error.masters_no_clock_set", {})
