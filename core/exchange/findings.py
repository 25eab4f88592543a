"""What an import doubts: one finding per value, so that a person can look at the row and decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """What a finding costs."""

    ROW = "row"  # the row became no case
    VALUE = "value"  # the value could not be read; the case stands without it
    WARNING = "warning"  # the value was read, a person should look
    NOTE = "note"  # only counted: the rule applies to many rows by design


class FindingKind(StrEnum):
    """Why a row or a value is doubtful; ``import.reason.<kind>`` is its text."""

    # rows
    UNREADABLE_ROW = "unreadable_row"
    TOO_MANY_CELLS = "too_many_cells"
    TOTAL_ROW = "total_row"
    EMPTY_CASE = "empty_case"
    # values
    AMBIGUOUS_DATE_ORDER = "ambiguous_date_order"
    IMPOSSIBLE_DATE = "impossible_date"
    UNREADABLE_DATE = "unreadable_date"
    FUTURE_DATE = "future_date"
    EXCEL_ERROR = "excel_error"
    UNREADABLE_NUMBER = "unreadable_number"
    UNREADABLE_PHONE = "unreadable_phone"
    UNREADABLE_COORDINATES = "unreadable_coordinates"
    # warnings
    UNDATED = "undated"
    DUE_BEFORE_RECEIVED = "due_before_received"
    REPORTED_BEFORE_RECEIVED = "reported_before_received"
    LETTER_BEFORE_RECEIVED = "letter_before_received"
    CLOSED_BEFORE_RECEIVED = "closed_before_received"
    CLOSED_DAY_ESTIMATED = "closed_day_estimated"
    CLOSED_DAY_UNKNOWN = "closed_day_unknown"
    CLOSING_DAY_ON_OPEN_CASE = "closing_day_on_open_case"
    REPORT_DAY_ESTIMATED = "report_day_estimated"
    YEAR_DIFFERS = "year_differs"
    NO_NUMBER = "no_number"
    DUPLICATE_NUMBER = "duplicate_number"
    JOINED_ROWS_DIFFER = "joined_rows_differ"
    UNKNOWN_STATUS = "unknown_status"
    DONE_IS_NOT_CLOSED = "done_is_not_closed"
    IRRELEVANT_AT_SOURCE = "irrelevant_at_source"
    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_AMPHOE = "unknown_amphoe"
    AMPHOE_SHORTENED = "amphoe_shortened"
    AMPHOE_ELSEWHERE = "amphoe_elsewhere"
    AMPHOE_NOT_NAMED = "amphoe_not_named"
    OTHER_PROVINCE = "other_province"
    PHONE_ZERO_RESTORED = "phone_zero_restored"
    COORDINATES_OUTSIDE = "coordinates_outside"
    UNSAFE_CHARACTERS = "unsafe_characters"
    DAMAGED_CHARACTERS = "damaged_characters"
    OTHER_SHEETS = "other_sheets"
    # notes
    TWO_DIGIT_YEAR = "two_digit_year"
    BE_YEAR_IN_CE_CELL = "be_year_in_ce_cell"
    SENT_DAY_ESTIMATED = "sent_day_estimated"
    JOINED_ROWS = "joined_rows"


_ROWS: Final = frozenset(
    {FindingKind.UNREADABLE_ROW, FindingKind.TOO_MANY_CELLS, FindingKind.TOTAL_ROW, FindingKind.EMPTY_CASE}
)
_VALUES: Final = frozenset(
    {
        FindingKind.AMBIGUOUS_DATE_ORDER,
        FindingKind.IMPOSSIBLE_DATE,
        FindingKind.UNREADABLE_DATE,
        FindingKind.FUTURE_DATE,
        FindingKind.EXCEL_ERROR,
        FindingKind.UNREADABLE_NUMBER,
        FindingKind.UNREADABLE_PHONE,
        FindingKind.UNREADABLE_COORDINATES,
    }
)
_NOTES: Final = frozenset(
    {
        FindingKind.TWO_DIGIT_YEAR,
        FindingKind.BE_YEAR_IN_CE_CELL,
        FindingKind.SENT_DAY_ESTIMATED,
        FindingKind.JOINED_ROWS,
    }
)


def severity(kind: FindingKind) -> Severity:
    """Say what a finding of this kind costs."""
    if kind in _ROWS:
        return Severity.ROW
    if kind in _VALUES:
        return Severity.VALUE
    return Severity.NOTE if kind in _NOTES else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt.

    ``row`` counts from 1 at the top of the sheet, as a spreadsheet shows it; 0 means the whole file. ``column`` is the
    file's own heading ("" for a whole row). ``value`` is the cell as text, masked in a personal column.
    """

    row: int
    column: str
    value: str = field(repr=False)
    kind: FindingKind

    @property
    def reason(self) -> str:
        """The key of the sentence that explains it."""
        return f"import.reason.{self.kind}"

    @property
    def severity(self) -> Severity:
        """What it costs."""
        return severity(self.kind)
