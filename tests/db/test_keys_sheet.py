"""The recovery sheet: a slip of the hand is told from a wrong sheet, and only the right sheet opens a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from db.keys import recovery
from tests.support.refusals import refused

CODE = "QM9GG-CZETK-793WW-CAKT3-RRQDV-RVJ6M-JYBNE-NV4VX"


def test_a_new_code_has_eight_groups_of_five_and_is_never_the_same() -> None:
    codes = [recovery.new_code() for _ in range(200)]
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(5,) * 8}
    assert set("".join(codes)) == {*recovery.ALPHABET, "-"}
    assert len(set(codes)) == 200
    assert [recovery.read_code(code) for code in codes] == codes


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(CODE.lower(), id="small-letters"),
        pytest.param(CODE.replace("-", ""), id="no-hyphens"),
        pytest.param(f"  {CODE.replace('-', '   ')}\n", id="spaces"),
        pytest.param(CODE.translate(str.maketrans("23456789", "๒๓๔๕๖๗๘๙")), id="thai-digits"),
    ],
)
def test_a_code_may_be_typed_freely(typed: str) -> None:
    assert recovery.read_code(typed) == CODE


@pytest.mark.parametrize("position", [p for p in range(len(CODE)) if CODE[p] != "-"])
def test_every_mistyped_sign_is_noticed_in_its_group(position: int) -> None:
    for sign in set(recovery.ALPHABET) - {CODE[position]} | {"0", "O", "1", "I", "ก"}:
        with pytest.raises(DomainError) as refusal:
            recovery.read_code(CODE[:position] + sign + CODE[position + 1 :])
        assert (refusal.value.key, refusal.value.facts) == (
            "error.recovery_code_mistyped",
            {"group": position // 6 + 1},
        )


@given(st.integers(0, 2**160), st.integers(0, 38))
def test_two_neighbours_exchanged_are_noticed(seed: int, left: int) -> None:
    signs = list(_code_of(seed).replace("-", ""))
    if signs[left] == signs[left + 1]:
        return
    signs[left], signs[left + 1] = signs[left + 1], signs[left]
    with refused("error.recovery_code_mistyped"):
        recovery.read_code("".join(signs))


@pytest.mark.parametrize("first", range(7))
def test_two_groups_exchanged_are_noticed(first: int) -> None:
    groups = CODE.split("-")
    groups[first], groups[first + 1] = groups[first + 1], groups[first]
    with pytest.raises(DomainError) as refusal:
        recovery.read_code("-".join(groups))
    assert refusal.value.facts == {"group": first + 1}


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        pytest.param("", 1, id="nothing"),
        pytest.param(CODE[:5], 2, id="one-group"),
        pytest.param(CODE[:-1], 8, id="last-sign-missing"),
        pytest.param(f"{CODE}A", 8, id="a-sign-too-many"),
    ],
)
def test_a_code_of_another_length_is_noticed(typed: str, group: int) -> None:
    with pytest.raises(DomainError) as refusal:
        recovery.read_code(typed)
    assert (refusal.value.key, refusal.value.facts) == ("error.recovery_code_mistyped", {"group": group})


def test_a_wrapped_master_opens_with_its_sheet_only() -> None:
    wrap = recovery.wrap_master(b"m" * 32, 3, CODE)
    assert recovery.unwrap_master(wrap, CODE.lower()) == b"m" * 32
    with refused("error.recovery_code_wrong"):
        recovery.unwrap_master(wrap, recovery.new_code())
    with refused("error.recovery_code_wrong"):
        recovery.unwrap_master(recovery.Wrap(4, wrap.salt, wrap.cost, wrap.wrapped), CODE)


@pytest.mark.parametrize("cost", ["", "1:2", "x:8:1", "32767:8:1", "16777216:8:1", "32768:8:1000", "-2:8:1"])
def test_a_forged_cost_is_refused_at_once(cost: str) -> None:
    wrap = recovery.wrap_master(b"m" * 32, 3, CODE)
    with refused("error.backup_damaged"):
        recovery.unwrap_master(recovery.Wrap(3, wrap.salt, cost, wrap.wrapped), CODE)


def _code_of(seed: int) -> str:
    groups = [[seed >> (20 * place + 5 * i) & 31 for i in range(4)] for place in range(8)]
    signs = [[*group, recovery._check_sign(group, place)] for place, group in enumerate(groups)]
    return "-".join("".join(recovery.ALPHABET[value] for value in group) for group in signs)
