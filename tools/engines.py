"""The two programs that tests need beside Python: a PostgreSQL server and a Chromium browser.

    python tools/engines.py install        # what is missing, by apt-get where that needs no password
    python tools/engines.py has chromium   # exit 0 when it is there

Missing and not installable is said loudly and is no error on a developer's machine; with CI=true it is one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.postgres import PostgresMissing, programs

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL_SECONDS = 900


def chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome; CHROMIUM in the environment names another one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgres() -> str | None:
    """Return the folder of the PostgreSQL server programs."""
    try:
        return str(programs())
    except PostgresMissing:
        return None


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that tests drive: how to find it, its Debian package, what is left out without it."""

    find: Callable[[], str | None]
    package: str
    left_out: str


ENGINES = {
    "postgres": Engine(postgres, "postgresql", "the tests on PostgreSQL (make test-pg)"),
    "chromium": Engine(chromium, "chromium", "the journeys in a browser (make e2e)"),
}


def _apt_get() -> list[str] | None:
    """Return the apt-get command that works without asking for a password; None when there is none."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "apt-get"]
    return None


def _install(packages: list[str]) -> None:
    """Install Debian packages as far as it goes; what is still missing is seen afterwards."""
    apt_get = _apt_get()
    if apt_get is None:
        return
    sys.stdout.write(f"Installing {' and '.join(packages)} with apt-get\n")
    sys.stdout.flush()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        subprocess.run([*apt_get, *command], env=environment, check=False, timeout=INSTALL_SECONDS)


def _missing() -> dict[str, Engine]:
    return {name: engine for name, engine in ENGINES.items() if engine.find() is None}


def install() -> int:
    """Install what is missing; return 1 when something still is and this is CI."""
    if missing := _missing():
        _install([engine.package for engine in missing.values()])
    missing = _missing()
    for name, engine in missing.items():
        sys.stderr.write(
            f"\n*** {name} is not installed: {engine.left_out} cannot run.\n"
            f"*** Debian, Ubuntu: sudo apt-get install {engine.package}\n\n"
        )
    return int(bool(missing) and os.environ.get("CI", "").lower() == "true")


def main() -> int:
    """Read the command line; see the top of this file."""
    parser = argparse.ArgumentParser(description="PostgreSQL and Chromium for the tests.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("install", help="install what is missing")
    actions.add_parser("has", help="exit 0 when it is installed").add_argument("engine", choices=sorted(ENGINES))
    chosen = parser.parse_args()
    return install() if chosen.action == "install" else int(ENGINES[chosen.engine].find() is None)


if __name__ == "__main__":
    sys.exit(main())
