"""What went wrong in the rows of one file, counted by kind, so that a thousand like rows are one problem."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from programme.catalogue.options import kept_in
from programme.problems import Place, Problem, Severity
from programme.submissions.reading.declarations import Declared

_NAMED: Final = 5  # rows that are named before “and 12 more”
Said = tuple[str, str, str]  # what is wrong, what was expected, what to do


@dataclass(slots=True)
class Tally:
    """Rows by what is wrong with them, and how the first of them looks; strange options by their question."""

    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    look: dict[str, str] = field(default_factory=dict)
    strange: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, row: int, look: str = "") -> None:
        """Note one row. `look` says how it is written, never what it says."""
        self.rows[code].append(row)
        self.look.setdefault(code, look)

    def problems(self, name: str, declared: Declared, width: int) -> list[Problem]:
        """Return one problem for each kind of fault: a warning, since a person will look at these rows."""
        said = {**_of_rows(declared, width), **_of_declarations(declared)}
        found = [_problem(code, rows, self.look[code], name, said[code]) for code, rows in self.rows.items()]
        strange = self.strange.items()
        return found + [_problem("strange", rows, "", name, _of_options(declared, one)) for one, rows in strange]


def _of_rows(declared: Declared, width: int) -> dict[str, Said]:
    """Return what is said of rows that are wrong in themselves."""
    shape = declared.shape
    return {
        "width": (
            "have too many or too few cells, or quotation marks that do not end",
            f"{width} cells",
            "Export the file again. If they come again, look at them in the tool.",
        ),
        "no-id": (
            "have nothing that tells one submission from another",
            f"“{shape.id_column}”" if shape.id_column else "an answer to: " + ", ".join(declared.form.identity),
            "Look at them in the tool.",
        ),
        "spoilt-id": (
            f"have under “{shape.id_column}” what several submissions may have: digits are lost, or it is too long",
            "the id as the tool writes it",
            "Export again, and put the file in as it is: a spreadsheet that saves it can spoil long numbers.",
        ),
        "error-cell": (
            "hold an error of a spreadsheet in place of an answer",
            "the answers as they were given",
            "Export again, and put the file in as it is. If they come again, look at them in the tool.",
        ),
        "foreign": (
            "stand under headings that are not this form's",
            "one form in one file",
            "Export each form into a file of its own, in its own folder.",
        ),
    }


def _of_declarations(declared: Declared) -> dict[str, Said]:
    """Return what is said of rows that may be right, if the declaration is wrong."""
    shape = declared.shape
    export = f"under `exports`, `shape: {shape.id}` in {declared.record_path}"
    return {
        "time": (
            f"have no moment under “{shape.submitted_column}” that can be read as `{shape.submitted_format}`",
            shape.submitted_format,
            f"If the tool writes it in another way, add the right `submitted_format` {export}.",
        ),
        "order": (
            "cannot be trusted: the file's moments fit only with day and month the other way round",
            shape.submitted_format,
            f"Add the right `submitted_format` {export}.",
        ),
        "undated": (
            f"have “{', '.join(shape.no_moment)}” under “{shape.submitted_column}”: the tool kept no moment",
            "the moment at which each was sent",
            "Let the tool keep it: in LimeSurvey, switch on the date stamp in the survey's settings.",
        ),
        "fault": (
            f"have something under “{shape.fault_column}”: the tool says that it could not write these answers",
            "an empty cell",
            "Look at them in the tool. If it says that they are encrypted, export again with the passphrase.",
        ),
        "encoding": (
            f"hold letters that are not written as `{shape.encoding or 'utf-8'}`",
            shape.encoding or "utf-8",
            f"If the file is right, add {_other_encodings(shape.encoding)} {export}.",
        ),
    }


def _of_options(declared: Declared, question: str) -> Said:
    """Return what is said of rows in which a question has an answer that is none of its options, or two of them."""
    place = kept_in(declared.questions[question], declared.form.id)
    return (
        f"chose in `{question}` what is not one of its options",
        f"the words of one option in {place}",
        f"If the form offers it, add it in {place}, in the words of the form. Two options may not have the same.",
    )


def _other_encodings(encoding: str | None) -> str:
    return " or ".join(f"`encoding: {one}`" for one in ("utf-8", "cp1252") if one != (encoding or "utf-8"))


def _problem(code: str, rows: list[int], look: str, name: str, said: Said) -> Problem:
    message, expected, action = said
    return Problem(
        code=f"rows-{code}",
        place=Place(name, rows[0]),
        message=f"{listed(rows)} {_singular(message) if len(rows) == 1 else message}.",
        expected=expected,
        found=look,
        action=action,
        severity=Severity.WARNING,
    )


def listed(rows: list[int]) -> str:
    """Return `Row 4`, or `Rows 4, 7, 9` and how many more."""
    if len(rows) == 1:
        return f"Row {rows[0]}"
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return "Rows " + ", ".join(map(str, rows[:_NAMED])) + more


def _singular(message: str) -> str:
    verb, _, rest = message.partition(" ")
    return {"have": "has", "hold": "holds", "stand": "stands", "chose": "chose"}.get(verb, verb) + " " + rest
