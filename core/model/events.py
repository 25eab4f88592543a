"""The envelope in which a payload is recorded, and its two times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.model.codes import DateBasis, Source
from core.model.payloads import CasePayload


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a case.

    ``happened_on`` is a Bangkok day, None only where the basis is unknown. ``texts`` (title, details, text ...) go to
    a note row; ``seq`` counts from 1 within the stream and is 0 before it is written.
    """

    payload: CasePayload
    happened_on: date | None
    basis: DateBasis = DateBasis.EXACT
    happened_at: datetime | None = None
    referral_no: int | None = None
    round: int = 1
    on_behalf_of_agency_id: str | None = None
    corrects_seq: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0
    recorded_at: datetime | None = None
    actor_id: int | None = None
    source: Source = Source.SCREEN
