"""The blank form of taking a matter in, printed before the power is gone."""

from __future__ import annotations

from typing import Any, Final

from core.model.codes import Anonymity, ChannelGroup
from core.papers.slip import centre_name
from core.ports import Context
from core.text.catalogue import label, t

WORDS: Final = (
    "title", "why", "no", "day", "hour", "taker", "channel", "who", "name", "reply", "phone", "address", "matter",
    "amphoe", "tambon", "details", "respondent", "count", "urgent", "confidential", "letter", "letter_no", "letter_on",
    "register_no", "letter_from", "help", "never_id", "entered",
)  # fmt: skip


def blank_facts(ctx: Context, _subject: str) -> dict[str, Any]:
    """The words of the form: the groups of channels and the three ways of giving a name are boxes to tick."""
    return {
        "words": {name: t(f"blank.{name}") for name in WORDS},
        "centre": centre_name(ctx.masters),
        "channels": [label(group) for group in ChannelGroup],
        "who": [label(each) for each in Anonymity],
    }
