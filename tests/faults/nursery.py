"""A process that has loaded everything and bears servers: each starts in a second, and is killed as any other is.

Reads one command a line: a port bears a server on it (answers with its process id), ``kill`` ends the last one at once
(answers when it is dead). A server is forked off before anything was opened: engine, keys and sockets are its own.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys

import pages.ui
from pages.http.serve import serve

LOADED_LATE = ("altair", "pandas", "pyarrow", "streamlit.web.server.starlette", "uvicorn", "db.operations", "db.upkeep")


def load() -> None:
    """Import what a server imports, at its start and with its first pages; nothing is opened by that."""
    for name in LOADED_LATE:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(pages.ui.__path__, "pages.ui."):
        importlib.import_module(module.name)


def bear(port: int) -> int:
    """Start a server; returns its process id."""
    child = os.fork()
    if child:
        return child
    os.dup2(2, 1)  # what a server prints is no answer to a command
    serve("127.0.0.1", port, "app:app")
    os._exit(0)


def main() -> None:
    """Do as told until there is nobody to tell."""
    load()
    print("ready", flush=True)  # noqa: T201  # the answer
    child = 0
    for line in sys.stdin:
        if line.strip() != "kill":
            child = bear(int(line))
        elif child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = 0
        print(child, flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    main()
