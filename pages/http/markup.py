"""The gate's own pages as plain HTML: no script, no inline style, every inserted text escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from starlette.responses import HTMLResponse

from core.text.catalogue import t
from pages.http.office import PracticeTitle

LONGEST_SECRET: Final = 512
ASSETS: Final = Path(__file__).with_name("assets")


@lru_cache
def asset_path(name: str) -> str:
    """The address of a file of ours; its digest lets browsers keep it for good."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/gate/{name}?v={digest}"


def page(title: str, body: Iterable[str], *, office: str, status: int = 200, wide: bool = False) -> HTMLResponse:
    """A whole page, in another colour where people practise.

    ``title`` and ``office`` are texts; ``body`` is HTML made by the functions below.
    """
    width, is_practice = "wide" if wide else "narrow", isinstance(office, PracticeTitle)
    band = f'<p class="band">{escape(t("frame.demo"))}</p>' if is_practice else ""
    return HTMLResponse(
        "<!doctype html>\n"
        '<html lang="th"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(t('gate.title', page=title))}</title>"
        f'<link rel="icon" href="{asset_path("icon.svg")}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{asset_path("gate.css")}"></head>'
        f'<body{" class=practice" if is_practice else ""}>{band}<main class="card {width}">'
        f'<header><img class="mark" src="{asset_path("icon.svg")}" alt="" width="40" height="40">'
        f'<p class="office">{escape(office or t("gate.office"))}<span>{escape(t("gate.system"))}</span></p></header>'
        f"{''.join(body)}</main></body></html>",
        status_code=status,
    )


def heading(text: str) -> str:
    """The page's one heading."""
    return f"<h1>{escape(text)}</h1>"


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph; ``kind`` is a class of the style sheet."""
    return f'<p class="{escape(kind)}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def problem(text: str) -> str:
    """Why nothing was done, read aloud by screen readers; nothing when there is no problem."""
    return f'<p class="problem" role="alert">{escape(text)}</p>' if text else ""


def link(text: str, path: str, kind: str = "") -> str:
    """A link to a path of ours."""
    return f'<a class="{escape(kind)}" href="{escape(path)}">{escape(text)}</a>'


def form(action: str, fields: Iterable[str], *, button: str, hidden: dict[str, str], after: str = "") -> str:
    """A form that posts to ``action``; ``after`` is HTML beside the button."""
    secret = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in hidden.items())
    return (
        f'<form method="post" action="{escape(action)}" accept-charset="utf-8">{secret}{"".join(fields)}'
        f'<div class="actions"><button type="submit">{escape(button)}</button>{after}</div></form>'
    )


def other_button(name: str, text: str) -> str:
    """A second button of a form: it sends the form too, whether or not its fields are filled in."""
    sends = f'type="submit" name="{escape(name)}" value="1" formnovalidate'
    return f'<button class="second" {sends}>{escape(text)}</button>'


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    hint: str = "",
    autocomplete: str = "off",
    first: bool = False,
    most: int = 200,
    optional: bool = False,
) -> str:
    """A labelled input, compulsory unless ``optional``; ``hint`` stands under it, ``first`` gives it the cursor."""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    focus = (" required" if not optional else "") + (" autofocus" if first else "")
    plain = ' autocapitalize="none" spellcheck="false"' if kind == "text" and autocomplete != "name" else ""
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}" maxlength="{most}"'
        f' autocomplete="{autocomplete}"{focus}{plain}{described}>{_hint(name, hint)}</div>'
    )


def secret(name: str, label: str, *, is_new: bool = True, hint: str = "", first: bool = False) -> str:
    """A labelled password input; the longest password is longer than what is accepted, so that nothing is cut."""
    complete = "new-password" if is_new else "current-password"
    return field(name, label, kind="password", autocomplete=complete, hint=hint, first=first, most=LONGEST_SECRET)


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], *, chosen: str, empty: str, optional: bool = False
) -> str:
    """A labelled list to choose from; ``options`` are (value, text), ``empty`` stands first and chooses nothing."""
    listed = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in (("", empty), *options)
    )
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        f'<select id="{name}" name="{name}"{"" if optional else " required"}>{listed}</select></div>'
    )


def sheet(rows: Iterable[tuple[str, str]], *, code_label: str, groups: Iterable[str], lines: Iterable[str]) -> str:
    """The paper part of the recovery page: facts, the code in groups, lines to write on."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    code = "".join(f"<li>{escape(group)}</li>" for group in groups)
    return (
        f'<section class="sheet"><dl>{facts}</dl><h2>{escape(code_label)}</h2><ol class="code">{code}</ol>'
        f"{''.join(f'<p>{escape(line)}</p>' for line in lines)}</section>"
    )


def _hint(name: str, hint: str) -> str:
    return f'<p class="hint" id="{name}-hint">{escape(hint)}</p>' if hint else ""
