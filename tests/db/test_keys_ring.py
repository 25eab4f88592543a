"""The ring: what is sealed opens only in its place; equal phones, IDs and words are found without reading them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from db.keys.normal import IndexedField, bare
from db.keys.ring import KeyRing, Purpose, sealed_with
from tests.support.refusals import refused

RING = KeyRing(current=2, masters={1: b"\x01" * 32, 2: b"\x02" * 32})
OLD_RING = KeyRing(current=1, masters=RING.masters)
PURPOSES: tuple[Purpose, ...] = ("chain", "note", "person", "index", "source", "backup", "pin", "token", "check")


@pytest.mark.parametrize(
    "plaintext",
    [pytest.param("ผู้ร้องตัวอย่าง 0001", id="thai"), pytest.param("", id="empty"), pytest.param("ก" * 50_000, id="long")],
)
def test_what_was_sealed_opens_in_its_place(plaintext: str) -> None:
    blob = RING.encrypt("person", plaintext, aad="person|name|7")
    assert RING.decrypt_text("person", blob, aad="person|name|7") == plaintext
    assert len(blob) == len(plaintext.encode()) + 31


def test_the_same_text_is_sealed_differently_each_time() -> None:
    blobs = {RING.encrypt("person", "ก", aad="person|name|7") for _ in range(50)}
    assert len(blobs) == 50


@pytest.mark.parametrize(
    ("purpose", "aad"),
    [
        pytest.param("person", "person|name|8", id="another-row"),
        pytest.param("person", "person|phone|7", id="another-column"),
        pytest.param("person", "note|name|7", id="another-table"),
        pytest.param("source", "person|name|7", id="another-purpose"),
    ],
)
def test_a_blob_moved_elsewhere_does_not_open(purpose: Purpose, aad: str) -> None:
    blob = RING.encrypt("person", "อนงค์", aad="person|name|7")
    with refused("error.unreadable"):
        RING.decrypt(purpose, blob, aad=aad)


@given(st.integers(0, 40), st.integers(0, 7))
def test_one_flipped_bit_is_noticed(position: int, bit: int) -> None:
    blob = bytearray(RING.encrypt("person", "0123456789", aad="person|name|7"))
    blob[position] ^= 1 << bit
    with pytest.raises(DomainError, match=r"error\.(unreadable|key_missing)"):
        RING.decrypt("person", bytes(blob), aad="person|name|7")


@pytest.mark.parametrize("length", [0, 1, 3, 15, 30, 31, 40])
def test_a_shortened_blob_is_noticed(length: int) -> None:
    blob = RING.encrypt("person", "0123456789", aad="person|name|7")
    with refused("error.unreadable"):
        RING.decrypt("person", blob[:length], aad="person|name|7")


def test_a_blob_names_its_key_and_an_older_key_still_opens_it() -> None:
    blob = OLD_RING.encrypt("note", b"x", aad="note|text|1")
    assert sealed_with(blob) == 1
    assert RING.decrypt("note", blob, aad="note|text|1") == b"x"


def test_without_its_key_a_blob_stays_closed_and_says_why() -> None:
    blob = RING.encrypt("note", b"x", aad="note|text|1")
    with refused("error.key_missing"):
        KeyRing(current=1, masters={1: b"\x01" * 32}).decrypt("note", blob, aad="note|text|1")


def test_the_purposes_have_keys_of_their_own_that_never_change() -> None:
    macs = {purpose: RING.mac(b"damrong", purpose=purpose).hex()[:16] for purpose in PURPOSES}
    assert len(set(macs.values())) == len(PURPOSES)
    assert macs["chain"] == "173d8c23bebfce82"
    assert macs["index"] == "e655d696e90d2325"


def test_an_old_mac_is_made_again_with_the_key_it_names() -> None:
    assert RING.mac(b"event", key_id=1) == OLD_RING.mac(b"event")
    assert RING.mac(b"event") != OLD_RING.mac(b"event")


def test_a_printed_ring_does_not_show_its_keys() -> None:
    assert repr(RING) == "KeyRing(current=2)"


@pytest.mark.parametrize(
    ("current", "masters"),
    [
        pytest.param(2, {1: b"\x01" * 32}, id="current-without-master"),
        pytest.param(1, {1: b"\x01" * 31}, id="short-master"),
        pytest.param(0, {0: b"\x01" * 32}, id="id-too-small"),
        pytest.param(65_536, {65_536: b"\x01" * 32}, id="id-too-large"),
    ],
)
def test_a_ring_that_cannot_work_is_refused(current: int, masters: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match=r"key"):
        KeyRing(current=current, masters=masters)


@pytest.mark.parametrize(
    ("value", "field", "kept"),
    [
        pytest.param("081-234-5678", "phone", "0812345678", id="hyphens"),
        pytest.param("+66 81 234 5678", "phone", "0812345678", id="country-code"),
        pytest.param("+66 (0)81 234 5678", "phone", "0812345678", id="country-code-and-zero"),
        pytest.param("0066812345678", "phone", "0812345678", id="international-prefix"),
        pytest.param("๐๘๑ ๒๓๔ ๕๖๗๘", "phone", "0812345678", id="thai-digits"),
        pytest.param("โทร. 043-511222 ต่อ 12", "phone", "043511222", id="extension"),
        pytest.param("043 511 222 #12", "phone", "043511222", id="hash-extension"),
        pytest.param("1567", "phone", "1567", id="hotline"),
        pytest.param("6612", "phone", "6612", id="short-number-that-begins-as-a-country"),
        pytest.param("1-1017-00230-70-8", "national_id", "1101700230708", id="id-with-hyphens"),
        pytest.param("๑๑๐๑๗๐๐๒๓๐๗๐๘", "national_id", "1101700230708", id="id-in-thai-digits"),
        pytest.param("aa 1234567", "national_id", "AA1234567", id="passport"),
    ],
)
def test_spellings_of_one_number_are_one(value: str, field: IndexedField, kept: str) -> None:
    assert bare(value, field) == kept
    assert RING.blind_index(value, field) == RING.blind_index(kept, field)


@pytest.mark.parametrize("value", ["", "  ", "-", "ไม่มี"])
def test_nothing_is_not_indexed(value: str) -> None:
    with pytest.raises(ValueError, match="nothing to index"):
        RING.blind_index(value, "phone")


def test_an_index_is_of_its_field_and_key() -> None:
    phone, national, old = (
        RING.blind_index("0812345678", "phone"),
        RING.blind_index("0812345678", "national_id"),
        OLD_RING.blind_index("0812345678", "phone"),
    )
    assert len({phone, national, old}) == 3
    assert RING.blind_indexes("0812345678", "phone") == (phone, old)
    assert len(phone) == 16


def test_a_word_is_found_however_it_was_typed_and_under_older_keys() -> None:
    assert RING.word_token("น้ำ") == RING.word_token("น\u0e4d\u0e49\u0e32") == RING.word_token(" น\u200bํ้า")
    assert RING.word_token("สมชาย") != RING.word_token("สมชัย")
    assert RING.word_tokens("สมชาย") == (RING.word_token("สมชาย"), OLD_RING.word_token("สมชาย"))
