"""One command on its way into the ledger, and what is kept of it so that a repeated submit gets the first answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.model.case import CaseNo
from core.ports import Recorded, Work
from core.rules.codec import canonical
from db.ledger.ids import new_id
from db.ledger.stamp import Stamp
from db.ledger.work import CaseStream, CaseWork

COMMAND = SQLModel.metadata.tables["command"]
Decide = Callable[[Work], None]
_INSERT = COMMAND.insert()
_KNOWN = select(COMMAND.c.kind, COMMAND.c.result).where(
    COMMAND.c.province_id == bindparam("province"),
    COMMAND.c.actor_id == bindparam("actor"),
    COMMAND.c.request_id == bindparam("request"),
)


@dataclass
class Act:
    """One command, decided and not yet written; ``decide`` decides it anew where the case has moved on meanwhile."""

    request_id: str
    kind: str
    decide: Decide
    work: CaseWork
    id: int = field(default_factory=new_id)

    @property
    def touched(self) -> list[CaseStream]:
        """The streams that got events, in the order in which the command touched them."""
        return [stream for stream in self.work.streams.values() if stream.fresh]

    @property
    def loaded(self) -> list[CaseStream]:
        """The stored streams that the decision rests on, with or without new events."""
        return [stream for stream in self.work.streams.values() if stream.stored]

    @property
    def recorded(self) -> Recorded:
        """What the command led to; numbers are right once it is written."""
        cases = [stream.now for stream in self.touched]
        return Recorded(tuple(case.no for case in cases), tuple(case.version for case in cases))


def first_answer(
    connection: Connection, province_id: str, actor_id: int, request_id: str, kind: str
) -> Recorded | None:
    """What a command led to when it was recorded before; None when it is new.

    Raises:
        ValueError: the actor used the request id for a command of another kind; answering would lose this one.
    """
    wanted = {"province": province_id, "actor": actor_id, "request": request_id}
    row = connection.execute(_KNOWN, wanted).one_or_none()
    if row is None:
        return None
    if row.kind != kind:
        raise ValueError(f"request id {request_id!r} was used for {row.kind}, not {kind}")
    said = json.loads(row.result)
    return Recorded(tuple(CaseNo(*no) for no in said["nos"]), tuple(said["versions"]), repeated=True)


def write_commands(connection: Connection, stamp: Stamp, acts: Sequence[Act]) -> None:
    """Keep what each command led to."""
    rows = [
        {
            "province_id": stamp.province_id,
            "id": act.id,
            "actor_id": stamp.actor_id,
            "request_id": act.request_id,
            "kind": act.kind,
            "at": stamp.at,
            "result": _result(act.recorded),
        }
        for act in acts
    ]
    connection.execute(_INSERT, rows)


def _result(recorded: Recorded) -> str:
    return canonical({"nos": [[no.running, no.year_be] for no in recorded.nos], "versions": list(recorded.versions)})
