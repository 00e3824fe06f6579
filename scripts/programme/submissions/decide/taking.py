"""What people decide, on its way into the ledger: sheets are read whole, checked, and taken all or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from string import ascii_lowercase
from typing import Final

from programme.catalogue.model import Records
from programme.problems import Place, Problem, Severity
from programme.submissions.decide.blank_sheets import decision_template, marks_template
from programme.submissions.decide.files import read_decisions
from programme.submissions.facts import Decision, Fact, Mark, Words
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Outcome, State
from programme.submissions.report.answers import needed
from programme.submissions.report.applications import applications_page
from programme.submissions.report.scores import markers_of
from programme.submissions.run import add_decided, refresh
from programme.submissions.setting import Setting
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.store import REPORTS, Store

DECISIONS: Final = f"{REPORTS}/decisions.xlsx"
_MOST_SHEETS: Final = 1_000  # of one name: then the first is written over


@dataclass(frozen=True, slots=True)
class Taken:
    """How many decisions and marks were new and how many known; every problem; without errors also what followed."""

    new: int
    known: int
    problems: tuple[Problem, ...]
    outcome: Outcome | None = None
    written: tuple[str, ...] = ()


def take(store: Store, setting: Setting, sheets: Iterable[tuple[str, bytes]]) -> Taken:
    """Take sheets, as (path, bytes), into the ledger and write the reports anew. With any error nothing is taken."""
    decided: dict[Decision | Mark, str] = {}
    problems: list[Problem] = []
    for path, content in sheets:
        found, wrong = read_decisions(content, PurePath(path).name, setting.records, day=setting.day)
        decided |= dict.fromkeys(found, PurePath(path).name)
        problems += wrong
    if any(one.severity is Severity.ERROR for one in problems):
        return Taken(0, 0, tuple(problems))
    ledger = load_ledger(store)
    before = ledger.segments
    new = add_decided(store, ledger, decided)
    added = sorted(ledger.segments - before)
    now = refresh(store, setting, ledger)
    problems += _two_scores(decided, ledger.facts)  # by now with what others handed in meanwhile
    problems += [_stray(one, decided[one]) for one in now.outcome.stray if one in decided]
    told = (*ledger.problems, *now.problems, *problems)
    return Taken(new, len(decided) - new, told, now.outcome, (*added, *now.written))


def _two_scores(decided: Mapping[Decision | Mark, str], facts: Iterable[Fact]) -> Iterator[Problem]:
    """Yield a warning for each mark that differs from another one of the same day: then neither counts."""
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in facts:
        if isinstance(fact, Mark):
            known[_marked(fact)].add(fact.score)
    for one, sheet in decided.items():
        if isinstance(one, Mark) and known[_marked(one)] - {one.score}:
            yield Problem(
                code="two-scores",
                place=Place(sheet),
                message=f"{one.marker} gave {one.reference} another score for {one.criterion} on {one.on} too.",
                expected="one score a day: neither of these counts",
                action="Hand in the right score with a later day under “on”.",
                severity=Severity.WARNING,
            )


def _marked(mark: Mark) -> tuple[str, str, str, str]:
    return mark.reference, mark.marker, mark.criterion, mark.on


def _stray(one: Decision | Mark, sheet: str) -> Problem:
    """Return the warning that what was decided is about nothing that is known."""
    about = one.about if isinstance(one, Decision) else one.reference
    return Problem(
        code="no-submission",
        place=Place(sheet),
        message=f"Nothing in this store is called {about}, or the other one of the two is not known.",
        expected="references of the report",
        action="Correct the reference and hand the row in again, or bring in the export that holds it.",
        severity=Severity.WARNING,
    )


def write_templates(store: Store, setting: Setting) -> tuple[str, ...]:
    """Write the sheets to fill in for what the ledger holds: one of decisions, one of marks by round and marker; and
    for each round with applications that are ready, what its markers read.

    Returns their names. They show answers, so they are written anew when a purge or a run went on meanwhile.
    """
    ledger = load_ledger(store)
    names = _write(store, setting, ledger.facts)
    while ledger.catch_up(store):
        for name in names:
            store.storage.delete(name)
        names = _write(store, setting, ledger.facts)
    return names


def _write(store: Store, setting: Setting, facts: Iterable[Fact]) -> tuple[str, ...]:
    outcome = fold(facts, setting.records, setting.references, day=setting.day)
    kept = _whole_if_ready(outcome, setting.records)
    words, _ = store.all_words(lambda names: store.read_words(names, kept))
    pages: list[str] = []
    sheets = {DECISIONS: decision_template(outcome, words, setting.records)}
    for call in _to_mark(outcome, setting.records):
        page = applications_page(outcome, words, setting.records, call=call, day=setting.day)
        pages.append(f"{REPORTS}/applications-{call}.html")
        store.put(pages[-1], page.encode())
        for letter in ascii_lowercase[: markers_of(setting.records.rounds[call])]:
            sheets[f"{REPORTS}/marks-{call}-{letter}.xlsx"] = marks_template(
                outcome, words, setting.records, call=call, marker=f"marker-{letter}", day=setting.day
            )
    return (*pages, *(_keep(store, name, content) for name, content in sheets.items()))


def _whole_if_ready(outcome: Outcome, records: Records) -> Callable[[Words], Words | None]:
    """Return what keeps every word of the applications that markers will read, and of others what sheets show."""
    ready = {one.record.content for one in outcome.submissions.values() if one.state is State.READY}
    kept = needed(outcome, records)
    return lambda one: one if one.content in ready else kept(one)


def _keep(store: Store, name: str, content: bytes) -> str:
    """Write a sheet and return its name: another one when a sheet that somebody may have filled in has this name."""
    stem, dot, ending = name.rpartition(".")
    names = (name, *(f"{stem}-{number}{dot}{ending}" for number in range(2, _MOST_SHEETS)))
    free = next((one for one in names if store.storage.read(one) in (None, content)), name)
    store.put(free, content)
    return free


def _to_mark(outcome: Outcome, records: Records) -> list[str]:
    """Return the rounds in which applications are ready for markers."""
    ready = {one.call for one in outcome.submissions.values() if one.state is State.READY}
    return sorted(ready & records.rounds.keys())
