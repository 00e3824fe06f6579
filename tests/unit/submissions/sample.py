"""A small fund, its rounds, forms and partners, and facts as a reader would make them, for the tests of the fold.

They stand still while the real records may change. Organisations and people are invented.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar, get_origin, get_type_hints

from programme.catalogue.model import (
    Area,
    Award,
    ExportShape,
    Form,
    FormExport,
    FormQuestion,
    Fund,
    Initiative,
    Partner,
    Records,
    Round,
    Term,
)
from programme.clock import Period
from programme.submissions.facts import Answer, Entry, Fact, File, Record
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Outcome, Submission
from programme.submissions.references import References
from tests.unit.sample_fund import question as fund_question
from tests.unit.sample_fund import rule as fund_rule

Kind = TypeVar("Kind")

REFERENCES: Final = References(b"a key for tests, and for nothing else")
DAY: Final = date(2026, 1, 20)
SENT: Final = "2025-12-01T10:00:00Z"  # while the sample round is open
SHAPE: Final = "sample-shape"
PARTIAL: Final = "sample-partial"  # a shape whose exports hold a part


def made(kind: type[Kind], /, **values: Any) -> Kind:
    """A record with the given values, and nothing in its other fields."""
    hints = get_type_hints(kind)
    empty = {one.name: () if get_origin(hints[one.name]) is tuple else None for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{**empty, **values})


def question(name: str, answer: str, means: str | None = None, **more: Any) -> FormQuestion:
    said = {"ask": f"What of {name}?", "column": f"What of {name}?"}
    values = {**said, "past_options": (), "personal": False, "required": True, **more}
    return made(FormQuestion, id=name, answer=answer, means=means, **values)


FUND: Final = made(
    Fund,
    id="fund",
    title="Sample fund",
    ceiling=Decimal(10000),
    questions=(
        fund_question("organisation-type", "What are you?", "choice", options_from="organisation-types"),
        fund_question("full-time-staff", "How many?", "count"),
        fund_question("amount", "How much?", "money"),
        fund_question("applied-before", "Before?", "yes-no"),
        fund_question("another-round", "Another?", "yes-no"),
        fund_question("in-area", "Here?", "yes-no"),
    ),
    rules=(
        fund_rule("not-named", "organisation-type", "is-one-of", "business", "individual", outcome="ask-first"),
        fund_rule("thirty-staff", "full-time-staff", "more-than", "30", outcome="not-eligible",
                  unless_question="organisation-type", unless_values=("school",)),
        fund_rule("ceiling", "amount", "more-than", "10000", outcome="not-eligible"),
        fund_rule("outside", "in-area", "is-one-of", "no", outcome="ask-first"),
        fund_rule("previous-award", "applied-before", "is-one-of", "yes", outcome="note"),
        fund_rule("other-round", "another-round", "is-one-of", "yes", outcome="note"),
    ),
)  # fmt: skip
EXPORTS: Final = tuple(
    made(FormExport, shape=shape, holds=holds) for shape, holds in ((SHAPE, "everything"), (PARTIAL, "some"))
)
APPLICATION: Final = made(
    Form,
    id="application",
    title="Sample application",
    kind="application",
    fund="fund",
    exports=EXPORTS,
    identity=("email",),
    questions=(
        question("name", "short-text", "organisation", max_characters=120),
        question("kind", "choice", "organisation-type", options_from="organisation-types"),
        question("number", "short-text", "registration-number", required=False),
        question("postcode", "short-text", "postcode", personal=True),
        question("staff", "count", "full-time-staff", minimum=Decimal(0)),
        question("email", "email", "email", personal=True),
        question("phone", "phone", "phone", personal=True, required=False),
        question("round", "choice", "round", options_from="rounds"),
        question("project", "short-text", "project"),
        question("where", "choices", "areas", options_from="areas"),
        question("initiative", "choice", "initiative", options_from="initiatives", required=False),
        question("problem", "long-text", max_words=500),
        question("amount", "money", "amount", maximum=Decimal(10000)),
        question("budget", "budget", "budget"),
        question("before", "yes-no", "applied-before"),
        question("children", "long-text", asked_when="You work with children."),
        question("remarks", "date", required=False),
    ),
)
RETURN: Final = made(
    Form,
    id="return",
    title="Sample return",
    kind="return",
    exports=EXPORTS,
    identity=("partner", "period"),
    returned_by=("north", "south", "former", "joined"),
    every="quarter",
    first_period=Period.of("2025-04"),
    due_day=14,
    questions=(
        question("partner", "choice", "partner", options_from="partners"),
        question("period", "choice", "period", options=("April to June 2025", "July to September 2025")),
        question("people", "count", minimum=Decimal(0)),
        question("contact", "email", "email", personal=True, required=False),
    ),
)
SURVEY: Final = made(
    Form,
    id="survey",
    title="Sample survey",
    kind="survey",
    exports=EXPORTS,
    questions=(
        question("safe", "choice", options=("Very", "Not at all")),
        question("words", "long-text", required=False),
    ),
)
COURSE: Final = made(
    Form,
    id="course",
    title="Sample course",
    kind="application",
    exports=EXPORTS,
    questions=(
        question("cohort", "choice", "cohort", options=("Cohort 1", "Cohort 2")),
        question("email", "email", "email"),
    ),
)
ROUNDS: Final = (
    made(Round, id="open", fund="fund", title="Open round", form="application", opens=Period.of("2025-11-17"),
         closes=Period.of("2026-01-12"), grace_minutes=10, decision_by=Period.of("2026-02"),
         spend_by=Period.of("2026-06")),
    made(Round, id="second", fund="fund", title="Second round", form="application", opens=Period.of("2025-12-01"),
         closes=Period.of("2026-03-31")),
    made(Round, id="rich", fund="fund", title="Rich round", form="application", opens=Period.of("2025-11-17"),
         closes=Period.of("2026-01-12"), ceiling=Decimal(15000)),
    made(Round, id="unknown-dates", fund="fund", title="Later round", form="application", opens=Period.of("2026")),
)  # fmt: skip
RECORDS: Final = made(
    Records,
    **{
        **{one.name: {} for one in fields(Records)},
        "areas": {one: made(Area, id=one, name=one.title()) for one in ("north-area", "south-area")},
        "awards": {"earlier": made(Award, id="earlier", fund="fund", organisation="Exampleton Litter Pickers CIC")},
        "export_shapes": {
            one: made(ExportShape, id=one, title=one, tool="generic", file_type="csv", header_rows=1,
                      headers_repeat=False, submitted_column="Sent", submitted_format="iso", zone="utc",
                      unfinished_without_time=False, choices_as="joined", options_are="ids")
            for one in (SHAPE, PARTIAL)
        },
        "forms": {one.id: one for one in (APPLICATION, RETURN, SURVEY, COURSE)},
        "funds": {"fund": FUND},
        "initiatives": {
            "quick": made(Initiative, id="quick", title="Quick", setup_weeks=4),
            "slow": made(Initiative, id="slow", title="Slow", setup_weeks=40),
        },
        "partners": {
            "north": made(Partner, id="north", title="Safer North"),
            "south": made(Partner, id="south", title="Safer South"),
            "joined": made(Partner, id="joined", title="Joined", since=date(2026, 1, 1)),
            "former": made(Partner, id="former", title="Former", until=date(2025, 6, 30)),
        },
        "rounds": {one.id: one for one in ROUNDS},
        "terms": {
            "organisation-types": tuple(
                Term(id=one, label=one, description=one) for one in ("charity", "school", "business", "individual")
            )
        },
    },
)  # fmt: skip


def text(words: int = 5, characters: int = 20) -> Answer:
    return Answer(given=True, words=words, characters=characters)


def chosen(*options: str, strange: int = 0) -> Answer:
    return Answer(given=True, options=options, strange=strange)


def number(digits: str, lines: int = 0) -> Answer:
    return Answer(given=True, number=digits, lines=lines)


def named(name: str) -> Answer:
    return Answer(given=True, characters=len(name), name=name)


def reached(meaning: str, address: str) -> Answer:
    return Answer(given=True, characters=len(address), token=REFERENCES.token(meaning, address))


UNREADABLE: Final = Answer(given=True, readable=False, words=2, characters=8)
NOT_ANSWERED: Final = Answer()


def answers(who: int = 1, /, **changes: Answer) -> dict[str, Answer]:
    """What applicant number `who` answers, without any fault; `changes` by the question's id."""
    return {
        "name": named(f"{_PLACES[who % len(_PLACES)]}{'abcdefghij'[who // 7 % 10]}ton {_KINDS[who % len(_KINDS)]}"),
        "kind": chosen("charity"),
        "number": NOT_ANSWERED,
        "postcode": reached("postcode", f"ZZ{10 + who} 1AA"),
        "staff": number("2"),
        "email": reached("email", f"clerk{who}@example.org"),
        "phone": NOT_ANSWERED,
        "round": chosen("open"),
        "project": reached("project", f"Project {who}"),
        "where": chosen("north-area"),
        "initiative": NOT_ANSWERED,
        "problem": text(200, 1200),
        "amount": number("9500"),
        "budget": number("9500", lines=3),
        "before": chosen("no"),
        "children": NOT_ANSWERED,
        "remarks": NOT_ANSWERED,
        **changes,
    }


