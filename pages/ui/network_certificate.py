"""The certificate that other machines must know before they trust this one."""

from __future__ import annotations

import hashlib
import ssl
from contextlib import suppress
from pathlib import Path

from core.model.reach import ROOT_CERTIFICATE
from db.context import Settings


def certificate_file() -> Path:
    """Where it lies."""
    return Settings().network_folder / ROOT_CERTIFICATE


def certificate() -> bytes | None:
    """The certificate as other machines take it; None where there is none."""
    with suppress(OSError):
        return certificate_file().read_bytes()
    return None


def fingerprint(pem: bytes) -> str:
    """How two people make sure that they have the same one."""
    der = ssl.PEM_cert_to_DER_cert(pem.decode("ascii"))
    return hashlib.sha256(der).digest().hex(":").upper()
