"""Exports that are named on the command line: which form and shape each has, and what it holds."""

from __future__ import annotations

from pathlib import Path

import click

from programme.submissions.reading.csv_text import LARGEST_FILE
from programme.submissions.store.store import Export, visible

form_option = click.option("--form", metavar="ID", help="The form of the EXPORTs, when their folders do not say.")
shape_option = click.option("--shape", metavar="ID", help="The shape of the EXPORTs, when their folders do not say.")
_FOLDERS = 2  # …/form/shape/file


def exports_of(paths: tuple[Path, ...], form: str | None, shape: str | None) -> list[Export]:
    """Return the exports at some paths. Raises click's UsageError when one cannot be read or its form is not known."""
    return [_export(path, form, shape) for path in paths]


def content_of(path: Path) -> bytes:
    """Return a file's bytes. Raises click's UsageError when it cannot be read or no sheet is that large."""
    try:
        if not path.is_file():
            raise click.UsageError(f"There is no file {path}.")
        if path.stat().st_size > LARGEST_FILE:
            raise click.UsageError(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB: no export of a form is.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{path} cannot be read ({type(error).__name__}).") from None


def _export(path: Path, form: str | None, shape: str | None) -> Export:
    content = content_of(path)
    folders = path.resolve().parent.parts[-_FOLDERS:]
    if len(folders) < _FOLDERS and not (form and shape):
        raise click.UsageError(f"Which form and shape has {path}? Say it with --form and --shape.")
    return Export(form or folders[0], shape or folders[1], visible(path.name), str(path), content)
