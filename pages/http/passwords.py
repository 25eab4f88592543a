"""Passwords: what is accepted, and how one becomes a hash.

The hash is bcrypt from streamlit-authenticator's ``Hasher``, over base64(SHA-256(NFC(password))): bcrypt alone reads
only 72 bytes, which is 24 Thai letters, and stops at a zero byte. Nothing else of the package is used.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from core.errors import DomainError

LEAST: Final = 12
MOST: Final = 128
NOBODYS_HASH: Final = "$2b$12$Hlhj9tWm0VbU1ZQf8mTnxOQ0m0vQW8wq0g5m3p6bVfZyqk2m4xkGa"
"""A hash that no password was made into: checking against it costs what checking a real one costs."""
_OWN_LETTERS: Final = 6  # letters a password must have beside words that anybody would try
_OWN_WORDS: Final = ("damrong", "damrongtham", "streamlit", "1111", "1567", "1555")
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_RUN: Final = 4
_COMMON_FILE: Final = Path(__file__).with_name("assets") / "common_passwords.txt"


def hash_password(password: str) -> str:
    """The hash to store; about a quarter of a second of one core."""
    return str(_hasher().hash(_digest(password)))


def is_password(password: str, stored: str | None) -> bool:
    """Whether a password is the one that was hashed; without a stored hash the same work is done for nothing."""
    right = bool(_hasher().check_pw(_digest(password), stored or NOBODYS_HASH))
    return right and stored is not None


def refuse_weak(password: str, context: Iterable[str] = ()) -> None:
    """Accept any password that is long enough and not one that people would try first.

    ``context`` holds what is known about the person and the office: user name, name, province. No composition rules.

    Raises:
        DomainError: ``gate.password_short``, ``_long``, ``_common`` or ``_context``.
    """
    letters = unicodedata.normalize("NFC", password)
    if len(letters) < LEAST:
        raise DomainError("gate.password_short", least=LEAST)
    if len(letters) > MOST:
        raise DomainError("gate.password_long", most=MOST)
    plain = _plain(letters)
    if _own_letters(plain, _common_words()) < _OWN_LETTERS:
        raise DomainError("gate.password_common")
    if _own_letters(plain, [*_common_words(), *_words(context)]) < _OWN_LETTERS:
        raise DomainError("gate.password_context")


@lru_cache(maxsize=1)
def _hasher() -> Any:  # noqa: ANN401  # the package is not annotated
    """The package's hasher, imported when first needed: it draws in Streamlit, which complains where no page runs."""
    logging.disable(logging.WARNING)
    try:
        from streamlit_authenticator.utilities.hasher import Hasher
    finally:
        logging.disable(logging.NOTSET)
    return Hasher


def _digest(password: str) -> str:
    return base64.b64encode(hashlib.sha256(unicodedata.normalize("NFC", password).encode()).digest()).decode()


def _plain(text: str) -> str:
    return re.sub(r"[\s!-/:-@\[-`{-~]+", "", unicodedata.normalize("NFKC", text).casefold())


def _own_letters(plain: str, words: Iterable[str]) -> int:
    """How many different letters stay when known words, runs and repetitions are taken away."""
    for word in sorted({*words, *_runs_in(plain)}, key=len, reverse=True):
        plain = plain.replace(word, "")
    return len(set(re.sub(r"(.+?)\1+", r"\1", plain)))


def _runs_in(plain: str) -> Iterable[str]:
    """Stretches of alphabet, digits or keyboard rows, forwards or backwards."""
    for row in (*_RUNS, *(row[::-1] for row in _RUNS)):
        for start in range(len(row) - _SHORTEST_RUN + 1):
            for end in range(start + _SHORTEST_RUN, len(row) + 1):
                if row[start:end] in plain:
                    yield row[start:end]


def _words(context: Iterable[str]) -> list[str]:
    """The words of the context that are long enough to be recognised, whole and in parts."""
    whole = [part for text in context for part in (_plain(text), *map(_plain, re.split(r"[\s._-]+", text)))]
    return [word for word in whole if len(word) >= _SHORTEST_RUN - 1]


@lru_cache(maxsize=1)
def _common_words() -> tuple[str, ...]:
    lines = _COMMON_FILE.read_text(encoding="utf-8").splitlines()
    return (*_OWN_WORDS, *(_plain(line) for line in lines if line and not line.startswith("#")))
