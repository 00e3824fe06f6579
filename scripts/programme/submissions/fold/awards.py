"""Who had an award before: the names in the records of awards, held against the names of applicants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import fuzz, process

from programme.catalogue.model import Award, Records, Round
from programme.submissions.fold.blocking import VERY_ALIKE, Candidate
from programme.submissions.fold.matching import likeness
from programme.submissions.names import normalise_name


def earlier_awards(records: Records) -> Callable[[str], Awards]:
    """Return what gives the awards that an applicant to a round may have had before: of no round here, or an earlier
    one. An award of the round itself follows from its own application.
    """

    @cache
    def before(call: str) -> Awards:
        this = records.rounds.get(call)
        rounds = {one.id for one in records.rounds.values() if one.id != call and not _is_later(one, this)}
        return Awards(one for one in records.awards.values() if one.round is None or one.round in rounds)

    return before


def _is_later(one: Round, this: Round | None) -> bool:
    return bool(this and this.closes and one.closes and one.closes.last >= this.closes.last)


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
        score, award = max((likeness(one, self._awards[at]), self._awards[at].reference) for _, _, at in near)
        return (award, score) if score >= VERY_ALIKE else None
