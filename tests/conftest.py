"""What every test may ask for: a private database on the engine of the run, the people, the real registers.

pytest                       on SQLite
pytest --engine=postgres     on PostgreSQL: the cluster of DATABASE_URL_TEST, or a private one for this run. Tests
                             that never touch a database are left out, they have run on SQLite already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.databases import BuiltOnce, Databases, PostgresDatabases, SqliteDatabases
from tools.postgres import URL_VARIABLE, cluster

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
ENGINE_BLIND = ("pages/", "e2e/")  # folders whose tests know nothing of the engine: SQLite is enough
SELDOM_ON_POSTGRES = (  # on SQLite in each run, here with ``make slow``: a long build, and two tables of refusals
    "terminal/test_demo.py",
    "usecases/test_settings_who_may.py",
    "usecases/test_who_may.py",
)

# A busy machine is no failure: no deadline. CI repeats the same examples; a developer's runs keep looking for new ones.
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("again", max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2_000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--engine``."""
    parser.addoption("--engine", choices=("sqlite", "postgres"), default="sqlite", help="database engine of the run")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the Hypothesis profile; start PostgreSQL once, before xdist starts its workers."""
    if config.getoption("--hypothesis-profile", None) is None:
        on_sqlite = "ci" if os.environ.get("CI") else "dev"
        settings.load_profile(on_sqlite if config.getoption("--engine") == "sqlite" else "again")
    if config.getoption("--engine") == "postgres" and URL_VARIABLE not in os.environ:
        stack = ExitStack()
        os.environ[URL_VARIABLE] = stack.enter_context(cluster())
        config.add_cleanup(stack.close)


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other engine or about none."""
    engine = config.getoption("--engine")
    other = "sqlite" if engine == "postgres" else "postgres"
    left_out = [item for item in items if item.get_closest_marker(other) or (engine == "postgres" and _is_blind(item))]
    config.hook.pytest_deselected(items=left_out)
    for item in items:
        if engine == "postgres" and _place(item).startswith(SELDOM_ON_POSTGRES):
            item.add_marker(pytest.mark.slow)
    ids = set(map(id, left_out))
    items[:] = sorted((item for item in items if id(item) not in ids), key=_starts_late)


def _starts_late(item: pytest.Item) -> bool:
    """Whether a test may wait: those on a large build come first, so that nobody waits for the build at the end."""
    return not {"demo_build", "udon_build"} & set(getattr(item, "fixturenames", ()))


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT / "tests").as_posix()


def _is_blind(item: pytest.Item) -> bool:
    """Tell whether a test gives the same answer whatever the engine."""
    if item.get_closest_marker("postgres"):
        return False
    return _place(item).startswith(ENGINE_BLIND) or not {"databases", "cluster_url"} & set(
        getattr(item, "fixturenames", ())
    )


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """``sqlite`` or ``postgres``."""
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def cluster_url() -> str:
    """URL of the PostgreSQL cluster of this run, for tests about PostgreSQL itself (marker ``postgres``)."""
    return os.environ[URL_VARIABLE]


@pytest.fixture(scope="session")
def databases(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases on the engine of the run."""
    folder = tmp_path_factory.mktemp("databases")
    made = PostgresDatabases(os.environ[URL_VARIABLE]) if engine_name == "postgres" else SqliteDatabases(folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> BuiltOnce:
    """Builds what takes long, for all xdist workers."""
    base = tmp_path_factory.getbasetemp()
    return BuiltOnce(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def template_database(databases: Databases, built_once: BuiltOnce) -> str:
    """Name of the migrated, empty database that tests get copies of."""
    from db.migrate import upgrade  # here, so that tests of rules run without loading the database side

    return built_once("template-database", lambda _folder: databases.template(upgrade))


@pytest.fixture
def database_url(databases: Databases, template_database: str, tmp_path: Path) -> Iterator[str]:
    """URL of this test's own database: newest schema, no rows."""
    with databases.copy(template_database, tmp_path) as url:
        yield url


@pytest.fixture
def blank_database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """URL of this test's own database without any table, for tests of migrations and set-up."""
    with databases.copy(None, tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real registers and reference lists kept beside the project; skips where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no real registers beside the project")
    return SHARED_DATA
