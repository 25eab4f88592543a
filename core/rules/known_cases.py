"""Finding a case of another register again among those that came from it before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import DomainError
from core.model.facts import Origin
from core.model.importing import Imported


@dataclass(frozen=True, slots=True)
class KnownCases:
    """The cases of one source that are here: by their key there, by number, and how many carry a number."""

    by_key: Mapping[str, Imported]
    by_no: Mapping[str, str]
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, found: Mapping[str, Imported]) -> KnownCases:
        """``found`` is keyed by number and identity, see ``case_key``."""
        return cls(found, {_number_of(key): key for key in found}, Counter(map(_number_of, found)))


def case_key(number: str, identity: str) -> str:
    """The key under which a case is stored: both, for a number may come to stand twice and an identity be corrected."""
    return f"{number}~{identity}"


def _number_of(key: str) -> str:
    return key.rpartition("~")[0]


def known_case(known: KnownCases, origin: Origin, *, is_unique: bool) -> Imported | None:
    """The case that a row tells of, if it is here.

    First by number and identity; then, where the number is unique in the file, by the number alone, for what makes the
    identity may have been corrected at the source.

    Raises:
        DomainError: several cases here carry the number and none of them is this one.
    """
    if origin.key in known.by_key:
        return known.by_key[origin.key]
    if not origin.no or not is_unique or origin.no not in known.by_no:
        return None
    if known.numbers[origin.no] > 1:
        raise DomainError("error.import_number_twice")
    return known.by_key[known.by_no[origin.no]]
