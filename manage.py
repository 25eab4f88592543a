"""The same program from a terminal. Every command takes --json: one JSON object on stdout and nothing else there.

Exit 0 done, 1 refused (the reason on stderr, nothing changed), 2 wrong usage. Days are YYYY-MM-DD (CE).
"""

from __future__ import annotations

from pages.terminal.program import app

if __name__ == "__main__":
    app()
