"""The sheet beside the second PC: the address of the system as words and as a QR, and how to open it."""

from __future__ import annotations

from typing import Any

from core.errors import NotAllowed
from core.papers.qr import qr_modules
from core.papers.slip import centre_name
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import t
from core.text.dates import thai_day_full

STEPS = ("connect", "open", "certificate", "sign_in", "leave")
WORDS = ("title", "lead", "steps", "fingerprint", "plain", "changes")


def network_facts(ctx: Context, subject: str) -> dict[str, Any]:
    """What the template needs; ``subject`` is the address, and the fingerprint of its certificate where it has one.

    Raises:
        NotAllowed: the account neither makes papers nor keeps the office's settings.
    """
    if not (ctx.actor.may(Permission.PAPER_MAKE) or ctx.actor.may(Permission.MASTERS_EDIT)):
        raise NotAllowed
    address, _, fingerprint = subject.partition(" ")
    is_secure = address.startswith("https://")
    steps = [name for name in STEPS if name != "certificate" or fingerprint]
    words = [name for name in WORDS if name != "plain"]
    return {
        "centre": centre_name(ctx.masters),
        "made": t("network.made", day=thai_day_full(ctx.clock.today())),
        "address": address,
        "qr": qr_modules(address),
        "fingerprint": fingerprint,
        "steps": [t(f"network.step.{name}", address=address) for name in steps],
        "warning": "" if is_secure else t("network.plain"),
        "words": {name: t(f"network.{name}") for name in words},
    }


def network_name(_subject: str) -> str:
    """What the file is called; an address is none of its business."""
    return t("network.title")
