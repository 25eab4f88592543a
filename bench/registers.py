"""Registers to measure on: the demonstration's plan at any size, with the same 98 pending cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.servers import ROOT


@dataclass(frozen=True, slots=True)
class Register:
    """A built register: its settings, its director's password, and how long the building took."""

    cases: int
    env: Mapping[str, str]
    password: str
    seconds: float


BUILD = """
import json, sys, time
from core.usecases.demo import plan
plan.CASES = int(sys.argv[1])
from pages.terminal.office import demo
started = time.perf_counter()
demo(as_json=True)
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
"""The size of the plan is set from outside: only measurements need another one."""


def build(cases: int, folder: Path) -> Register:
    """Build a register of ``cases`` through the commands people use, once per folder."""
    env = {
        "DAMRONG_DATA_DIR": str(folder / "data"),
        "DAMRONG_SECRET_FILE": str(folder / "bench.key"),
        "DAMRONG_TODAY": "2020-07-31",
        "PYTHONPATH": str(ROOT),
    }
    note = folder / "built.json"
    if not note.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", BUILD, str(cases)]
        started = time.perf_counter()
        made = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True, text=True)
        password = json.loads(made.stdout.splitlines()[0])["password"]
        note.write_text(json.dumps({"password": password, "seconds": time.perf_counter() - started}))
    built = json.loads(note.read_text())
    return Register(cases, env, built["password"], built["seconds"])
