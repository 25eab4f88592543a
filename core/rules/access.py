"""Who may do what: roles to permissions. Scope (whose cases) belongs to the reads, not to this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.errors import NotAllowed
from core.model.account import Account
from core.model.codes import Role


class Permission(StrEnum):
    """One thing that an account may do; pages, use cases and reads name these, never roles."""

    CASE_REGISTER = "case_register"
    CASE_FORWARD = "case_forward"
    CASE_CHASE = "case_chase"
    CASE_CLOSE = "case_close"
    CASE_APPROVE = "case_approve"
    CASE_REOPEN = "case_reopen"
    CASE_EXTEND = "case_extend"
    CASE_ASSIGN = "case_assign"
    CASE_LINK = "case_link"
    CASE_CORRECT = "case_correct"
    CASE_BACKDATE = "case_backdate"
    CASE_VOID = "case_void"
    CASE_READ = "case_read"
    REFERRAL_ANSWER = "referral_answer"
    IDENTITY_READ = "identity_read"
    IDENTITY_ERASE = "identity_erase"
    SEARCH = "search"
    BOARD_READ = "board_read"
    FIGURES_READ = "figures_read"
    RANKING_READ = "ranking_read"
    MEETING_READ = "meeting_read"
    MEETING_EDIT = "meeting_edit"
    DIRECTIVE_RECORD = "directive_record"
    PAPER_MAKE = "paper_make"
    PAPER_RELEASE = "paper_release"
    LETTER_RECORD = "letter_record"
    DUTY_RECORD = "duty_record"
    CALLBACK_RECORD = "callback_record"
    AUDIT_RECORD = "audit_record"
    IMPORT_RUN = "import_run"
    MASTERS_EDIT = "masters_edit"
    USERS_EDIT = "users_edit"
    USERS_RESET = "users_reset"
    BACKUP_RUN = "backup_run"
    CLOCK_CONFIRM = "clock_confirm"
    ACCESS_READ = "access_read"
    EVIDENCE_RECORD = "evidence_record"


_KEEPING = frozenset(
    {
        Permission.IMPORT_RUN,
        Permission.MASTERS_EDIT,
        Permission.USERS_EDIT,
        Permission.USERS_RESET,
        Permission.BACKUP_RUN,
        Permission.CLOCK_CONFIRM,
    }
)
_FIGURES = frozenset({Permission.BOARD_READ, Permission.FIGURES_READ, Permission.MEETING_READ})
_CASEWORK = frozenset(
    {
        Permission.CASE_REGISTER,
        Permission.CASE_FORWARD,
        Permission.CASE_CHASE,
        Permission.CASE_CLOSE,
        Permission.CASE_REOPEN,
        Permission.CASE_EXTEND,
        Permission.CASE_ASSIGN,
        Permission.CASE_LINK,
        Permission.CASE_CORRECT,
        Permission.CASE_READ,
        Permission.REFERRAL_ANSWER,
        Permission.IDENTITY_READ,
        Permission.SEARCH,
        Permission.MEETING_EDIT,
        Permission.DIRECTIVE_RECORD,
        Permission.PAPER_MAKE,
        Permission.LETTER_RECORD,
        Permission.DUTY_RECORD,
        Permission.CALLBACK_RECORD,
        Permission.AUDIT_RECORD,
        Permission.EVIDENCE_RECORD,
    }
)
_DECISIONS = frozenset(
    {
        Permission.CASE_APPROVE,
        Permission.CASE_BACKDATE,
        Permission.CASE_VOID,
        Permission.IDENTITY_ERASE,
        Permission.RANKING_READ,
        Permission.PAPER_RELEASE,
        Permission.ACCESS_READ,
    }
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ADMIN: _KEEPING,
        # The office's own head: a two-person office has nobody else for the second signature, the reset of a forgotten
        # password or the question whose data somebody saw. Only who has an account stays with the administrator.
        Role.DIRECTOR: _CASEWORK | _DECISIONS | _FIGURES | (_KEEPING - {Permission.USERS_EDIT}),
        Role.OFFICER: _CASEWORK | _FIGURES,
        # Own referrals only: the reads see to that. Whether a complainant's name shows is decided case by case.
        Role.AGENCY: frozenset(
            {
                Permission.REFERRAL_ANSWER,
                Permission.CASE_READ,
                Permission.IDENTITY_READ,
                Permission.SEARCH,
                Permission.BOARD_READ,
                Permission.EVIDENCE_RECORD,
            }
        ),
        Role.EXECUTIVE: _FIGURES,
        Role.AUDITOR: frozenset({Permission.ACCESS_READ}),
    }
)
"""Which role holds which permission (our decision; role meanings: domain, privacy)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts. ``agency_id`` is set for the role ``agency`` alone: it bounds what the reads show."""

    account_id: int
    username: str
    display_name: str
    role: Role
    agency_id: str | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the role includes ``permission``."""
        return permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """Refuse what the role does not include.

        Raises:
            NotAllowed: with the permission's name.
        """
        if not self.may(permission):
            raise NotAllowed(permission=permission.value)


def actor_of(account: Account) -> Actor:
    """The actor that an account makes its owner."""
    return Actor(account.id, account.username, account.display_name, account.role, account.agency_id)
