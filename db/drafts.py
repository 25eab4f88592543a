"""Half-filled forms, sealed: one person's work survives a restart, a lost connection and the end of the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, bindparam, delete, insert, select, update
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from core.model.drafts import SavedDraft
from core.ports import Clock
from db.engine import reading, writing
from db.keys.ring import KeyRing

DRAFT = SQLModel.metadata.tables["draft"]
MOST_LISTED = 20
"""More than anybody keeps of one form."""
MOST_LETTERS = 200_000
"""A form is far shorter; what is longer is no form."""
_MINE = and_(DRAFT.c.province_id == bindparam("province"), DRAFT.c.account_id == bindparam("account"))
_ONE = and_(_MINE, DRAFT.c.slot == bindparam("which"))
_LOAD = select(DRAFT.c.slot, DRAFT.c.updated_at, DRAFT.c.body).where(_ONE)
_UPDATE, _INSERT, _FORGET = update(DRAFT).where(_ONE), insert(DRAFT), delete(DRAFT).where(_ONE)


def _of_form(form: str) -> ColumnElement[bool]:
    """Slots of a form lie between ``form/`` and ``form0``, the sign after the stroke."""
    return and_(DRAFT.c.slot >= f"{form}/", DRAFT.c.slot < f"{form}0")


@dataclass(frozen=True, slots=True)
class AccountDrafts:
    """Implements ``core.ports.Drafts`` for one account; there is no way to ask for somebody else's."""

    engine: Engine
    ring: KeyRing
    clock: Clock
    province_id: str
    account_id: int

    def save(self, slot: str, body: str) -> datetime:
        """Keep ``body`` as what the form holds now."""
        if len(body) > MOST_LETTERS:
            raise DomainError("error.draft_too_long", letters=MOST_LETTERS)
        at = self.clock.now()
        values = {"updated_at": at, "body": self.ring.encrypt("draft", body, aad=self._place(slot))}
        with writing(self.engine) as connection:
            if not connection.execute(_UPDATE.values(values), self._which(slot)).rowcount:
                place = {"province_id": self.province_id, "account_id": self.account_id, "slot": slot}
                connection.execute(_INSERT, {**place, **values})
        return at

    def load(self, slot: str) -> SavedDraft | None:
        """The draft of a slot; None where there is none."""
        with reading(self.engine) as connection:
            row = connection.execute(_LOAD, self._which(slot)).one_or_none()
        return None if row is None else self._opened(row.slot, row.updated_at, row.body)

    def of_form(self, form: str) -> tuple[SavedDraft, ...]:
        """Every draft of a form, saved last first."""
        query = select(DRAFT.c.slot, DRAFT.c.updated_at, DRAFT.c.body).where(_MINE, _of_form(form))
        ordered = query.order_by(DRAFT.c.updated_at.desc(), DRAFT.c.slot).limit(MOST_LISTED)
        with reading(self.engine) as connection:
            rows = connection.execute(ordered, self._me()).all()
        return tuple(self._opened(row.slot, row.updated_at, row.body) for row in rows)

    def forget(self, slot: str) -> None:
        """The form was sent or thrown away."""
        with writing(self.engine) as connection:
            connection.execute(_FORGET, self._which(slot))

    def _me(self) -> dict[str, object]:
        return {"province": self.province_id, "account": self.account_id}

    def _which(self, slot: str) -> dict[str, object]:
        return {**self._me(), "which": slot}

    def _place(self, slot: str) -> str:
        """Where a draft lies, for its encryption: moved to another account or slot it does not open."""
        return f"draft|body|{self.province_id}|{self.account_id}|{slot}"

    def _opened(self, slot: str, updated_at: datetime, sealed: bytes) -> SavedDraft:
        try:
            return SavedDraft(slot, updated_at, self.ring.decrypt_text("draft", sealed, aad=self._place(slot)))
        except DomainError:
            return SavedDraft(slot, updated_at, "", is_readable=False)
