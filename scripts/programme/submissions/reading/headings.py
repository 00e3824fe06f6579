"""Headings as they are compared: one kind of space and quotation mark, no capitals, none of the marks tools leave."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from programme.problems import shortened

_LONGEST_KEPT: Final = 500
_FIELD: Final = re.compile(r"\{\{[^{}]*\}\}")
_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BEFORE_MARK: Final = re.compile(r"\s+(?=[,.?!:;])")
_MARKS: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})


def tidied(heading: str) -> str:
    """Return a heading or an option's words as they are compared; never what people see."""
    return _kept(heading) if len(heading) <= _LONGEST_KEPT else _tidied(heading)


def _tidied(heading: str) -> str:
    if heading.isascii() and "{{" not in heading:
        return " ".join(heading.split()).casefold()
    plain = _HIDDEN.sub("", _FIELD.sub(" ", heading)).translate(_MARKS)
    return _BEFORE_MARK.sub("", " ".join(plain.split())).casefold()


_kept = lru_cache(maxsize=1 << 14)(_tidied)


def shown(heading: str) -> str:
    """Return a heading on one line and not too long, as it is named to people."""
    return shortened(heading, 200)
