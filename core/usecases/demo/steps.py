"""Courses of invented cases: who got them, when they answered, how they ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from core.model.codes import ClosingClass, ContactWay, ReopenReason
from core.model.course import Step, Verb
from core.text.catalogue import t
from core.usecases.demo.dice import Dice

OWN = "centre"
RESULTS = {
    ClosingClass.SOLVED: 46,
    ClosingClass.EXPLAINED: 24,
    ClosingClass.HELPED: 12,
    ClosingClass.MEDIATED: 8,
    ClosingClass.UNFOUNDED: 6,
    ClosingClass.WITHDRAWN: 4,
}
DIRECT = {ClosingClass.EXPLAINED: 5, ClosingClass.HELPED: 3, ClosingClass.BEYOND_POWERS_REFERRED: 2}


def later(day: date, days: int) -> date:
    """``days`` calendar days after ``day``."""
    return day + timedelta(days=days)


def at_agency(dice: Dice, sent_on: date, agency: str, until: date, tag: str = "") -> Iterator[Step]:
    """Sent, mostly acknowledged, and reported on now and then before ``until``."""
    yield Step(Verb.FORWARD, sent_on, agency_id=agency)
    slow = dice.between(f"slow{tag}", 0, 3) == 0
    answered = later(sent_on, dice.between(f"ack{tag}", 0, 9 if slow else 1))
    if answered >= until:
        return
    yield Step(Verb.ACKNOWLEDGE, answered, agency_id=agency)
    report = later(answered, dice.between(f"first{tag}", 1, 20 if slow else 4))
    while report < until:
        yield Step(Verb.PROGRESS, report, agency_id=agency, text=t("demo.text.progress"))
        report = later(report, dice.between(f"next{tag}{report}", 12, 45 if slow else 16))


def done(on: date, agency: str) -> Step:
    """The agency says that it is done."""
    return Step(Verb.DONE, on, agency_id=agency, text=t("demo.text.done"))


def closed(dice: Dice, on: date, tag: str = "") -> Step:
    """Closed after checking."""
    return Step(Verb.CLOSE, on, text=t("demo.text.close"), closing_class=dice.weighed(f"class{tag}", RESULTS))


def reopened(on: date) -> Step:
    """Taken up again."""
    return Step(Verb.REOPEN, on, text=t("demo.text.reopen"), reason=ReopenReason.NOT_FIXED)


def returned(on: date, agency: str) -> Step:
    """Given back by the agency."""
    return Step(Verb.RETURN, on, agency_id=agency, text=t("demo.text.return"))


def chased(on: date, agency: str) -> Step:
    """Reminded by phone."""
    return Step(Verb.CHASE, on, agency_id=agency, text=t("demo.text.chase"), way=ContactWay.PHONE)


def told_after_closing(dice: Dice, steps: Sequence[Step], until: date) -> Iterator[Step]:
    """The steps, and after each closing the call to the complainant, unless it would come later than ``until``."""
    for n, step in enumerate(steps):
        yield step
        if step.verb is Verb.CLOSE and step.on:
            on = later(step.on, dice.weighed(f"told{n}", {0: 50, 1: 40, 3: 10}))
            if on <= until:
                yield Step(Verb.TELL, on, text=t("demo.text.tell"), way=ContactWay.PHONE)


def finished(dice: Dice, received_on: date, agencies: tuple[str, str]) -> tuple[Step, ...]:
    """The steps of a closed case, the closing last."""
    style = dice.weighed("style", {"sent": 80, "direct": 10, "own": 5, "again": 3, "returned": 2})
    if style == "direct":
        on = later(received_on, dice.between("direct", 0, 5))
        closing = dice.weighed("class", DIRECT)
        return (Step(Verb.CLOSE, on, text=t("demo.text.close"), closing_class=closing),)
    if style == "returned":
        back = later(received_on, dice.between("back", 2, 6))
        first = (Step(Verb.FORWARD, later(received_on, 1), agency_id=agencies[1]), returned(back, agencies[1]))
        return (*first, *_round(dice, later(back, 1), agencies[0]))
    first_round = _round(dice, later(received_on, dice.between("sent", 0, 2)), OWN if style == "own" else agencies[0])
    if style != "again":
        return first_round
    last = first_round[-1].on or received_on
    on = later(last, dice.between("again", 5, 40))
    return (*first_round, reopened(on), *_round(dice, later(on, 1), agencies[0], "2"))


def _round(dice: Dice, sent_on: date, agency: str, tag: str = "") -> tuple[Step, ...]:
    lasted = dice.weighed(f"length{tag}", {9: 40, 18: 35, 40: 18, 90: 7})
    done_on = later(sent_on, dice.between(f"done{tag}", max(1, lasted // 3), lasted))
    steps = (
        (Step(Verb.FORWARD, sent_on, agency_id=agency),)
        if agency == OWN
        else tuple(at_agency(dice, sent_on, agency, done_on, tag))
    )
    checked = later(done_on, dice.between(f"check{tag}", 0, 6))
    return (*steps, done(done_on, agency), closed(dice, checked, tag))
