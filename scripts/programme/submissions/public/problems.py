"""What staff are told of the public bundle: what stopped it, what it leaves out or holds back, and what could not be
checked or changed. Never a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from programme.problems import Place, Problem, Severity
from programme.submissions.public.announced import Silence
from programme.submissions.public.bundle import RESULTS, PublicBundle
from programme.submissions.public.leak import Leak

_ID: Final = "- id: "
_LEFT_OUT: Final[Mapping[Silence, tuple[str, str]]] = {
    Silence.NO_ORGANISATION: (
        "A person applied alone, or it is not known that an organisation did.",
        "Decide again on a later day, with nothing under announce and purpose.",
    ),
    Silence.TWO_WAYS: (
        "Two decisions of the same day announce it in different words.",
        "Decide again on a later day, with the words that are right.",
    ),
}


def leak_problems(
    leaks: Iterable[Leak], files: Mapping[str, str], bundle: PublicBundle, *, folder: str
) -> list[Problem]:
    """Return a problem for each leak. In an award it is told by its reference, so that staff can put it right."""
    return [_leak(one, _reference(one, files.get(one.file, ""), bundle), folder) for one in leaks]


def _reference(leak: Leak, text: str, bundle: PublicBundle) -> str:
    """Return the reference of the award in which a line stands, or nothing where it stands in none."""
    above = [line.removeprefix(_ID) for line in text.split("\n")[: leak.line] if line.startswith(_ID)]
    return bundle.references.get(above[-1], "") if above else ""


def _leak(leak: Leak, reference: str, folder: str) -> Problem:
    where = f"the words that announce {reference} hold" if reference else "this line holds"
    by_hand = "Tell the maintainers which run it was. Do not publish anything by hand."
    again = "Decide it again on a later day, with other words or none under announce and purpose."
    return Problem(
        code="leak",
        place=Place(f"{folder}/{leak.file}", leak.line),
        message=f"The public bundle was not written: {where} {leak.what}.",
        action=again if reference else by_hand,
    )


def left_out(bundle: PublicBundle) -> Iterator[Problem]:
    """Yield a warning for each award that is to be announced and cannot be."""
    for reference, why in sorted(bundle.silent.items()):
        if why in _LEFT_OUT:
            reason, action = _LEFT_OUT[why]
            yield Problem(
                code="award-left-out",
                place=Place(reference),
                message=f"This award is not announced by name. {reason}",
                action=action,
                severity=Severity.WARNING,
            )


def held_back(bundle: PublicBundle) -> Iterator[Problem]:
    """Yield a warning for each round whose published result does not tell yet, or not in full, what is known now."""
    for key in bundle.held_back:
        yield Problem(
            code="result-held-back",
            place=Place(RESULTS.format(key)),
            message="The published result of this round waits for more changes, because the difference of a few would"
            " give away what one applicant asked for or got.",
            expected="no application that waits, and at least three that are new or have another outcome",
            action="Nothing to do: a later run publishes it. Do not correct the file by hand.",
            severity=Severity.WARNING,
        )


def unchanged(folder: str) -> Problem:
    """Return the warning that everything public stays as it is while a part of the ledger is missing."""
    return Problem(
        code="public-unchanged",
        place=Place(folder),
        message="Nothing public was changed: a part of the ledger is missing, and what was decided may be in it.",
        action="Do what is said of that part, and run again.",
        severity=Severity.WARNING,
    )


def unchecked(references: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each of these awards: its answers are deleted, so the guard could not look for them."""
    for reference in sorted(set(references)):
        yield Problem(
            code="award-unchecked",
            place=Place(reference),
            message=f"The words that announce {reference} could not be compared with its answers: these were deleted.",
            action="Read these words once more. If they name a person, decide again on a later day, with other words.",
            severity=Severity.WARNING,
        )
