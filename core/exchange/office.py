"""Where a file and the office's lists meet: places and agencies to read it by, and its words for the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

import geothai

from core.errors import DomainError
from core.exchange.agency_names import KnownAgency, normal_name
from core.exchange.amphoe import Places
from core.exchange.courses import origin_of
from core.exchange.dialects import KNOWN_HEADINGS
from core.exchange.dry_run import DryRun
from core.exchange.fields import Field
from core.exchange.findings import Finding
from core.exchange.limits import ImportRefused
from core.exchange.plan import Plan, Wishes
from core.exchange.sandbox import Upload, open_rows
from core.exchange.source_case import SourceCase
from core.exchange.survey import survey
from core.exchange.table import Table, open_table
from core.exchange.wording import channel_group
from core.model.importing import FileWords, FoundAgency, ImportResult, RefusedCase
from core.ports import Masters
from core.rules.known_cases import KnownCases, known_case
from core.text.dates import DateOrder

NO_MAPPING: Final = "import.refused.no_mapping"


@lru_cache(maxsize=8)
def places_of(province_id: str) -> Places:
    """The province with its amphoe, and everybody else's by name."""
    provinces = {one.code: one.name_th for one in geothai.provinces()}
    amphoe = {code: frozenset(one.name_th for one in geothai.districts(code)) for code in provinces}
    own = amphoe.pop(province_id)
    elsewhere = frozenset(name for names in amphoe.values() for name in names)
    name = provinces.pop(province_id)
    return Places(name, own, elsewhere, frozenset(provinces.values()))


def known_agencies(masters: Masters) -> tuple[KnownAgency, ...]:
    """The office's agencies under every name they are known by."""
    named = ((agency.id, (agency.name, agency.short_name, *agency.spellings)) for agency in masters.agencies)
    return tuple(KnownAgency(key, tuple(dict.fromkeys(filter(None, names)))) for key, names in named)


def wishes_for(
    province_id: str,
    today: date,
    *,
    dialect: str = "auto",
    date_order: DateOrder | None = None,
    mapping: Mapping[Field, tuple[str, ...]] | None = None,
) -> Wishes:
    """What is known of a file before it is opened."""
    return Wishes(today, dialect, date_order, mapping, places_of(province_id))


def surveyed(upload: Upload, wishes: Wishes, masters: Masters) -> Plan:
    """How a file is to be read; a mapping that was confirmed for the same headings is used again.

    Raises:
        ImportRefused: the file cannot be read.
    """
    try:
        plan = survey(upload, wishes)
    except ImportRefused as refusal:
        saved = masters.import_mapping(table_of(upload).fingerprint) if refusal.key == NO_MAPPING else None
        if saved is None:
            raise
    else:
        saved = masters.import_mapping(plan.table.fingerprint) if plan.suggested else None
        if saved is None:
            return plan
    return survey(upload, replace(wishes, mapping={Field(name): found for name, found in saved.items()}))


def table_of(upload: Upload) -> Table:
    """The headings of a file, to say what its columns mean.

    Raises:
        ImportRefused: the file cannot be read or has no headings.
    """
    with open_rows(upload) as (_, rows):
        return open_table(rows, KNOWN_HEADINGS)[0]


def weighed(
    found: Iterable[SourceCase | Finding], known: KnownCases, expected: ImportResult
) -> Iterator[SourceCase | Finding]:
    """Pass cases on and count in ``expected`` what an import of them would do, conflicts aside."""
    for one in found:
        if isinstance(one, SourceCase):
            _weigh(one, known, expected)
        yield one


def _weigh(case: SourceCase, known: KnownCases, expected: ImportResult) -> None:
    origin = origin_of(case)
    try:
        there = known_case(known, origin, is_unique=case.source_key == case.source_no)
    except DomainError as error:
        expected.refused.append(RefusedCase(origin.row, origin.no, error.key, error.facts))
        return
    if there is None:
        expected.created += 1
    elif there.fingerprint == origin.fingerprint:
        expected.unchanged += 1
    else:
        expected.updated += 1


def words_of(run: DryRun, plan: Plan) -> FileWords:
    """The words of a file that must become keys of the office's lists."""
    places = plan.wishes.places
    province = places.province if places else ""
    confirmed = plan.wishes.mapping or {}
    return FileWords(
        channels={name: channel_group(name) for name in run.by_channel},
        topics=tuple(name for name in run.by_topic if name),
        agencies=tuple(
            FoundAgency(
                line.spelling, line.count, normal_name(line.spelling, province), line.agency_id, line.confidence
            )
            for line in run.agencies
        ),
        headings_digest=run.heading_fingerprint,
        mapping={field.value: tuple(headings) for field, headings in confirmed.items()},
    )
