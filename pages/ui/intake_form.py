"""What the form of a new matter holds while it is being filled: plain values, kept as a draft at every step."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from core.model.codes import ChannelGroup, ContactKind, Secrecy, SentVia
from core.papers.slip import place_words
from core.ports import Masters
from core.rules.obligations import is_complex
from core.text.catalogue import label

UNKNOWN_PLACE: Final = "-"
"""The choice for an amphoe that nobody knows, or in another province: a choice, not a blank."""
FIRST_WORDS: Final = 40


@dataclass
class IntakeForm:
    """One matter as typed so far; every value is a text, a number or a tick, days as they were typed.

    ``request_id`` makes a repeated save harmless; ``sent`` is the digest of what was submitted with it.
    """

    request_id: str = ""
    sent: str = ""
    channel: str = ""
    who: str = ""
    name: str = ""
    wants_reply: bool = False
    phone: str = ""
    address: str = ""
    others: str = ""
    rep_name: str = ""
    rep_phone: str = ""
    persons_contacting: int = 1
    received: str = ""
    received_time: str = ""
    letter_no: str = ""
    letter_on: str = ""
    letter_from: str = ""
    register_no: str = ""
    secrecy: str = Secrecy.NONE.value
    order: str = ""
    upstream_agency: str = ""
    upstream_no: str = ""
    answer_due: str = ""
    origin_channel: str = ""
    matter: str = ""
    amphoe: str = ""
    tambon: str = ""
    topic: str = ""
    kind: str = ContactKind.GRIEVANCE.value
    public_title: str = ""
    details: str = ""
    respondents: str = ""
    persons_subject: int = 0
    programme: str = ""
    urgent: bool = False
    confidential: bool = False
    agency: str = ""
    sent_via: str = SentVia.SYSTEM.value
    review_on: str = ""

    def __post_init__(self) -> None:
        self.request_id = self.request_id or fresh_request()

    @property
    def contact_kind(self) -> ContactKind:
        """The kind of contact; what was cleared is what most are."""
        return ContactKind(self.kind) if self.kind in set(ContactKind) else ContactKind.GRIEVANCE

    @property
    def letter_secrecy(self) -> Secrecy:
        """The class of the letter; what was cleared is none."""
        return Secrecy(self.secrecy) if self.secrecy in set(Secrecy) else Secrecy.NONE

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed yet; the remembered channel is no typing."""
        return self.content == IntakeForm(channel=self.channel).content

    @property
    def content(self) -> str:
        """Everything that a save would record, as one text to compare."""
        return json.dumps({name: value for name, value in asdict(self).items() if name not in ("request_id", "sent")})

    @property
    def first_words(self) -> str:
        """By which a draft is told from another: never a name."""
        return " ".join(self.matter.split())[:FIRST_WORDS]

    def dump(self) -> str:
        """As a draft keeps it. A lone surrogate stays what it was."""
        return json.dumps(asdict(self))


def loaded(body: str) -> IntakeForm:
    """A form from a draft; what a later edition of the form does not know is left out, what is missing is blank."""
    try:
        told: Any = json.loads(body)
    except ValueError:
        return IntakeForm()
    if not isinstance(told, dict):
        return IntakeForm()
    blank = asdict(IntakeForm())
    known = {each.name for each in fields(IntakeForm)}
    fitting = {name: value for name, value in told.items() if name in known and isinstance(value, type(blank[name]))}
    return IntakeForm(**fitting)


def fresh_request() -> str:
    """A request id that nobody used before."""
    return f"intake-{secrets.token_hex(12)}"


def group_of(form: IntakeForm, masters: Masters) -> ChannelGroup | None:
    """The group of the chosen channel; None before one is chosen."""
    return next((channel.group for channel in masters.channels if channel.id == form.channel), None)


def is_letter(form: IntakeForm, masters: Masters) -> bool:
    """Whether the matter came on paper that has a number and a day of its own."""
    return group_of(form, masters) is ChannelGroup.LETTER


def asks_upstream(form: IntakeForm, masters: Masters) -> bool:
    """Whether the form asks for another office's reference: papers may carry one."""
    return has_upstream(form, masters) or is_letter(form, masters)


def asks_review(form: IntakeForm, masters: Masters) -> bool:
    """Whether sending needs a day of review: no finish day can be named for such a topic."""
    return bool(form.agency) and is_complex(
        next((each for each in masters.topics if each.id == form.topic), None), None
    )


def has_upstream(form: IntakeForm, masters: Masters) -> bool:
    """Whether somebody else took the matter in before us."""
    return group_of(form, masters) is ChannelGroup.REFERRED


def default_title(form: IntakeForm, masters: Masters) -> str:
    """The public title of a matter that nobody titled: topic (before it is sorted its kind), tambon and amphoe."""
    topic = next((topic.name for topic in masters.topics if topic.id == form.topic), "")
    subject = topic or label(form.contact_kind)
    known = form.amphoe if form.amphoe != UNKNOWN_PLACE else ""
    return " ".join(filter(None, (subject, place_words(known, form.tambon, masters))))
