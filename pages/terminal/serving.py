"""Starting the server: for this machine alone, for the office's network behind Caddy, or for practice."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from core.errors import DomainError
from core.model.beginnings import PRACTICE_PORT
from core.model.reach import LAN_PORT, PRACTICE_LAN_PORT
from core.text.catalogue import t
from db import operations
from db.context import Settings
from pages.terminal.base import refusals
from pages.terminal.practice import prepare_practice, say_practice

if TYPE_CHECKING:
    from pages.http.caddyfile import Front

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def serve(
    host: str = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="8501; 8502 for practice")] = None,
    *,
    practice: Annotated[bool, typer.Option("--practice", help="on made-up cases, beside the register")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="for the office's network, encrypted; needs Caddy")] = False,
    lan_port: Annotated[int | None, typer.Option(help="8443; 8444 for practice")] = None,
    plain_http: Annotated[bool, typer.Option("--plain-http", help="passwords travel in the clear: I know")] = False,
) -> None:
    """Start the server in the foreground; ready when /healthz answers 200."""
    from pages.http.caddy import caddy_before, installed_caddy
    from pages.http.serve import PORT
    from pages.http.serve import serve as run  # the server's imports are slow; other commands do without

    port = port or (PRACTICE_PORT if practice else PORT)
    with refusals():
        _refuse_clear(host, lan=lan, plain_http=plain_http)
        program = installed_caddy() if lan else ""
        outside = lan_port or (PRACTICE_LAN_PORT if practice else LAN_PORT)
        front = _front(outside, port) if lan else None
        if practice:
            say_practice(prepare_practice(), port)
        operations.migrate(Settings())
        with caddy_before(front, program) if front else nullcontext():
            _say_where(front)
            run(host, port, urls=front.urls if front else ())


def _refuse_clear(host: str, *, lan: bool, plain_http: bool) -> None:
    """Names, telephones and passwords leave this machine encrypted, unless somebody says in words that they need not.

    An office with a public HTTPS address has its own proxy, perhaps on another machine.
    """
    from pages.http.origins import is_loopback

    if is_loopback(host):
        return
    if lan:
        raise DomainError("error.lan_host", host=host)
    if not (Settings().public_url or "").startswith("https://"):
        if not plain_http:
            raise DomainError("error.plain_http", host=host)
        typer.echo(t("lan.plain_warning"), err=True)


def _front(port: int, inner_port: int) -> Front:
    """What is to stand before the server. Register and practice share one folder, so that others trust one certificate.

    Raises:
        DomainError: this machine is in no network.
    """
    import socket

    from pages.http.caddyfile import Front
    from pages.http.lan import office_addresses, own_names

    addresses = office_addresses()
    if not addresses:
        raise DomainError("error.lan_none")
    return Front(addresses, own_names(socket.gethostname()), port, inner_port, Settings().network_folder)


def _say_where(front: Front | None) -> None:
    if front is not None:
        urls = "\n".join(f"  {url}" for url in front.urls)
        typer.echo(t("lan.open_at", urls=urls, folder=front.folder / "caddy"), err=True)
