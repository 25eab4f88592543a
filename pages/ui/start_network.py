"""How other machines of the office reach this one, and how to practise without touching the register."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from html import escape

import streamlit as st

from core.model.beginnings import PRACTICE_PORT
from core.model.codes import InstallationKind
from core.papers.qr import qr_image
from core.papers.registry import MIME, file_name, made
from core.ports import Context
from core.text.catalogue import t
from db.context import Settings, open_home
from pages.ui.download import download
from pages.ui.network_certificate import certificate, fingerprint

CERTIFICATE_TYPE = "application/x-x509-ca-cert"
PAPER = "network_sheet"


def show_network(ctx: Context) -> None:
    """Say the address for other machines as words and as a QR; where only this machine gets in, how to change that."""
    st.subheader(t("start.network"), anchor=False)
    addresses = network_addresses()
    if not addresses:
        st.warning(t("start.network.alone"))
        st.markdown(t("start.network.how"))
        return
    address, *others = addresses
    known = certificate() if _is_ours() else None
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="network"):
        said = escape(t("start.network.qr", url=address))
        st.html(f'<img class="dr-qr" alt="{said}" src="{escape(qr_image(address))}">', width="content")
        with st.container():
            _said(address, others)
            _files(ctx, address, known)
    if known is not None:
        with st.expander(t("start.network.trust"), key="network_trust"):
            st.markdown(t("start.network.trust_how"))
            st.write(t("start.network.fingerprint"))
            st.code(fingerprint(known), language=None, wrap_lines=True)


def _said(address: str, others: list[str]) -> None:
    st.write(t("start.network.open"))
    st.html(f'<p class="dr-once dr-address">{escape(address)}</p>')
    if others:
        st.caption(t("start.network.also", urls=" · ".join(others)))
    if address.startswith("http://"):
        st.error(t("start.network.plain"))


def _files(ctx: Context, address: str, known: bytes | None) -> None:
    subject = f"{address} {fingerprint(known)}" if known else address
    with st.container(horizontal=True):
        download(
            t("start.network.sheet"),
            lambda: made(PAPER, ctx, subject).content,
            name=file_name(PAPER, subject),
            mime=MIME,
            key="network_sheet",
            icon=":material/print:",
        )
        if known is not None:
            name = "damrong-office.crt"
            download(
                t("start.network.certificate"), lambda: known, name=name, mime=CERTIFICATE_TYPE, key="network_trusted"
            )


def network_addresses() -> list[str]:
    """What other machines type: the office's public address, those that the program opened to its network, or this
    machine's own; empty where only this machine gets in.
    """
    if public := Settings().public_url:
        return [public]
    if _is_ours():
        return _opened()
    host, port = str(st.get_option("server.address") or ""), st.get_option("server.port")
    if not host or is_own(host):
        return []
    shown = own_address() if host in ("0.0.0.0", "::") else host  # noqa: S104  # compared, not bound
    return [f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"] if shown else []


def _is_ours() -> bool:
    """Whether the program itself opened the way from the network, with a certificate of its own making."""
    return bool(_opened()) and not Settings().public_url


def _opened() -> list[str]:
    return list(st.get_option("server.corsAllowedOrigins") or [])


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
