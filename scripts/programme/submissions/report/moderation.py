"""The pack for the markers' meeting: scores, where they differ most, what each cut-off would fund, a page for each bid.

It recommends; people decide. One HTML file for each round of which something has been marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from programme.catalogue.model import Records, Round
from programme.clock import say_date
from programme.phrases import say_count
from programme.submissions.facts import Words
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.html import report_environment
from programme.submissions.report.line import Line, cut_offs_around, line_of
from programme.submissions.report.lines import decision_line
from programme.submissions.report.ranking import Able, Place, Ranking, ranking
from programme.submissions.report.scores import Score, markers_of, score
from programme.submissions.report.tasks import Choice, free_day
from programme.submissions.report.wording import FLAGS, NOT_ANNOUNCED, STATES, pounds

_FAR_APART: Final = 15  # percentage points between two markers that are worth talking about
_NOTHING: Final = Decimal(0)
_FUNDABLE: Final = (State.READY, State.AWARDED, State.PLACED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One bid's page. `short` says that the pot does not reach for all such bids, where that is so."""

    reference: str
    organisation: str
    project: str
    state: str
    fundable: bool
    asked: Decimal | None
    score: Score
    recommendation: str
    short: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """What a cut-off would fund of the bids that are marked in full. `left` says it against the pot.

    `so_far` are those that have the score with some of their marks: nobody knows yet where they will stand.
    """

    percent: int
    number: int
    so_far: int
    asked: Decimal
    left: str
    over: bool
    name: str  # of the line, where it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The pack of one round: `bids` those that differ most first, `waiting` those that nobody has marked."""

    title: str
    day: date
    pot: str
    expected: int
    bids: tuple[Bid, ...]
    ranked: tuple[Bid, ...]
    waiting: tuple[Bid, ...]
    cut_offs: tuple[CutOff, ...]
    line: Line | None
    short: str
    proposed: bool


def moderation_packs(outcome: Outcome, words: Mapping[str, Words], records: Records, *, day: date) -> dict[str, str]:
    """Return the packs of all rounds and cohorts that have marks, as HTML by the round's id or the cohort's words."""
    answers = Answers(words, records)
    marked = sorted({one.call for one in outcome.submissions.values() if one.marks and one.call})
    return {call: _page(_pack(outcome, answers, records, call=call, day=day)) for call in marked}


def _page(pack: Pack) -> str:
    return report_environment().get_template("moderation.html").render(pack=pack)


def _pack(outcome: Outcome, answers: Answers, records: Records, *, call: str, day: date) -> Pack:
    found = records.rounds.get(call)
    expected, line = markers_of(found), line_of(found, records)
    criteria = tuple(records.criterions.values())
    mine = [one for one in outcome.submissions.values() if one.call == call and (one.marks or one.state in _FUNDABLE)]
    titles = {criterion.id: criterion.title for criterion in criteria}
    scored = [(one, score(one, criteria, expected=expected)) for one in mine]
    ranked = _ranking(scored, found.pot if found else None, line)
    every = [_bid(one, its, ranked, answers, line=line, titles=titles, day=day) for one, its in scored]
    marked = [bid for bid in every if bid.score.markers]
    return Pack(
        title=found.title if found else call,
        day=day,
        pot=pounds(found.pot) if found and found.pot is not None else NOT_ANNOUNCED,
        expected=expected,
        bids=tuple(sorted(marked, key=_by_spread)),
        ranked=tuple(sorted(marked, key=_by_score)),
        waiting=tuple(bid for bid in every if not bid.score.markers),
        cut_offs=tuple(_cut_off(percent, marked, found, line) for percent in cut_offs_around(line)),
        line=line,
        short=ranked.short,
        proposed=any(criterion.basis == "proposed" for criterion in criteria),
    )


def _ranking(scored: Iterable[tuple[Submission, Score]], pot: Decimal | None, line: Line | None) -> Ranking:
    """Return how those at the line or above stand against the pot: the same as that cut-off counts."""
    if line is None:
        return Ranking("", {})
    able = [
        Able(one.reference, its.percent, one.asked or _NOTHING)
        for one, its in scored
        if one.state in _FUNDABLE and its.whole and its.percent is not None and its.percent >= line.percent
    ]
    return ranking(able, pot, line=line.percent)


def _by_spread(bid: Bid) -> tuple[Decimal, str]:
    return -(bid.score.spread if bid.score.spread is not None else Decimal(-1)), bid.reference


def _by_score(bid: Bid) -> tuple[Decimal, str]:
    return -(bid.score.percent if bid.score.percent is not None else Decimal(-1)), bid.reference


