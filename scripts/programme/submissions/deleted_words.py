"""Words that receipts name, deleted where they lie. A purge does this, and a run with what it wrote beside a purge.

A purge writes its receipt before it looks for words, and a run looks for receipts after it wrote words. So whichever
comes last sees the other, and what was purged is gone in the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from programme.submissions.store.store import WORDS, Store


@dataclass(slots=True)
class DeletedWords:
    """The contents whose words were deleted, those that stay in the store, and the segments in which they stay.

    `damaged` tells that some segment could not be looked at.
    """

    deleted: set[str] = field(default_factory=set)
    stored: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    damaged: bool = False


def delete_words(store: Store, purged: frozenset[str], names: Iterable[str]) -> DeletedWords:
    """Write each of these segments that holds purged words anew without them, then delete it."""
    found = DeletedWords()
    for name in sorted(names):
        words, problems = store.words([name])
        if problems and name not in store.segments(WORDS):  # somebody else wrote it anew meanwhile
            continue
        found.damaged |= bool(problems)
        found.stored |= words.keys() - purged
        if problems or purged.isdisjoint(words):
            found.names.append(name)
            continue
        rest = words.lines_without(purged)
        found.names += [store.add_lines(WORDS, rest)] if rest else []
        store.storage.delete(name)
        found.deleted |= words.keys() & purged
    return found
