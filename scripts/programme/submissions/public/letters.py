"""How a text is written before the guard compares it: letters as anybody would read them, whatever script they are of.

Accents, strokes and signs that nobody sees are taken away, and a letter that only looks like one of ours becomes it.
This is for comparing alone: a name of another script may come out as letters that nobody would write.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final
from urllib.parse import unquote

LETTER: Final = re.compile(r"[^\W\d_]")
_UNSEEN: Final = frozenset({"Mn", "Cf"})
_WHOLE: Final = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"} | {
    "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
}  # fmt: skip
# What Unicode does not take apart. A small dotless i has no capital of its own, and the sharp s a rare one.
_STROKES: Final = str.maketrans(
    _WHOLE | {one.upper(): ours.capitalize() for one, ours in _WHOLE.items() if one not in "ıß"} | {"ẞ": "SS"}
)
# Small letters of Cyrillic and of Greek, above what their small or capital form looks like.
_LOOK_ALIKES: Final = str.maketrans(
    "авекмнорстухіјѕԁһԛԝӏ" + "αβεζηικμνορτυχ",
    "abekmhopctyxijsdhqwl" + "abezhikmnoptyx",
)  # fmt: skip


def level(text: str) -> str:
    """Return the text without accents, strokes and signs that nobody sees; lines stay lines, and capitals capitals."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).translate(_STROKES)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in _UNSEEN)


def plain(text: str) -> str:
    """Return the text levelled, in small letters, with look-alikes of other scripts as the letters they look like."""
    return text.lower() if text.isascii() else level(text).casefold().translate(_LOOK_ALIKES)


def readings(text: str) -> list[str]:
    """Return a text as it stands and as a browser would show it, each once, levelled."""
    return list(dict.fromkeys(level(each) for each in (text, html.unescape(text), unquote(text))))