def _cut_off(percent: int, bids: Sequence[Bid], found: Round | None, line: Line | None) -> CutOff:
    high = [bid for bid in bids if bid.fundable and bid.score.percent is not None and bid.score.percent >= percent]
    above = [bid for bid in high if bid.score.whole]
    asked = sum((bid.asked or _NOTHING for bid in above), _NOTHING)
    pot = found.pot if found else None
    left = f"The pot is {NOT_ANNOUNCED}"
    if pot is not None:
        left = f"{pounds(abs(pot - asked))} {'left' if asked <= pot else 'too much'}"
    return CutOff(
        percent=percent,
        number=len(above),
        so_far=len(high) - len(above),
        asked=asked,
        left=left,
        over=pot is not None and asked > pot,
        name=line.name if line and line.percent == percent else "",
    )


def _bid(
    one: Submission,
    scored: Score,
    ranked: Ranking,
    answers: Answers,
    *,
    line: Line | None,
    titles: Mapping[str, str],
    day: date,
) -> Bid:
    why = f"Scored {scored.percent} percent." if scored.whole else "Not marked in full."
    on = free_day(one.decisions, day)
    since = f" (from {say_date(on)} on)" if on > day else ""
    return Bid(
        reference=one.reference,
        organisation=answers.group(one),
        project=answers.say(one, "project"),
        state=STATES[one.state],
        fundable=one.state in _FUNDABLE,
        asked=one.asked,
        score=scored,
        recommendation=_recommendation(one, scored, line, ranked.places.get(one.reference)),
        short=ranked.short if one.reference in ranked.places else "",
        reasons=tuple(_reasons(one, scored)),
        notes=tuple(
            f"{mark.marker} on {titles.get(mark.criterion, mark.criterion)}, {mark.score} marks, {mark.on}: {mark.note}"
            for mark in one.marks
            if mark.note
        ),
        choices=(
            _given(one, answers, since, why=why, on=on),
            Choice("Decline" + since, decision_line(one.reference, "decline", on=on, why=why)),
        ),
    )


def _given(one: Submission, answers: Answers, since: str, *, why: str, on: date) -> Choice:
    """Return the line that gives what is applied for: money, or a place on a course."""
    if answers.question(one.form, "cohort"):
        return Choice("Give a place" + since, decision_line(one.reference, "place", on=on, why=why))
    award = "Award" if one.asked is not None else "Award (write the pounds at the end)"
    return Choice(award + since, decision_line(one.reference, "award", on=on, why=why, amount=one.asked))


def _recommendation(one: Submission, scored: Score, line: Line | None, place: Place | None) -> str:
    if one.state not in _FUNDABLE:
        return f"Do not fund as it stands: {STATES[one.state].lower()}."
    if scored.percent is None or not scored.whole:
        return "Wait until every marker has marked it."
    if line is None:
        return f"Talk about it: it scored {scored.percent}%, and no line is set."
    if scored.percent < line.percent:
        return f"Do not fund: {scored.percent}% is below {line.percent}%."
    return _with_place(_above(one, scored, line, place), place if one.asked is not None else None)


def _above(one: Submission, scored: Score, line: Line, place: Place | None) -> str:
    """Return what to do with a bid that has the score."""
    if one.asked is None:
        return f"Find out how much it asks for: {scored.percent}% is {line.percent}% or more."
    if scored.nothing_for:
        return "Talk about it: it has the score, and one criterion got nothing."
    condition = "" if place is None or place.reached else " only if money is left"
    return f"Fund {pounds(one.asked)}{condition}: {scored.percent}% is {line.percent}% or more."


def _with_place(advice: str, place: Place | None) -> str:
    return f"{advice} {place.says}" if place else advice


def _reasons(one: Submission, scored: Score) -> list[str]:
    """Return what the meeting should know of a bid."""
    reasons = [f"Not marked: {missing}." for missing in scored.missing]
    if scored.spread is not None and scored.spread >= _FAR_APART:
        reasons.append(f"The markers are {scored.spread} percentage points apart.")
    widest = scored.widest
    if widest:
        reasons.append(f"They differ most on {widest.title}: by {_marks(widest.spread)} of {widest.marks}.")
    reasons += [f"Nobody gave a mark for {title}." for title in scored.nothing_for]
    reasons += [FLAGS[verdict.flag] + "." for verdict in one.flags if verdict.flag]
    return reasons


def _marks(number: Decimal) -> str:
    """Return `1 mark` or `4.5 marks`."""
    return say_count(int(number), "mark") if number == int(number) else f"{number.normalize():f} marks"
