"""Payloads to canonical JSON and back. Canonical: sorted keys, no spaces, UTF-8, defaults left out."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter

from core.model.payloads import CasePayload

T = TypeVar("T")
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def kind_name(payload_type: type) -> str:
    """``DoneReported`` is stored as ``done_reported``."""
    return _WORD.sub("_", payload_type.__name__).lower()


KINDS: dict[str, type] = {kind_name(each): each for each in get_args(CasePayload)}
_NAMES: dict[type, str] = {each: name for name, each in KINDS.items()}


def kind_of(payload: CasePayload) -> str:
    """The stored name of a payload's kind."""
    return _NAMES[type(payload)]


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(payload_type: type) -> TypeAdapter[Any]:
    if payload_type not in _adapters:
        _adapters[payload_type] = TypeAdapter(payload_type)
    return _adapters[payload_type]


def canonical(value: object) -> str:
    """Canonical JSON of plain values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dump_payload(payload: object) -> str:
    """Canonical JSON of a payload or master dataclass."""
    return canonical(_adapter(type(payload)).dump_python(payload, mode="json", exclude_defaults=True))


def dump_text(value: object) -> str:
    """JSON of a dataclass as it comes, quickly: for what is stored and read back, never compared or sealed."""
    text: bytes = _adapter(type(value)).dump_json(value, exclude_defaults=True)
    return text.decode()


def load_payload(kind: str, text: str) -> Any:  # noqa: ANN401  # the union of all payloads; the caller knows the kind
    """The payload of a stored event.

    Raises:
        KeyError: the kind is unknown to this version of the program.
    """
    return _adapter(KINDS[kind]).validate_json(text)


def load_as(payload_type: type[T], text: str) -> T:
    """A dataclass from its canonical JSON."""
    loaded: T = _adapter(payload_type).validate_json(text)
    return loaded
