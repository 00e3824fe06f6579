"""What goes public of a round: numbers, amounts and codes, in types that have no place for an applicant's words.

A round is told of once it has closed: first only how many applications came in, and the rest when none waits for a
decision, so that no two publications can be compared to find out about one applicant. Awards by name are
not made here: their names come from what the office announces, never from an application.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Final

from programme.catalogue.model import Records, Result
from programme.records.generated import yaml_text
from programme.status import State as RoundState
from programme.status import state_on
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.public.round_result import OUTCOMES, PublicResult, result_of

_WAITING: Final = (State.READY, State.NEEDS_A_PERSON)
_HEAD: Final = "# Written by the reconciliation of submissions. Do not edit: the next run writes it again.\n"


@dataclass(frozen=True, slots=True)
class PublicBundle:
    """What may leave the store, by the id of the round, sorted. `waiting` is for staff: what holds back the rest of
    a closed round, as a number of applications and of records that could not be read."""

    results: tuple[PublicResult, ...]
    waiting: Mapping[str, int]


def public_bundle(outcome: Outcome, records: Records, *, day: date) -> PublicBundle:
    """Return what is public on a day of every closed round to which an application came."""
    applications = _applications(outcome, records)
    unread = _unread(outcome)
    waiting: dict[str, int] = {}
    results = []
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
        results.append(_first_true(made, records.results.get(one.id)))
    return PublicBundle(tuple(results), waiting)


def _applications(outcome: Outcome, records: Records) -> dict[str, list[Submission]]:
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


def bundle_files(bundle: PublicBundle) -> dict[str, str]:
    """Return the text of every public file by its path in the project: the same bundle gives the same bytes."""
    return {f"data/results/{one.round}.yaml": _HEAD + "".join(_lines(one)) for one in bundle.results}


def _lines(one: PublicResult) -> Iterator[str]:
    yield f"id: {one.round}\n"
    for field in fields(one):
        value = getattr(one, field.name)
        if value is None or value in {"", ()}:
            continue
        if field.name == "outcomes":
            yield "outcomes:\n"
            yield from (f"  - outcome: {name}\n    count: {yaml_text(count)}\n" for name, count in value)
        elif field.name == "reasons":
            yield "reasons:\n"
            yield from (f"  - outcome: {name}\n    reason: {code}\n" for name, code in value)
        else:
            yield f"{field.name}: {yaml_text(_text(value))}\n"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}" if value != value.to_integral_value() else str(int(value))
    return str(value)


def public_words(bundle: PublicBundle, records: Records) -> frozenset[str]:
    """Return every word that a public file may hold whoever applied: names of fields and rounds, codes and days.

    For the guard: an answer that is one of these tells nothing, and any other word in a public file is a leak.
    """
    names = {field.name for field in fields(PublicResult)} | {"id", "outcome", "count", "reason", "yes", "no"}
    codes = {state.value for state in OUTCOMES} | {term.id for term in records.terms.get("result-reasons", ())}
    rules = {rule.id for fund in records.funds.values() for rule in fund.rules}
    days = {one.as_of.isoformat() for one in bundle.results}
    paths = {f"data/results/{key}.yaml" for key in records.rounds}
    return frozenset(names | codes | rules | days | paths | set(records.rounds) | {_HEAD})
