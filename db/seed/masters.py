"""Channels, topics, programmes and agencies that a new office starts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from core.model.codes import AgencyKind, ChannelGroup
from core.model.geography import Amphoe, Province
from core.model.masters import Agency, Channel, Programme, Topic
from db.seed.files import rows_of

_PROVINCIAL_POLICE = "police"
_POLICE_STATION = "police_station"


def first_channels() -> tuple[Channel, ...]:
    """Return the channels in the order in which a picker shows them."""
    return tuple(
        Channel(id=row["key"], name=row["name"], group=ChannelGroup(row["group"]), position=place)
        for place, row in enumerate(rows_of("channels"), start=1)
    )


def first_topics() -> tuple[Topic, ...]:
    """Return the topics with the steps that slip and tracking page print."""
    return tuple(
        Topic(id=row["key"], name=row["name"], steps=row["steps"], position=place)
        for place, row in enumerate(rows_of("topics"), start=1)
    )


def first_programmes() -> tuple[Programme, ...]:
    """Return the special programmes."""
    return tuple(Programme(id=row["key"], name=row["name"]) for row in rows_of("programmes"))


def first_agencies(province: Province, amphoe: Iterable[Amphoe]) -> tuple[Agency, ...]:
    """Return the centre and the provincial offices, then one district office and one police station for each amphoe.

    Ids are the keys of the file; those of an amphoe end with its code (``district_4501``). A police station's parent is
    the provincial police.
    """
    places = tuple(amphoe)
    made = (agency for row in rows_of("agencies") for agency in _filled(row, province, places))
    return tuple(replace(agency, position=place) for place, agency in enumerate(made, start=1))


def _filled(row: Mapping[str, str], province: Province, amphoe: tuple[Amphoe, ...]) -> Iterator[Agency]:
    if row["per"] == "province":
        yield _agency(row, row["key"], None, {"province": province.name})
        return
    for place in amphoe:
        names = {"province": province.name, "amphoe": place.name}
        yield _agency(row, f"{row['key']}_{place.code}", place.code, names)


def _agency(row: Mapping[str, str], key: str, amphoe_code: str | None, names: Mapping[str, str]) -> Agency:
    return Agency(
        id=key,
        name=row["name"].format_map(names),
        kind=AgencyKind(row["kind"]),
        short_name=row["short_name"].format_map(names),
        parent_id=_PROVINCIAL_POLICE if row["key"] == _POLICE_STATION else None,
        amphoe_code=amphoe_code,
        head_title=row["head_title"].format_map(names),
        hotline=row["hotline"],
        size_group=row["size_group"],
    )
