"""Builds what a run needs: settings, engine, keys, ledger, lists and reads of one installation, for one actor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import Connection, Engine, select
from sqlmodel import SQLModel

from core.errors import DomainError
from core.model.codes import InstallationKind, Role, Source
from core.model.office_facts import stock_kinds
from core.ports import Context
from core.rules.access import Actor
from db.access_log import AccessLog
from db.accounts import accounts
from db.beginnings import OfficeBeginnings
from db.clock import MachineClock
from db.drafts import AccountDrafts
from db.engine import engine_for, reading
from db.evidence.folder import FOLDER
from db.evidence.store import OfficeEvidence
from db.keys.file import key_file, load_ring
from db.keys.proof import prove_keys
from db.keys.ring import KeyRing
from db.ledger.ledger import CaseLedger
from db.ledger.stamp import Recorder
from db.masters import master_lists
from db.office_accounts import OfficeAccounts
from db.reads.reads import Reads
from db.reads.scope import Scope
from db.settings import Settings, enter_practice
from db.sign_in import sign_in

__all__ = [
    "Home",
    "Settings",
    "context_for",
    "enter_practice",
    "forget_homes",
    "open_home",
    "sign_in",
    "terminal_context",
]
INSTALLATION = SQLModel.metadata.tables["installation"]


@dataclass(frozen=True, slots=True)
class Home:
    """One opened installation: what does not change between runs of a process."""

    settings: Settings
    engine: Engine
    ring: KeyRing
    province_id: str
    kind: InstallationKind

    @property
    def clock(self) -> MachineClock:
        """The machine's clock, with the day pinned where the settings say so."""
        return MachineClock(self.settings.today)

    @property
    def files(self) -> Path:
        """Where papers and photographs lie."""
        return self.settings.data_dir / FOLDER

    @property
    def is_readonly(self) -> bool:
        """A pinned day must not be written into the books of an office."""
        return self.settings.today is not None and self.kind is InstallationKind.OFFICE


def open_home(settings: Settings | None = None) -> Home:
    """Open the installation of the settings; its keys are proved once per process.

    Raises:
        DomainError: ``error.not_set_up`` when there is none yet; ``error.key_missing``/``error.key_wrong``.
    """
    settings = settings or Settings()
    installation = installation_of(settings)
    return _home(settings, installation)


@lru_cache(maxsize=8)
def _home(settings: Settings, installation: tuple[str, str, str]) -> Home:
    province_id, installation_id, kind = installation
    engine = engine_for(settings.url)
    file = key_file(installation_id, secret_file=settings.secret_file, data_dir=settings.data_dir)
    with reading(engine) as connection:
        ring = prove_keys(connection, load_ring(file), province_id=province_id)
    return Home(settings, engine, ring, province_id, InstallationKind(kind))


def forget_homes() -> None:
    """After a restore, a change of keys or a set-up: read everything anew."""
    _home.cache_clear()


def installation_of(settings: Settings) -> tuple[str, str, str]:
    """Province, installation id and kind.

    Raises:
        DomainError: ``error.not_set_up``.
    """
    engine = engine_for(settings.url)
    with reading(engine) as connection:
        found = first_installation(connection)
    if found is None:
        raise DomainError("error.not_set_up")
    return found


_with_tables: WeakSet[Engine] = WeakSet()
"""Where the question was answered: tables that were there do not go, and every run of a page asks."""


def first_installation(connection: Connection) -> tuple[str, str, str] | None:
    """The installation of a database, None where it is not set up (or has no tables yet)."""
    if connection.engine not in _with_tables:
        if not connection.dialect.has_table(connection, "installation"):
            return None
        _with_tables.add(connection.engine)
    query = select(INSTALLATION.c.province_id, INSTALLATION.c.id, INSTALLATION.c.kind).limit(1)
    row = connection.execute(query).one_or_none()
    return (row.province_id, row.id, row.kind) if row else None


def terminal_context(source: Source = Source.SCREEN, role: Role = Role.ADMIN) -> Context:
    """The context of whoever sits at the machine: the director's rights on the first account of ``role``.

    Raises:
        DomainError: ``error.not_set_up``.
    """
    home = open_home()
    with reading(home.engine) as connection:
        people = accounts(connection, home.province_id)
    first = next((each for each in people if each.role is role and each.is_active), None)
    if first is None:
        raise DomainError("error.not_set_up")
    actor = Actor(first.id, first.username, first.display_name, Role.DIRECTOR)
    return context_for(actor, source=source, home=home)


def context_for(actor: Actor, *, source: Source = Source.SCREEN, home: Home | None = None) -> Context:
    """The context of one run for one actor."""
    from db.upkeep import OfficeUpkeep  # which opens installations itself

    home = home or open_home()
    who = Recorder(home.province_id, actor.account_id, source, home.is_readonly)
    scope = Scope(actor.role, actor.agency_id, actor.account_id)
    log = AccessLog(home.engine, home.ring, home.clock, who)
    ledger = CaseLedger(
        home.engine, home.ring, actor, home.clock, home.province_id, source, home.is_readonly, home.files
    )
    lists = master_lists(home.engine, home.province_id)
    return Context(
        actor=actor,
        clock=home.clock,
        ledger=ledger,
        masters=lists,
        reads=Reads(home.engine, home.province_id, scope, stock_kinds(lists.settings), ring=home.ring),
        province_id=home.province_id,
        source=source,
        accounts=OfficeAccounts(
            home.engine,
            home.ring,
            actor,
            home.clock,
            who,
        ),
        upkeep=OfficeUpkeep(home, actor),
        beginnings=OfficeBeginnings(home.settings, home.engine, home.ring, actor, home.clock, who),
        identities=log,
        evidence=OfficeEvidence(home.files, home.ring, log, who),
        drafts=AccountDrafts(home.engine, home.ring, home.clock, home.province_id, actor.account_id),
    )
