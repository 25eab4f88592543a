"""Bring an imported register in: new cases are recorded, known ones updated three ways, nothing a person changed is
lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.errors import DomainError, NotAllowed
from core.model.codes import Source
from core.model.course import Course
from core.model.facts import Origin
from core.model.importing import Conflict, Imported, ImportResult, RefusedCase
from core.ports import Context, Ledger, Work
from core.rules.access import Permission
from core.rules.known_cases import KnownCases, known_case
from core.rules.obligations import Office
from core.usecases.merge_course import merge_course
from core.usecases.record_course import write_course

CHUNK = 500


def import_courses(
    courses: Iterable[Course], ctx: Context, *, progress: Callable[[int], None] | None = None
) -> ImportResult:
    """Record ``courses``, in the order in which they are to be numbered. Running it again changes nothing.

    A case whose course is refused is listed and the others go on. What is written stays written when the import is
    broken off; running it again goes on from there. ``progress`` is told how many courses have been looked at.

    Raises:
        NotAllowed: the actor may not import, or the context is not that of an import.
    """
    ctx.actor.require(Permission.IMPORT_RUN)
    if ctx.source is not Source.IMPORT:
        raise NotAllowed(permission=Permission.IMPORT_RUN.value)
    run = _Run(ctx, replace(ctx.office(may_backdate=True), is_import=True), ImportResult(), {})
    with ctx.ledger.batch(CHUNK) as ledger:
        for n, course in enumerate(courses, start=1):
            _bring(course, run, ledger)
            if progress is not None:
                progress(n)
    return run.result


@dataclass(frozen=True, slots=True)
class _Run:
    ctx: Context
    office: Office
    result: ImportResult
    known: dict[str, KnownCases]


def _bring(course: Course, run: _Run, ledger: Ledger) -> None:
    origin = _origin(course)
    if origin.system not in run.known:
        run.known[origin.system] = KnownCases.of(run.ctx.reads.imported(origin.system))
    try:
        is_unique = course.key == f"import:{origin.system}:{origin.no}"
        there = known_case(run.known[origin.system], origin, is_unique=is_unique)
        if there is None:
            ledger.act(course.key, "import_case", lambda unit: write_course(unit, course, run.ctx, run.office))
            run.result.created += 1
        elif there.fingerprint == origin.fingerprint:
            run.result.unchanged += 1
        else:
            run.result.conflicts.extend(_update(course, there, run, ledger))
            run.result.updated += 1
    except DomainError as error:
        run.result.refused.append(RefusedCase(origin.row, origin.no, error.key, error.facts))


def _update(course: Course, there: Imported, run: _Run, ledger: Ledger) -> list[Conflict]:
    """Merge a newer row. The request is new each time: a source may go back to what it said before."""
    found: list[Conflict] = []

    def work(unit: Work) -> None:
        found[:] = merge_course(unit, unit.case_by_id(there.case_id), course, run.ctx, run.office)

    ledger.act(f"{course.key}:{run.ctx.ledger.new_id()}", "update_imported_case", work)
    return found


def _origin(course: Course) -> Origin:
    if course.facts.origin is None:
        raise DomainError("error.origin_missing")
    return course.facts.origin
