"""Which names we answer to, and which sites may send us something."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_OWN_SITE: Final = ("same-origin", "none")


def plain_address(address: str) -> str:
    """An IP address in one spelling: IPv4 inside IPv6 is IPv4, and an IPv6 site counts as one address (its /64)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv4Address) or ip.is_loopback:
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False).network_address)


def is_loopback(address: str) -> bool:
    """Whether an address or host name is this machine's own."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def host_name(scope: Scope) -> str:
    """The name in the Host header, lower case and without port; empty when it is no plain host or said twice."""
    hosts = Headers(scope=scope).getlist("host")
    host = hosts[0] if len(hosts) == 1 else ""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises when it is no number
    except ValueError:
        return ""
    return (parts.hostname or "").rstrip(".") if parts.netloc == host and "@" not in host else ""


def public_host(url: str | None) -> tuple[str, ...]:
    """The host of the office's public address, if it has one."""
    name = urlsplit(url or "").hostname
    return (name,) if name else ()


def is_known_host(scope: Scope, hosts: Iterable[str]) -> bool:
    """Whether the Host header names us: one of ``hosts``, or the very address that the connection arrived at.

    A foreign site that points its own name at this machine (DNS rebinding) brings that name, never our address.
    """
    name = host_name(scope)
    arrived_at = str(scope["server"][0]) if scope.get("server") else ""
    return bool(name) and (name == arrived_at or any(_matches(name, pattern) for pattern in hosts))


def is_own_origin(scope: Scope) -> bool:
    """Whether the site that a browser names as the sender is this very one; a sender without a name is no browser."""
    headers = Headers(scope=scope)
    origins = headers.getlist("origin")
    if not origins:
        return headers.get("sec-fetch-site", "none") in _OWN_SITE
    return len(origins) == 1 and _place(origins[0]) == _place(f"{_http_scheme(scope)}://{headers.get('host', '')}")


def _matches(name: str, pattern: str) -> bool:
    plain = pattern.strip().lower().rstrip(".")
    return name.endswith(plain[1:]) if plain.startswith("*.") else name == plain.strip("[]")


def _http_scheme(scope: Scope) -> str:
    return "https" if scope["scheme"] in ("https", "wss") else "http"


def _place(origin: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(origin)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname.rstrip("."), port) if parts.hostname else None
