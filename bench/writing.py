"""Creating cases: through the use case, and the very same rows by sqlite3 alone."""

from __future__ import annotations

import time
from pathlib import Path

from bench.statements import Statement, bare_connection, recorded, replay
from core.model.codes import PersonRole
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.usecases.register_case import RegisterCase, register_case
from db.context import Home, terminal_context

TITLE = "measured case"
CHANGES = ("INSERT", "UPDATE", "DELETE")


def created(home: Home, times: int) -> tuple[list[list[Statement]], float]:
    """Register and forward cases; returns what was written by each and the wall milliseconds of one."""
    ctx, commands = terminal_context(), []
    agency = ctx.masters.agencies[1].id
    seconds = 0.0
    for n in range(times):
        command = RegisterCase(
            request_id=f"bench-{time.time_ns()}-{n}",
            facts=Registered("walk_in", topic_id="land", amphoe_code=ctx.masters.amphoe[0].code),
            title=f"{TITLE} {n}",
            persons=(PersonDraft(PersonRole.COMPLAINANT, name=f"Person {n}", phone=f"0990{n:06}"),),
            forward_to=agency,
        )
        with recorded(home.engine) as statements:
            started = time.perf_counter()
            register_case(command, ctx)
            seconds += time.perf_counter() - started
        commands.append([each for each in statements if each.sql.lstrip().upper().startswith(CHANGES)])
    return commands, seconds / times * 1000


def replayed(copy: Path, commands: list[list[Statement]]) -> float:
    """Wall milliseconds to write the rows of one command on a copy taken before, with the same durability."""
    bare = bare_connection(str(copy))
    started = time.perf_counter()
    for statements in commands:
        replay(bare, statements, writes=True)
    return (time.perf_counter() - started) / len(commands) * 1000
