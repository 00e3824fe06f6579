"""A fund with rules of every test and outcome, for the tests of eligibility and of the checker's page.

It stands still while the real fund's record may change.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, Final, TypeVar

from programme.catalogue.model import Fund, FundQuestion, FundRule, Records, Source, Term

Record = TypeVar("Record")


def made(kind: type[Record], **values: Any) -> Record:
    """A record with the given values, and nothing in its other fields."""
    names = [one.name for one in fields(kind) if one.default is MISSING]  # type: ignore[arg-type]
    return kind(**{name: values.pop(name, None) for name in names}, **values)


def question(name: str, ask: str, answer: str, **more: str) -> FundQuestion:
    return made(FundQuestion, id=name, ask=ask, answer=answer, **more)


def rule(name: str, asked: str, test: str, *values: str, outcome: str, **more: Any) -> FundRule:
    facts = {"title": f"Title of {name}", "reason": f"Reason of {name}.", "basis": "published", "source": "paper"}
    lifted = {"unless_values": (), **more}
    return made(FundRule, id=name, question=asked, test=test, values=values, outcome=outcome, **{**facts, **lifted})


def terms_of(**labels: str) -> tuple[Term, ...]:
    return tuple(
        Term(id=name.replace("_", "-"), label=label, description=f"{label}.") for name, label in labels.items()
    )


FUND: Final = made(
    Fund,
    id="sample",
    title="Sample fund",
    questions=(
        question("kind", "What are you?", "choice", options_from="kinds", hint="Choose one."),
        question("staff", "How many staff?", "count"),
        question("amount", "How much money?", "money"),
        question("before", "Had money before?", "yes-no"),
        question("another", "Another round too?", "yes-no"),
        question("here", "Is it here?", "yes-no"),
    ),
    rules=(
        rule("not-named", "kind", "is-not-one-of", "council", "school", "charity", outcome="ask-first"),
        rule("thirty", "staff", "more-than", "30", outcome="not-eligible",
             unless_question="kind", unless_values=("school",)),
        rule("ceiling", "amount", "more-than", "10000", outcome="not-eligible"),
        rule("previous", "before", "is-one-of", "yes", outcome="note"),
        rule("other-round", "another", "is-one-of", "yes", outcome="note"),
        rule("elsewhere", "here", "is-one-of", "no", outcome="ask-first", basis="proposed", source="proposal"),
    ),
)  # fmt: skip

TERMS: Final = {
    "kinds": terms_of(council="Parish council", school="School", charity="Charity", business="Business"),
    "bases": terms_of(published="Published", proposed="Proposed"),
    "rule-outcomes": terms_of(not_eligible="You cannot apply", ask_first="Ask the office first", note="Good to know"),
}
SOURCES: Final = {
    "paper": made(Source, id="paper", title="A board paper", address="https://example.org/paper"),
    "proposal": made(Source, id="proposal", title="Our own proposal"),
}
RECORDS: Final = made(Records, funds={"sample": FUND}, terms=TERMS, sources=SOURCES)

ALLOWED: Final = {"kind": "council", "staff": "2", "amount": "9,500", "before": "no", "another": "no", "here": "yes"}
