"""The records of the programme as typed, immutable values.

Generated from data/schemas by scripts/generate.py. Do not edit: change the schema and generate again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from programme.clock import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A council area that the office serves. When councils merge, the old area gets an end date and names
    the new one."""

    id: str
    code: str
    name: str
    kind: str
    valid_from: date | None
    valid_until: date | None
    successor: str | None
    population: int
    households: int
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Money or equipment that a fund gave to an organisation, as published. Never copied from an
    application. What was read in a source is in published.yaml. The other files have the id of a
    round: the reconciliation writes them from the office's decisions."""

    id: str
    fund: str
    round: str | None
    organisation: str
    amount: Decimal | None
    given: str | None
    purpose: str
    when: str
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A number or address to which something can be reported, or where help is given. No page states a
    number that is not from here."""

    id: str
    label: str
    phone: str | None
    address: str | None
    use: str
    hours: str | None
    without_speech: str | None
    checked_on: date | None
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBand:
    """A range of costs, by which initiatives are compared with what a round can pay."""

    id: str
    label: str
    least: Decimal
    most: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing on which each application is marked, and how many marks there are for it."""

    id: str
    title: str
    description: str
    marks: int
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportShape:
    """How a tool writes its exports. Nothing about a file is guessed: the form names the shape of its
    exports, and the shape says how to read them. A form can state a difference of its own, such as
    the date order of its sheet."""

    id: str
    title: str
    tool: str
    file_type: str
    delimiter: str | None
    encoding: str | None
    header_rows: int
    headings_in: int | None
    headers_repeat: bool
    id_column: str | None
    submitted_column: str
    submitted_format: str
    zone: str
    unfinished_without_time: bool
    preview_files: str | None
    state_column: str | None
    ignored_states: tuple[str, ...]
    own_columns: tuple[str, ...]
    other_column: str | None
    none_option: str | None
    no_moment: tuple[str, ...]
    fault_column: str | None
    choices_as: str
    joined_by: str | None
    options_are: str
    text_marks: tuple[str, ...]
    note: str | None
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormExport:
    """The shapes of the exports that this form has had. Files wait in the private store in
    inbox/form/shape/."""

    shape: str
    holds: str
    delimiter: str | None
    encoding: str | None
    submitted_format: str | None
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """The parts of the form, in order."""

    id: str
    title: str
    intro: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """The questions, in order."""

    id: str
    section: str
    ask: str
    help: str | None
    answer: str
    required: bool
    asked_when: str | None
    max_words: int | None
    max_characters: int | None
    minimum: Decimal | None
    maximum: Decimal | None
    options: tuple[str, ...]
    past_options: tuple[str, ...]
    options_from: str | None
    plan_stage: str | None
    plan_from: tuple[str, ...]
    personal: bool
    column: str
    former_columns: tuple[str, ...]
    means: str | None
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The questions of an external form, with their limits, which answers are personal, and how the form's
    exports name them. The page of questions, the document to draft in and the reading of exports
    all come from here."""

    id: str
    title: str
    summary: str
    fund: str | None
    kind: str
    exports: tuple[FormExport, ...]
    identity: tuple[str, ...]
    keep_months: int | None
    returned_by: tuple[str, ...]
    every: str | None
    first_period: Period | None
    last_period: Period | None
    due_day: int | None
    sections: tuple[FormSection, ...]
    questions: tuple[FormQuestion, ...]
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPot:
    """How much money there was in a year or a round."""

    when: str
    amount: Decimal
    note: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFact:
    """Things that are known about what the fund did."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundStep:
    """What happens, in order, from reading about a round to the last report."""

    title: str
    text: str
    stage: str
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundExclusion:
    """What funds like this one do not usually pay for."""

    text: str
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundQuestion:
    """What the eligibility checker asks, in this order."""

    id: str
    ask: str
    hint: str | None
    answer: str
    options_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRule:
    """Each rule looks at one answer. The first that says no decides; one that says ask first sends people
    to the office."""

    id: str
    title: str
    question: str
    test: str
    values: tuple[str, ...]
    unless_question: str | None
    unless_values: tuple[str, ...]
    outcome: str
    reason: str
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund of the office, today's or an earlier one. The rules of who may apply and for how much stand
    here and nowhere else: the checker, the guidance, the form's instructions and the check of
    applications all read them."""

    id: str
    title: str
    summary: str
    started: Period | None
    ended: Period | None
    replaced_by: str | None
    ceiling: Decimal | None
    closing_soon_days: int | None
    line_percent: int | None
    line_of: str | None
    about: str | None
    pots: tuple[FundPot, ...]
    facts: tuple[FundFact, ...]
    steps: tuple[FundStep, ...]
    not_funded: tuple[FundExclusion, ...]
    questions: tuple[FundQuestion, ...]
    rules: tuple[FundRule, ...]
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryWord:
    """A word that the pages use or that readers meet elsewhere, with its meaning in plain words."""

    id: str
    term: str
    meaning: str
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeStep:
    """What to do, in order."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRisk:
    """What can go wrong, and what to do about it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeMeasure:
    """What to count before and after."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativePermission:
    """Permission that it needs before it can start."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFinding:
    """Each finding with its source."""

    text: str
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """Something a group can do to prevent crime: what it is for, who it takes, what it costs, the steps,
    what to watch for, and what the evidence says of it."""

    id: str
    title: str
    summary: str
    themes: tuple[str, ...]
    stages: tuple[str, ...]
    aim: str
    cost: str
    cost_figure: Decimal | None
    setup_weeks: int
    people: tuple[str, ...]
    needs: tuple[str, ...]
    steps: tuple[InitiativeStep, ...]
    watch_for: tuple[InitiativeRisk, ...]
    measures: tuple[InitiativeMeasure, ...]
    permissions: tuple[InitiativePermission, ...]
    rating: str
    evidence: tuple[InitiativeFinding, ...]
    can_backfire: bool
    instead: tuple[str, ...]
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date | None
    review_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWord:
    """The words that stand on every translated page, such as its headings. Their places are the ids in
    codelists/page-words.yaml, and those in point-times, evidence-ratings and cost-bands after
    when-, rating- and cost-."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of this site. English is the language in which records are written. Others are those of
    translations."""

    id: str
    name: str
    own_name: str
    direction: str
    stale_words: str | None
    months: tuple[str, ...]
    words: tuple[LanguageWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFact:
    """A fact about the office that can change: its name, who holds it, its plan, the police force, how to
    reach it. Each fact has the days between which it is true, so a change of person, force or
    council is an edit here and nowhere else."""

    id: str
    fact: str
    value: str
    valid_from: date | None
    valid_until: date | None
    basis: str
    sources: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that works with the office and returns reports, such as a community safety
    partnership."""

    id: str
    title: str
    areas: tuple[str, ...]
    since: date | None
    until: date | None
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """One of the parts of the Community Action Programme, as the home page shows them."""

    id: str
    title: str
    summary: str
    state: str
    page: str | None
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWord:
    """A word or phrase that is hard to read, and the plainer one to write instead. The check of reading
    looks for it."""

    id: str
    word: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOutcome:
    """What became of the applications without an award. Numbers of 7 or fewer are hidden together."""

    outcome: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReason:
    """The commonest reasons of the rules, for outcomes whose number is shown. At most two each, without
    numbers."""

    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came in for a round and what became of it, in numbers. The reconciliation writes it when the
    round has closed. It holds no words of an applicant, and no small number of people."""

    id: str
    round: str
    as_of: date
    decided: bool
    received: int
    from_people: str | None
    asked: Decimal | None
    awards: int | None
    awarded: Decimal | None
    success_rate: int | None
    outcomes: tuple[ResultOutcome, ...]
    reasons: tuple[ResultReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """One entry each time a date that was already public is changed: what it was before. Calendars need
    this, and people are told."""

    changed_on: date
    opens: Period | None
    opens_time: time | None
    closes: Period | None
    closes_time: time | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundExample:
    """Things that the round can pay for."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPermission:
    """Permission that some projects need before they can start."""

    needed_for: str
    from_whom: str
    evidence: str | None
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEvent:
    """What was published about the round while it ran and afterwards, in order."""

    when: Period
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a fund, with its theme, its dates and what it pays for."""

    id: str
    fund: str
    theme: str
    title: str
    summary: str
    series: str
    number: int | None
    opens: Period | None
    opens_time: time | None
    opens_weekday: str | None
    closes: Period | None
    closes_time: time | None
    closes_weekday: str | None
    grace_minutes: int | None
    markers: int | None
    dates_note: str | None
    earlier_dates: tuple[RoundChange, ...]
    decision_by: Period | None
    spend_by: Period | None
    ceiling: Decimal | None
    pot: Decimal | None
    about: str | None
    examples: tuple[RoundExample, ...]
    permissions: tuple[RoundPermission, ...]
    progress: tuple[RoundEvent, ...]
    form: str | None
    apply_address: str | None
    apply_parameter: str | None
    apply_value: str | None
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or page in which a fact was read. Every record names the sources its facts come from."""

    id: str
    title: str
    publisher: str
    kind: str
    address: str | None
    published: Period | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a vocabulary. The file's name is the vocabulary's name; records use the ids, pages show
    the labels."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One of the priorities of the Police and Crime Plan. Rounds, advice and initiatives belong to a
    theme."""

    id: str
    title: str
    summary: str
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPoint:
    """The advice, point by point, the most important first."""

    when: str
    text: str
    basis: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Advice on one problem: what to do now, what to do when it has happened, how to prevent it, and whom
    to tell. Every point carries its basis."""

    id: str
    title: str
    summary: str
    theme: str
    type: str
    quick_exit: bool
    audiences: tuple[str, ...]
    points: tuple[TopicPoint, ...]
    tell: tuple[str, ...]
    changing: tuple[str, ...]
    together: tuple[str, ...]
    words: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    reviewed_on: date | None
    review_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationText:
    """The translated texts."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A record in another language. It remembers the English text from which it was made, so that it can
    be seen when that has changed."""

    id: str
    language: str
    kind: str
    record: str
    made_from: str
    made_on: date
    texts: tuple[TranslationText, ...]


