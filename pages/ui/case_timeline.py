"""The history of a case: what happened when, by whom, and when it was learnt where that is another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from core.figures.case_page import CasePage, Entry, amended_fields
from core.model import payloads as p
from core.model.codes import Confirmed, DateBasis, Source
from core.model.facts import Amended, Registered
from core.rules.codec import kind_of
from core.rules.decide.changed import facts_now
from core.text.catalogue import TEXTS, label, t
from core.text.dates import bangkok_day, thai_day, thai_time
from pages.ui.case_amended import persons_changed

MOST_SHOWN: Final = 300
"""Far more than any case has; what is older is counted."""


def timeline(page: CasePage) -> None:
    """Draw the whole history, the latest day first."""
    st.subheader(t("case.timeline"), anchor=False)
    shown = sorted(page.entries, key=_order, reverse=True)
    entry_lines(shown[:MOST_SHOWN], page)
    if len(shown) > MOST_SHOWN:
        st.caption(t("case.older", n=len(shown) - MOST_SHOWN))


def _order(entry: Entry) -> tuple[int, date, int]:
    event = entry.event
    recorded = bangkok_day(event.recorded_at) if event.recorded_at else date.min
    return event.round, event.happened_on or recorded, event.seq


def entry_lines(entries: Sequence[Entry], page: CasePage) -> None:
    """Draw some lines of the history as they come."""
    agencies = {each.no: each.agency_name for each in page.case.referrals}
    lines, before = [], entries[0].event.round if entries else 1
    for entry in entries:
        if entry.event.round != before:
            before = entry.event.round
            lines.append(f'<li class="dr-round">{escape(t("glance.round", round=before))}</li>')
        lines.append(_line(entry, page, agencies))
    st.html(f'<ol class="dr-timeline">{"".join(lines)}</ol>')


def _line(entry: Entry, page: CasePage, agencies: Mapping[int, str]) -> str:
    event = entry.event
    about = [agencies.get(event.referral_no or 0, ""), *facts_of(entry, page)]
    said = [
        f"<strong>{escape(t(f'event.{kind_of(event.payload)}'))}</strong>",
        f"<span>{escape(' · '.join(part for part in about if part))}</span>" if any(about) else "",
        f'<p class="dr-said">{escape(entry.text)}</p>' if entry.text else "",
        _said_first(entry, page),
        f'<p class="dr-muted">{_whole(_by_whom(entry))}</p>',
    ]
    gone = ' class="dr-gone"' if entry.is_retracted else ""
    return f'<li{gone}><div class="dr-when">{escape(_when(entry))}</div><div>{"".join(said)}</div></li>'


def _said_first(entry: Entry, page: CasePage) -> str:
    """What was recorded first and is not so, struck out."""
    if entry.first is None:
        return ""
    now, before = facts_of(entry, page), facts_of(replace(entry, event=entry.first), page)
    gone = [each for each in before if each not in now]
    if entry.first_text and entry.first_text != entry.text:
        gone.append(entry.first_text)
    if not gone:
        return ""
    return f'<p class="dr-first">{escape(t("case.first_said"))} <del>{escape(" · ".join(gone))}</del></p>'


def _whole(parts: Iterable[str]) -> str:
    """Parts of a line, none of which is broken in two: Thai would be broken inside a word."""
    return " · ".join(f'<span class="dr-whole">{escape(part)}</span>' for part in parts)


def _when(entry: Entry) -> str:
    event = entry.event
    if event.happened_on is None:
        return label(DateBasis.UNKNOWN)
    basis = f" ({label(event.basis)})" if event.basis is DateBasis.ESTIMATED else ""
    time = f" {thai_time(event.happened_at)}" if event.happened_at else ""
    return f"{thai_day(event.happened_on)}{time}{basis}"


def _by_whom(entry: Entry) -> Iterable[str]:
    """Who, when it was recorded, from where, and what became of the line since."""
    event = entry.event
    if entry.who:
        yield t("case.by", who=entry.who)
    if event.recorded_at is not None:
        differs = bangkok_day(event.recorded_at) != event.happened_on
        words = t("case.recorded_at", at=event.recorded_at) if differs else ""
        yield words or t("case.recorded_same", time=thai_time(event.recorded_at))
    if event.source is not Source.SCREEN:
        yield label(event.source)
    if entry.first_on is not None:
        yield t("case.first_on", day=entry.first_on)
    elif entry.is_corrected:
        yield t("case.corrected")
    if entry.is_retracted:
        yield t("case.retracted")


def facts_of(entry: Entry, page: CasePage) -> list[str]:
    """What an event says besides its text, in words."""
    said = FACTS.get(type(entry.event.payload))
    return [part for part in said(entry.event.payload, page) if part] if said else []


def _letter(said: Any) -> str:  # noqa: ANN401  # any payload with a letter
    return t("case.letter_no", no=said.letter_no) if said.letter_no else ""


def _forwarded(said: p.Forwarded, page: CasePage) -> Iterable[str]:
    yield label(said.sent_via)
    yield _letter(said)
    if said.letter_on:
        yield t("case.letter_on", day=said.letter_on)
    if due_on := facts_now(said)["report_due_on"]:
        yield t("case.report_due", day=due_on)


def _registered(said: Registered, page: CasePage) -> Iterable[str]:
    """Whoever may know it reads what the office that sent the matter wants."""
    if page.case.facts.upstream is None or said.upstream is None:
        return
    yield t("case.upstream_said", no=said.upstream.no) if said.upstream.no else ""
    if said.upstream.answer_due_on:
        yield t("case.answer_due", day=said.upstream.answer_due_on)


def _progress(said: p.ProgressReported, page: CasePage) -> Iterable[str]:
    yield _letter(said)
    if said.expected_on:
        yield t("case.expected", day=said.expected_on)


def _closed(said: p.Closed, page: CasePage) -> Iterable[str]:
    yield label(said.closing_class)
    if said.confirmed is not Confirmed.NOT_ASKED:
        yield t("case.confirmed", answer=said.confirmed)
    if said.memo_no:
        yield t("case.memo", no=said.memo_no)


def _extended(said: p.Extended, page: CasePage) -> Iterable[str]:
    yield t("case.by_whom", who=said.by_whom) if said.by_whom else ""
    for promise in said.promises[:1]:
        yield t("case.new_due", day=promise.due_on)


def _assigned(said: p.Assigned, page: CasePage) -> Iterable[str]:
    yield next((each.name for each in page.colleagues if each.account_id == said.officer_id), "")


def _chased(said: p.Chased, page: CasePage) -> Iterable[str]:
    yield t("case.chase_n", n=said.number)
    yield label(said.way)
    yield _letter(said)


def _amended(said: Amended, page: CasePage) -> Iterable[str]:
    unsaid = ("origin", "persons")
    names = [t(f"move.amend.{name}") for name in amended_fields(said) if name not in unsaid]
    yield ", ".join([*names, *persons_changed(said, page)])


def _corrected(said: p.Corrected, page: CasePage) -> Iterable[str]:
    fix = next((each.event for each in page.entries if each.event.payload is said), None)
    target = next((each for each in page.entries if fix is not None and each.event.seq == fix.corrects_seq), None)
    if fix is None or target is None:
        return
    what = t(f"event.{kind_of(target.event.payload)}")
    day = fix.happened_on or target.event.happened_on
    is_day = target.first_on is not None and day != target.first_on
    name = "case.took_out" if said.retracted else "case.dated_anew" if is_day else "case.said_anew"
    yield t(name, what=what, day=day or "")


def _piece(said: p.EvidenceAdded | p.EvidenceWithdrawn, page: CasePage) -> Iterable[str]:
    found = (each for each in page.evidence if each.id == said.attachment_id)
    return next(((t("evidence.piece", n=each.n), each.name) for each in found), ())


FACTS: Final[Mapping[type, Callable[[Any, CasePage], Iterable[str]]]] = MappingProxyType(
    {
        Registered: _registered,
        p.Forwarded: _forwarded,
        p.ProgressReported: _progress,
        p.DoneReported: lambda said, _page: [_letter(said)],
        p.Returned: lambda said, _page: [_letter(said)],
        p.Closed: _closed,
        p.ClosingProposed: lambda said, _page: [label(said.closing_class)],
        p.Objected: lambda said, _page: [label(said.reason)],
        p.Reopened: lambda said, _page: [label(said.reason)],
        p.ObjectionDeclined: lambda said, _page: [_declined(said.declined_class)],
        p.Extended: _extended,
        p.Paused: lambda said, _page: [label(said.reason)],
        p.Resumed: lambda said, _page: [t("case.stood", n=said.working_days)],
        p.DelayLabelled: lambda said, _page: [label(said.reason) if said.reason else t("move.no_delay")],
        p.Assigned: _assigned,
        p.Chased: _chased,
        p.ContactLogged: lambda said, _page: [label(said.way)],
        p.Told: lambda said, _page: [label(said.way)],
        p.UpstreamAnswered: lambda said, _page: [_letter(said)],
        p.Linked: lambda said, _page: [t("glance.heading", no=said.lead_no)],
        Amended: _amended,
        p.Corrected: _corrected,
        p.EvidenceAdded: _piece,
        p.EvidenceWithdrawn: _piece,
    }
)


def _declined(code: str) -> str:
    return TEXTS.get(f"declined.{code}", "")
