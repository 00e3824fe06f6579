"""The guard before anything goes public: looks in public files for every personal value that was ever seen.

It also looks for anything shaped like an e-mail address, a telephone number, a postcode or a reference. It fails
closed: a file that cannot be read as text counts as a leak, and so does any error. It never tells the value.
Strict on purpose: two words of an answer side by side are enough, whatever stands between them. What it cannot
see is a personal fact in other words, or one word of an answer of several; with `closed` it sees those too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import Records
from programme.submissions.facts import Words
from programme.submissions.traces import LETTER, WORD, found_in, needles, plain, readings, shapes, words_of

# What a question means that is about a person when somebody applies alone.
_NAMES: Final = ("organisation", "postcode", "email", "phone")
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


def guard(
    files: Mapping[str, str | bytes], personal: Iterable[str], *, allowed: Iterable[str] = (), closed: bool = False
) -> tuple[Leak, ...]:
    """Return every leak in public files, by file and line; nothing when they may be published. Raises nothing.

    `files` are texts by path. `personal` are answers of personal questions, as they were typed. `allowed` is what was
    public before anybody applied: the office's contacts, names of fields, codes. With `closed`, a word of a file that
    is in none of these is a leak too, whoever wrote it.
    """
    try:
        known = _Allowed(allowed)
        pages = [_Page(name, content) for name, content in files.items()]
        found = {leak for page in pages for leak in page.leaks(known, closed=closed)}
        found |= _personal(pages, personal, known)
    except Exception:  # noqa: BLE001 - whatever went wrong, nothing was cleared; its text could hold a value
        return tuple(Leak(name, 0, "error") for name in sorted(map(str, files))) or (Leak("", 0, "error"),)
    return tuple(sorted(found))


def personal_values(words: Iterable[Words], records: Records) -> Iterator[str]:
    """Yield every value of the store that must not go public, as it was typed.

    These are the answers to personal questions, to questions that the form's record has no more, and what stood in
    columns that it does not know; names and contacts of organisations too, which may be one person's.
    """
    harmless = {
        form.id: {question.id for question in form.questions if not question.personal and question.means not in _NAMES}
        for form in records.forms.values()
    }
    for one in words:
        known = harmless.get(one.form, set())
        yield from (text for question, text in one.answers.items() if text and question not in known)
        yield from (text for text in one.other.values() if text)


def published_contacts(records: Records) -> frozenset[str]:
    """Return the texts in which the records themselves publish contacts: the office's and those of channels."""
    texts = {one.value for one in records.office_facts.values()}
    for one in records.channels.values():
        texts |= {text for text in (one.phone, one.address, one.use, one.without_speech) if text}
    return frozenset(texts)


class _Allowed:
    """What was public before: words side by side, single words, and contacts."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = [plain(text) for text in texts]
        self.traces = {trace for text in known for trace, _ in found_in(text)}
        self.words = {word for text in known for word in WORD.findall(text)}
        self.contacts = {contact for text in known for _, _, contact in shapes(text)}


class _Page:
    """One public file: its plain texts, its name first, with the line that each begins before."""

    def __init__(self, name: str, content: str | bytes) -> None:
        self.name = name
        text = _decoded(content)
        self.is_text = text is not None
        self._texts = readings(text or "")

    def _all(self) -> Iterator[tuple[str, int]]:
        """Yield every text, and 0 for the name, which has no line, otherwise 1."""
        yield plain(self.name), 0
        yield from ((text, 1) for text in self._texts)

    def traces(self) -> Iterator[tuple[str, int]]:
        """Yield everything in the file that an answer can be found by, with its line."""
        yield from ((trace, line * counts) for text, counts in self._all() for trace, line in found_in(text))

    def leaks(self, known: _Allowed, *, closed: bool) -> Iterator[Leak]:
        """Yield what is seen in the file without knowing any answer."""
        if not self.is_text:
            yield Leak(self.name, 0, "not-text")
        for text, counts in self._all():
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


def _personal(pages: Iterable[_Page], personal: Iterable[str], known: _Allowed) -> set[Leak]:
    """Return where an answer stands. Every answer is looked up in the small files, not each file searched for it."""
    places: dict[str, list[Leak]] = {}
    for page in pages:
        for trace, line in page.traces():
            if trace not in known.traces:
                places.setdefault(trace, []).append(Leak(page.name, line, "personal-value"))
    sought = (needle for value in set(personal) for needle in needles(value))
    return {leak for needle in sought for leak in places.get(needle, ())}
