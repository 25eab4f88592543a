"""What was understood of a file, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.exchange.agency_names import AgencySpelling, KnownAgency, match_agencies
from core.exchange.date_order import FileOrder
from core.exchange.dialects.generic import as_mapping
from core.exchange.fields import Field
from core.exchange.findings import Finding, FindingKind, Severity
from core.exchange.plan import Plan, Wishes
from core.exchange.read_cases import read_cases
from core.exchange.readers.sheet import FileInfo
from core.exchange.sandbox import Upload
from core.exchange.source_case import SourceCase
from core.exchange.survey import survey
from core.model.codes import DateBasis
from core.text.dates import fiscal_year_be

MOST_FINDINGS: Final = 10_000
"""Findings kept one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class WarningCount:
    """How often one doubt came up, and its first example."""

    kind: FindingKind
    count: int
    example: Finding


@dataclass(frozen=True, slots=True)
class Estimates:
    """How many days rest on an estimate, and how many cases have no day of receipt at all."""

    sent: int
    reported: int
    closed: int
    undated: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """A file as understood.

    ``rejected`` are rows and values that could not be placed, ``findings`` these and all warnings that concern one row;
    both end at ``MOST_FINDINGS``, ``rejected_count`` and ``findings_count`` do not. ``by_channel`` counts by channel
    name, ``by_topic`` by the case's first topic ("" for none), ``by_status`` by our four states, ``by_status_text`` by
    the source's words. Fiscal years are BE; undated cases stand in ``estimates`` alone. ``unmapped`` are headings whose
    columns are kept but not understood.
    """

    dialect: str
    info: FileInfo
    header_row: int
    rows: int
    cases: int
    rejected: tuple[Finding, ...]
    rejected_count: int
    warnings: tuple[WarningCount, ...]
    findings: tuple[Finding, ...]
    findings_count: int
    by_channel: Mapping[str, int]
    by_topic: Mapping[str, int]
    by_status: Mapping[str, int]
    by_status_text: Mapping[str, int]
    by_fiscal_year: Mapping[int, int]
    estimates: Estimates
    file_day: date | None
    date_order: FileOrder
    mapping: Mapping[Field, tuple[str, ...]]
    mapping_suggested: bool
    heading_fingerprint: str
    unmapped: tuple[str, ...]
    agencies: tuple[AgencySpelling, ...]


def dry_run(upload: Upload, wishes: Wishes, agencies: Sequence[KnownAgency] = ()) -> tuple[Plan, DryRun]:
    """Read a file twice and say what it would bring; the plan serves to read its cases for good.

    Raises:
        ImportRefused: the file cannot be read.
    """
    plan = survey(upload, wishes)
    return plan, summarise(read_cases(upload, plan), plan, agencies)


def summarise(found: Iterable[SourceCase | Finding], plan: Plan, agencies: Sequence[KnownAgency] = ()) -> DryRun:
    """Count what a file holds; no case is kept."""
    tally = _Tally()
    for sheet in plan.info.other_sheets:
        tally.doubt(Finding(0, "", sheet, FindingKind.OTHER_SHEETS))
    for one in found:
        if isinstance(one, Finding):
            tally.doubt(one)
        else:
            tally.case(one)
    return tally.result(plan, agencies)


def as_json(run: DryRun) -> dict[str, object]:
    """Return the keys that the terminal answers with; the import itself adds created, updated and unchanged."""
    return {
        "dialect": run.dialect,
        "encoding": run.info.encoding,
        "delimiter": run.info.delimiter,
        "sheet": run.info.sheet,
        "header_row": run.header_row,
        "rows": run.rows,
        "cases": run.cases,
        "rejected": [
            {"row": line.row, "column": line.column, "value": line.value, "reason": line.kind.value}
            for line in run.rejected
        ],
        "rejected_count": run.rejected_count,
        "warnings": [
            {"kind": line.kind.value, "count": line.count, "example": _example(line.example)} for line in run.warnings
        ],
        "by_channel": dict(run.by_channel),
        "by_status": dict(run.by_status),
        "by_status_text": dict(run.by_status_text),
        "by_fiscal_year": {str(year): count for year, count in run.by_fiscal_year.items()} | _undated(run),
        "undated": run.estimates.undated,
        "file_day": run.file_day.isoformat() if run.file_day else None,
        "date_order": run.date_order.order,
        "date_order_basis": run.date_order.basis.value,
    }


