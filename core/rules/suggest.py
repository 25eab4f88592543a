"""Which agency a matter probably belongs to, with the reason; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.figures.similar import AgencyChoice
from core.model.codes import AgencyKind
from core.model.masters import Agency

MOST: Final = 3
KIND_OF_TOPIC: Mapping[str, AgencyKind] = MappingProxyType(
    {
        **dict.fromkeys(("drugs", "gambling", "influence", "weapons", "public_safety"), AgencyKind.POLICE),
        **dict.fromkeys(("utilities", "environment", "welfare"), AgencyKind.LOCAL),
    }
)
"""What sort of body such matters usually belong to (our decision; what an agency declared, and what people chose
lately, come first). Matters of every other topic go to the district of their place.
"""


class Reason(StrEnum):
    """Why an agency is suggested, the strongest first."""

    DECLARED = "declared"
    CHOSEN_IN_PLACE = "chosen_in_place"
    CHOSEN = "chosen"
    POLICE = "police"
    LOCAL = "local"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An agency and why; ``times`` is how often it was chosen lately where that is the reason."""

    agency: Agency
    reason: Reason
    times: int = 0


def suggested_agencies(
    topic_id: str,
    amphoe_code: str,
    agencies: Sequence[Agency],
    choices: Iterable[AgencyChoice],
    on: date,
) -> tuple[Suggestion, ...]:
    """At most three agencies that may be sent to on a day, each once under its strongest reason."""
    able = [agency for agency in agencies if is_valid(agency, on)]
    found: dict[str, Suggestion] = {}
    for each in _all(topic_id, amphoe_code, able, choices):
        found.setdefault(each.agency.id, each)
    return tuple(found.values())[:MOST]


def is_valid(agency: Agency, on: date) -> bool:
    """Whether an agency may be sent to on a day."""
    return (agency.valid_from is None or agency.valid_from <= on) and (agency.valid_to is None or on <= agency.valid_to)


def _all(
    topic_id: str, amphoe_code: str, able: Sequence[Agency], choices: Iterable[AgencyChoice]
) -> Iterator[Suggestion]:
    if topic_id:
        declared = [agency for agency in able if topic_id in agency.declared]
        yield from (Suggestion(agency, Reason.DECLARED) for agency in _nearest(declared, amphoe_code))
    by_id = {agency.id: agency for agency in able}
    for choice in choices:
        if agency := by_id.get(choice.agency_id):
            yield Suggestion(agency, Reason.CHOSEN_IN_PLACE if choice.in_place else Reason.CHOSEN, choice.times)
    yield from _by_kind(topic_id, amphoe_code, able)


def _nearest(agencies: Iterable[Agency], amphoe_code: str) -> list[Agency]:
    """Those of the amphoe first, then those of the whole province; of another amphoe none."""
    fitting = [agency for agency in agencies if agency.amphoe_code in (None, amphoe_code)]
    return sorted(fitting, key=lambda agency: agency.amphoe_code is None)


def _by_kind(topic_id: str, amphoe_code: str, able: Sequence[Agency]) -> Iterator[Suggestion]:
    kind = KIND_OF_TOPIC.get(topic_id)
    if kind is AgencyKind.POLICE:
        # The provincial police by default; the station of the place beside it.
        police = [agency for agency in able if agency.kind is kind and agency.amphoe_code in (None, amphoe_code)]
        ordered = sorted(police, key=lambda agency: agency.amphoe_code is not None)
        yield from (Suggestion(agency, Reason.POLICE) for agency in ordered)
    if not amphoe_code:
        return
    if kind is AgencyKind.LOCAL:
        local = [agency for agency in able if agency.kind is kind and agency.amphoe_code == amphoe_code]
        yield from (Suggestion(agency, Reason.LOCAL) for agency in local)
    if kind is not AgencyKind.POLICE:
        near = [agency for agency in able if agency.kind is AgencyKind.DISTRICT and agency.amphoe_code == amphoe_code]
        yield from (Suggestion(agency, Reason.DISTRICT) for agency in near)
