"""How the benchmarks measure and say it: whole processes in CPU seconds, one line of the table for each figure."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3


@dataclass(frozen=True)
class Cost:
    """What one run of a command took: CPU seconds and the largest memory of a process in MB."""

    cpu: float
    memory: float


def measured(command: list[str], folder: Path = ROOT, *, good: tuple[int, ...] = (0,), **environment: str) -> Cost:
    """Run a command quietly and return its cost. Raises CalledProcessError with its words when it fails.

    `good` are the exit statuses that are no failure.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        if (ended := os.waitstatus_to_exitcode(status)) not in good:
            said.seek(0)
            raise subprocess.CalledProcessError(ended, command, said.read().decode(errors="replace"))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """Return the median of the CPU seconds, and the most memory."""
    return Cost(statistics.median(one.cpu for one in costs), max(one.memory for one in costs))


def say(name: str, figure: str, budget: str) -> None:
    """Print one line of the table."""
    print(f"{name:<58} {figure:>22}   {budget}")


def build(data: Path, site: Path) -> Cost:
    """Build the site from a data folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return measured(command, PROGRAMME_DATA=str(data), PROGRAMME_TODAY="2026-11-21")
