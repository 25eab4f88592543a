"""Which area of the catalogue holds the words of which enum."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from core.model import codes
from core.model.evidence import EvidenceKind
from core.model.promises import DayUnit

PREFIXES: Mapping[type[StrEnum], str] = MappingProxyType(
    {
        codes.AgencyKind: "agency_kind",
        codes.Anonymity: "anonymity",
        codes.CaseState: "state",
        codes.ChannelGroup: "channel_group",
        codes.ClosingClass: "closing",
        codes.Confirmed: "confirmed",
        codes.ContactKind: "kind",
        codes.ContactWay: "way",
        codes.DateBasis: "basis",
        codes.DelayReason: "delay",
        codes.DueRule: "due_rule",
        codes.InstallationKind: "installation",
        codes.ObligationKind: "obligation",
        codes.PersonRole: "person_role",
        codes.ReferralOutcome: "outcome",
        codes.ReopenReason: "reopen",
        codes.Role: "role",
        codes.Secrecy: "secrecy",
        codes.SentVia: "sent_via",
        codes.Source: "source",
        DayUnit: "day_unit",
        EvidenceKind: "evidence_kind",
    }
)
"""``prefix.value`` is the key of a member. Streams are internal and carry no word."""
