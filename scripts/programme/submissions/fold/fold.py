"""The fold: from the set of facts to one state per submission and one account per file, as on a day.

A pure function of the set: the order of the facts, and how often they are told, make no difference. It sees no
words of answers, so none can come out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from programme.catalogue.model import Records
from programme.submissions.collector import collector_resting
from programme.submissions.facts import Decision, Fact, File, Issued, Mark, Purged, Record, SubmissionId, encode
from programme.submissions.fold.accounts import accounts, held, quarantined
from programme.submissions.fold.arrivals import Arrivals, arrivals, gone
from programme.submissions.fold.awards import earlier_awards
from programme.submissions.fold.cases import Cases
from programme.submissions.fold.issued import references_of
from programme.submissions.fold.pairing import Tried, pair_up
from programme.submissions.fold.returns import dues
from programme.submissions.fold.versions import as_decided
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.reading.declarations import reading_digest, shape_of
from programme.submissions.references import References
from programme.submissions.rules import try_rules
from programme.submissions.rules.decided import PAIRED, decision, incomplete_ok, last_of, ready
from programme.submissions.rules.pairs import gone_from_source, previous_award, says_so_itself
from programme.submissions.rules.sums import decimal

_EVERYTHING: Final = "everything"


@dataclass(slots=True)
class _Facts:
    """The facts by what they are; of equal decisions and marks there is one."""

    files: list[File]
    records: list[Record]
    issued: list[Issued]
    decisions: set[Decision]
    marks: set[Mark]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> _Facts:
        kinds: dict[type, list[Any]] = {kind: [] for kind in (File, Record, Issued, Decision, Mark, Purged)}
        for fact in facts:
            kinds[type(fact)].append(fact)
        return cls(kinds[File], kinds[Record], kinds[Issued], set(kinds[Decision]), set(kinds[Mark]))


def fold(facts: Iterable[Fact], records: Records, references: References, *, day: date) -> Outcome:
    """Return everything that follows from the facts on a day, in an order that does not depend on theirs."""
    with collector_resting():
        return _outcome(_Facts.of(facts), records, references, day)


def _outcome(known: _Facts, records: Records, references: References, day: date) -> Outcome:
    names = references_of(known.records, known.issued, references)
    about, both = _by_reference(known.decisions)
    arrived = as_decided(arrivals(known.files, known.records, _present(records)), names, about)
    tried = _try_all(arrived, names, about, Cases(records))
    pair_up(tried, both)
    _flag(tried, arrived, records)
    marks = _marks(known.marks)
    submissions = {one.reference: _submission(one, marks.get(one.reference, ())) for one in tried}
    aside = {one.about for one in known.decisions if one.outcome == "set-aside"}
    return Outcome(
        submissions=dict(sorted(submissions.items())),
        accounts=accounts(arrived, aside),
        held=tuple(held(arrived, aside)),
        due=dues(records, submissions.values(), day=day),
        stray=_stray(known, submissions.keys() | quarantined(arrived)),
    )


def _present(records: Records) -> Callable[[str, str], bool]:
    """Return what tells whether a reading is one by a form's present declarations."""

    @cache
    def readings(name: str) -> frozenset[str]:
        form = records.forms.get(name)
        shapes = [shape_of(form, one.shape, records) for one in form.exports] if form else []
        return frozenset(reading_digest(form, shape, records) for shape in shapes if form and shape)

    return lambda form, reading: reading in readings(form)


def _by_reference(
    decisions: Iterable[Decision],
) -> tuple[dict[str, list[Decision]], dict[frozenset[str], list[Decision]]]:
    """Return the decisions by the reference they are about, the oldest first, and those about two by both."""
    about: dict[str, list[Decision]] = defaultdict(list)
    both: dict[frozenset[str], list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda one: (one.on, encode(one))):
        about[one.about].append(one)
        if one.outcome in PAIRED and one.other and one.other != one.about:
            about[one.other].append(one)
            both[frozenset((one.about, one.other))].append(one)
    return about, both


def _try_all(
    arrived: Arrivals, names: dict[SubmissionId, str], about: dict[str, list[Decision]], cases: Cases
) -> list[Tried]:
    """Try the rules on every submission alone; return them in the order in which they were sent."""
    found = []
    for one, it in arrived.submissions.items():
        case, decisions = cases.case(one[0], it), tuple(about.get(names[one], ()))
        decided = decision(decisions, is_for_a_course=case.view.is_for_a_course) if decisions else None
        found.append(Tried(names[one], *one, it.versions, case, try_rules(case), decisions, decided, it.tied))
    return sorted(found, key=lambda one: (one.sent, one.form, one.source))


def _flag(tried: list[Tried], arrived: Arrivals, records: Records) -> None:
    """Add the flags that come of other records and files."""
    awards = earlier_awards(records)
    lost = gone(arrived, [
        (form.id, one.shape) for form in records.forms.values() for one in form.exports if one.holds == _EVERYTHING
    ])  # fmt: skip
    for one in tried:
        if one.case.view.form.kind == "application":
            name = one.case.answer("organisation").name
            if award := awards(one.case.call).before(name) if name else None:
                one.flags.append(previous_award(*award))
            elif one.case.answer("applied-before").options == ("yes",):
                one.flags.append(says_so_itself())
        if file := lost.get((one.form, one.source)):
            one.flags.append(gone_from_source(file))


def _submission(one: Tried, marks: tuple[Mark, ...]) -> Submission:
    accepted = incomplete_ok(one.decisions) if one.decisions else None
    before = tuple(it for it in (one.decided, one.replaced) if it)
    tried = (*before, *one.verdicts, *one.asked, *((accepted,) if accepted else ()))
    standing = [it for it in tried if it.state and not (accepted and it.state is State.INCOMPLETE)]
    because = standing[0] if standing else ready(len(tried))
    return Submission(
        reference=one.reference,
        form=one.form,
        source=one.source,
        versions=one.versions,
        state=because.state or State.READY,
        because=because,
        tried=tried,
        flags=(*[it for it in one.verdicts if it.flag], *one.flags),
        matches=tuple(one.matches),
        decisions=one.decisions,
        marks=marks,
        call=one.case.call,
        partner=one.case.partner,
        tied=one.tied,
        asked=decimal(one.case.answer("amount").number),
        awarded=_awarded(one) if because.state is State.AWARDED else None,
    )


def _awarded(one: Tried) -> Decimal | None:
    return decimal(last_of([it for it in one.decisions if it.outcome == "award"])[0].amount)


def _marks(marks: Iterable[Mark]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for one in sorted(marks, key=lambda one: (one.marker, one.criterion, one.on, one.score, one.note)):
        found[one.reference].append(one)
    return {reference: tuple(of) for reference, of in found.items()}


def _stray(known: _Facts, there: Collection[str]) -> tuple[Decision | Mark, ...]:
    """Return the decisions and marks about what is not there."""
    decisions = (
        one
        for one in known.decisions
        if one.about not in there or (one.outcome in PAIRED and one.other and one.other not in there)
    )
    marks = (one for one in known.marks if one.reference not in there)
    return (*sorted(decisions, key=encode), *sorted(marks, key=encode))
