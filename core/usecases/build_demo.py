"""Build the demonstration province with the commands that people use, in batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.errors import NotFound
from core.model.codes import Source
from core.ports import Context, MasterChange
from core.usecases.demo.plan import AS_OF, Place, courses
from core.usecases.record_course import record_course

COVID_CONTACTS = (
    ("2020-03-26", 6, 5),
    ("2020-04-15", 9, 8),
    ("2020-05-13", 8, 7),
    ("2020-06-17", 7, 6),
    ("2020-07-22", 5, 4),
)
"""Day, persons at the counter, calls: 35 and 30 in all. Source of the sums: RE; the days are invented."""


def build_demo(ctx: Context, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Record every course; returns how many cases there are. Running it again changes nothing.

    Raises:
        DomainError: the database is not the demonstration's.
    """
    if ctx.source is not Source.IMPORT:
        raise NotFound("error.not_demo")
    place = Place(
        tuple((each.code, each.name) for each in ctx.masters.amphoe),
        lambda key: topic.name if (topic := ctx.masters.topic(key)) else key,
    )
    planned = courses(place)
    office = replace(ctx.office(may_backdate=True), is_import=False, today=AS_OF)
    with ctx.ledger.batch(500) as ledger:
        for n, course in enumerate(planned, start=1):
            record_course(course, ctx, office, ledger)
            if progress is not None:
                progress(n, len(planned))
    ctx.ledger.change_masters([_contacts(n, *line) for n, line in enumerate(COVID_CONTACTS, start=1)])
    return len(planned)


def _contacts(n: int, day: str, persons: int, calls: int) -> MasterChange:
    body = {"programme_id": "covid19", "day": day, "walk_in_persons": persons, "calls": calls}
    return MasterChange("programme_contact", str(n), {**body, "other_contacts": 0, "became_cases": 0})
