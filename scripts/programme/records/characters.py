"""Characters that nobody can see: they come in by copying from elsewhere, and can hide what a text says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_DIRECTION = "an invisible direction mark"
_NAMES = {
    "\u00a0": "a no-break space",
    "\u00ad": "an invisible hyphen",
    "\u061c": _DIRECTION,
    "\u200b": "an invisible space",
    "\u200c": "an invisible joiner",
    "\u200d": "an invisible joiner",
    "\u200e": _DIRECTION,
    "\u200f": _DIRECTION,
    "\u2028": "an invisible line break",
    "\u2029": "an invisible line break",
    "\u202f": "a narrow no-break space",
    "\u2060": "an invisible joiner",
    "\u0085": "an invisible line break",
    "\ufeff": "an invisible mark",
    **{chr(code): _DIRECTION for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
_SPACES = "\u00a0\u202f\u2000-\u200a\u205f\u3000\u1680"
_INVISIBLE = re.compile(
    f"[{_SPACES}\u0085\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
# What YAML does not allow at all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")


def lines_of(source: str) -> list[str]:
    """Return the lines of a file as libyaml counts them, without their ends."""
    lines = source.split("\n") if source.isascii() and "\r" not in source else _LINE_BREAK.split(source)
    return lines if lines[-1] else lines[:-1]


def invisible(source: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield (code, line, column, the character's name) for the first of each invisible character of a line."""
    patterns = (_CONTROL,) if source.isascii() else (_CONTROL, _INVISIBLE)
    matches = [match for pattern in patterns for match in pattern.finditer(source)]
    if not matches:
        return
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source))]
    seen: set[tuple[int, str]] = set()
    for match in matches:
        line = bisect_right(starts, match.start())
        if (line, match[0]) not in seen:
            seen.add((line, match[0]))
            yield (
                _code(match[0]),
                line,
                match.start() - starts[line - 1] + 1,
                f"{_name(match[0])} (U+{ord(match[0]):04X})",
            )


def _code(character: str) -> str:
    if _CONTROL.match(character):
        return "control-character"
    return "no-break-space" if re.match(f"[{_SPACES}]", character) else "invisible-character"


def _name(character: str) -> str:
    if _CONTROL.match(character):
        return "a control character"
    return _NAMES.get(character, "an unusual space" if character.isspace() else "an invisible character")
