"""Which vocabularies and words must be there: those that the schemas name, and those that pages and commands use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from programme.problems import Place, Problem
from programme.records.rows import EVERY, Tables
from programme.records.schemas import Schema

# No schema names these; the guide to the reconciliation lists them, and results are told in their words.
_USED: Final = frozenset(
    ("decisions", "page-words", "record-dispositions", "result-reasons", "submission-flags", "submission-states")
)
# The words that templates and what fills them ask for by name; a test holds them against both.
PAGE_WORDS: Final = (
    "advice", "aim", "backfire", "backfire-why", "changing", "checked-on", "cost", "evidence", "evidence-says",
    "harmful", "harmful-unread", "harmful-why", "hide", "hide-device", "hide-exit", "instead", "instead-or-together",
    "leave", "leave-hint", "measures", "more-in-english", "not-checked", "other-languages", "overdue", "people",
    "permissions", "press-one", "press-two", "read-in-english", "setup-weeks", "steps", "tell", "together", "watch-for",
)  # fmt: skip


def missing_vocabularies(
    schemas: Mapping[str, Schema], codelists: Mapping[str, tuple[str, ...]], tables: Tables, shown: str
) -> Iterator[Problem]:
    """Yield what is wrong where a vocabulary, or a word that pages need, is not there."""
    named = {one.codelist for schema in schemas.values() for each in schema.family() for one in each.fields}
    unread = tables.unread.get("term", set())  # what could not be read is told already
    if EVERY in unread:
        return
    folder = f"{shown.rstrip('/')}/codelists"
    for name in sorted((named | _USED) - codelists.keys() - unread - {""}):
        yield Problem(
            code="no-vocabulary",
            place=Place(f"{folder}/{name}.yaml"),
            message="This vocabulary is missing, or it has no words. Records or pages use it.",
            action="Put the file back, with its words.",
        )
    if "page-words" in codelists:
        for word in sorted(set(PAGE_WORDS) - set(codelists["page-words"])):
            yield Problem(
                code="no-vocabulary",
                place=Place(f"{folder}/page-words.yaml"),
                message=f"The word “{word}” is missing. Pages use it.",
                action="Put its line back. To say it in another way, change its label.",
            )
