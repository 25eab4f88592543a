"""This machine's addresses in the office's network, and what other machines type to get here."""

from __future__ import annotations

import ipaddress
import re
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

_MACHINES_INSIDE: Final = (
    "br-",
    "docker",
    "lxc",
    "tap",
    "tun",
    "utun",
    "vboxnet",
    "veth",
    "virbr",
    "vmnet",
    "wg",
    "zt",
)
"""Networks of virtual machines and tunnels: no PC of the office is in them."""
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_ASK_FOR_ADDRESS: Final = 0x8915
"""Linux: SIOCGIFADDR."""


def office_addresses() -> tuple[str, ...]:
    """This machine's own IPv4 addresses in private networks, the one towards the way out first."""
    return usable(_on_interfaces() or _of_name(), first=_towards_network())


def usable(found: Iterable[tuple[str, str]], *, first: str = "") -> tuple[str, ...]:
    """Of addresses by interface: those that PCs of an office can reach, each once; ``first`` stands first."""
    good = [address for name, address in found if not name.startswith(_MACHINES_INSIDE) and _is_private(address)]
    return tuple(sorted(dict.fromkeys(good), key=lambda address: address != first))


def _is_private(address: str) -> bool:
    try:
        ip = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return ip.is_private and not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def own_names(hostname: str) -> tuple[str, ...]:
    """What this machine is called in its network; nothing where its name is none."""
    name = hostname.lower().partition(".")[0]
    return (name, f"{name}.local") if _LABEL.fullmatch(name) and name != "localhost" else ()


def office_urls(hosts: Iterable[str], port: int, scheme: str = "https") -> tuple[str, ...]:
    """What other machines type, in the order of the hosts."""
    usual = {"https": 443, "http": 80}[scheme]
    return tuple(f"{scheme}://{host}" + ("" if port == usual else f":{port}") for host in hosts)


def _on_interfaces() -> list[tuple[str, str]]:
    """Where the system tells: the first address of each network card."""
    try:
        import fcntl
    except ImportError:  # Windows
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                told = fcntl.ioctl(asking.fileno(), _ASK_FOR_ADDRESS, struct.pack("256s", name[:15].encode()))
                found.append((name, socket.inet_ntoa(told[20:24])))
    return found


def _of_name() -> list[tuple[str, str]]:
    with suppress(OSError):
        return [("", str(each[4][0])) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _towards_network() -> str:
    """The address from which this machine would speak to others; nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as towards:
        towards.connect(("198.51.100.1", 9))
        return str(towards.getsockname()[0])
    return ""
