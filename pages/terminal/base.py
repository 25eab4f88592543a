"""What every command shares: refusals, answers, typed days and numbers, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from core.errors import DomainError
from core.figures.answers import Names
from core.figures.standing import Place
from core.model.case import CaseNo
from core.ports import Clock, Masters
from core.text.catalogue import t
from core.text.dates import BANGKOK

Json = Annotated[bool, typer.Option("--json", help="one JSON object on stdout")]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal is one Thai sentence on stderr and exit code 1."""
    try:
        yield
    except DomainError as error:
        raise refuse(t(error.key, **error.facts)) from error


def refuse(sentence: str) -> typer.Exit:
    """Say why nothing was done; raise what this returns."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def answer(found: dict[str, Any], *, as_json: bool, said: Iterable[str] | None = None) -> None:
    """Print the answer: one JSON object, or what people read, ``key: value`` a line where nothing else is said."""
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in said if said is not None else (f"{key}: {_plain(value)}" for key, value in found.items()):
        typer.echo(line)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def typed_day(text: str | None) -> date | None:
    """A day typed in a command; None when it was left out."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter("YYYY-MM-DD") from error


def typed_instant(text: str | None) -> datetime | None:
    """An instant typed in a command: a day means its end in Bangkok, a time without a zone is Bangkok's."""
    try:
        if text is None or len(text) > len("YYYY-MM-DD"):
            told = datetime.fromisoformat(text) if text else None
        else:
            told = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time()) - timedelta(microseconds=1)
    except ValueError as error:
        raise typer.BadParameter("YYYY-MM-DD[THH:MM+07:00]") from error
    return told.replace(tzinfo=told.tzinfo or BANGKOK) if told else None


def past_day(typed: date | None, clock: Clock) -> date:
    """The day that was typed, today when it was left out.

    Raises:
        DomainError: ``error.day_in_future``.
    """
    day, today = typed or clock.today(), clock.today()
    if day > today:
        raise DomainError("error.day_in_future", day=day, today=today)
    return day


def case_number(text: str) -> CaseNo:
    """A case number typed in a command, in either of its forms."""
    try:
        number = CaseNo.parse(text)
    except ValueError as error:
        raise typer.BadParameter("412/2569") from error
    if number.running < 1:
        raise typer.BadParameter("412/2569")
    return number


def names_of(masters: Masters) -> Names:
    """What keys are called in answers."""
    return Names(
        channels={each.id: each.name for each in masters.channels},
        topics={each.id: each.name for each in masters.topics},
        amphoe={each.code: each.name for each in masters.amphoe},
        programmes={each.id: each.name for each in masters.programmes},
        places={place: t(f"figure.row.{place.value}") for place in Place if place is not Place.AGENCY},
        unknown=t("figure.unknown_key"),
    )


def progress(done: int, whole: int) -> None:
    """A line on stderr that grows; quiet where nobody looks."""
    if sys.stderr.isatty() and (done == whole or done % 100 == 0):
        typer.echo(f"\r{done:,}/{whole:,}", err=True, nl=done == whole)
