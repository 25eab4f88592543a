"""All tables. Importing this package fills ``SQLModel.metadata``; ``province_id`` (two official digits) leads every
key and index.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
