"""The process of a command: how it begins, and how it ends."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def own_process() -> Iterator[None]:
    """Run a command that has the process to itself, and end it with the command's exit status.

    A hundred thousand records are many small objects, none in circles: to look for circles costs a third of the
    time, and to free them one by one at the end, as Python does, takes seconds.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may not know every character
    gc.disable()
    try:
        yield
    except SystemExit as end:
        with suppress(OSError):  # nobody reads on
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 0)
