"""What is told of a file that cannot be read, or holds what no editor means to write: each fault with what to do.

Only the words. What is looked for is in `text`, faults of syntax are in `syntax`, and those of records in `wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from programme.problems import shortened


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its rule's code, its line and column from 1 (0: the whole file), what is wrong and what to do."""

    code: str
    line: int
    column: int
    message: str
    action: str
    found: str = ""


def unreadable_file(reason: str) -> Fault:
    """Tell that the system does not let the file be read."""
    action = "Check that it is there and that you are allowed to read it."
    return Fault("unreadable-file", 0, 0, f"The file cannot be read: {reason}.", action)


def not_a_file() -> Fault:
    """Tell that it is a link, a pipe or the like."""
    message = "This is a link to another file, or a special file, and not an ordinary file."
    return Fault("not-a-file", 0, 0, message, "Put the file itself here.")


def file_too_large(size: int, most: int) -> Fault:
    """Tell that a file has more bytes than it may."""
    action = "Split it, or remove what does not belong in it."
    return Fault("file-too-large", 0, 0, f"The file is larger than {most // 1024} KB.", action, f"{size // 1024:,} KB")


def not_utf_8(line: int, column: int) -> Fault:
    """Tell where the text stops being UTF-8."""
    action = "Save it again and choose the encoding UTF-8."
    return Fault("not-utf-8", line, column, "From here on the file is not UTF-8 text.", action)


def unseen_character(code: str, line: int, column: int, name: str) -> Fault:
    """Tell of a character that nobody can see."""
    action = "Delete it, and type an ordinary space if one is needed."
    return Fault(code, line, column, f"There is {name} here.", action)


def cut_by_hash(line: int, column: int) -> Fault:
    """Tell that the rest of a text is taken for a comment."""
    message = "The text ends before this #. The rest of the line is taken for a comment, and no page shows it."
    action = "Put the whole text in double quotes. If it is a comment, write a space after the #."
    return Fault("cut-by-hash", line, column, message, action)


def two_versions(lines: Sequence[int]) -> Fault:
    """Tell that two versions of a text stand in the file, between lines that git wrote on `lines`."""
    message = "Two versions of the same text stand here, because two people changed it."
    action = "Keep one of the two, and delete every line that begins with <<<<<<<, ======= or >>>>>>>."
    found = f"{len(lines)} such lines, the last of them on line {lines[-1]}" if len(lines) > 1 else ""
    return Fault("two-versions", lines[0], 1, message, action, found)


def second_document(line: int) -> Fault:
    """Tell where a second document begins."""
    message = "A line of three hyphens begins a second document here."
    action = "Remove that line: one file holds one record or one list."
    return Fault("second-document", line, 1, message, action)


def nested_too_deep(line: int, column: int) -> Fault:
    """Tell where lists or fields stand in too many others."""
    message = "Lists or fields are nested too deeply here."
    return Fault("nested-too-deep", line, column, message, "Check the brackets and the indentation.")


def too_long(line: int, column: int, *, what: str, most: int, of: str) -> Fault:
    """Tell which list has too many items, or which record too many fields."""
    message = f"This {what} has more than {most:,} {of}."
    return Fault("too-long", line, column, message, "Remove what does not belong here.")


def no_field_name(line: int, column: int) -> Fault:
    """Tell where a list or a group stands in the place of a field's name."""
    message = "A field's name is a list or a group here."
    return Fault("field-name", line, column, message, "Write the name of a field, a colon, and its value.")


def repeated_field(line: int, column: int, *, name: str, first: int) -> Fault:
    """Tell where a field stands again, and on which line it stood first."""
    message = f"The field “{shortened(name)}” stands here a second time."
    return Fault("repeated-field", line, column, message, "Keep one of the two.", f"The first is on line {first}.")


def yaml_machinery(line: int, column: int, *, mark: str, name: str) -> Fault:
    """Tell of an anchor, an alias or a tag: `mark` is the sign it begins with, `name` the whole of it."""
    message = f"“{shortened(name, 30)}” has a special meaning in YAML, which is not used here."
    action = f"Write the value out in full. If the text itself begins with {mark}, put it in double quotes."
    return Fault("yaml-machinery", line, column, message, action)