def _undated(run: DryRun) -> dict[str, int]:
    return {"undated": run.estimates.undated} if run.estimates.undated else {}


def _example(finding: Finding) -> dict[str, object]:
    return {"row": finding.row, "column": finding.column, "value": finding.value}


@dataclass(slots=True)
class _Tally:
    kinds: Counter[FindingKind] = field(default_factory=Counter)
    examples: dict[FindingKind, Finding] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    channels: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    status_texts: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    estimated: Counter[str] = field(default_factory=Counter)
    cases: int = 0

    def doubt(self, finding: Finding) -> None:
        """Count a finding; keep it when it concerns one row."""
        self.kinds[finding.kind] += 1
        self.examples.setdefault(finding.kind, finding)
        if finding.severity is not Severity.NOTE and len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def case(self, case: SourceCase) -> None:
        """Count a case and its warnings."""
        self.cases += 1
        self.channels[case.channel.name] += 1
        self.topics[case.matter.topic] += 1
        self.statuses[case.progress.status.value] += 1
        self.status_texts[case.progress.status_text] += 1
        self.spellings.update(case.referral.agencies)
        if case.received.day:
            self.years[fiscal_year_be(case.received.day)] += 1
        progress = case.progress
        for name, day in (("sent", case.referral.sent), ("reported", progress.reported), ("closed", progress.closed)):
            self.estimated[name] += day is not None and day.basis is DateBasis.ESTIMATED
        self.estimated["undated"] += case.received.day is None
        for finding in case.warnings:
            self.doubt(finding)

    def count(self, *severities: Severity) -> int:
        """Count findings of some severities."""
        return sum(count for kind, count in self.kinds.items() if self.examples[kind].severity in severities)

    def warnings(self) -> tuple[WarningCount, ...]:
        """Return warnings and notes, the most frequent first."""
        lines = [WarningCount(kind, count, self.examples[kind]) for kind, count in self.kinds.items()]
        milder = [line for line in lines if line.example.severity in (Severity.WARNING, Severity.NOTE)]
        return tuple(sorted(milder, key=lambda line: (-line.count, line.kind)))

    def result(self, plan: Plan, agencies: Sequence[KnownAgency]) -> DryRun:
        """Put the counts and the plan together."""
        used = {column for columns in plan.columns.values() for column in columns} | {plan.table.index_column}
        places = plan.wishes.places
        rejecting = (Severity.ROW, Severity.VALUE)
        return DryRun(
            dialect=plan.dialect.key,
            info=plan.info,
            header_row=plan.table.header_row,
            rows=plan.rows,
            cases=self.cases,
            rejected=tuple(finding for finding in self.findings if finding.severity in rejecting),
            rejected_count=self.count(*rejecting),
            warnings=self.warnings(),
            findings=tuple(self.findings),
            findings_count=self.count(*rejecting, Severity.WARNING),
            by_channel=dict(self.channels.most_common()),
            by_topic=dict(self.topics.most_common()),
            by_status=dict(self.statuses.most_common()),
            by_status_text=dict(self.status_texts.most_common()),
            by_fiscal_year=dict(sorted(self.years.items())),
            estimates=Estimates(**{name: self.estimated[name] for name in ("sent", "reported", "closed", "undated")}),
            file_day=plan.file_day,
            date_order=plan.order,
            mapping=as_mapping(plan.table.headings, plan.columns),
            mapping_suggested=plan.suggested,
            heading_fingerprint=plan.table.fingerprint,
            unmapped=tuple(name for column, name in enumerate(plan.table.headings) if column not in used),
            agencies=match_agencies(self.spellings, agencies, places.province if places else ""),
        )
