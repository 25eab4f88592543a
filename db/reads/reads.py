"""The questions that screens, papers and commands ask; one method each, frozen answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Engine, bindparam, func, select

from core.figures.ages import AgeBasis
from core.figures.board import Board, board
from core.figures.case_page import CasePage
from core.figures.counts import MonthCount, StatisticsCounts, Window
from core.figures.due import DueReport
from core.figures.fiscal import FiscalQuestion, fiscal_question
from core.figures.found import Found, SearchFilter
from core.figures.headline import Headline
from core.figures.kpi import AgencyKpi, kpi
from core.figures.lines import CaseFilter, CaseLine, Cell, DueLine, PendingLine
from core.figures.register import MOST_PRINTED, RegisterList, RegisterPart, RegisterYear
from core.figures.similar import Similar, SimilarQuestion
from core.figures.since import KnownHeadline, known_headline
from core.figures.standing import Day
from core.figures.today import Queue, Silence, Today
from core.model.beginnings import YearNumbers
from core.model.case import CaseNo
from core.model.codes import ContactKind, ObligationKind
from core.model.evidence import StoredEvidence
from core.model.importing import Imported
from core.model.masters import STOCK_KINDS
from core.rules.searching import Sought
from db.engine import reading
from db.keys.ring import KeyRing
from db.reads.access_book import AccessBook
from db.reads.case_page import case_page
from db.reads.due import due_for_report, due_lines
from db.reads.evidence import stored_evidence
from db.reads.imported import imported
from db.reads.kpi import kpi_counts
from db.reads.lists import board_lines, case_lines
from db.reads.live import ALL, BoardFilter, live_standings
from db.reads.printed import numbered_years, register_list, register_year
from db.reads.promised import promised_cases
from db.reads.read import Read
from db.reads.scope import Scope
from db.reads.search import found_cases
from db.reads.similar import similar
from db.reads.since import shifts
from db.reads.statistics import headline_of, statistics_counts
from db.reads.sums import month_counts, stock_until
from db.reads.tables import CASE, INSTALLATION, PROVINCE
from db.reads.today import today

FOLLOWERS = select(func.count()).where(CASE.c.province_id == PROVINCE, CASE.c.lead_id == bindparam("lead"))
DATA_VERSION = select(INSTALLATION.c.data_version).where(INSTALLATION.c.province_id == PROVINCE)


class Reads:
    """Reads of one province for one person. Built per run; not shared between threads.

    Questions asked inside ``with reads.snapshot():`` see the same state; outside, each has a snapshot of its own.
    """

    def __init__(
        self,
        engine: Engine,
        province_id: str,
        scope: Scope,
        kinds: Iterable[ContactKind] = STOCK_KINDS,
        *,
        ring: KeyRing | None = None,
    ) -> None:
        self._engine = engine
        self._province_id = province_id
        self._scope = scope
        self._kinds = tuple(sorted(kinds))
        self._ring = ring
        self._open: Read | None = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything asked inside agree. Leave it before anything is drawn."""
        before = self._open
        with self._read() as read:
            self._open = read
            try:
                yield
            finally:
                self._open = before

    @contextmanager
    def _read(self) -> Iterator[Read]:
        if self._open is not None:
            yield self._open
            return
        with reading(self._engine) as connection:
            yield Read(connection, self._province_id, self._scope, self._kinds, ring=self._ring)

    @property
    def place(self) -> str:
        """Which database answers, without its password: what two of them say is never the same answer."""
        return str(self._engine.url)

    def data_version(self) -> int:
        """The number that every writing transaction raises; caches are keyed by it."""
        with self._read() as read:
            return read.number(DATA_VERSION)

    @property
    def access(self) -> AccessBook:
        """Who looked at whose data, for whoever may read it; everybody else is refused at each question."""
        return AccessBook(self._read)

    def headline(self, as_of: date, *, near_until: date | None = None) -> Headline:
        """All, closed and pending at the end of ``as_of``; ``near_until`` is the last day that counts as near due."""
        with self._read() as read:
            return headline_of(read, Day(as_of, near_until))

    def headline_known(self, as_of: date, known_at: datetime) -> KnownHeadline:
        """The headline of ``as_of`` from what had been recorded until ``known_at``, and every case that moved since."""
        with self._read() as read:
            return known_headline(headline_of(read, Day(as_of)), known_at, shifts(read, as_of, known_at))

    def statistics_counts(self, as_of: date, asked: FiscalQuestion | None = None) -> StatisticsCounts:
        """Everything the statistics of a day are made of; ``asked`` names another fiscal year or backlog window."""
        with self._read() as read:
            return statistics_counts(read, asked or fiscal_question(as_of))

    def trend(self, as_of: date) -> tuple[MonthCount, ...]:
        """The 36 months that end with the month of ``as_of``."""
        with self._read() as read:
            read.scope.require_province()
            return month_counts(read, as_of, stock_until(read, as_of))

    def board(
        self, as_of: date, *, by: AgeBasis = "round", near_until: date | None = None, which: BoardFilter = ALL
    ) -> Board:
        """Pending cases by agency and age at the end of ``as_of``."""
        with self._read() as read:
            return board(live_standings(read, Day(as_of, near_until), which), as_of, by)

    def imported(self, system: str) -> dict[str, Imported]:
        """Every case that came from one other register, by its key there."""
        with self._read() as read:
            return imported(read, system)

    def board_lines(
        self,
        cell: Cell,
        as_of: date,
        *,
        by: AgeBasis = "round",
        near_until: date | None = None,
        which: BoardFilter = ALL,
        limit: int = 200,
        offset: int = 0,
        oldest_first: bool = False,
    ) -> tuple[PendingLine, ...]:
        """The cases behind a cell of the board: overdue first, earliest finish day, then oldest; or oldest first.

        A case that stands at several agencies has a line in each of their rows.
        """
        with self._read() as read:
            asked = Day(as_of, near_until)
            return board_lines(read, cell, asked, by, which, limit, offset, oldest_first=oldest_first)

    def case_lines(self, asked: CaseFilter, as_of: date, *, limit: int = 200, offset: int = 0) -> tuple[CaseLine, ...]:
        """The cases behind any other number, highest case number first."""
        with self._read() as read:
            return case_lines(read, asked, as_of, limit, offset)

    def numbered_years(self) -> tuple[YearNumbers, ...]:
        """The years whose register has numbers, newest first.

        Raises:
            NotAllowed: the reads belong to somebody who makes no papers.
        """
        with self._read() as read:
            return numbered_years(read)

    def register_year(self, numbers: YearNumbers) -> RegisterYear:
        """A year of the register: its cases, and how many of them each month's part holds."""
        with self._read() as read:
            return register_year(read, numbers)

    def register_list(self, part: RegisterPart, *, limit: int = MOST_PRINTED) -> RegisterList:
        """A part of the register by number, void ones too, with its totals and those before it; names nobody."""
        with self._read() as read:
            return register_list(read, part, limit)

    def due_lines(
        self,
        on: date,
        *,
        agency_id: str | None = None,
        kinds: Collection[ObligationKind] | None = None,
        limit: int = 200,
    ) -> tuple[DueLine, ...]:
        """Promises due by ``on`` and unmet at its end, and those due on it, met or not; longest late first.

        A periodic series gives one line for each of its due days that is not settled. ``kinds`` None is every kind.
        """
        with self._read() as read:
            return due_lines(read, on, agency_id, kinds, limit)

    def promised_cases(self, *, limit: int = 2_000) -> tuple[CaseNo, ...]:
        """Cases with a promise that is neither kept nor void: what a change of the calendar may touch."""
        with self._read() as read:
            return promised_cases(read, limit)

    def due_for_report(self, on: date, *, since: date | None = None) -> DueReport:
        """What agencies owe a meeting held ``on`` a day, and what they answered after ``since`` (the last as-of)."""
        with self._read() as read:
            return due_for_report(read, on, since)

    def today(
        self,
        on: date,
        near_until: date,
        *,
        queue: Queue | None = None,
        limit: int = 50,
        offset: int = 0,
        silence: Silence | None = None,
    ) -> Today:
        """What must be done on the present day: every queue counted, and a page of one, longest late first.

        ``queue`` None is the first that is not empty; ``near_until`` is the last day that counts as near due;
        ``silence`` says when a word is owed to who has heard nothing, None asks for none.
        """
        with self._read() as read:
            return today(read, Day(on, near_until), queue, limit, offset, silence)

    def found_cases(self, sought: Sought, which: SearchFilter, today: date) -> Found:
        """What a search finds, strongest reason first, then newest; ``find_cases`` writes down who found a person.

        Raises:
            NotAllowed: the reads belong to somebody who may not search.
        """
        with self._read() as read:
            return found_cases(read, sought, which, today)

    def kpi(self, window: Window, as_of: date, size_groups: Mapping[str, str]) -> tuple[AgencyKpi, ...]:
        """How agencies kept what fell due in ``window``, judged by what was known at the end of ``as_of``.

        ``size_groups`` maps agency ids to their group; ranks are inside a group.
        """
        with self._read() as read:
            return kpi(kpi_counts(read, window, as_of), size_groups)

    def case_page(self, no: CaseNo) -> CasePage:
        """Everything that the page of a case shows of it to this reader, names masked.

        Raises:
            NotFound: there is no such case, or it is not the reader's.
        """
        with self._read() as read:
            return case_page(read, no)

    def evidence(self, no: CaseNo, attachment_id: int) -> StoredEvidence:
        """A paper or photograph that this reader may open.

        Raises:
            NotFound: there is no such case or piece, or it is not for this reader: all give the same answer.
        """
        with self._read() as read:
            return stored_evidence(read, case_page(read, no), attachment_id)

    def similar(self, asked: SimilarQuestion) -> Similar:
        """Cases like the one being taken in, and where cases of its topic went lately; see ``db.reads.similar``."""
        with self._read() as read:
            return similar(read, asked)

    def has_followers(self, case_id: int) -> bool:
        """Whether other cases follow this one; then it cannot itself follow another."""
        with self._read() as read:
            return bool(read.number(FOLLOWERS, lead=case_id))
