"""Bring the office's lists up to what a file says: every channel, topic and agency of it gets a key, none is lost."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from core.errors import DomainError
from core.model.codes import AgencyKind, ChannelGroup
from core.model.importing import Choices, FileWords, FoundAgency, Keys
from core.model.masters import Agency, Channel, Topic
from core.ports import Context, MasterChange, Masters
from core.rules.access import Permission
from core.rules.codec import dump_payload

CERTAIN = 90
"""From this confidence on a spelling is taken for an agency without a person's word: equal, or equal but for words that
people leave out (our decision)."""

MOST_NEW = {"channel": 100, "topic": 300, "agency": 2_000}
"""More new lines than these mean that a column of free text was taken for a list (our decision)."""

TOO_MANY = {
    "channel": "error.import_too_many_channel",
    "topic": "error.import_too_many_topic",
    "agency": "error.import_too_many_agency",
}

OTHER_GROUP = ChannelGroup.ONLINE
"""The group of a channel that nobody has sorted, as for the first list's channel for everything else."""

_PREFIX = "import"


class _Line(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def position(self) -> int: ...


def prepare_import(words: FileWords, choices: Choices, ctx: Context) -> Keys:
    """Write the lines that the lists lack and return the keys; build a new context afterwards, for the lists changed.

    Raises:
        NotAllowed: the actor may not import.
        DomainError: see ``planned_lists``; nothing has changed.
    """
    ctx.actor.require(Permission.IMPORT_RUN)
    keys, changes = planned_lists(words, choices, ctx)
    if changes:
        ctx.ledger.change_masters(changes)
    return keys


def planned_lists(words: FileWords, choices: Choices, ctx: Context) -> tuple[Keys, tuple[MasterChange, ...]]:
    """The keys of a file's words and the lines that have to be written for them.

    A channel or topic whose name is on the list is that line, another gets a line of its own with the source's name; an
    agency is, in this order, what a person chose, what its spelling was confirmed to mean before, what is certain, or a
    new line.

    Raises:
        DomainError: a choice names a word that the file has not or an agency that the list has not, or a column holds
            too many different words to be a list.
    """
    masters = ctx.masters
    _check_choices(words, choices, masters)
    channels, new_channels = _named(words.channels, masters.channels)
    topics, new_topics = _named(words.topics, masters.topics)
    agencies, new_agencies = _agencies(words.agencies, choices.agencies, masters.agencies)
    groups, place, after = {**words.channels, **choices.groups}, _last(masters.channels), _last(masters.topics)
    changes = (
        *(_change("channel", _channel(key, name, groups, place + n)) for n, (name, key) in _count(new_channels)),
        *(_change("topic", Topic(key, name, position=after + n)) for n, (name, key) in _count(new_topics)),
        *(_change("agency", agency) for agency in new_agencies),
        *_remembered(words, masters),
    )
    _refuse_free_text(changes, masters)
    keys = Keys(
        today=ctx.clock.today(),
        channels=channels,
        topics=topics,
        agencies=agencies,
        amphoe={each.name: each.code for each in masters.amphoe},
        centre=next((each.id for each in masters.agencies if each.kind is AgencyKind.CENTRE), "centre"),
    )
    return keys, changes


def _check_choices(words: FileWords, choices: Choices, masters: Masters) -> None:
    found = {each.spelling for each in words.agencies}
    unknown = [*(choices.agencies.keys() - found), *(choices.groups.keys() - words.channels.keys())]
    known = {agency.id for agency in masters.agencies}
    strange = [wanted for wanted in choices.agencies.values() if wanted is not None and wanted not in known]
    if unknown or strange:
        raise DomainError("error.import_choice", word=sorted([*unknown, *strange])[0])


def _named(words: Iterable[str], lines: Sequence[_Line]) -> tuple[dict[str, str], dict[str, str]]:
    """Keys by word, and those of them that the list lacks. A line that an import made keeps its key when renamed."""
    by_name = {line.name: line.id for line in reversed(lines)}
    ids = {line.id for line in lines}
    keys = {word: by_name.get(word) or _new_id(word) for word in words if word}
    return keys, {word: key for word, key in keys.items() if key not in ids}


def _last(lines: Sequence[_Line]) -> int:
    return max((line.position for line in lines), default=0)


def _new_id(word: str) -> str:
    return f"{_PREFIX}_{hashlib.sha256(word.encode()).hexdigest()[:16]}"


def _count(new: Mapping[str, str]) -> Iterator[tuple[int, tuple[str, str]]]:
    return enumerate(new.items(), start=1)


def _channel(key: str, name: str, groups: Mapping[str, ChannelGroup | None], position: int) -> Channel:
    return Channel(key, name, groups.get(name) or OTHER_GROUP, position=position)


def _agencies(
    words: Sequence[FoundAgency], chosen: Mapping[str, str | None], lines: Sequence[Agency]
) -> tuple[dict[str, str], list[Agency]]:
    """Keys by spelling, and the agencies that are new or are now known by a further spelling."""
    by_spelling = _by_spelling(lines)
    keys = {word.spelling: _agency_key(word, chosen, by_spelling) for word in words}
    spelled: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda each: (-each.count, each.spelling)):
        spelled[keys[word.spelling]].append(word.spelling)
    known, place = {agency.id for agency in lines}, _last(lines)
    changed = [new for agency in lines if (new := _respelled(agency, keys, spelled[agency.id])) != agency]
    made = [
        Agency(key, names[0], AgencyKind.OTHER, spellings=tuple(names), position=place + n)
        for n, (key, names) in enumerate(((k, v) for k, v in spelled.items() if v and k not in known), start=1)
    ]
    return keys, [*changed, *made]


