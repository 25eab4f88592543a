"""The form that is open on this screen and the drafts beside it: every step is kept, none is overwritten unseen."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.model.drafts import SavedDraft
from core.ports import Context, Recorded
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day_short, thai_time
from core.usecases.forward_case import ForwardCase, forward_case
from pages.ui.address import ask, asked
from pages.ui.feedback import told
from pages.ui.intake_checks import Fault, faults
from pages.ui.intake_form import IntakeForm, fresh_request, loaded
from pages.ui.intake_save import command_of, save
from pages.ui.page import acting

FORM: Final = "intake"
CHANNEL_SLOT: Final = "remembered/channel"
MOST_DRAFTS: Final = 6
OLD_DAYS: Final = 7
RESUME_HOURS: Final = 12
"""A younger draft is opened by itself; an older one is offered."""
DESK: Final = "intake_desk"
SAID: Final = "intake_said"


Keeper = Callable[["Desk", Context], object]


@dataclass
class Desk:
    """What lies on the desk. ``kept_at`` is when this screen kept it last, None before it was ever kept.

    ``checked`` is set by an attempt to save that lacked something (True: with forwarding); from then on ``faults`` says
    at every run what is still to mend, by field. ``refused`` is what the register said to the last attempt.
    ``owner`` is whose form it is, ``home`` where the session holds the desk, ``keeper`` how it is kept.
    """

    slot: str
    form: IntakeForm
    kept_at: datetime | None = None
    notice: str = ""
    trouble: str = ""
    checked: bool | None = None
    refused: tuple[str, ...] = ()
    faults: dict[str, str] = field(default_factory=dict)
    home: str = DESK
    owner: int = 0
    keeper: Keeper = field(default=lambda desk, ctx: keep(desk, ctx))

    @property
    def which(self) -> str:
        """The part of the slot that stands in the address."""
        return self.slot.partition("/")[2]

    def key(self, name: str) -> str:
        """The key of a field's widget: another draft has other widgets."""
        return f"{self.slot.replace('/', '_')}_{name}"


def drafts_of(ctx: Context) -> tuple[SavedDraft, ...]:
    """The drafts of the account, saved last first."""
    return ctx.drafts.of_form(FORM)


def desk_of(ctx: Context, drafts: Sequence[SavedDraft]) -> Desk:
    """The desk of this screen; on a fresh screen the draft of the address, the latest one, or a blank form."""
    held: Desk | None = st.session_state.get(DESK)
    wanted = asked("draft")
    if held is None or held.owner != ctx.actor.account_id or (wanted and wanted != held.which):
        held = _opened(ctx, drafts, wanted)
        held.owner = ctx.actor.account_id
        st.session_state[DESK] = held
    return held


def _opened(ctx: Context, drafts: Sequence[SavedDraft], wanted: str) -> Desk:
    young = ctx.clock.now() - timedelta(hours=RESUME_HOURS)
    for draft in drafts:
        fits = draft.slot == f"{FORM}/{wanted}" if wanted else draft.updated_at >= young
        if fits and draft.is_readable:
            return Desk(draft.slot, loaded(draft.body), draft.updated_at, t("draft.resumed", at=draft.updated_at))
    return blank(ctx)


def blank(ctx: Context) -> Desk:
    """A fresh form with the channel that was used last."""
    remembered = ctx.drafts.load(CHANNEL_SLOT)
    known = {channel.id for channel in ctx.masters.channels if channel.is_active}
    channel = remembered.body if remembered and remembered.body in known else ""
    return Desk(_fresh_slot(), IntakeForm(channel=channel))


def _fresh_slot() -> str:
    return f"{FORM}/{secrets.token_hex(4)}"


def keep(desk: Desk, ctx: Context) -> bool:
    """Keep the form as a draft; False where another screen had it meanwhile, and this one went on as a copy."""
    if desk.kept_at is None and desk.form.is_blank:
        return True
    try:
        own = not _moved_on(desk, ctx)
        if not own:
            _fork(desk)
        desk.kept_at = ctx.drafts.save(desk.slot, desk.form.dump())
        desk.trouble = ""
    except DomainError as refusal:
        desk.trouble = told(refusal)
        return True
    ask(draft=desk.which)
    return own


def _moved_on(desk: Desk, ctx: Context) -> bool:
    stored = ctx.drafts.load(desk.slot) if desk.kept_at is not None else None
    return desk.kept_at is not None and (stored is None or stored.updated_at != desk.kept_at)


def _fork(desk: Desk) -> None:
    desk.slot, desk.kept_at = _fresh_slot(), None
    desk.form.request_id, desk.form.sent = fresh_request(), ""
    desk.notice = t("draft.forked")


# --------------------------------------------------------------------------- what buttons do


def held_desk() -> Desk:
    """The desk of this screen, in a callback."""
    held: Desk = st.session_state[DESK]
    return held


