"""Words that are missing from the store, read anew from the exports that still hold them.

Where a part of the words was damaged, and there was no backup, people delete it. The ledger knows its records, so
no run would read their exports again. Only what is missing is taken from them, and nothing that was purged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from programme.submissions.deleted_words import delete_words
from programme.submissions.facts import File, Record, Words, encode
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import read_export
from programme.submissions.setting import Setting
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.segments import Packer
from programme.submissions.store.store import WORDS, Export, Store


class LostWords:
    """The records whose words ought to be in the store: whoever reads these says of each that it is there.

    What is left of `contents` then is lost, and may be in one of the exports that are known, each given with what was
    read of it. `purged_are_there` tells that words are in the store which a receipt names.
    """

    def __init__(
        self, store: Store, setting: Setting, ledger: Ledger, known: Sequence[tuple[Export, File]] = ()
    ) -> None:
        self.store, self.setting = store, setting
        self.known = known if ledger.whole else ()  # else a receipt may be missing, and what was purged would come back
        records = (one for one in ledger.facts if isinstance(one, Record))
        self.contents = {one.content for one in records} - ledger.purged() if self.known else set()
        self.purged_are_there, self._purged = False, ledger.purged()

    def saw(self, content: str) -> None:
        """Take note that the words of a record are in the store."""
        self.contents.discard(content)
        self.purged_are_there = self.purged_are_there or content in self._purged

    def regained(self) -> Iterator[str]:
        """Write the lost words that exports hold, and yield the names of the segments."""
        for export, file in self.known:
            wanted = self.contents.intersection(entry.content for entry in file.entries)
            packer = self._read(export, file, wanted) if wanted else None
            if packer is None:
                continue
            name = self.store.keep(WORDS, packer.done())
            yield from delete_words(self.store, load_ledger(self.store).purged(), [name]).names
            self.contents -= wanted

    def _read(self, export: Export, file: File, wanted: set[str]) -> Packer | None:
        """Return the words of some records of an export, unless it is another by now or holds none of them."""
        content, records = self.store.content(export), self.setting.records
        form = records.forms[export.form]
        shape = shape_of(form, export.shape, records)
        if content is None or shape is None or hashlib.sha256(content).hexdigest() != file.digest:
            return None
        packer, left = Packer(), set(wanted)

        def take(words: Words) -> None:
            if words.content in left:
                left.remove(words.content)
                packer.add(encode(words))

        read_export(
            content, export.name, form=form, shape=shape,
            records=records, references=self.setting.references, take=take, digest=file.digest,
        )  # fmt: skip
        return packer if left != wanted else None
