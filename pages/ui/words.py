"""What keys are called on this page: topics, channels, amphoe and places of the board by their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from core.figures.board import BoardRow
from core.figures.standing import Place
from core.ports import Masters
from core.text.catalogue import t


def topic_names(masters: Masters) -> Mapping[str, str]:
    """Topics by id, in the order of the list."""
    return {topic.id: topic.name for topic in masters.topics}


def channel_names(masters: Masters) -> Mapping[str, str]:
    """Channels by id, in the order of the list."""
    return {channel.id: channel.name for channel in masters.channels}


def amphoe_names(masters: Masters) -> Mapping[str, str]:
    """Amphoe of the province by code, in the order of the dictionary."""
    return {amphoe.code: amphoe.name for amphoe in masters.amphoe}


def tambon_names(masters: Masters) -> Mapping[str, str]:
    """Tambon of the province by code, each with its amphoe, amphoe by amphoe in the order of the dictionary."""
    return {
        tambon.code: t("place.tambon_of", tambon=tambon.name, amphoe=amphoe.name)
        for amphoe in masters.amphoe
        for tambon in masters.tambon_of(amphoe.code)
    }


def tambon_name(masters: Masters, code: str | None) -> str:
    """The name of a tambon; empty where none is known. The first four digits are the amphoe's."""
    of_amphoe = masters.tambon_of(code[:4]) if code else ()
    return next((tambon.name for tambon in of_amphoe if tambon.code == code), "")


def programme_names(masters: Masters) -> Mapping[str, str]:
    """Programmes by id."""
    return {programme.id: programme.name for programme in masters.programmes}


def place_name(place: Place, agency: str) -> str:
    """A row of the board by name: the agency as last sent to, or the centre's own row."""
    return agency if place is Place.AGENCY else _centre_row(place)


@lru_cache
def _centre_row(place: Place) -> str:
    return t(f"figure.row.{place.value}")


def row_name(row: BoardRow) -> str:
    """The name of a row of the board."""
    return place_name(row.place, row.agency)
