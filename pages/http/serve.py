"""Start the server in this process, in the foreground."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import uvicorn

from core.errors import DomainError

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PORT: Final = 8501
_heard: list[tuple[str, int]] = []
_office: list[str] = []
_BACKLOG: Final = 2048
_LARGEST_MESSAGE: Final = 50 * 1024 * 1024
"""Bytes of one WebSocket message from a browser; ``server.maxMessageSize`` of .streamlit/config.toml."""
_PING_SECONDS: Final = 30
_STOP_SECONDS: Final = 5
_NOT_STARTED: Final = 3
_PROXIES: Final = ["127.0.0.1", "::1"]
"""Who may say for whom it speaks: a proxy on this machine. Anybody else's word for it is not heard."""
_TAKEN: Final = frozenset({errno.EADDRINUSE, errno.EACCES})


def serve(host: str = "127.0.0.1", port: int = PORT, app: str = "app:app", urls: Sequence[str] = ()) -> None:
    """Serve until interrupted; ready when ``/healthz`` answers 200. Running requests get a few seconds to end.

    ``urls`` are what other machines type where something of ours stands before this server.

    Raises:
        DomainError: ``gate.port_taken``.
    """
    _heard[:], _office[:] = [(host, port)], urls
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    with listening_socket(host, port) as listening:
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            lifespan="on",
            ws="websockets-sansio",
            ws_max_size=_LARGEST_MESSAGE,
            ws_ping_interval=_PING_SECONDS,
            ws_ping_timeout=_PING_SECONDS,
            access_log=False,
            proxy_headers=True,
            forwarded_allow_ips=_PROXIES,
            server_header=False,
            use_colors=False,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
    if not server.started:
        raise SystemExit(_NOT_STARTED)


def office_hosts() -> tuple[str, ...]:
    """What this machine is called by others, where something of ours stands before this server."""
    return tuple(name for name in (urlsplit(url).hostname for url in _office) if name)


def tell_where(set_option: Callable[[str, Any], None]) -> None:
    """Say in Streamlit's configuration where this process listens: what pages tell of the way here is the truth then.

    Nothing is said where somebody else's server runs the app.
    """
    for host, port in _heard:
        set_option("server.address", host)
        set_option("server.port", port)
    if _office:
        set_option("server.corsAllowedOrigins", [*_office])


def listening_socket(host: str, port: int) -> socket.socket:
    """A listening socket that says it speaks TCP: asyncio then switches Nagle's delay off for its connections.

    Without that, each answer over the WebSocket waits some 40 ms for the acknowledgement of the one before.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
        listening.settimeout(0.0)
    except OSError as error:
        listening.close()
        if error.errno in _TAKEN:
            raise DomainError("gate.port_taken", host=host, port=port) from error
        raise
    return listening
