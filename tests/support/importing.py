"""An office into which registers are brought, read from files as the program reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from core.exchange.courses import courses_of
from core.exchange.dry_run import DryRun, summarise
from core.exchange.office import known_agencies, surveyed, wishes_for, words_of
from core.exchange.plan import Plan
from core.exchange.read_cases import read_cases
from core.exchange.readers.sheet import FileInfo
from core.exchange.sandbox import NumberedRow, Upload
from core.exchange.sandbox_child import read
from core.model.case import Case, CaseNo
from core.model.codes import Source
from core.model.importing import Choices, ImportResult, Keys
from core.ports import Context
from core.rules.access import Actor
from core.usecases.import_courses import import_courses
from core.usecases.prepare_import import prepare_import
from db.masters import master_lists
from db.reads.reads import Reads
from db.reads.scope import Scope
from tests.support.office import BOONMEE, PROVINCE, Office
from tests.unit.exchange.registers import REQ_HEADINGS, Cells, csv_bytes


@contextmanager
def rows_read_here(upload: Upload) -> Iterator[tuple[FileInfo, Iterator[NumberedRow]]]:
    """The rows of a file without the process that guards against strangers' files: for tests of what follows."""
    assert isinstance(upload.content, bytes)
    info, rows = read(BytesIO(upload.content), upload.limits, upload.sheet)
    yield info, enumerate(rows, start=1)


NOTHING_CHOSEN = Choices()


def context(office: Office, actor: Actor = BOONMEE, source: Source = Source.SCREEN) -> Context:
    """The context of one run of ``actor``."""
    home = office.home
    return Context(
        actor,
        office.clock,
        office.ledger(actor, source=source),
        master_lists(home.engine, PROVINCE),
        Reads(home.engine, PROVINCE, Scope(actor.role, actor.agency_id, actor.account_id)),
        PROVINCE,
        source,
    )


@dataclass(frozen=True)
class Importer:
    """Brings rows into an office as the director does."""

    office: Office

    def ctx(self) -> Context:
        """A context of an import, with the lists as they stand."""
        return context(self.office, source=Source.IMPORT)

    def understood(self, rows: Sequence[Cells], headings: Sequence[str] = REQ_HEADINGS) -> tuple[Upload, Plan, DryRun]:
        """The dry run."""
        ctx, upload = self.ctx(), Upload(csv_bytes(rows, headings))
        plan = surveyed(upload, wishes_for(ctx.province_id, ctx.clock.today()), ctx.masters)
        return upload, plan, summarise(read_cases(upload, plan), plan, known_agencies(ctx.masters))

    def keys(self, rows: Sequence[Cells], choices: Choices = NOTHING_CHOSEN) -> Keys:
        """The keys of the words of some rows, written into the lists."""
        _, plan, run = self.understood(rows)
        return prepare_import(words_of(run, plan), choices, self.ctx())

    def bring(
        self, *rows: Cells, headings: Sequence[str] = REQ_HEADINGS, choices: Choices = NOTHING_CHOSEN
    ) -> ImportResult:
        """Dry run, lists, import."""
        upload, plan, run = self.understood(rows, headings)
        keys = prepare_import(words_of(run, plan), choices, self.ctx())
        return import_courses(courses_of(upload, plan, keys), self.ctx())

    def nos(self) -> dict[str, str]:
        """Our numbers by the source's, in the order of ours."""
        found = self.office.rows("SELECT source_no, running, year_be FROM case_ ORDER BY year_be, running")
        return {str(no): f"{running}/{year}" for no, running, year in found}

    def no(self, source_no: str) -> CaseNo:
        """Our number of a case."""
        return CaseNo.parse(self.nos()[source_no])

    def case(self, source_no: str) -> Case:
        """A case by the source's number."""
        return self.office.ledger(BOONMEE).case(self.no(source_no))

    def texts(self, source_no: str) -> dict[str, str]:
        """Title, public title and details as stored."""
        sql = "SELECT title, public_title, details FROM case_text WHERE case_id = :id"
        (row,) = self.office.rows(sql, id=self.case(source_no).id)
        return dict(zip(("title", "public_title", "details"), map(str, row), strict=True))

    def events(self) -> int:
        """How many events there are."""
        ((count,),) = self.office.rows("SELECT count(*) FROM ledger_event")
        return int(str(count))


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    """Created, updated, unchanged, conflicts, refused."""
    return result.created, result.updated, result.unchanged, len(result.conflicts), len(result.refused)


def left(result: ImportResult) -> list[tuple[str, str, str]]:
    """Conflicts as (field, ours, theirs)."""
    return [(conflict.field, conflict.ours, conflict.theirs) for conflict in result.conflicts]
