"""The set-up pages' two steps, done by ``db.operations``."""

from __future__ import annotations

from dataclasses import dataclass

from db import operations
from db.context import Settings


@dataclass(frozen=True, slots=True)
class OfficeSetup:
    """``SetupOperations`` on the installation of some settings."""

    settings: Settings

    def initialise(self, new: operations.NewInstallation) -> str:
        """Create the office; return its recovery code."""
        return operations.initialise(self.settings, new).recovery_code

    def confirm_recovery(self, last6: str) -> bool:
        """Note that the sheet was printed."""
        return operations.confirm_recovery(self.settings, last6)
