"""Chosen options: from what stands in cells to the ids of the form's options, and how many are none of them.

Options may hold the very sign that joins them, so at each place the longest option that fits is taken. Words that
two options have in common mean neither of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from programme.submissions.facts import Answer
from programme.submissions.names import as_id
from programme.submissions.reading.headings import tidied

_JOINERS: Final = {"semicolon": ";", "comma": ",", "newline": "\n", "space": " ", "pipe": "|"}
_NEITHER: Final = ""  # in place of an id: the words of two options
_MOST_KEPT: Final = 4096
_LONGEST_KEPT: Final = 1000  # signs
_NO: Final = frozenset({"no", "n", "0", "false", "n/a", "not selected", "unchecked", "-"})
_YES: Final = frozenset({"yes", "y", "1", "true", "x", "selected", "checked", "✓", "✔"})
YES_NO: Final = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys({"no", "n", "0", "false"}, "no")}


class Options:
    """The options of one question, found by their words or ids."""

    def __init__(self, words: Mapping[str, str], *, joined_by: str | None, are_ids: bool, none: str = "") -> None:
        by_words: dict[str, str] = {}
        for one, word in words.items():
            by_words[tidied(word)] = _NEITHER if tidied(word) in by_words else one
        by_id = {tidied(one): one for one in words}
        self._ids = {**by_words, **by_id} if are_ids else {**by_id, **by_words}
        self._spelt = {as_id(one): one for one in reversed(list(words))} if are_ids else {}
        self._none = tidied(none) if tidied(none) not in self._ids else ""
        self._order = {one: at for at, one in enumerate(words)}
        self._sign = _JOINERS.get(joined_by or "semicolon", ";")
        longest_first = sorted({*self._ids, *self._spelt}, key=lambda word: (-len(word), word))
        end = rf"(?=\s*{re.escape(self._sign)}|\s*\Z)" if self._sign.strip() else r"(?=\s|\Z)"
        self._pattern = re.compile("(?:" + "|".join(map(re.escape, longest_first)) + ")" + end) if words else None
        self._kept: dict[str, Answer] = {}

    def find(self, words: str) -> str | None:
        """Return the id of the option that has these words or this id; None when there is none, or more than one."""
        return self._ids.get(tidied(words)) or (self._spelt.get(as_id(words)) if self._spelt else None) or None

    def one(self, text: str) -> Answer:
        """Return the answer to a question of which one option is chosen."""
        return self._kept.get(text) or self._keep(text, (text.rstrip(self._sign) if self._sign == ";" else text,))

    def several(self, text: str) -> Answer:
        """Return the answer to a question whose chosen options stand in one cell."""
        kept = self._kept.get(text)
        if kept is not None:
            return kept
        pieces = [piece for piece in text.split(self._sign) if piece.strip()]
        plain = all(tidied(piece) == self._none or self.find(piece) for piece in pieces)
        return self._keep(text, pieces if plain else self._longest_first(text))

    def of(self, pieces: Iterable[str]) -> Answer:
        """Return the answer that consists of these chosen options, in the form's order."""
        found = [self.find(piece) for piece in pieces if not self._none or tidied(piece) != self._none]
        known = sorted({one for one in found if one is not None}, key=self._order.__getitem__)
        strange = sum(one is None for one in found)
        return Answer(given=bool(found), options=tuple(known), strange=strange)

    def _keep(self, text: str, pieces: Iterable[str]) -> Answer:
        answer = self.of(pieces)
        if len(self._kept) < _MOST_KEPT and len(text) <= _LONGEST_KEPT:
            self._kept[text] = answer
        return answer

    def _longest_first(self, text: str) -> list[str]:
        """Take options off the beginning of the text, the longest that fits; else what stands before the next sign."""
        rest = tidied(text) if self._sign != "\n" else "\n".join(map(tidied, text.splitlines()))
        at, found = 0, []
        while at < len(rest):
            if rest[at].isspace() or rest[at] == self._sign:
                at += 1
                continue
            match = self._pattern.match(rest, at) if self._pattern else None
            end = match.end() if match else rest.find(self._sign, at)
            end = len(rest) if end < 0 else end
            found.append(rest[at:end])
            at = end
        return found


def is_chosen(cell: str, words: str) -> bool | None:
    """Tell whether the cell of an option's own column says that it was chosen; None when it says neither."""
    said = tidied(cell)
    if said == tidied(words) or said in _YES:
        return True
    return False if said in _NO else None
