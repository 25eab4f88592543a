"""The fields that a register's columns can mean."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """Meaning of a column. A dialect or a person maps headings to these; several columns may share one."""

    SOURCE_NO = "source_no"
    YEAR = "year"
    RECEIVED = "received"
    RECEIVED_TIME = "received_time"
    CHANNEL = "channel"
    CHANNEL_REMARK = "channel_remark"
    KIND = "kind"
    TOPIC = "topic"
    TITLE = "title"
    DETAILS = "details"
    PROVINCE = "province"
    AMPHOE = "amphoe"
    TAMBON = "tambon"
    PLACE = "place"
    COORDINATES = "coordinates"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    COMPLAINANT = "complainant"
    COMPLAINANT_KIND = "complainant_kind"
    COMPLAINANT_PHONE = "complainant_phone"
    RESPONDENT = "respondent"
    RESPONDENT_KIND = "respondent_kind"
    RESPONDENT_PHONE = "respondent_phone"
    PERSONS = "persons"
    AGENCIES = "agencies"
    LETTER_NO = "letter_no"
    LETTER_ON = "letter_on"
    SECRECY = "secrecy"
    DUE = "due"
    REPORTED = "reported"
    REMINDER = "reminder"
    STATUS = "status"
    CLOSED = "closed"
    LAST_ACTIVITY = "last_activity"
    NOTE = "note"


DATE_FIELDS: Final = frozenset(
    {
        Field.RECEIVED,
        Field.LETTER_ON,
        Field.DUE,
        Field.REPORTED,
        Field.REMINDER,
        Field.CLOSED,
        Field.LAST_ACTIVITY,
    }
)
"""Columns whose values are days; all of them are evidence for the order of day and month."""

FILE_DAY_FIELDS: Final = frozenset(
    {Field.RECEIVED, Field.LETTER_ON, Field.REPORTED, Field.REMINDER, Field.LAST_ACTIVITY}
)
"""Columns whose latest day not after the import day is the file's day; a due day says nothing about it."""

PERSONAL_FIELDS: Final = frozenset(
    {Field.COMPLAINANT, Field.COMPLAINANT_PHONE, Field.RESPONDENT, Field.RESPONDENT_PHONE}
)
"""Columns whose values are masked in findings."""