def set_field(name: str, value: str) -> None:
    """Put a value into a field from beside the form."""
    desk = held_desk()
    setattr(desk.form, name, value)
    desk.refused = ()
    st.session_state.pop(desk.key(name), None)
    keep(desk, acting())


def start_new() -> None:
    """Lay the form aside, kept, and take a blank one."""
    ctx, desk = acting(), held_desk()
    keep(desk, ctx)
    if len(drafts_of(ctx)) >= MOST_DRAFTS:
        desk.refused = (t("draft.most", most=MOST_DRAFTS),)
        return
    _put(blank(ctx), ctx)


def open_draft(slot: str) -> None:
    """Lay the form aside, kept, and go on with another."""
    ctx = acting()
    keep(held_desk(), ctx)
    draft = ctx.drafts.load(slot)
    if draft is not None and draft.is_readable:
        _put(Desk(slot, loaded(draft.body), draft.updated_at), ctx)


def discard(slot: str) -> None:
    """Throw a draft away."""
    ctx = acting()
    ctx.drafts.forget(slot)
    if held_desk().slot == slot:
        _put(blank(ctx), ctx)


def _put(desk: Desk, ctx: Context) -> None:
    desk.owner = ctx.actor.account_id
    st.session_state[DESK] = desk
    ask(draft=desk.which if desk.kept_at is not None else "", saved="")


def submit(*, forward: bool) -> None:
    """Save the form; whatever is refused, everything typed stays and is kept."""
    ctx, desk = acting(), held_desk()
    desk.refused, desk.checked = (), forward
    if faults(desk.form, ctx, forward=forward):
        keep(desk, ctx)
        return
    before, desk.form.sent = desk.form.sent, _digest(desk.form, forward=forward)
    if not keep(desk, ctx):
        return
    try:
        recorded = save(desk.form, ctx, forward=forward)
        if forward and recorded.repeated:
            _forward_late(desk.form, ctx, recorded)
    except DomainError as refusal:
        desk.refused = (t("message.not_saved"), told(refusal))
        return
    _clear(desk, ctx, recorded, changed=bool(before) and before != desk.form.sent)


def look_over(desk: Desk, ctx: Context) -> list[Fault]:
    """What is still to mend since the last attempt to save; nothing before there was one."""
    found = [] if desk.checked is None else faults(desk.form, ctx, forward=desk.checked)
    desk.faults = {fault.field: fault.text for fault in found}
    return found


def _digest(form: IntakeForm, *, forward: bool) -> str:
    return hashlib.sha256(f"{forward}{form.content}".encode()).hexdigest()[:16]


def _forward_late(form: IntakeForm, ctx: Context, recorded: Recorded) -> None:
    """The case was registered by an earlier attempt that did not send it."""
    if ctx.ledger.case(recorded.no).referrals:
        return
    wanted = command_of(form, ctx, forward=True)
    late = ForwardCase(
        request_id=f"{form.request_id}-forward",
        no=recorded.no,
        agency_id=form.agency,
        sent_via=wanted.sent_via,
        review_on=wanted.review_on,
    )
    forward_case(late, ctx)


def _clear(desk: Desk, ctx: Context, recorded: Recorded, *, changed: bool) -> None:
    """The case is in the register: say so, and take its draft away; what was changed after it was saved is kept."""
    now = ctx.clock.now()
    said = t("receipt.saved", no=recorded.no, time=thai_time(now))
    if recorded.repeated:
        said = t("receipt.changed_since" if changed else "receipt.saved_before", no=recorded.no)
    st.session_state[SAID] = (recorded.no.url, said, recorded.repeated)
    with suppress(DomainError):  # the case is safe; a draft that stayed leads to the same number
        ctx.drafts.save(CHANNEL_SLOT, desk.form.channel)
        done = desk.slot
        if recorded.repeated and changed:
            _fork(desk)
            ctx.drafts.save(desk.slot, desk.form.dump())
        ctx.drafts.forget(done)
    st.session_state.pop(DESK, None)
    ask(draft="", saved=recorded.no.url)


def next_case() -> None:
    """Leave the receipt for a blank form."""
    st.session_state.pop(SAID, None)
    ctx = acting()
    _put(blank(ctx), ctx)


def draft_label(draft: SavedDraft, now: datetime) -> str:
    """By what a draft is recognised: when, and the first words of the matter."""
    on, today = bangkok_day(draft.updated_at), bangkok_day(now)
    time = thai_time(draft.updated_at) if on == today else thai_day_short(on)
    if not draft.is_readable:
        return t("draft.unreadable", time=time)
    words = loaded(draft.body).first_words or t("draft.no_words")
    days = (today - on).days
    return t("draft.one_old" if days >= OLD_DAYS else "draft.one", time=time, words=words, days=days)
