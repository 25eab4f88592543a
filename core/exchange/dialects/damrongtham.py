"""The register of a provincial Damrongtham Centre, by the headings of its database export or by Thai headings."""

from __future__ import annotations

from typing import Final

from core.exchange.dialects.dialect import Dialect, fields_of
from core.exchange.fields import Field
from core.exchange.statuses import read_register_status
from core.exchange.values import plain_text
from core.text.heading_words import REGISTER_HEADINGS

DAMRONGTHAM: Final = Dialect(
    key="damrongtham",
    source_system="damrongtham",
    headings=fields_of(REGISTER_HEADINGS),
    required=(
        frozenset({Field.RECEIVED, Field.TITLE, Field.STATUS}),
        frozenset({Field.RECEIVED, Field.TITLE, Field.AGENCIES, Field.CHANNEL}),
    ),
    read_status=read_register_status,
    topics=lambda cell: (text,) if (text := plain_text(cell)) else (),
    agency_separators="/\n",
    identity=(Field.RECEIVED, Field.TITLE, Field.COMPLAINANT),
)
