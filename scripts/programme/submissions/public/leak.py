"""The guard before anything goes public: looks in public files for every personal value that was ever seen.

It also looks for anything shaped like an e-mail address, a telephone number, a postcode or a reference. It fails
closed: a file that cannot be read as text counts as a leak, and so does any error. It never tells the value.
Strict on purpose: two words of a short answer are enough, side by side or with one word between. What it cannot see is
a personal fact in other words, one word of an answer of several, or a name that stands in a long text in small letters.
With `closed` it sees every word that nobody has published.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from programme.submissions.names import words_in
from programme.submissions.public.letters import LETTER, plain, readings
from programme.submissions.public.needles import needles, needles_of_text
from programme.submissions.public.traces import MARKS, NAMED, NUMBER, found_in, numbers_in, shapes, words_of

Excuse = Callable[[str, str], bool]  # told what was found of an answer, and the answer: whether that tells nothing
_WHAT: Final[Mapping[str, str]] = {
    "personal-value": "a value from a personal question",
    "unknown-word": "a word that is not one of the public codes",
    "e-mail": "something like an e-mail address",
    "phone": "something like a telephone number",
    "postcode": "something like a postcode",
    "reference": "the reference of a submission",
    "not-text": "something that cannot be read as text",
    "error": "something that could not be checked",
}


@dataclass(frozen=True, order=True, slots=True)
class Leak:
    """Something in a public file that must not be there: where, and what kind of thing. Never the thing itself.

    `kind` is personal-value, unknown-word, e-mail, phone, postcode, reference, not-text or error. Line 0 is the
    file's name or the whole file.
    """

    file: str
    line: int
    kind: str

    @property
    def what(self) -> str:
        """What the line holds, to stand in a sentence."""
        return _WHAT[self.kind]


def no_excuse(_found: str, _answer: str) -> bool:
    """Excuse nothing."""
    return False


class Guard:
    """Finds every leak in public files, for answers that come a few at a time. Raises nothing: a fault is a leak too.

    `files` are texts by path. `allowed` is what was public before anybody applied: the office's contacts, names of
    fields, codes. `said` are words that may stand in a file although they are none of these; they excuse no answer.
    With `closed`, any other word of a file is a leak too, whoever wrote it.
    """

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        *,
        allowed: Iterable[str] = (),
        said: Iterable[str] = (),
        closed: bool = False,
        excuse: Excuse = no_excuse,
    ) -> None:
        self._files, self._failed = files, False
        self._found: set[Leak] = set()
        try:
            known = _Allowed(allowed, said)
            pages = [_Page(name, content) for name, content in files.items()]
            self._found = {leak for page in pages for leak in page.leaks(known, closed=closed)}
            self._places = _Places(pages, known, excuse)
        except Exception:  # noqa: BLE001 - whatever went wrong, nothing was cleared; its text could hold a value
            self._failed = True

    def look(self, personal: Iterable[str], texts: Iterable[str] = ()) -> None:
        """Look for some short answers, and for some texts, as they were typed: each is looked up in the small files,
        none searched for it.

        What of a text is looked for is told at `needles_of_text`.
        """
        try:
            short, long = list(personal), list(texts)
            if not self._failed and self._places.may_hold("\n".join(short + long)):
                self._found.update(leak for value in short for leak in self._places.of(value, needles))
                self._found.update(leak for text in long for leak in self._places.of(text, needles_of_text))
        except Exception:  # noqa: BLE001 - as above
            self._failed = True

    def give_up(self) -> None:
        """Say that not every answer could be looked for, so that nothing was cleared."""
        self._failed = True

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """Every leak that was found, by file and line."""
        if self._failed:
            return tuple(Leak(name, 0, "error") for name in sorted(map(str, self._files))) or (Leak("", 0, "error"),)
        return tuple(sorted(self._found))


class _Allowed:
    """What was public before: words side by side, single words, and contacts."""

    def __init__(self, texts: Iterable[str], said: Iterable[str]) -> None:
        given = list(texts)
        known = [plain(text) for text in given]
        self.traces = {trace for text in given for trace, _ in found_in(text)}
        self.words = {word for text in (*known, *map(plain, said)) for word in words_in(text)}
        self.contacts = {contact for text in known for _, _, contact in shapes(text)}


class _Page:
    """One public file: its levelled texts, its name first, with the line that each begins before."""

    def __init__(self, name: str, content: str | bytes) -> None:
        self.name = name
        text = _decoded(content)
        self.is_text = text is not None
        self._texts = readings(text or "")

    def _all(self) -> Iterator[tuple[str, int]]:
        """Yield every text, and 0 for the name, which has no line, otherwise 1."""
        yield self.name, 0
        yield from ((text, 1) for text in self._texts)

    def traces(self) -> Iterator[tuple[str, int]]:
        """Yield everything in the file that an answer can be found by, with its line."""
        yield from ((trace, line * counts) for text, counts in self._all() for trace, line in found_in(text))

    def leaks(self, known: _Allowed, *, closed: bool) -> Iterator[Leak]:
        """Yield what is seen in the file without knowing any answer."""
        if not self.is_text:
            yield Leak(self.name, 0, "not-text")
        for text, counts in ((plain(each), counts) for each, counts in self._all()):
            for kind, line, contact in shapes(text):
                if contact not in known.contacts:
                    yield Leak(self.name, line * counts, kind)
            for word, line in words_of(text) if closed else ():
                if word not in known.words and LETTER.search(word):
                    yield Leak(self.name, line * counts, "unknown-word")


def _decoded(content: str | bytes) -> str | None:
    """Return the text of a file, or None when it is none."""
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


class _Places:
    """Where in the files an answer would stand: everything in them that one can be found by, but what is allowed."""

    def __init__(self, pages: Iterable[_Page], known: _Allowed, excuse: Excuse) -> None:
        self._places: dict[str, list[Leak]] = {}
        self._excuse = excuse
        for page in pages:
            for trace, line in page.traces():
                if trace.lstrip(NAMED) not in known.traces:
                    self._places.setdefault(trace, []).append(Leak(page.name, line, "personal-value"))
        words = [trace.lstrip(MARKS) for trace in self._places if not trace.startswith(NUMBER)]
        self._starts = {word[:end] for word in words for end in range(1, len(word) + 1)}
        self._numbers = frozenset(one for one in self._places if one.startswith(NUMBER))

    def may_hold(self, text: str) -> bool:
        """Tell quickly whether an answer among the lines of a text may stand in the files: nearly none ever does.

        A needle of letters begins with a word of its answer, so one of these words would be how a trace begins.
        """
        text = plain(text)
        if not self._starts.isdisjoint(words_in(text)):
            return True
        return bool(self._numbers) and not self._numbers.isdisjoint(numbers_in(text))

    def of(self, value: str, sought: Callable[[str, Container[str]], Iterable[str]]) -> Iterator[Leak]:
        """Yield where an answer stands, or what of it is `sought`."""
        for needle in sought(value, self._starts) if self.may_hold(value) else ():
            if (found := self._places.get(needle)) and not self._excuse(needle, value):
                yield from found
