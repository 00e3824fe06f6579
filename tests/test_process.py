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

from programme.submissions.store.keys import MARK
from tests.commands import ROOT
from tests.unit.submissions.store_samples import KEY

_STARTED: Final = 60  # seconds within which a command is at work
_STOPPED: Final = "\nStopped. Nothing is half written. Run the same command again.\n"
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


def interrupted(*words: str, reads: Path, **environment: str) -> tuple[int, str, str]:
    """Run a command that reads a file which says nothing, press Ctrl-C, and return its status and what it said."""
    os.mkfifo(reads)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it, children too
    command = [sys.executable, str(ROOT / "scripts/reconcile.py"), *words]
    running = subprocess.Popen(
        command, cwd=reads.parent, env={**os.environ, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        file = opened_by(running, reads)
        running.send_signal(signal.SIGINT)
        os.close(file)  # a signal just before it reads would not end the reading
        out, errors = running.communicate(timeout=_STARTED)
    finally:
        running.kill()  # which does nothing to one that has ended
    return running.returncode, out, errors


def opened_by(running: subprocess.Popen[str], pipe: Path) -> int:
    """Open the end of a pipe at which one writes, which can be done once the process has opened the other one."""
    until = time.monotonic() + _STARTED
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal, and no pipes with names")
class TestCtrlC:
    def test_ends_a_command_in_one_line_and_as_shells_expect(self, tmp_path: Path) -> None:
        words = ("run", "--store", str(tmp_path))
        assert interrupted(*words, reads=tmp_path / MARK, RECONCILE_KEY=KEY) == (130, "", _STOPPED)

    def test_ends_it_the_same_way_while_it_is_still_loading(self, tmp_path: Path) -> None:
        (tmp_path / "click.py").write_text("open('slow').read()", "utf-8")
        assert interrupted("run", reads=tmp_path / "slow", PYTHONPATH=str(tmp_path)) == (130, "", _STOPPED)
