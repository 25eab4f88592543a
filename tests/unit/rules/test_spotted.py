"""IDs and telephone numbers in free text."""

from __future__ import annotations

import pytest

from core.rules.spotted import Spotted, is_national_id, spotted

ID, PHONE = Spotted.NATIONAL_ID, Spotted.PHONE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", (), id="empty"),
        pytest.param("ถนนชำรุด 3 จุด ปี 2569", (), id="numbers-of-other-things"),
        pytest.param("บัตร 1101700230708", (ID,), id="id"),
        pytest.param("บัตร 1-1017-00230-70-8 ค่ะ", (ID,), id="id-with-hyphens"),
        pytest.param("๑๑๐๑๗๐๐๒๓๐๗๐๘", (ID,), id="id-in-thai-digits"),
        pytest.param("1101700230709", (), id="last-digit-proves-nothing"),
        pytest.param("21101700230708", (), id="fourteen-digits"),
        pytest.param("โทร 0812345678", (PHONE,), id="mobile"),
        pytest.param("โทร ๐๘๑-๒๓๔-๕๖๗๘", (PHONE,), id="mobile-in-thai-digits"),
        pytest.param("043 511 222", (PHONE,), id="landline"),
        pytest.param("+66 81 234 5678", (PHONE,), id="from-abroad"),
        pytest.param("08123456789", (), id="a-digit-too-many"),
        pytest.param("ที่ รอ 0017/0812345678", (), id="number-of-a-letter"),
        pytest.param("1567 1111", (), id="hotlines"),
        pytest.param("1101700230708 โทร 0812345678", (ID, PHONE), id="both"),
    ],
)
def test_what_is_found(text: str, found: tuple[Spotted, ...]) -> None:
    assert spotted(text) == found


@pytest.mark.parametrize(
    ("digits", "holds"), [("1101700230708", True), ("1101700230700", False), ("110170023070", False)]
)
def test_the_last_digit_of_an_id_proves_the_others(digits: str, holds: bool) -> None:  # noqa: FBT001
    assert is_national_id(digits) is holds
