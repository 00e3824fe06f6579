"""The process of a command: how it begins, and how it ends."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_INTERRUPTED: Final = 130  # as shells say it
_FAILED: Final = 2
_DEBUG_VARIABLE: Final = "PROGRAMME_DEBUG"
_SCRIPTS: Final = Path(__file__).resolve().parent.parent


@contextmanager
def own_process() -> Iterator[None]:
    """Run a command that has the process to itself, and end it with the command's exit status.

    A hundred thousand records are many small objects, none in circles: to look for circles costs a third of the
    time, and to free them one by one at the end, as Python does, takes seconds.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may not know every character
    end_when_interrupted()
    gc.disable()
    try:
        yield
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            _say("\nStopped. Nothing is half written. Run the same command again.")
        _end(end.code if isinstance(end.code, int) else 0)
    except Exception as error:  # noqa: BLE001 - whatever it is, status 1 would say that all was done
        _say(_unforeseen(error))
        _end(_FAILED)


def end_when_interrupted() -> None:
    """Let Ctrl-C end the process with its own exit status, where it does anything: click would end it with 1."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: sys.exit(_INTERRUPTED))


def _end(status: int) -> None:
    with suppress(OSError):  # nobody reads on
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _say(line: str) -> None:
    with suppress(OSError):
        print(line, file=sys.stderr)  # noqa: T201 - click may be what failed


def _unforeseen(error: Exception) -> str:
    """Return what is said of a fault in these scripts. An error's own text may hold what an applicant wrote."""
    import traceback  # noqa: PLC0415 - nearly never needed

    if os.environ.get(_DEBUG_VARIABLE):
        return "".join(traceback.format_exception(error))
    frames = [(Path(one.filename), one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    file, line = [one for one in frames if one[0].is_relative_to(_SCRIPTS)][-1]
    place = f"{file.relative_to(_SCRIPTS)}, line {line}"
    return (
        f"Error: This should not have happened: {type(error).__name__} in {place}. Send this line to the maintainers."
        f" With {_DEBUG_VARIABLE}=1 the same command shows more, which may hold what applicants wrote."
    )
