"""How other machines of the office reach this one, and how to practise without touching the register."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from html import escape

import streamlit as st

from core.model.beginnings import PRACTICE_PORT
from core.model.codes import InstallationKind
from core.text.catalogue import t
from db.context import Settings, open_home


def show_network() -> None:
    """Say the address for other machines, where the server listens on a network at all."""
    address = network_address()
    if not address:
        return
    st.subheader(t("start.network"), anchor=False)
    st.write(t("start.network.open"))
    st.html(f'<p class="dr-once">{escape(address)}</p>')
    if address.startswith("http://"):
        st.caption(t("start.network.plain"))


def network_address() -> str:
    """The office's public address, else this machine's own in the network; empty where only this machine gets in."""
    if public := Settings().public_url:
        return public
    host, port = str(st.get_option("server.address") or ""), st.get_option("server.port")
    if not host or is_own(host):
        return ""
    shown = own_address() if host in ("0.0.0.0", "::") else host  # noqa: S104  # compared, not bound
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}" if shown else ""


def is_own(host: str) -> bool:
    """Whether only this machine reaches a host."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def own_address() -> str:
    """This machine's address towards its network; nothing is sent. Empty without a network."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as towards:
        towards.connect(("192.0.2.1", 9))
        found = str(towards.getsockname()[0])
        return "" if is_own(found) else found
    return ""


def show_practice() -> None:
    """Say how to practise; not in a demonstration, which is practice already."""
    if open_home().kind is InstallationKind.DEMO:
        return
    st.subheader(t("start.practice"), anchor=False)
    st.write(t("start.practice.why", command="make practice", address=f"http://127.0.0.1:{PRACTICE_PORT}"))
