"""What lies in the inbox and is no export that could be read: which files these are, and what is said of them."""

from __future__ import annotations

from typing import Final

from programme.problems import Place, Problem, Severity
from programme.submissions.reading.csv_text import LARGEST_FILE

LEFTOVER: Final = "inbox-leftover"
_NO_FILE: Final = "inbox-link"
NEVER_READ: Final = (LEFTOVER, _NO_FILE)  # of which no run will ever know whose answers they hold
_STEPS: Final = 4  # inbox, form, shape, file
_WITHOUT_ANSWERS: Final = ("thumbs.db", "desktop.ini", ".ds_store")  # how systems remember what a folder looks like
_HIDDEN: Final = (".", "~$")  # how the names begin that editors and spreadsheets give to files of their own


def is_no_matter(path: str, size: int) -> bool:
    """Tell whether a file holds nothing that anybody has to know of."""
    name = path.rpartition("/")[2]
    return name.lower() in _WITHOUT_ANSWERS or (name.startswith(_HIDDEN) and not size)


def unfit(path: str, size: int) -> Problem | None:
    """Return why a file is not read, if it is not."""
    steps = path.split("/")
    if steps[-1].startswith(_HIDDEN):
        return _left_over(path)
    if len(steps) != _STEPS:
        return _misplaced(path)
    return _too_large(path, size) if size > LARGEST_FILE else None


def no_file(path: str) -> Problem:
    """Return the problem of what is neither a file nor a folder."""
    return Problem(
        code=_NO_FILE,
        place=Place(path),
        message="This was not read: it is a link or the like, and not a file. Nothing behind it was looked at.",
        expected="the export itself, as a file",
        action="Copy the export here, and delete this.",
    )


def _left_over(path: str) -> Problem:
    return Problem(
        code=LEFTOVER,
        place=Place(path),
        message="This file was not read: an editor or a spreadsheet left it. It may hold all answers of an export.",
        action="Close whatever has it open, and delete it: no purge can know whose answers are in it.",
        severity=Severity.WARNING,
    )


def _misplaced(path: str) -> Problem:
    return Problem(
        code="inbox-folder",
        place=Place(path),
        message="This file was not read: it is not in a folder that says which form and shape it has.",
        expected="inbox/form/shape/file, such as inbox/community-action-fund-application/microsoft-forms/export.xlsx",
        action="Move it there.",
    )


def _too_large(path: str, size: int) -> Problem:
    return Problem(
        code="file-too-large",
        place=Place(path),
        message="This file was not read: no export is that large.",
        expected=f"at most {LARGEST_FILE // 1_000_000} MB",
        found=f"{size // 1_000_000:,} MB",
        action="Export it again, or split it.",
    )
