"""The rule of options: exports say what was chosen in words, so no two options of a question have the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from programme.catalogue.findings import Finding, Location, at, at_term
from programme.catalogue.model import Form, Records
from programme.catalogue.options import TABLES
from programme.problems import shortened

_ADVICE: Final = {
    "rounds": "Give the newer round a title of its own, such as with the year, and offer that in the form."
}
_OTHERWISE: Final = "Give one of them words of its own, and offer those in the form."


def options_have_words_of_their_own(records: Records, _: date) -> Iterator[Finding]:
    """No two options of a question have the same words, whatever their capitals and spaces: two rounds, areas or
    partners that a form offers have two names."""
    offered = {question.options_from for form in records.forms.values() for question in form.questions}
    for name in sorted(filter(None, offered)):
        yield from _in_table(records, name) if name in TABLES else _in_vocabulary(records, name)
    for form in records.forms.values():
        for number in range(1, len(form.questions) + 1):
            yield from _in_form(form, number)


def _in_table(records: Records, table: str) -> Iterator[Finding]:
    held, field = list(getattr(records, table).values()), TABLES[table]
    names = [getattr(one, field) for one in held]
    for later, first in _repeated(names):
        other = f"“{shortened(names[first])}”, the {field} of {held[first].id}"
        yield _same(at(held[later], field), other, _ADVICE.get(table, _OTHERWISE))


def _in_form(form: Form, number: int) -> Iterator[Finding]:
    options = form.questions[number - 1].options
    for later, first in _repeated(options):
        yield _same(at(form, "questions", number, "options", later + 1), f"“{shortened(options[first])}”", _OTHERWISE)


def _in_vocabulary(records: Records, name: str) -> Iterator[Finding]:
    terms = records.terms.get(name, ())
    for later, first in _repeated(one.label for one in terms):
        other = f"“{shortened(terms[first].label)}”, the label of {terms[first].id}"
        yield _same(at_term(name, terms[later], "label"), other, _OTHERWISE)


def _repeated(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the position, from 0, of each option whose words stand before it already, and where they do."""
    seen: dict[str, int] = {}
    for position, said in enumerate(words):
        first = seen.setdefault(" ".join(said.casefold().split()), position)
        if first != position:
            yield position, first


def _same(where: Location, found: str, action: str) -> Finding:
    return where.error(
        "same-words",
        "Two options have the same words, so an answer cannot say which of them is meant.",
        expected="words that no other option of the question has",
        found=found,
        action=action,
    )
