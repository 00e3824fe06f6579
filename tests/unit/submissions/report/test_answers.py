"""Which answers the reports keep and show."""

from __future__ import annotations

from msgspec import structs

from programme.submissions.facts import Answer
from programme.submissions.outcome import State, Submission, Verdict
from programme.submissions.report.answers import DELETED, Answers, needed
from tests.unit.submissions.report import invented as sample

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
    assert list(shown(doubtful()).values())[:2] == ["A maze of hedges", "a few"]


def test_a_question_without_a_meaning_is_named_as_the_form_asks_it() -> None:
    assert shown(doubtful())["How many people on your committee are not related to each other?"] == "a few"


def test_nothing_more_is_kept_of_what_nobody_has_to_look_at() -> None:
    assert not {"A maze of hedges", "a few"} & set(shown(doubtful(State.READY)).values())


def test_once_the_words_are_deleted_that_is_said() -> None:
    found = Answers({}, sample.records()).key_answers(doubtful())
    assert [each.answer for each in found[:2]] == [DELETED, DELETED]


def of_one_moment() -> Submission:
    """A bid of which two versions were sent at the same moment."""
    one, rule = sample.submission(1), Verdict("unclear-order", "two versions", "Which counts?", State.NEEDS_A_PERSON)
    again = structs.replace(one.record, content="c1-1")
    return structs.replace(one, versions=(one.record, again), state=State.NEEDS_A_PERSON, because=rule, tried=(rule,))


def test_of_two_versions_of_one_moment_only_what_differs_is_shown_and_first_what_counts() -> None:
    one = of_one_moment()
    keep = needed(sample.outcome(one), sample.records())
    said = [
        structs.replace(sample.words_of(one, fit=fit), content=version.content)
        for version, fit in zip(one.versions, (f"{'So ' * 200}it fits.", f"{'So ' * 200}it fits well."), strict=True)
    ]
    answers = Answers({kept.content: kept for each in said if (kept := keep(each))}, sample.records())
    (shown,) = answers.versions(one)
    assert (shown.answer[-13:], shown.other[-8:]) == ("it fits well.", "it fits.")


def test_versions_are_not_compared_where_it_is_known_which_counts() -> None:
    one = structs.replace(of_one_moment(), tried=())
    assert Answers({}, sample.records()).versions(one) == ()
