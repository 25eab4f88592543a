"""Streamlit's page shell in Thai: language, title, icon, and the watch over the session.

The shell is English by itself and has no setting for it. What a pattern does not find stays as it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from core.text.catalogue import t
from pages.http.markup import asset_path

_LANGUAGE: Final = re.compile(r'<html lang="en"')
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_NO_SCRIPT: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_ICON: Final = re.compile(r'<link rel="shortcut icon"[^>]*>')
_INLINE_SCRIPT: Final = re.compile(r"(?:<!--[^>]*?prerenderReady.*?-->\s*)?<script>.*?</script>", re.DOTALL)
_UNUSED: Final = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>|<link rel="service-desc"[^>]*>')


def in_thai(shell: str) -> str:
    """Streamlit's ``index.html`` as our people get it."""
    thai = _LANGUAGE.sub('<html lang="th"', shell, count=1)
    thai = _TITLE.sub(f"<title>{escape(t('gate.system'))}</title>", thai, count=1)
    thai = _NO_SCRIPT.sub(f"<noscript><p>{escape(t('gate.needs_script'))}</p></noscript>", thai, count=1)
    thai = _ICON.sub(f'<link rel="icon" href="{asset_path("icon.svg")}" type="image/svg+xml">', thai, count=1)
    thai = _UNUSED.sub("", _INLINE_SCRIPT.sub("", thai))
    return thai.replace("</head>", f'<script src="{asset_path("watch.js")}" defer></script></head>', 1)


class ThaiShell:
    """Collects an HTML answer and sends it rewritten; any other answer passes as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = in_thai(self._body.decode("utf-8")).encode() if self._body else b""
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    headers = MutableHeaders(raw=list(start["headers"]))
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")
