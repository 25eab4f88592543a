"""``make bench``: one table of ratios, everything measured in one run.

Pages: processor time of the server per rerun, against an empty page of a stock Streamlit, and their reads against the
bare SQL. Writing: a case with its referral in one durable commit against the same rows by sqlite3 alone; a batch.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.browser import chromium, desk, opened, waited
from bench.registers import Register, build
from bench.servers import Server, sign_in, stock_streamlit, this_program
from bench.statements import bare_connection, cpu_ms, recorded, replay
from bench.visitor import visit
from core.model.case import CaseNo

AS_OF, TODAY = date(2020, 7, 29), date(2020, 7, 31)
CASE = CaseNo(1, 2563)
PAGES = {
    "board": f"as_of={AS_OF.isoformat()}",
    "dashboard": f"as_of={AS_OF.isoformat()}",
    "today": "",
    "case": f"no={CASE.url}",
    "intake": "",
    "search": "",
}
"""Pages by address, with what they are asked."""
WARM_UP, RERUNS, WRITES = 5, 40, 100


@dataclass(frozen=True, slots=True)
class Rerun:
    """One page of one server: processor and wall milliseconds per rerun, kilobytes."""

    cpu: float
    wall: float
    kilobytes: float


def measured(server: Server, page: str = "", cookie: str = "") -> Rerun:
    """Reruns of one session, the median of the wall times."""
    session = visit(server.base, page, PAGES.get(page, ""), cookie)
    for _ in range(WARM_UP):
        session.rerun()
    before, walls, sizes = server.cpu_seconds(), [], []
    for _ in range(RERUNS):
        seconds, size = session.rerun()
        walls.append(seconds * 1000)
        sizes.append(size / 1000)
        time.sleep(0.02)
    cpu = (server.cpu_seconds() - before) / RERUNS * 1000
    if session.exceptions:
        raise RuntimeError(f"{page}: the page shows an error")
    session.socket.close()
    return Rerun(cpu, statistics.median(walls), statistics.mean(sizes))


@contextmanager
def settings_of(register: Register) -> Iterator[None]:
    """This process on a register, as the program would open it."""
    from db.context import forget_homes

    before = dict(os.environ)
    os.environ.update(register.env)
    forget_homes()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def reads_of(page: str) -> Callable[[], object] | None:
    """What a page asks the database; None where that depends on what is typed."""
    from db.context import terminal_context

    reads = terminal_context().reads
    asked: dict[str, Callable[[], object]] = {
        "board": lambda: reads.board(AS_OF),
        "dashboard": lambda: reads.statistics_counts(AS_OF),
        "today": lambda: reads.today(TODAY, TODAY),
        "case": lambda: reads.case_page(CASE),
    }
    return asked.get(page)


def bare_ms(register: Register, page: str) -> tuple[float, float] | None:
    """Processor milliseconds of a page's reads through the program and as bare SQL."""
    from db.context import open_home

    with settings_of(register):
        ask, home = reads_of(page), open_home()
        if ask is None:
            return None
        ask()
        with recorded(home.engine) as statements:
            ask()
        bare = bare_connection(str(home.engine.url.database))
        return cpu_ms(ask, 20), cpu_ms(lambda: replay(bare, statements), 20)


def written_ms(register: Register, folder: Path) -> tuple[float, float]:
    """Wall milliseconds to create and forward a case, by the program and by bare SQL with the same rows and fsync."""
    from bench.writing import created, replayed

    copy = folder / "copy.db"
    with settings_of(register):
        from db.context import open_home

        home = open_home()
        shutil.copyfile(str(home.engine.url.database), copy)
        commands, ours = created(home, WRITES)
        return ours, replayed(copy, commands)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="*", default=[5_650, 100_000])
    parser.add_argument("--keep", type=Path, help="folder in which built registers are kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        with stock_streamlit(folder / "stock") as server:
            empty = measured(server)
        print(f"empty page of a stock Streamlit: {empty.cpu:.1f} CPU-ms, {empty.wall:.0f} ms, {empty.kilobytes:.1f} kB")
        print(
            f"{'page':<10}{'cases':>9}{'CPU-ms':>9}{'x empty':>9}{'reads':>8}{'bare':>8}{'x bare':>8}{'ms':>7}{'kB':>7}"
        )
        for cases in asked.cases:
            _pages(build(cases, folder / str(cases)), empty)
        register = build(asked.cases[0], folder / str(asked.cases[0]))
        ours, bare = written_ms(register, folder)
        print(f"create + forward, one durable commit: {ours:.1f} ms, bare SQL {bare:.1f} ms, ratio {ours / bare:.1f}")
        for cases in asked.cases:
            built = build(cases, folder / str(cases))
            print(
                f"batch of {cases:,} whole courses: {built.seconds:.0f} s, {cases / built.seconds:,.0f} cases a second"
            )


def _pages(register: Register, empty: Rerun) -> None:
    with this_program(register.env, Path(register.env["DAMRONG_DATA_DIR"]).parent) as server:
        cookie = sign_in(server, "director", register.password)
        for page in PAGES:
            found = measured(server, page, cookie)
            asked = bare_ms(register, page)
            sql = f"{asked[0]:>8.2f}{asked[1]:>8.2f}{asked[0] / asked[1]:>8.1f}" if asked else f"{'–':>8}" * 3
            print(
                f"{page:<10}{register.cases:>9,}{found.cpu:>9.1f}{found.cpu / empty.cpu:>9.2f}{sql}"
                f"{found.wall:>7.0f}{found.kilobytes:>7.1f}"
            )
        print(f"{'memory':<10}{register.cases:>9,}{server.megabytes():>9.0f} MB")
        _to_the_eye(server, register)


def _to_the_eye(server: Server, register: Register) -> None:
    """Print what a person waits for in a browser, from the click to the last change."""
    if chromium() is None:
        print("click to drawn: no Chromium")
        return
    with desk(server, "director", register.password) as page:
        for address in PAGES:
            away = "holidays"
            found = opened(page, str(CASE), away) if address == "case" else waited(page, address, away)
            print(f"{address:<10}{register.cases:>9,}{found.median:>9.0f} ms to the eye, at worst {found.worst:.0f}")


if __name__ == "__main__":
    main()
