"""What goes public of a round: numbers, amounts and codes, and the office's own words, but no applicant's.

A round is told of once it has closed: first only how many applications came in, and the rest when none waits for a
decision. What was published once follows the rule of `versions`, so that no two publications can be compared to find
out about one applicant. The awards that a decided result counts are told by name too, where a decision has the words
in which the office announces them. How it is written is the business of `files`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from programme.submissions.public.steps import awarded_in, parts_of
from programme.submissions.public.versions import Version, following, same_figures

RESULTS: Final = "data/results/{}.yaml"  # with the id of the round
AWARDS: Final = "data/awards/{}.yaml"
_WAITING: Final = (State.READY, State.NEEDS_A_PERSON)
_Applications = Mapping[str, list[Submission]]  # by round


@dataclass(frozen=True, slots=True)
class PublicBundle:
    """What may leave the store, sorted: results by round, awards by round and id.

    `gone` are the paths of files that are public and hold no longer. The rest is for staff: what holds back the rest of
    a closed round, as a number of applications and of records that could not be read; the reference of an award by its
    id; by reference why an award is not told by name; what each decided result was made of; and the rounds of which
    something was published and what changed since is held back.
    """

    results: tuple[PublicResult, ...]
    waiting: Mapping[str, int]
    awards: tuple[PublicAward, ...] = ()
    gone: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    silent: Mapping[str, Silence] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    held_back: tuple[str, ...] = ()


def public_bundle(outcome: Outcome, records: Records, *, day: date, told: Iterable[Version] = ()) -> PublicBundle:
    """Return what is public on a day of every closed round to which an application came.

    `told` are the versions of decided results that were handed on; the records may hold one more of each round.
    """
    applications, unread = _applications(outcome, records), _unread(outcome)
    closed = _closed(applications, records, day)
    waiting = {key: left for key in closed if (left := _left(applications[key], unread))}
    told, versions, held_back = tuple(told), [], []
    for key, one in closed.items():
        received, before = applications[key], records.results.get(key)
        now = PublicResult(round=key, as_of=day, decided=False, received=len(received))
        if key not in waiting:
            now = result_of(one, received, records, day=day)
        version, whole = following(now, parts_of(received, records), _told(key, told, before))
        versions.append(replace(version, result=_first_true(version.result, before)))
        held_back += [] if whole else [key]
    awards = _awards(versions, applications, records)
    results = tuple(version.result for version in versions)
    paths = {RESULTS.format(one.round) for one in results} | {AWARDS.format(one.round) for one in awards}
    return PublicBundle(
        results=results,
        waiting=waiting,
        awards=tuple(awards),
        gone=tuple(sorted(_public_of(applications, records) - paths)),
        references={award.id: reference for award, reference in awards.items()},
        silent=dict(_silent(applications, records)),
        versions=tuple(version for version in versions if version.result.decided),
        held_back=tuple(held_back),
    )


def fresh_awards(bundle: PublicBundle, outcome: Outcome, records: Records) -> dict[str, str]:
    """Return the references of the awards that are not public yet in these words, by the content of each version."""
    known = {(one.id, one.organisation, one.purpose) for one in records.awards.values()}
    references = (bundle.references[it.id] for it in bundle.awards if (it.id, it.organisation, it.purpose) not in known)
    return {version.content: key for key in references for version in outcome.submissions[key].versions}


def _applications(outcome: Outcome, records: Records) -> _Applications:
    """Return the applications by round, without those whose place another has taken."""
    found: dict[str, list[Submission]] = {}
    for one in outcome.submissions.values():
        form = records.forms.get(one.form)
        if form and form.kind == "application" and one.state is not State.REPLACED:
            found.setdefault(one.call, []).append(one)
    return found


def _closed(applications: _Applications, records: Records, day: date) -> dict[str, Round]:
    """Return the rounds to which an application came and that have closed, in the order of their ids."""
    rounds = {key: records.rounds[key] for key in sorted(applications.keys() & records.rounds.keys())}
    return {key: one for key, one in rounds.items() if state_on(one, day, soon_days=0) is RoundState.CLOSED}


def _left(received: Sequence[Submission], unread: Mapping[str, int]) -> int:
    """Return how many applications of a round wait for a decision, and records that may be of the round."""
    forms = {it.form for it in received}
    return sum(it.state in _WAITING for it in received) + sum(unread[form] for form in forms)


def _told(key: str, told: Iterable[Version], before: Result | None) -> list[Version]:
    """Return the versions of a round that are out; of one that only the records hold, nothing else is known."""
    mine = [version for version in told if version.result.round == key]
    public = _of_record(before) if before and before.decided else None
    if public and not any(same_figures(version.result, public) for version in mine):
        mine.append(Version(public, None))
    return mine


def _unread(outcome: Outcome) -> Counter[str]:
    """Return how many records of each form may be of any round: they could not be read, or not what they are for."""
    form_of = {account.digest: account.form for account in outcome.accounts}
    nowhere = (one.form for one in outcome.submissions.values() if not one.call and one.state in _WAITING)
    return Counter(form_of.get(one.digest, "") for one in outcome.held) + Counter(nowhere)


def _awards(versions: Iterable[Version], applications: _Applications, records: Records) -> dict[PublicAward, str]:
    """Return the awards by name that decided results count, each with its reference. No two anywhere have one id."""
    decided = {one.result.round: one.parts for one in versions if one.result.decided}
    taken = {it.id for it in records.awards.values() if it.basis != DECIDED or it.round not in decided}
    found: dict[PublicAward, str] = {}
    for key, parts in decided.items():
        counted = [it for it in applications[key] if parts is None or it.reference in awarded_in(parts)]
        made = public_awards(records.rounds[key], counted, records, taken=taken)
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
