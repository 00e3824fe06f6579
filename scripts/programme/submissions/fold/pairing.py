"""What follows when two submissions look like the same applicant's: which one counts, and what a person must say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from programme.submissions.facts import Decision, Record
from programme.submissions.fold.cases import candidate
from programme.submissions.fold.matching import SAME, Pair, find_pairs
from programme.submissions.outcome import Match, State, Verdict
from programme.submissions.rules import pairs as rules
from programme.submissions.rules.case import Case
from programme.submissions.rules.decided import last_of


@dataclass(slots=True)
class Tried:
    """One submission on its way to its state: what the rules said of it alone, and what a person decided."""

    reference: str
    form: str
    source: str
    versions: tuple[Record, ...]
    case: Case
    verdicts: tuple[Verdict, ...]
    decisions: tuple[Decision, ...] = ()
    decided: Verdict | None = None
    tied: tuple[str, ...] = ()
    replaced: Verdict | None = None
    asked: list[Verdict] = field(default_factory=list)
    flags: list[Verdict] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)

    @property
    def sent(self) -> str:
        """The moment at which the version that counts was sent."""
        return self.case.record.submitted

    @property
    def is_out(self) -> bool:
        """Whether the applicant took it back, or a person refused it."""
        return self.decided is not None and self.decided.state in {State.WITHDRAWN, State.NOT_ELIGIBLE}

    @property
    def is_late(self) -> bool:
        """Whether a rule finds it late and nobody has decided about it."""
        return self.decided is None and any(one.state is State.LATE for one in self.verdicts)


def pair_up(tried: Sequence[Tried], decisions: Mapping[frozenset[str], Sequence[Decision]]) -> None:
    """Hold submissions against each other and note in each what follows; `tried` in the order in which they were sent.

    `decisions` are those about two of them: what a person says of two settles it.
    """
    by_reference = {one.reference: one for one in tried}
    place = {one.reference: at for at, one in enumerate(tried)}
    said = {both: _said(about) for both, about in decisions.items() if both <= place.keys() and len(both) > 1}
    found = [pair for pair in _pairs(tried) if frozenset((pair.first, pair.second)) not in said]
    for both, word in said.items():
        if word != "different":
            found.append((_decided if word else _in_doubt)(*sorted(both, key=place.__getitem__)))
    found.sort(key=lambda pair: (place[pair.first], place[pair.second]))
    couples = [(pair, by_reference[pair.first], by_reference[pair.second]) for pair in found]
    for pair, earlier, later in couples:
        if _replaces(pair, earlier, later):
            earlier.replaced = rules.replaced(later.reference, pair.reason)
    for pair, earlier, later in couples:
        _note(pair, earlier, later)


def _decided(earlier: str, later: str) -> Pair:
    return Pair(earlier, later, "decided", "A person decided that both are one.", 0, within=True)


def _in_doubt(earlier: str, later: str) -> Pair:
    reason = "People decided on one day that both are one and that they are two. Decide again on a later day."
    return Pair(earlier, later, "ask", reason, 0, within=True)


def _said(decisions: Sequence[Decision]) -> str:
    """Return `same` or `different`; nothing when the last decisions contradict each other."""
    words = {one.outcome for one in last_of(decisions)}
    return words.pop() if len(words) == 1 else ""


def _pairs(tried: Sequence[Tried]) -> Iterator[Pair]:
    """Yield what looks alike, the one that was sent first first: applications, and returns for the same period."""
    compared = (candidate(one.reference, one.case) for one in tried)
    yield from find_pairs([one for one in compared if one])
    yield from _returned_again(tried)


def _returned_again(tried: Sequence[Tried]) -> Iterator[Pair]:
    """Yield each return with the next one of its partner for its period; with the last one where addresses differ.

    One that was taken back, refused or replaced, or that alone came too late, must not part the one before it from
    the one after it: then two would count.
    """
    again: dict[tuple[str, str, str], list[Tried]] = defaultdict(list)
    for one in tried:
        if one.case.partner and one.case.call:
            again[one.form, one.case.partner, one.case.call].append(one)
    for found in again.values():
        counted = [one for one in found if not one.is_out]
        alike = ([one for one in counted if one.is_late is late] for late in (False, True))
        couples = [couple for of in (found, *alike) for couple in (*pairwise(of), *_with_the_last(of))]
        for one, other in {(one.reference, other.reference): (one, other) for one, other in couples}.values():
            kind, reason = _by_whom(one, other)
            yield Pair(one.reference, other.reference, kind, reason, SAME, within=True)


def _with_the_last(found: Sequence[Tried]) -> list[tuple[Tried, Tried]]:
    several = len({one.case.answer("email").token for one in found} - {""}) > 1
    return [(one, found[-1]) for one in found[:-1]] if several else []


def _by_whom(earlier: Tried, later: Tried) -> tuple[str, str]:
    """Return the kind and the reason of two returns of one partner for one period.

    A partner is one line of a list, and so easily the wrong one: a return from another address may be another's.
    """
    said = "The same partner returned it again for the same period"
    addresses = {one.case.answer("email").token for one in (earlier, later)} - {""}
    if len(addresses) <= 1:
        return "same", f"{said}."
    fault = "If one is another partner's, correct that answer in the form's tool and export again."
    return "ask", f"{said}, from another e-mail address. {fault}"


def _replaces(pair: Pair, earlier: Tried, later: Tried) -> bool:
    if pair.kind == "decided":
        return True
    return pair.kind == "same" and pair.within and not _is_settled(earlier, later) and _is_plain(earlier, later)


def _is_settled(earlier: Tried, later: Tried) -> bool:
    """Tell whether nothing follows: one was taken back or refused, or one came too late and the other in time."""
    return earlier.is_out or later.is_out or earlier.is_late is not later.is_late


def _is_plain(earlier: Tried, later: Tried) -> bool:
    """Tell whether the later one plainly replaces the earlier one: the same project, and nothing is decided yet."""
    projects = {one.case.answer("project").token for one in (earlier, later)} - {""}
    return len(projects) <= 1 and earlier.decided is None and earlier.sent < later.sent


def _note(pair: Pair, earlier: Tried, later: Tried) -> None:
    """Note in both what looks alike and what follows from it."""
    if pair.kind == "flag" and not pair.within:
        return
    asked = flag = None
    if not pair.within:
        flag = rules.other_round
    elif pair.kind == "flag":
        flag = rules.shared_contact
    elif not (earlier.replaced or later.replaced or _is_settled(earlier, later)):
        asked = rules.same_applicant if pair.kind == "same" else rules.unclear_identity
    kind = "flag" if flag else "same" if pair.kind == "decided" else pair.kind
    for one, other in ((earlier, later), (later, earlier)):
        one.matches.append(Match(other.reference, kind, pair.reason, pair.score))
        if asked:
            one.asked.append(asked(other.reference, pair.reason))
        if flag:
            one.flags.append(flag(other.reference, pair.reason))
