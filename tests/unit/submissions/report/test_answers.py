"""Which answers the reports keep and show."""

from __future__ import annotations

from msgspec import structs

from programme.submissions.facts import Answer
from programme.submissions.outcome import State, Submission
from programme.submissions.report.answers import DELETED, Answers, Compared, needed
from tests.unit.submissions.report import invented as sample

FILES = ("a.csv", "b.csv")
IDEA = "toolkit-idea"
COMMITTEE = "committee-members"


def doubtful(state: State = State.NEEDS_A_PERSON) -> Submission:
    """A bid with an idea that is none of the form's, and a number that is none."""
    one = sample.submission(1, state)
    odd = {IDEA: Answer(given=True, strange=1), COMMITTEE: Answer(given=True, readable=False)}
    return structs.replace(one, versions=(structs.replace(one.record, answers={**one.record.answers, **odd}),))


def shown(one: Submission) -> dict[str, str]:
    outcome = sample.outcome(one)
    words = sample.words_of(one, **{IDEA: "A maze of hedges", COMMITTEE: "a few", "fit": "It fits."})
    kept = needed(outcome, sample.records())(words)
    assert kept
    answers = Answers({kept.content: kept}, sample.records())
    return {each.label: each.answer for each in answers.key_answers(one)}


def test_what_no_rule_understood_is_shown_first_to_the_person_who_decides() -> None:
    assert list(shown(doubtful()).values())[:2] == ["a few", "A maze of hedges"]


def test_a_question_without_a_meaning_is_named_as_the_form_asks_it() -> None:
    assert shown(doubtful())["How many people on your committee are not related to each other?"] == "a few"


def test_nothing_more_is_kept_of_what_nobody_has_to_look_at() -> None:
    assert not {"A maze of hedges", "a few"} & set(shown(doubtful(State.READY)).values())


def test_once_the_words_are_deleted_that_is_said() -> None:
    found = Answers({}, sample.records()).key_answers(doubtful())
    assert [each.answer for each in found[:2]] == [DELETED, DELETED]


def of_one_moment() -> Submission:
    """A bid of which two versions were sent at the same moment."""
    one = sample.submission(1, State.NEEDS_A_PERSON)
    return structs.replace(one, versions=(one.record, structs.replace(one.record, content="c1-1")), tied=FILES)


def answers_of_both(one: Submission, **either: tuple[str, str]) -> Answers:
    keep = needed(sample.outcome(one), sample.records())
    said = [
        structs.replace(
            sample.words_of(one, **{name: texts[at] for name, texts in either.items()}),
            content=version.content,
            other={"Notes": f"note {at}"},
        )
        for at, version in enumerate(one.versions)
    ]
    return Answers({kept.content: kept for each in said if (kept := keep(each))}, sample.records())


def test_of_versions_of_one_moment_all_that_differs_is_shown_in_whole() -> None:
    one = of_one_moment()
    answers = answers_of_both(one, fit=(f"{'So ' * 200}it fits.", f"{'So ' * 200}it fits well."), amount=("5", "5"))
    fit, notes = answers.differing(one)
    assert [text[-8:] for text in fit.answers] == ["it fits.", "ts well."]
    assert (notes.label, notes.answers) == ("Notes", ("note 0", "note 1"))


def test_versions_are_not_compared_where_it_is_known_which_counts() -> None:
    one = structs.replace(of_one_moment(), tied=())
    assert answers_of_both(one, fit=("a", "b")).differing(one) == ()


def test_deleted_answers_are_not_alike() -> None:
    one, two = Compared("Postcode", DELETED, DELETED), Compared("Postcode", "ZZ99 1AA", "zz99  1aa")
    assert [(each.alike, each.is_deleted) for each in (one, two)] == [(False, True), (True, False)]
