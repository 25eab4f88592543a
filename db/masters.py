"""The office's lists: read once per version, changed only through events of the master stream."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, and_, bindparam, delete, select, update
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import NotFound
from core.model.codes import StreamKind
from core.model.geography import Amphoe, Tambon
from core.model.holidays import Holiday, WorkCalendar
from core.model.masters import Agency, Channel, ClockSet, ImportMapping, Programme, Topic
from core.ports import MasterChange
from core.rules.clocks import BANGKOK_1555
from core.rules.codec import canonical, load_as
from core.text.dates import ce_year
from db.engine import reading
from db.keys.ring import KeyRing
from db.ledger.flush import bump
from db.ledger.plain import MASTER_STREAM, append_plain, stream_head
from db.ledger.records import EVENTS
from db.ledger.stamp import Stamp
from db.seed.geography import amphoe_of, tambon_of
from db.seed.holidays import known_holidays, propose_holidays

T = TypeVar("T")
TABLES = SQLModel.metadata.tables
MASTER, HOLIDAY, CONFIRMED = TABLES["master"], TABLES["holiday"], TABLES["confirmed_year"]
BALANCE, CONTACT, INSTALLATION = TABLES["opening_balance"], TABLES["programme_contact"], TABLES["installation"]
LISTED = (MASTER, HOLIDAY, CONFIRMED, BALANCE, CONTACT)
CHANGED = "master_changed"
_COUNTED = {
    "opening_balance": (BALANCE, "year_be", "entered_on"),
    "programme_contact": (CONTACT, "id", "day"),
}
LISTS: dict[str, type] = {
    "channel": Channel,
    "topic": Topic,
    "agency": Agency,
    "programme": Programme,
    "clock_set": ClockSet,
}


Lines = dict[tuple[str, str], tuple[MasterChange, datetime]]
"""The last change of each line and when it was recorded, by list and id."""


@dataclass(frozen=True)
class MasterLists:
    """Implements ``core.ports.Masters`` for one version of the lists."""

    province_id: str
    rows: Mapping[str, tuple[str, ...]]
    calendar: WorkCalendar
    settings: Mapping[str, str]

    def _list(self, table: str, line: type[T]) -> tuple[T, ...]:
        return tuple(load_as(line, body) for body in self.rows.get(table, ()))

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """By position."""
        return self._list("channel", Channel)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """By position."""
        return self._list("topic", Topic)

    @cached_property
    def agencies(self) -> tuple[Agency, ...]:
        """By position."""
        return self._list("agency", Agency)

    @cached_property
    def programmes(self) -> tuple[Programme, ...]:
        """By position."""
        return self._list("programme", Programme)

    @property
    def amphoe(self) -> tuple[Amphoe, ...]:
        """The amphoe of the province, by name."""
        return amphoe_of(self.province_id)

    def amphoe_name(self, code: str | None) -> str:
        """The name of an amphoe of any province; empty when the code is not known."""
        found = amphoe_of(code[:2]) if code else ()
        return next((each.name for each in found if each.code == code), "")

    def tambon_of(self, amphoe_code: str) -> tuple[Tambon, ...]:
        """The tambon of an amphoe, by code; none where the code is not known."""
        return tambon_of(amphoe_code)

    @cached_property
    def clock_set(self) -> ClockSet:
        """The set in force; without a choice the one of Bangkok 1555."""
        chosen = self.settings.get("clock_set", BANGKOK_1555.id)
        return next((each for each in self.clock_sets if each.id == chosen), BANGKOK_1555)

    def proposed_holidays(self, year_be: int) -> tuple[Holiday, ...]:
        """What the seed or the package of holidays says of a year, of this province; nothing for a year of neither."""
        year = ce_year(year_be)
        known = tuple(each for each in known_holidays() if each.day.year == year and each.is_kept_in(self.province_id))
        try:
            return known or propose_holidays(year_be)
        except ValueError:
            return ()

    @cached_property
    def clock_sets(self) -> tuple[ClockSet, ...]:
        """Every set of clocks the office may choose from."""
        return self._list("clock_set", ClockSet)

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _import_mappings(self) -> dict[str, dict[str, tuple[str, ...]]]:
        lines = [load_as(ImportMapping, body) for body in self.rows.get("import_mapping", ())]
        return {line.id: line.mapping for line in lines}

    def import_mapping(self, headings_digest: str) -> Mapping[str, tuple[str, ...]] | None:
        """What a person said of the columns of a file with these headings; None if nobody did."""
        return self._import_mappings.get(headings_digest)

    def agency(self, agency_id: str) -> Agency:
        """The agency of an id."""
        if agency_id not in self._agencies:
            raise NotFound("error.unknown_agency", agency=agency_id)
        return self._agencies[agency_id]

    def topic(self, topic_id: str | None) -> Topic | None:
        """The topic of an id; None stays None."""
        if topic_id is None:
            return None
        if topic_id not in self._topics:
            raise NotFound("error.unknown_topic", topic=topic_id)
        return self._topics[topic_id]


_cache: dict[tuple[str, str], tuple[bytes, MasterLists]] = {}


def master_lists(engine: Engine, province_id: str) -> MasterLists:
    """The lists as they stand; parsed once per change and process.

    What stands is known by the last event of the master stream, for a restored database may count its versions anew.
    """
    place = (engine.url.render_as_string(), province_id)
    with reading(engine) as connection:
        _, head, _ = stream_head(connection, province_id, StreamKind.MASTER, MASTER_STREAM)
        known, lists = _cache.get(place, (None, None))
        if lists is None or known != head:
            lists = read_lists(connection, province_id)
            _cache[place] = head, lists
    return lists


def master_version(connection: Connection, province_id: str) -> int:
    """Rises with every change of a list."""
    query = select(INSTALLATION.c.master_version).where(INSTALLATION.c.province_id == province_id)
    return int(connection.execute(query).scalar() or 0)


def read_lists(connection: Connection, province_id: str) -> MasterLists:
    """All lists of a province."""
    mine = MASTER.c.province_id == province_id
    rows: dict[str, list[str]] = {}
    settings: dict[str, str] = {}
    query = select(MASTER.c.table, MASTER.c.id, MASTER.c.body).where(mine)
    for row in connection.execute(query.order_by(MASTER.c.table, MASTER.c.position, MASTER.c.name, MASTER.c.id)):
        if row.table == "setting":
            settings[row.id] = row.body
        else:
            rows.setdefault(row.table, []).append(row.body)
    plain = {name: str(load_as(dict, body).get("value", "")) for name, body in settings.items()}
    return MasterLists(
        province_id, {name: tuple(bodies) for name, bodies in rows.items()}, _calendar(connection, province_id), plain
    )


def _calendar(connection: Connection, province_id: str) -> WorkCalendar:
    holidays = select(HOLIDAY.c.day, HOLIDAY.c.name).where(HOLIDAY.c.province_id == province_id)
    years = select(CONFIRMED.c.year).where(CONFIRMED.c.province_id == province_id)
    version = select(INSTALLATION.c.calendar_version).where(INSTALLATION.c.province_id == province_id)
    return WorkCalendar(
        {row.day: row.name for row in connection.execute(holidays)},
        frozenset(connection.execute(years).scalars()),
        int(connection.execute(version).scalar() or 1),
    )


def change_masters(
    connection: Connection, ring: KeyRing, stamp: Stamp, changes: Sequence[MasterChange], on: date
) -> None:
    """Record changes as events and bring the lists up to date; the caller is inside ``writing`` and commits."""
    if not changes:
        return
    said = [(CHANGED, {"table": c.table, "id": c.id, "body": c.body}) for c in changes]
    at = append_plain(connection, ring, stamp, (StreamKind.MASTER, MASTER_STREAM), said, on)
    write_lines(connection, stamp.province_id, {(c.table, c.id): (c, at) for c in changes})
    values = {"master_version": INSTALLATION.c.master_version + 1}
    if any(change.table in ("holiday", "confirmed_year") for change in changes):
        values["calendar_version"] = INSTALLATION.c.calendar_version + 1
    mine = INSTALLATION.c.province_id == stamp.province_id
    connection.execute(update(INSTALLATION).where(mine).values(values))
    bump(connection, stamp.province_id)


def write_lines(connection: Connection, province_id: str, last: Lines) -> None:
    """Bring the tables to the last change of each line."""
    gone: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    fresh: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for change, at in last.values():
        table, row = line_of(province_id, change, at)
        gone[table].append({f"k_{column.name}": row[column.name] for column in table.primary_key.columns})
        if change.body is not None:
            fresh[table].append(row)
    for table, keys in gone.items():
        wanted = (column == bindparam(f"k_{column.name}") for column in table.primary_key.columns)
        connection.execute(delete(table).where(and_(*wanted)), keys)
    for table, rows in fresh.items():
        connection.execute(table.insert(), rows)


def line_of(province_id: str, change: MasterChange, at: datetime) -> tuple[Table, dict[str, Any]]:
    """The table that a changed line lies in and its whole row; without a body only what the key needs is true."""
    body, key = dict(change.body or {}), {"province_id": province_id}
    if change.table == "holiday":
        return HOLIDAY, {**key, "day": date.fromisoformat(change.id), "name": body.get("name", "")}
    if change.table == "confirmed_year":
        return CONFIRMED, {**key, "year": int(change.id), "confirmed_at": at}
    if change.table in _COUNTED:
        table, id_column, day_column = _COUNTED[change.table]
        day = {day_column: date.fromisoformat(body[day_column])} if body else {}
        counts = {column.name: 0 for column in table.columns if column.default is not None}
        return table, {**key, id_column: int(change.id), **counts, **body, **day}
    position, name = int(body.get("position", 0)), str(body.get("name", change.id))
    line = {"table": change.table, "id": change.id, "position": position, "name": name, "body": canonical(body)}
    return MASTER, {**key, **line}


def last_changes(events: Iterable[tuple[str, str, datetime]]) -> Lines:
    """The last change of each line, from the (kind, payload, recorded at) of the master stream, in their order."""
    last: Lines = {}
    for kind, payload, at in events:
        if kind == CHANGED:
            said = json.loads(payload)
            last[said["table"], said["id"]] = MasterChange(said["table"], said["id"], said["body"]), at
    return last


def rebuild_lists(connection: Connection, province_id: str) -> None:
    """Make all lists anew from the events of the master stream."""
    mine = (EVENTS.c.province_id == province_id, EVENTS.c.stream_kind == StreamKind.MASTER.value)
    query = select(EVENTS.c.kind, EVENTS.c.payload, EVENTS.c.recorded_at).where(*mine)
    events = connection.execute(query.order_by(EVENTS.c.stream_id, EVENTS.c.seq))
    last = last_changes((kind, payload, at) for kind, payload, at in events)
    for table in LISTED:
        connection.execute(delete(table).where(table.c.province_id == province_id))
    write_lines(connection, province_id, last)