CLASSES: Mapping[str, type] = {
    "area": Area,
    "award": Award,
    "channel": Channel,
    "cost-band": CostBand,
    "criterion": Criterion,
    "export-shape": ExportShape,
    "form.exports": FormExport,
    "form.sections": FormSection,
    "form.questions": FormQuestion,
    "form": Form,
    "fund.pots": FundPot,
    "fund.facts": FundFact,
    "fund.steps": FundStep,
    "fund.not_funded": FundExclusion,
    "fund.questions": FundQuestion,
    "fund.rules": FundRule,
    "fund": Fund,
    "glossary-word": GlossaryWord,
    "initiative.steps": InitiativeStep,
    "initiative.watch_for": InitiativeRisk,
    "initiative.measures": InitiativeMeasure,
    "initiative.permissions": InitiativePermission,
    "initiative.evidence": InitiativeFinding,
    "initiative": Initiative,
    "language.words": LanguageWord,
    "language": Language,
    "office-fact": OfficeFact,
    "partner": Partner,
    "pillar": Pillar,
    "plain-word": PlainWord,
    "result.outcomes": ResultOutcome,
    "result.reasons": ResultReason,
    "result": Result,
    "round.earlier_dates": RoundChange,
    "round.examples": RoundExample,
    "round.permissions": RoundPermission,
    "round.progress": RoundEvent,
    "round": Round,
    "source": Source,
    "term": Term,
    "theme": Theme,
    "topic.points": TopicPoint,
    "topic": Topic,
    "translation.texts": TranslationText,
    "translation": Translation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every record of a data folder by kind and id; vocabularies by name."""

    areas: Mapping[str, Area]
    awards: Mapping[str, Award]
    channels: Mapping[str, Channel]
    cost_bands: Mapping[str, CostBand]
    criterions: Mapping[str, Criterion]
    export_shapes: Mapping[str, ExportShape]
    forms: Mapping[str, Form]
    funds: Mapping[str, Fund]
    glossary_words: Mapping[str, GlossaryWord]
    initiatives: Mapping[str, Initiative]
    languages: Mapping[str, Language]
    office_facts: Mapping[str, OfficeFact]
    partners: Mapping[str, Partner]
    pillars: Mapping[str, Pillar]
    plain_words: Mapping[str, PlainWord]
    results: Mapping[str, Result]
    rounds: Mapping[str, Round]
    sources: Mapping[str, Source]
    terms: Mapping[str, tuple[Term, ...]]
    themes: Mapping[str, Theme]
    topics: Mapping[str, Topic]
    translations: Mapping[str, Translation]
