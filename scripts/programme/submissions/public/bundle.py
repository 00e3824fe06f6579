"""What goes public of a round: numbers, amounts and codes, and the office's own words, but no applicant's.

A round is told of once it has closed: first only how many applications came in, and the rest when none waits for a
decision, so that no two publications can be compared to find out about one applicant. Then awards are told by name
too, where a decision has the words in which the office announces them. How it is written is the business of `files`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Final

from programme.catalogue.bases import DECIDED
from programme.catalogue.model import Records, Result, Round
from programme.status import State as RoundState
from programme.status import state_on
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.public.announced import PublicAward, Silence, public_awards, silence
from programme.submissions.public.round_result import PublicResult, result_of

RESULTS: Final = "data/results/{}.yaml"  # with the id of the round
AWARDS: Final = "data/awards/{}.yaml"
_WAITING: Final = (State.READY, State.NEEDS_A_PERSON)
_Applications = Mapping[str, list[Submission]]  # by round


@dataclass(frozen=True, slots=True)
class PublicBundle:
    """What may leave the store, sorted: results by round, awards by round and id.

    `gone` are the paths of files that are public and hold no longer. The rest is for staff: what holds back the rest of
    a closed round, as a number of applications and of records that could not be read; the reference of an award by its
    id; and by reference why an award is not told by name.
    """

    results: tuple[PublicResult, ...]
    waiting: Mapping[str, int]
    awards: tuple[PublicAward, ...] = ()
    gone: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    silent: Mapping[str, Silence] = field(default_factory=dict)


def public_bundle(outcome: Outcome, records: Records, *, day: date) -> PublicBundle:
    """Return what is public on a day of every closed round to which an application came."""
    applications = _applications(outcome, records)
    unread = _unread(outcome)
    waiting: dict[str, int] = {}
    results, decided = [], []
    for one in (records.rounds[key] for key in sorted(applications.keys() & records.rounds.keys())):
        if state_on(one, day, soon_days=0) is not RoundState.CLOSED:
            continue
        received = applications[one.id]
        forms = {application.form for application in received}
        left = sum(it.state in _WAITING for it in received) + sum(unread[form] for form in forms)
        if left:
            waiting[one.id] = left
            made = PublicResult(round=one.id, as_of=day, decided=False, received=len(received))
        else:
            made = result_of(one, received, records, day=day)
            decided.append(one)
        results.append(_first_true(made, records.results.get(one.id)))
    awards = _awards(decided, applications, records)
    told = {RESULTS.format(one.round) for one in results} | {AWARDS.format(one.round) for one in awards}
    return PublicBundle(
        results=tuple(results),
        waiting=waiting,
        awards=tuple(awards),
        gone=tuple(sorted(_public_of(applications, records) - told)),
        references={award.id: reference for award, reference in awards.items()},
        silent=dict(_silent(applications, records)),
    )


def _applications(outcome: Outcome, records: Records) -> _Applications:
    """Return the applications by round, without those whose place another has taken."""
    found: dict[str, list[Submission]] = {}
    for one in outcome.submissions.values():
        form = records.forms.get(one.form)
        if form and form.kind == "application" and one.state is not State.REPLACED:
            found.setdefault(one.call, []).append(one)
    return found


def _unread(outcome: Outcome) -> Counter[str]:
    """Return how many records of each form wait for a person because they could not be read."""
    form_of = {account.digest: account.form for account in outcome.accounts}
    return Counter(form_of.get(one.digest, "") for one in outcome.held)


def _awards(decided: Iterable[Round], applications: _Applications, records: Records) -> dict[PublicAward, str]:
    """Return the awards of decided rounds by name, each with its reference. No two awards anywhere have one id."""
    rounds = {one.id: one for one in decided}
    taken = {it.id for it in records.awards.values() if it.basis != DECIDED or it.round not in rounds}
    found: dict[PublicAward, str] = {}
    for key, one in rounds.items():
        made = public_awards(one, applications[key], records, taken=taken)
        found |= made
        taken |= {award.id for award in made}
    return found


def _public_of(rounds: Collection[str], records: Records) -> set[str]:
    """Return the files that a reconciliation once wrote of these rounds and that are public."""
    results = {RESULTS.format(one.id) for one in records.results.values() if one.round in rounds}
    decided = (one.round for one in records.awards.values() if one.basis == DECIDED and one.round in rounds)
    return results | {AWARDS.format(one) for one in decided}


def _silent(applications: _Applications, records: Records) -> Iterator[tuple[str, Silence]]:
    awarded = (it for received in applications.values() for it in received if it.state is State.AWARDED)
    for one in awarded:
        if why := silence(one, records):
            yield one.reference, why


def _first_true(made: PublicResult, before: Result | None) -> PublicResult:
    """Return the result with the day on which it was published first, so that a second run changes nothing."""
    if before is None:
        return made
    same = replace(made, as_of=before.as_of)
    return same if same == _of_record(before) else made


def _of_record(one: Result) -> PublicResult:
    values = {each.name: getattr(one, each.name) for each in fields(PublicResult)}
    values["from_people"] = one.from_people or ""
    values["outcomes"] = tuple((it.outcome, it.count) for it in one.outcomes)
    values["reasons"] = tuple((it.outcome, it.reason) for it in one.reasons)
    return PublicResult(**values)
