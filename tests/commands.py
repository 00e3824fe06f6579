"""The commands of `scripts/reconcile.py` as people run them: each in a process of its own, in a folder they name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_WAIT: Final = 240  # seconds


def call(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder. It never ends in a traceback."""
    process = _started(folder, words, environment)
    out, errors = process.communicate(timeout=_WAIT)
    assert "Traceback" not in out + errors
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


def call_twice_at_once(folder: Path, *words: str, **environment: str) -> None:
    """Run a command twice at the same time. Both end well."""
    both = [_started(folder, words, environment) for _ in range(2)]
    said = [one.communicate(timeout=_WAIT) for one in both]
    assert [one.returncode for one in both] == [0, 0], said


def _started(folder: Path, words: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "RECONCILE_KEY", "RECONCILE_STORE"}}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "scripts/reconcile.py"), *words],
        cwd=folder, env={**kept, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
