"""What a form still lacks before it can be saved: every fault at once, each with its field and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from core.errors import DomainError
from core.model.codes import Anonymity
from core.ports import Context
from core.rules.decide.intake import TITLE_MIN
from core.text.catalogue import t
from core.text.dates import bangkok_day, parse_day
from core.text.fold import refuse_hostile
from core.text.times import in_bangkok, parse_time
from pages.ui.feedback import told
from pages.ui.intake_form import IntakeForm, asks_review, asks_upstream, is_letter

PHONE_DIGITS: Final = 9
MOST_NAMES: Final = 50
TEXTS: Final = (
    "matter", "name", "phone", "address", "others", "rep_name", "rep_phone", "details", "public_title", "respondents",
    "letter_no", "letter_from", "register_no", "order", "upstream_no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend; ``field`` is its name in the form."""

    field: str
    text: str

    @property
    def line(self) -> str:
        """Field and sentence."""
        return t("intake.fault", field=t(f"intake.field.{self.field}"), text=self.text)


def lines_of(text: str) -> list[str]:
    """Names written one below the other."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def received_on(form: IntakeForm, today: date) -> date:
    """The day of receipt; what was left blank is today.

    Raises:
        DomainError: unreadable, or not yet come.
    """
    on = parse_day(form.received) if form.received.strip() else today
    if on > today:
        raise DomainError("error.day_in_future", day=on, today=today)
    return on


def received_at(form: IntakeForm, ctx: Context) -> datetime | None:
    """The instant of receipt: as typed, or now for what comes in today; None where nobody knows the hour.

    Raises:
        DomainError: unreadable, or not yet come.
    """
    on, now = received_on(form, ctx.clock.today()), ctx.clock.now()
    if not form.received_time.strip():
        return now if bangkok_day(now) == on else None
    at = in_bangkok(on, parse_time(form.received_time))
    if bangkok_day(now) == on and at > now:
        raise DomainError("error.time_in_future")
    return at


def faults(form: IntakeForm, ctx: Context, *, forward: bool) -> list[Fault]:
    """Everything to mend before the form can be saved, in the order of the screen."""
    return [*_compulsory(form), *_people(form), *_days(form, ctx), *_texts(form), *_forwarding(form, ctx, forward)]


def _compulsory(form: IntakeForm) -> Iterator[Fault]:
    if not form.channel:
        yield Fault("channel", t("intake.missing.channel"))
    if len(form.matter.strip()) < TITLE_MIN:
        yield Fault("matter", t("error.title_too_short", letters=TITLE_MIN))
    if not form.amphoe:
        yield Fault("amphoe", t("intake.missing.amphoe"))
    if not form.who:
        yield Fault("who", t("intake.missing.who"))


def _people(form: IntakeForm) -> Iterator[Fault]:
    if form.who == Anonymity.OPEN and not form.name.strip():
        yield Fault("name", t("intake.missing.name"))
    if form.wants_reply and not (form.phone.strip() or form.address.strip()):
        yield Fault("phone", t("intake.missing.phone"))
    for field in ("phone", "rep_phone"):
        typed = getattr(form, field).strip()
        if typed and sum(sign.isdecimal() for sign in typed) < PHONE_DIGITS:
            yield Fault(field, t("intake.phone_short", digits=PHONE_DIGITS))
    for field in ("others", "respondents"):
        if len(lines_of(getattr(form, field))) > MOST_NAMES:
            yield Fault(field, t("intake.too_many_names", most=MOST_NAMES))


def _days(form: IntakeForm, ctx: Context) -> Iterator[Fault]:
    today = ctx.clock.today()
    checks: dict[str, Callable[[], object]] = {"received": lambda: received_on(form, today)}
    if form.received_time.strip():
        checks["received_time"] = lambda: received_at(form, ctx)
    if form.letter_on.strip() and is_letter(form, ctx.masters):
        checks["letter_on"] = lambda: _past(parse_day(form.letter_on), today)
    asked = {"answer_due": asks_upstream, "review_on": asks_review}
    for field, is_asked in asked.items():
        typed = getattr(form, field).strip()
        if typed and is_asked(form, ctx.masters):
            checks[field] = partial(_coming, typed, _start(form, today))
    for field, check in checks.items():
        try:
            check()
        except DomainError as refusal:
            yield Fault(field, told(refusal))


def _start(form: IntakeForm, today: date) -> date:
    try:
        return received_on(form, today)
    except DomainError:
        return today


def _past(on: date, today: date) -> None:
    if on > today:
        raise DomainError("error.day_in_future", day=on, today=today)


def _coming(typed: str, start: date) -> None:
    on = parse_day(typed)
    if on < start:
        raise DomainError("error.due_before_start", day=on, start=start)


def _texts(form: IntakeForm) -> Iterator[Fault]:
    for field in TEXTS:
        try:
            refuse_hostile(getattr(form, field))
        except DomainError as refusal:
            yield Fault(field, told(refusal))


def _forwarding(form: IntakeForm, ctx: Context, forward: bool) -> Iterator[Fault]:  # noqa: FBT001
    if not forward:
        return
    if not form.agency:
        yield Fault("agency", t("intake.missing.agency"))
    if asks_review(form, ctx.masters) and not form.review_on.strip():
        yield Fault("review_on", t("error.review_day_missing"))
