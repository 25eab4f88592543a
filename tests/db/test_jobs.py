"""Jobs: once each, on time, whatever happens to the others, to the machine or to its clock."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import delete, update

from core.errors import DomainError
from core.model.codes import InstallationKind
from db.context import Home
from db.engine import reading, writing
from db.jobs import AFTER_START, AGAIN, JOB, LEASE, JobPlan, JobState, daily, hourly, job_states, run_due
from tests.support.databases import Databases
from tests.support.installations import Installation, started

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FIRST = START + AFTER_START
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def installation(
    databases: Databases, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("jobs")
    with databases.copy(template_database, folder) as url:
        yield started(url, folder, InstallationKind.TEST)


@pytest.fixture
def office(installation: Installation) -> Installation:
    """The installation without any job."""
    with writing(installation.home.engine) as connection:
        connection.execute(delete(JOB))
    return installation


@dataclass
class Log:
    """Jobs that write down that they ran, and fail or find something when they are told to."""

    ran: list[str] = field(default_factory=list)
    error: Exception | None = None
    finding: str | None = None

    def jobs(self, *names: str) -> dict[str, JobPlan]:
        return {name: JobPlan(self._run(name), hourly) for name in names}

    def _run(self, name: str) -> Callable[[Home], str | None]:
        def run(_home: Home) -> str | None:
            self.ran.append(name)
            if name == "broken" and self.error:
                raise self.error
            return self.finding if name == "doubtful" else None

        return run


def look(office: Installation, jobs: Mapping[str, JobPlan], at: datetime, start: datetime = START) -> tuple[str, ...]:
    return run_due(office.home, jobs, start, lambda: at)


def states(office: Installation) -> dict[str, JobState]:
    with reading(office.home.engine) as connection:
        return {state.name: state for state in job_states(connection, office.home.province_id)}


def set_row(office: Installation, name: str, **values: datetime | None) -> None:
    with writing(office.home.engine) as connection:
        connection.execute(update(JOB).where(JOB.c.name == name).values(**values))


class TestWhen:
    def test_a_new_job_waits_two_minutes_after_the_start(self, office: Installation) -> None:
        log = Log()
        jobs = log.jobs("seal", "verify")
        assert [look(office, jobs, at) for at in (START, FIRST - SECOND, FIRST)] == [(), (), ("seal", "verify")]
        assert (log.ran, states(office)["seal"]) == (
            ["seal", "verify"],
            JobState("seal", FIRST + timedelta(hours=1), FIRST, None),
        )

    def test_a_job_that_was_missed_runs_two_minutes_after_the_next_start(self, office: Installation) -> None:
        log = Log()
        jobs = log.jobs("seal")
        look(office, jobs, START)
        set_row(office, "seal", due_at=START - timedelta(days=3))
        assert [look(office, jobs, at) for at in (START + SECOND, FIRST - SECOND, FIRST)] == [(), (), ("seal",)]

    def test_a_job_that_is_not_due_keeps_its_time(self, office: Installation) -> None:
        log = Log()
        jobs = log.jobs("seal")
        look(office, jobs, FIRST)
        later = FIRST + timedelta(minutes=40)
        look(office, jobs, later, start=later)
        assert states(office)["seal"].due_at == FIRST + timedelta(hours=1)

    def test_it_runs_again_when_its_time_has_come(self, office: Installation) -> None:
        log = Log()
        jobs = log.jobs("seal")
        hour = FIRST + timedelta(hours=1)
        assert [look(office, jobs, at) for at in (FIRST, hour - SECOND, hour)] == [("seal",), (), ("seal",)]

    def test_a_day_written_by_a_wrong_clock_does_not_put_it_off_for_years(self, office: Installation) -> None:
        log = Log()
        jobs = log.jobs("seal")
        look(office, jobs, FIRST)
        ahead = FIRST + timedelta(days=3650)
        set_row(office, "seal", due_at=ahead, leased_until=ahead)
        assert (look(office, jobs, FIRST + SECOND), log.ran) == (("seal",), ["seal", "seal"])

    @pytest.mark.parametrize(
        ("done", "due"),
        [
            pytest.param("2026-11-22T16:29:59", "2026-11-22T16:30:00", id="a-second-before"),
            pytest.param("2026-11-22T16:30:00", "2026-11-23T16:30:00", id="at-the-close-of-day"),
            pytest.param("2026-11-22T23:59:59", "2026-11-23T16:30:00", id="in-the-evening"),
            pytest.param("2026-11-23T00:00:00", "2026-11-23T16:30:00", id="after-midnight"),
        ],
    )
    def test_daily_is_the_next_close_of_day_in_bangkok(self, done: str, due: str) -> None:
        bangkok = [datetime.fromisoformat(f"{each}+07:00") for each in (done, due)]
        assert daily()(bangkok[0].astimezone(UTC)) == bangkok[1]

    def test_an_office_may_close_at_another_time(self) -> None:
        assert daily(time(12, 0))(datetime(2026, 11, 22, 1, 0, tzinfo=UTC)) == datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


class TestFailures:
    def test_a_failing_job_is_tried_again_after_a_quarter_of_an_hour_and_stops_no_other(
        self, office: Installation
    ) -> None:
        log = Log(error=RuntimeError("x"))
        jobs = log.jobs("broken", "seal")
        assert (look(office, jobs, FIRST), log.ran) == (("seal",), ["broken", "seal"])
        assert states(office)["broken"] == JobState("broken", FIRST + AGAIN, None, "RuntimeError")
        assert [look(office, jobs, at) for at in (FIRST + AGAIN - SECOND, FIRST + AGAIN)] == [(), ()]
        assert log.ran == ["broken", "seal", "broken"]

    def test_a_refusal_is_kept_by_its_key(self, office: Installation) -> None:
        log = Log(error=DomainError("error.backup_place_missing"))
        look(office, log.jobs("broken"), FIRST)
        assert states(office)["broken"].last_error == "error.backup_place_missing"

    def test_a_success_clears_the_error(self, office: Installation) -> None:
        log = Log(error=RuntimeError("x"))
        jobs = log.jobs("broken")
        look(office, jobs, FIRST)
        log.error = None
        again = FIRST + AGAIN
        assert look(office, jobs, again) == ("broken",)
        assert states(office)["broken"] == JobState("broken", again + timedelta(hours=1), again, None)

    def test_what_a_job_found_wrong_is_kept_and_looked_at_on_the_next_day_only(self, office: Installation) -> None:
        log = Log(finding="error.ledger_damaged")
        assert look(office, log.jobs("doubtful"), FIRST) == ("doubtful",)
        assert states(office)["doubtful"] == JobState(
            "doubtful", FIRST + timedelta(hours=1), None, "error.ledger_damaged"
        )


def append_a_line(home: Home) -> None:
    """A job that can be counted from outside."""
    with (home.settings.data_dir / "ran.txt").open("a", encoding="utf-8") as file:
        file.write("ran\n")


def one_process(installation: Installation, at: datetime) -> None:
    """What every replica does."""
    run_due(installation.home, {"seal": JobPlan(append_a_line, hourly)}, START, lambda: at)


class TestLeases:
    def test_of_two_processes_one_does_the_job(self, office: Installation) -> None:
        office.settings.data_dir.mkdir(parents=True, exist_ok=True)
        spawn = multiprocessing.get_context("spawn")
        processes = [spawn.Process(target=one_process, args=(office, FIRST)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(100)
        ran = (office.settings.data_dir / "ran.txt").read_text(encoding="utf-8")
        assert ([process.exitcode for process in processes], ran) == ([0, 0], "ran\n")

    def test_nobody_else_takes_it_while_it_runs(self, office: Installation) -> None:
        seen: list[tuple[str, ...]] = []
        other = Log()

        def run(_home: Home) -> None:
            seen.append(look(office, other.jobs("seal"), FIRST + timedelta(minutes=30)))

        look(office, {"seal": JobPlan(run, hourly)}, FIRST)
        assert (seen, other.ran) == ([()], [])

    @pytest.mark.parametrize(
        ("after", "taken"),
        [
            pytest.param(LEASE, (), id="until-the-end-of-the-lease"),
            pytest.param(LEASE + SECOND, ("seal",), id="a-second-later"),
        ],
    )
    def test_what_a_crash_left_is_free_after_an_hour(
        self, office: Installation, after: timedelta, taken: tuple[str, ...]
    ) -> None:
        jobs = Log().jobs("seal")
        look(office, jobs, START)
        set_row(office, "seal", leased_until=FIRST + LEASE)
        assert look(office, jobs, FIRST + after) == taken

    def test_who_lost_the_lease_writes_nothing_down(self, office: Installation) -> None:
        late = FIRST + LEASE + SECOND

        def run(_home: Home) -> None:
            look(office, Log().jobs("seal"), late)

        look(office, {"seal": JobPlan(run, daily())}, FIRST)
        assert states(office)["seal"] == JobState("seal", late + timedelta(hours=1), late, None)
