"""Exports of Traffy Fondue: tickets of citizens, one row a ticket or one row for each of a ticket's types."""

from __future__ import annotations

from typing import Final

from core.exchange.dialects.dialect import Dialect, fields_of
from core.exchange.fields import Field
from core.exchange.statuses import read_traffy_state
from core.exchange.values import listed
from core.text.heading_words import TRAFFY_HEADINGS
from core.text.source_words import TRAFFY_CHANNEL

TRAFFY: Final = Dialect(
    key="traffy",
    source_system="traffy",
    headings=fields_of(TRAFFY_HEADINGS),
    required=(
        frozenset({Field.SOURCE_NO, Field.RECEIVED, Field.STATUS, Field.DETAILS}),
        frozenset({Field.COORDINATES, Field.RECEIVED, Field.STATUS, Field.DETAILS}),
        frozenset({Field.LATITUDE, Field.LONGITUDE, Field.RECEIVED, Field.STATUS, Field.DETAILS}),
    ),
    read_status=read_traffy_state,
    topics=listed,
    agency_separators=",\n",
    identity=(Field.RECEIVED, Field.DETAILS, Field.COORDINATES, Field.LATITUDE, Field.LONGITUDE),
    channel=TRAFFY_CHANNEL,
    joins_rows=True,
)
