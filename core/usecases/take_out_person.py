"""Take a person out of a case who does not belong to it; the row stays, encrypted, and the place in the list too."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import persons
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutPerson(OnCase):
    """``text`` is the reason."""

    person_id: int


def take_out_person(command: TakeOutPerson, ctx: Context) -> Recorded:
    """Record that the person is not of the case; texts go on masking the name.

    Raises:
        NotFound: there is no such person in the case.
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CORRECT)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        n, _ = persons.person_at(stream.case, command.person_id)
        stream.append(persons.take_out(stream.case, n, said_in(unit, stream.case, command, ctx), office_of(ctx)))

    return ctx.ledger.act(command.request_id, "take_out_person", work)
