"""What reads the rows below one block of headings, made once for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import add

from programme.submissions.reading.answers import Answers
from programme.submissions.reading.choices import Options
from programme.submissions.reading.declarations import WITH_OPTIONS, Declared
from programme.submissions.reading.layout import Layout, picker
from programme.submissions.reading.measures import Tokens


class RowReader:
    """Reads rows in one layout. `kept` are the columns that nobody reads; `blank` those of them without a heading."""

    def __init__(self, layout: Layout, declared: Declared, options: Mapping[str, Options], tokens: Tokens) -> None:
        self.layout, self.answers = layout, Answers(layout, declared, options, tokens)
        blank = [(at, f"(no heading, column {at + 1})") for at in layout.blank]
        self.blank = {heading for _, heading in blank}
        self.kept = [*layout.unknown, *blank]
        self.lists = [one for one in layout.columns if declared.questions[one].answer in WITH_OPTIONS]
        counted = [at for at in range(layout.width) if at not in layout.own or at == layout.time_at]
        # Headings are long and the same in every row: a short digest stands for each.
        parts = sorted((_short(layout.labels[at]), at) for at in counted)
        self._labels, self._counted = [label for label, _ in parts], picker([at for _, at in parts])

    def whole(self, form: str, source: str, cells: Sequence[str]) -> str:
        """Return the whole of a row as one text: the same for any order of columns, and with blank ones or without."""
        texts = self._counted(cells)
        return "\x1e".join((form, source, *compress(map(add, self._labels, texts), texts)))


def _short(label: str) -> str:
    return hashlib.blake2b(label.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