_PLACES: Final = ("Specimen", "Mock", "Fable", "Pretend", "Invent", "Phantom", "Quote")
_KINDS: Final = ("Youth Club", "Farm Watch", "Almshouses", "Cricket Club", "Open Door", "Allotment Society",
                 "Food Pantry", "Village Hall", "Girlguiding", "Boxing Gym", "Playgroup")  # fmt: skip


def record(source: str = "1", *, form: str = "application", sent: str = SENT, content: str = "", **more: Any) -> Record:
    """A record of a form; of an application without fault unless `answers` says otherwise."""
    given = more.pop("answers", None)
    given = answers(int(source) if source.isdigit() else 1) if given is None else given
    values = {"reading": "reading", "answers": given, **more}
    return Record(
        form=form, source=source, content=content or f"content of {form} {source} {sent}", submitted=sent, **values
    )


def entry_of(one: Record, row: int) -> Entry:
    asked = one.answers["amount"].number if "amount" in one.answers else ""
    return Entry(row=row, source=one.source, content=one.content, asked=asked)


def file_of(*records: Record, name: str = "export.csv", more: tuple[Entry, ...] = (), **values: Any) -> File:
    """A file that holds the records, one a row, after a row of headings."""
    entries = (Entry(row=1, structural="header"), *(entry_of(one, row) for row, one in enumerate(records, 2)), *more)
    form = records[0].form if records else "application"
    told = {"digest": f"digest of {name}", "shape": SHAPE, "reading": "reading", "form": form, **values}
    return File(name=name, entries=entries, **told)


def arrived(*records: Record, **values: Any) -> list[Fact]:
    """The facts of one file with these records."""
    return [*records, file_of(*records, **values)]


def folded(*facts: Fact, records: Records = RECORDS, day: date = DAY) -> Outcome:
    return fold(facts, records, REFERENCES, day=day)


def only(*facts: Fact, records: Records = RECORDS) -> Submission:
    """The one submission that follows from these facts."""
    (found,) = folded(*facts, records=records).submissions.values()
    return found


def by_source(outcome: Outcome) -> dict[str, Submission]:
    return {one.source: one for one in outcome.submissions.values()}