def _agency_key(word: FoundAgency, chosen: Mapping[str, str | None], by_spelling: Mapping[str, str]) -> str:
    new = _new_id(word.name_key)
    if word.spelling in chosen:
        return chosen[word.spelling] or new
    if word.spelling in by_spelling:
        return by_spelling[word.spelling]
    return word.suggested if word.suggested and word.confidence >= CERTAIN else new


def _by_spelling(lines: Sequence[Agency]) -> dict[str, str]:
    """What a spelling was confirmed to mean goes before what an agency is called."""
    named = {name: agency.id for agency in reversed(lines) for name in (agency.short_name, agency.name) if name}
    return named | {spelling: agency.id for agency in reversed(lines) for spelling in agency.spellings}


def _respelled(agency: Agency, keys: Mapping[str, str], now: Iterable[str]) -> Agency:
    """The agency with the spellings that mean it from now on, without those that mean another."""
    kept = [spelling for spelling in agency.spellings if keys.get(spelling, agency.id) == agency.id]
    fresh = [spelling for spelling in now if spelling not in (agency.name, *kept)]
    return replace(agency, spellings=(*kept, *fresh))


def _remembered(words: FileWords, masters: Masters) -> Iterator[MasterChange]:
    """The mapping of a file's columns, for the next file with the same headings."""
    mapping = {name: tuple(headings) for name, headings in words.mapping.items()}
    if mapping and masters.import_mapping(words.headings_digest) != mapping:
        body = {"id": words.headings_digest, "mapping": {name: list(found) for name, found in mapping.items()}}
        yield MasterChange("import_mapping", words.headings_digest, body)


def _change(table: str, line: Channel | Topic | Agency) -> MasterChange:
    return MasterChange(table, line.id, json.loads(dump_payload(line)))


def _refuse_free_text(changes: Iterable[MasterChange], masters: Masters) -> None:
    known = {agency.id for agency in masters.agencies}
    for table, most in MOST_NEW.items():
        new = sum(change.table == table and change.id not in known for change in changes)
        if new > most:
            raise DomainError(TOO_MANY[table], found=new, limit=most)
