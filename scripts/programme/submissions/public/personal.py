"""Which answers may not go public, and which contacts the records publish themselves. Finding them is for `leak`."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final

from programme.catalogue.model import Form, Records
from programme.submissions.facts import Words

_NAME: Final = "organisation"
# What a question means that is about a person when somebody applies alone.
_ABOUT_ONE: Final = (_NAME, "postcode", "email", "phone")


def personal_values(words: Iterable[Words], records: Records) -> Iterator[str]:
    """Yield every value of the store that must not go public, as it was typed: see `personal_of`."""
    personal = personal_of(records)
    for one in words:
        yield from personal(one)


def personal_of(records: Records, *, organisations: Container[str] = ()) -> Callable[[Words], list[str]]:
    """Return what finds the values of one record that must not go public, as they were typed.

    These are the answers to personal questions, to questions that the form's record has no more, and what stood in
    columns that it does not know; names and contacts of organisations too, which may be one person's. The name of an
    organisation is none of them where the record, by its content, is known to be an organisation's.
    """
    harmless = {form.id: _harmless(form, _ABOUT_ONE) for form in records.forms.values()}
    with_name = {form.id: _harmless(form, _ABOUT_ONE[1:]) for form in records.forms.values()}

    def found(one: Words) -> list[str]:
        known = (with_name if one.content in organisations else harmless).get(one.form, ())
        values = [text for question, text in one.answers.items() if text and question not in known]
        return values + [text for text in one.other.values() if text]

    return found


def _harmless(form: Form, about_one: Container[str]) -> frozenset[str]:
    return frozenset(one.id for one in form.questions if not one.personal and one.means not in about_one)


def published_contacts(records: Records) -> frozenset[str]:
    """Return the texts in which the records themselves publish contacts: the office's and those of channels."""
    texts = {one.value for one in records.office_facts.values()}
    for one in records.channels.values():
        texts |= {text for text in (one.phone, one.address, one.use, one.without_speech) if text}
    return frozenset(texts)
