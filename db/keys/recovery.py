"""The recovery code: forty signs on a printed sheet that open the master keys when the machine is gone.

Eight groups of four random signs and one check sign: 160 random bits. The check sign depends on its group's place, so
a
mistyped sign, two signs exchanged and two groups exchanged are all told apart from a wrong sheet, with the group to
look
at. The code is stored nowhere.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from dataclasses import dataclass
from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from core.errors import DomainError
from core.text.digits import to_arabic_digits
from db.keys.ring import NONCE_BYTES

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; without 0, 1, I and O
GROUPS = 8
RANDOM_SIGNS = 4
GROUP_SIGNS = RANDOM_SIGNS + 1
CONFIRMED_SIGNS = 6
SALT_BYTES = 16
KEY_BYTES = 32
POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, a field of 32 elements
COST = (1 << 15, 8, 1)  # n, r, p: 32 MB and about 0.1 s
MAX_MEMORY = 1 << 29  # bytes; a forged file must not exhaust the machine


@dataclass(frozen=True)
class Wrap:
    """A master key closed with a recovery code; ``cost`` is scrypt's ``n:r:p``."""

    key_id: int
    salt: bytes
    cost: str
    wrapped: bytes


def new_code() -> str:
    """A fresh code as it is printed: eight groups of five signs joined by hyphens."""
    groups = [[secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SIGNS)] for _ in range(GROUPS)]
    return "-".join(
        "".join(ALPHABET[sign] for sign in (*group, _check_sign(group, place))) for place, group in enumerate(groups)
    )


def read_code(typed: str) -> str:
    """The code as it is printed, from however it was typed: spaces, hyphens, case and script of the digits are free.

    Raises:
        DomainError: ``error.recovery_code_mistyped`` with ``group``, the first group (1-8) that is wrong or
        incomplete.
    """
    signs = _signs(typed)
    groups = [signs[start : start + GROUP_SIGNS] for start in range(0, GROUPS * GROUP_SIGNS, GROUP_SIGNS)]
    for place, group in enumerate(groups):
        if not _is_whole(group, place):
            raise DomainError("error.recovery_code_mistyped", group=place + 1)
    if len(signs) > GROUPS * GROUP_SIGNS:
        raise DomainError("error.recovery_code_mistyped", group=GROUPS)
    return "-".join(groups)


def wrap_master(master: bytes, key_id: int, code: str) -> Wrap:
    """Close a master key with a printed code."""
    salt, cost, nonce = os.urandom(SALT_BYTES), ":".join(map(str, COST)), os.urandom(NONCE_BYTES)
    wrapped = nonce + AESGCM(_stretch(read_code(code), salt, cost)).encrypt(nonce, master, _place(key_id))
    return Wrap(key_id, salt, cost, wrapped)


def unwrap_master(wrap: Wrap, code: str) -> bytes:
    """Open a master key with a typed code.

    Raises:
        DomainError: ``error.recovery_code_mistyped``, or ``error.recovery_code_wrong`` when the code is of another
        sheet.
    """
    key = _stretch(read_code(code), wrap.salt, wrap.cost)
    try:
        return AESGCM(key).decrypt(wrap.wrapped[:NONCE_BYTES], wrap.wrapped[NONCE_BYTES:], _place(wrap.key_id))
    except (InvalidTag, ValueError) as error:
        raise DomainError("error.recovery_code_wrong") from error


def last_six_hash(code: str, salt: bytes) -> bytes:
    """What is kept to recognise the last six signs; the other 34 stay unknown even to whoever breaks it."""
    return _hash_six(_signs(read_code(code))[-CONFIRMED_SIGNS:], salt)


def is_last_six(typed: str, salt: bytes, stored: bytes) -> bool:
    """Whether somebody typed the last six signs of the sheet."""
    return compare_digest(_hash_six(_signs(typed), salt), stored)


def _hash_six(signs: str, salt: bytes) -> bytes:
    return _stretch(f"last six|{signs}", salt, ":".join(map(str, COST)))


def _stretch(text: str, salt: bytes, cost: str) -> bytes:
    try:
        n, r, p = (int(part) for part in cost.split(":"))
        if min(n, r, p) < 1 or 128 * n * r * p > MAX_MEMORY:
            raise ValueError("a cost that no sheet was made with")
        return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=p).derive(text.encode())
    except ValueError as error:
        raise DomainError("error.backup_damaged") from error


def _place(key_id: int) -> bytes:
    return b"damrong recovery|%d" % key_id


def _signs(typed: str) -> str:
    plain = to_arabic_digits(unicodedata.normalize("NFKC", typed)).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def _is_whole(group: str, place: int) -> bool:
    values = [ALPHABET.find(sign) for sign in group]
    return len(group) == GROUP_SIGNS and min(values) >= 0 and values[-1] == _check_sign(values[:-1], place)


def _check_sign(values: list[int], place: int) -> int:
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total ^ place


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ POLYNOMIAL if doubled > len(ALPHABET) - 1 else doubled
