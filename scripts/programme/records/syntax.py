"""Why a file is not YAML, in an editor's words: from what libyaml says to a place, a message and advice."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from programme.records.faults import Fault
from programme.records.scalars import spans

_LINE_UP = "Line this up with its neighbours: two spaces for each step, and a hyphen before each item of a list."
_QUOTE_ALL = "Put the whole value in double quotes."
# A value in quotation marks with more text after the closing mark, as in: title: 'St Matthew's Hall'
_AFTER_BRACKET = re.compile(r"""(?:^|[:-]\s+)(\[[^\]]*\]|\{[^}]*\})\s*[^\s,\]}#]""")
_AFTER_QUOTE = re.compile(r"""(?:^|[:-]\s+|,\s*|\[\s*)('[^']*'|"[^"]*")\s*[^\s,:\]}#]""")
# What no text holds by chance: a line that looks like a field or an item.
_FIELD = re.compile(r"\s*(?:- |[a-z_]+:(?:\s|$))")


def explain(error: yaml.YAMLError, lines: Sequence[str]) -> Fault:
    """Return what an editor is told about an error of libyaml."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    if start and ("quoted scalar" in said or "simple key" in said or "flow " in said):
        mark = start  # where it begins tells more than where libyaml gave up
    if mark and (told := _after_quoted_lines(mark.line + 1, lines)):
        return told
    line = min(mark.line + 1, max(len(lines), 1)) if mark else 1
    excerpt = lines[line - 1] if lines else ""
    column = min(mark.column + 1, len(excerpt) + 1) if mark else 1
    code = _code(said, excerpt, column)
    if code == "bad-indent":
        column = min(column, len(excerpt) - len(excerpt.lstrip()) + 1)
    return Fault(code, line, column, *_WORDS[code])


def _after_quoted_lines(number: int, lines: Sequence[str]) -> Fault | None:
    """Return what is wrong if a text in quotation marks began on an earlier line and ended on that of the error.

    With fields in it, its mark was never closed: it ends at the next one, which was to begin another text.
    """
    quoted = [one for one in spans(lines) if one.sign in ("'", '"')]
    if not quoted or quoted[-1].end_line != number or quoted[-1].line == number:
        return None
    last = quoted[-1]
    if not any(_FIELD.match(line) for line in lines[last.line : number]):
        return Fault("text-after-quote", number, last.end_column, *_WORDS["text-after-quote"])
    found = f"Its text runs on to the next such mark, on line {number}."
    return Fault("unclosed-quote", last.line, last.column, *_WORDS["unclosed-quote"], found)


def _code(said: str, excerpt: str, column: int) -> str:
    indentation = excerpt[: len(excerpt) - len(excerpt.lstrip())]
    if "\t" in indentation or ("cannot start any token" in said and "\t" in excerpt):
        return "tab"
    if "mapping values are not allowed" in said:
        return "colon-in-text" if re.search(r":\s", excerpt[: column - 1]) else "bad-indent"
    if _AFTER_QUOTE.search(excerpt) and "did not find expected" in said:
        return "text-after-quote"
    if _AFTER_BRACKET.search(excerpt) and "did not find expected" in said:
        return "text-after-bracket"
    return next((code for words, code in _SAID if words in said), "bad-indent")


_SAID = (
    ("parsing a quoted scalar", "backslash"),
    ("quoted scalar", "unclosed-quote"),
    ("could not find expected ':'", "no-colon"),
    ("block sequence entries are not allowed", "hyphen-in-line"),
    ("mapping keys are not allowed", "reserved-character"),
    ("comment or line break", "text-after-sign"),
    ("indentation indicator", "text-after-sign"),
    ("special characters", "control-character"),
    ("control characters", "control-character"),
    ("cannot start any token", "reserved-character"),
    ("scanning an alias", "reserved-character"),
    ("scanning an anchor", "reserved-character"),
    ("scanning a tag", "reserved-character"),
    ("directive", "reserved-character"),
    ("flow sequence", "bracket"),
    ("flow mapping", "bracket"),
    ("flow node", "bracket"),
)
_WORDS = {
    "tab": ("There is a tab in this line.", "Use spaces, two for each step of indentation."),
    "unclosed-quote": (
        "A quotation mark is opened here and never closed.",
        "Put the same mark at the end of the text. An apostrophe inside single quotes is written twice.",
    ),
    "text-after-quote": (
        "There is more text after a closing quotation mark.",
        "Put the whole value in double quotes. An apostrophe is safe inside them.",
    ),
    "text-after-bracket": (
        "A value that begins with a bracket is taken for a list, and here more text follows it.",
        _QUOTE_ALL,
    ),
    "text-after-sign": (
        "A value that begins with > or | stands in the lines below, and here text follows on the same line.",
        "Begin the text on the next line, indented by two spaces. If the sign belongs to the text, use double quotes.",
    ),
    "hyphen-in-line": (
        "A hyphen with a space after it begins an item of a list, which cannot stand in the middle of a line.",
        "Begin the list on the next line. If the hyphen belongs to the text, put the whole value in double quotes.",
    ),
    "backslash": (
        "A backslash inside double quotes has a special meaning, and this one is not known.",
        "Leave the backslash out, or write it twice.",
    ),
    "colon-in-text": (
        "There is a colon with a space after it inside this text.",
        "Put the whole text after the field's name in double quotes.",
    ),
    "no-colon": (
        "This line has no field name with a colon and a space after it.",
        "Write the field's name, a colon, a space and the value. If the line belongs to the text above, indent it.",
    ),
    "bracket": (
        "A bracket is opened here and not closed, or a comma is missing between its items.",
        "Close the bracket, and put a comma between the items.",
    ),
    "control-character": ("There is a control character in this file.", "Delete it and type the text again."),
    "reserved-character": ("A value cannot begin with this character.", _QUOTE_ALL),
    "bad-indent": ("The file cannot be read from here on. The indentation is likely to be wrong.", _LINE_UP),
}
