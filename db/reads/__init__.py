"""One question of a screen, one method; the answers are frozen dataclasses of ``core.figures``."""

from db.reads.live import BoardFilter
from db.reads.reads import Reads
from db.reads.scope import Scope

__all__ = ["BoardFilter", "Reads", "Scope"]
