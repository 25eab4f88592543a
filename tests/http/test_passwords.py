"""Which passwords are taken, and what becomes of them."""

from __future__ import annotations

import unicodedata

import pytest

from core.errors import DomainError
from pages.http.passwords import LEAST, MOST, NOBODYS_HASH, hash_password, is_password, refuse_weak

CONTEXT = ("somchai", "สมชาย ใจดี", "ร้อยเอ็ด")
PHRASE = "ฝนตกที่บ้านปู่"


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("ฝนตกที่บ้านปู่เมื่อวาน", id="thai-phrase"),
        pytest.param("correct horse battery", id="english-phrase"),
        pytest.param("nx4Kd8Qw2mZp", id="twelve-random-letters"),
        pytest.param("somchai ชอบแกงเขียวหวาน", id="own-name-and-more"),
        pytest.param("พายเรือในอ่าง2569", id="phrase-and-year"),
        pytest.param("ก" * 20 + " ใครขายไข่ไก่", id="long-run-and-a-phrase"),
    ],
)
def test_any_long_phrase_that_others_would_not_try_is_taken(password: str) -> None:
    refuse_weak(password, CONTEXT)


@pytest.mark.parametrize(
    ("password", "key"),
    [
        pytest.param("nx4Kd8Qw2mZ", "gate.password_short", id="eleven"),
        pytest.param("กขคงจฉ" * 22, "gate.password_long", id="a-hundred-and-thirty-two"),
        pytest.param("123456789012", "gate.password_common", id="digits-in-order"),
        pytest.param("zyxwvutsrqponm", "gate.password_common", id="alphabet-backwards"),
        pytest.param("qwertyuiop12", "gate.password_common", id="keyboard-row"),
        pytest.param("1qaz2wsx3edc4rfv", "gate.password_common", id="keyboard-columns"),
        pytest.param("aaaaaaaaaaaa", "gate.password_common", id="one-letter"),
        pytest.param("abcabcabcabc", "gate.password_common", id="three-letters"),
        pytest.param("PassWord-1234", "gate.password_common", id="password-and-digits"),
        pytest.param("P@ssw0rd2569!!", "gate.password_common", id="dressed-up"),
        pytest.param("Damrongtham2569!", "gate.password_common", id="the-centre-and-the-year"),
        pytest.param("ศูนย์ดำรงธรรม 2569", "gate.password_common", id="the-same-in-thai"),
        pytest.param("iloveyou 12345", "gate.password_common", id="love"),
        pytest.param("somchai.somchai", "gate.password_context", id="user-name-twice"),
        pytest.param("สมชาย-ใจดี-2569", "gate.password_context", id="own-name"),
        pytest.param("ร้อยเอ็ดร้อยเอ็ด", "gate.password_context", id="own-province"),
    ],
)
def test_a_password_that_others_would_try_is_refused(password: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        refuse_weak(password, CONTEXT)
    assert refused.value.key == key


@pytest.mark.parametrize("length", [LEAST, MOST])
def test_the_shortest_and_the_longest_are_taken(length: int) -> None:
    refuse_weak("กรรมการหมู่บ้านยื่นเรื่องขอซ่อมฝายกั้นน้ำที่ชำรุดจากพายุเมื่อต้นปี"[:length].ljust(length, "ๆ"), CONTEXT)


def test_letters_are_counted_as_people_type_them() -> None:
    decomposed = unicodedata.normalize("NFD", "é" * 6 + "nx4Kd")
    with pytest.raises(DomainError) as refused:
        refuse_weak(decomposed)
    assert (len(decomposed), refused.value.key) == (17, "gate.password_short")


def test_a_hash_belongs_to_its_password_alone() -> None:
    stored = hash_password(PHRASE)
    assert (is_password(PHRASE, stored), is_password(PHRASE + " ", stored)) == (True, False)


def test_every_letter_of_a_long_password_counts() -> None:
    """Bcrypt alone stops reading after 72 bytes: 24 Thai letters."""
    stored = hash_password(PHRASE * 5 + "ก")
    assert (is_password(PHRASE * 5 + "ก", stored), is_password(PHRASE * 5 + "ข", stored)) == (True, False)


def test_a_zero_byte_ends_nothing() -> None:
    stored = hash_password("abc\0def")
    assert (is_password("abc\0def", stored), is_password("abc\0xyz", stored)) == (True, False)


def test_two_ways_to_write_a_letter_are_one_password() -> None:
    stored = hash_password(unicodedata.normalize("NFD", "café au lait noir"))
    assert is_password(unicodedata.normalize("NFC", "café au lait noir"), stored) is True


def test_nobody_has_no_password() -> None:
    assert (is_password("", None), is_password(PHRASE, None), is_password("", NOBODYS_HASH)) == (False, False, False)


def test_checking_for_nobody_costs_what_checking_for_somebody_costs() -> None:
    """The same bcrypt cost stands in the hash of nobody."""
    assert NOBODYS_HASH[:7] == hash_password(PHRASE)[:7] == "$2b$12$"
