"""Expect a refusal by the key of its text."""

from __future__ import annotations

import pytest

from core.errors import DomainError


def refused(key: str) -> pytest.RaisesExc[DomainError]:
    """Expect a DomainError with exactly this text."""
    return pytest.RaisesExc(DomainError, check=lambda error: error.key == key)
