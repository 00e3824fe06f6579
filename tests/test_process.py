"""How a command ends that was interrupted, or that met what nobody had foreseen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from tests.commands import ROOT

_STARTED: Final = 2  # seconds until a command is at work
_FAULT: Final = """
import sys
sys.path.insert(0, "scripts")
from reconcile_commands.process import own_process
with own_process():
    raise KeyError("Anna Example")
"""


def failed(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that fails as none should."""
    return subprocess.run(
        [sys.executable, "-c", _FAULT], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_nobody_had_foreseen_is_one_line_that_holds_no_words_of_anybody() -> None:
    done = failed(PROGRAMME_DEBUG="")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: This should not have happened: KeyError in reconcile_commands/process.py, line ")
    assert "Anna" not in line


def test_a_developer_sees_all_of_it() -> None:
    done = failed(PROGRAMME_DEBUG="1")
    assert done.returncode == 2
    assert "KeyError: 'Anna Example'" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_an_interrupted_command_says_so_and_ends_as_shells_expect(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts/reconcile.py"), "simulate", "--rows", "500000"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        time.sleep(_STARTED)
        running.send_signal(signal.SIGINT)
        out, errors = running.communicate()
    assert (running.returncode, out) == (130, "")
    assert errors == "\nStopped. Nothing is half written. Run the same command again.\n"
