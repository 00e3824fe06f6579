"""Who had an award before: the names in the records of awards, held against the names of applicants."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from programme.catalogue.model import Award
from programme.submissions.fold.blocking import VERY_ALIKE, Candidate
from programme.submissions.fold.matching import likeness
from programme.submissions.names import normalise_name


class Awards:
    """The awards that were given, by the name of who had them. The same name is looked up once."""

    def __init__(self, awards: Iterable[Award]) -> None:
        self._awards = [Candidate(one.id, "", one.organisation) for one in awards]
        self._names = [one.sorted_name for one in self._awards]
        self._found: dict[str, tuple[str, int] | None] = {}

    def before(self, name: str) -> tuple[str, int] | None:
        """Return the award whose organisation's name is most like this one, and how alike (88 to 100), if any is."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> tuple[str, int] | None:
        plain = " ".join(sorted(normalise_name(name).split()))
        near = process.extract(plain, self._names, scorer=fuzz.ratio, score_cutoff=VERY_ALIKE, limit=None)
        if not near:
            return None
        one = Candidate("", "", name)
        alike = [(likeness(one, self._awards[at]), self._awards[at].reference) for _, _, at in near]
        score, award = max(alike, default=(0, ""), key=lambda it: (it[0], it[1]))
        return (award, score) if score >= VERY_ALIKE else None
