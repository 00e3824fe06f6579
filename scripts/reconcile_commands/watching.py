"""A bar that shows progress while a person watches; in a file or a log it would only be in the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step; when a person watches, it moves a bar."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    with click.progressbar(length=steps, file=sys.stderr, item_show_func=lambda step: step or "") as bar:
        yield lambda step: bar.update(1, step)
