from __future__ import annotations

import csv

import pytest
from msgspec import structs

from programme.submissions.decide.files import read_decisions
from programme.submissions.facts import Decision
from programme.submissions.fold.versions import version_signs
from programme.submissions.outcome import Match, Outcome, State, Verdict
from programme.submissions.report.answers import DELETED, Answers
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.lines import HEADING_LINE
from programme.submissions.report.tasks import Choice, Task, held_tasks, tasks
from tests.unit.submissions.report import invented as sample


def tasks_of(outcome: Outcome, *, words: bool = True) -> tuple[Task, ...]:
    answers = Answers(sample.words(outcome) if words else {}, sample.records())
    return tasks(outcome, answers, Kinds(answers, sample.records()), day=sample.DAY)


def why_of(choice: Choice) -> str:
    return next(csv.reader([choice.line]))[4]


def test_the_oldest_comes_first() -> None:
    assert [task.sent for task in tasks_of(sample.rich())] == ["20 November 2025, 10am", "1 December 2025, 10am"]


def test_a_pair_is_shown_once_with_both_answers_side_by_side() -> None:
    shown = [task for task in tasks_of(sample.rich()) if task.pairs]
    assert [task.reference for task in shown] == [sample.reference(1)]
    answers = {one.label: (one.answer, one.other, one.alike) for one in shown[0].pairs[0].answers}
    assert answers["Organisation"] == ("Invented Road Watch", "Pretend Primary School", False)
    assert answers["Postcode"] == ("ZZ99 1AA", "ZZ99 1AA", True)


def test_what_only_a_pair_asks_is_one_task_with_the_lines_of_the_pair() -> None:
    shown = [task for task in tasks_of(sample.rich()) if task.pairs]
    assert [task.choices for task in shown] == [()]
    assert [choice.line.split(",")[1] for choice in shown[0].pairs[0].choices] == ["same", "different"]


def test_a_second_submission_that_needs_a_person_for_more_points_to_the_pair_above() -> None:
    found = sample.rich()
    second = found.submissions[sample.reference(2)]
    more = structs.replace(second, because=Verdict("unreadable", "x", "Cannot be read.", State.NEEDS_A_PERSON))
    task = tasks_of(structs.replace(found, submissions={**found.submissions, second.reference: more}))[-1]
    assert (task.reference, task.pairs, task.elsewhere) == (second.reference, (), (sample.reference(1),))
    assert len(task.choices) == 3


def test_a_strong_match_that_a_rule_asks_about_is_shown_side_by_side_too() -> None:
    match = Match(other=sample.reference(2), kind="same", reason="The number is the same.")
    because = Verdict("same-applicant", f"another application, {match.other}", "One or two?", State.NEEDS_A_PERSON)
    one = sample.submission(1, State.NEEDS_A_PERSON, because=because, matches=(match,))
    (task,) = tasks_of(sample.outcome(one, sample.submission(2)))
    assert [pair.other for pair in task.pairs] == [match.other]


def test_decisions_of_one_day_that_differ_are_offered_again_for_the_next_day() -> None:
    said = [Decision(sample.reference(1), way, "panel", "2026-01-20", "Why.") for way in ("accept", "decline")]
    because = Verdict("decision", "accept and decline", "They differ.", State.NEEDS_A_PERSON)
    one = sample.submission(1, State.NEEDS_A_PERSON, because=because, decisions=tuple(said))
    (task,) = tasks_of(sample.outcome(one))
    assert [choice.label for choice in task.choices][-1] == "As decided: decline (from 21 January 2026 on)"
    assert {choice.line.split(",")[3] for choice in task.choices} == {"2026-01-21"}


def test_after_decisions_that_differ_each_line_has_a_reason_that_can_be_kept() -> None:
    said = [
        Decision(sample.reference(1), way, "panel", "2026-01-19", why)
        for way, why in (("accept", "They wrote in time."), ("decline", "Scored low."))
    ]
    because = Verdict("decision", "accept and decline", "They differ. Decide again on a later day.",
                      State.NEEDS_A_PERSON)  # fmt: skip
    one = sample.submission(1, State.NEEDS_A_PERSON, because=because, decisions=tuple(said))
    (task,) = tasks_of(sample.outcome(one))
    lines = csv.reader([choice.line for choice in task.choices])
    assert {outcome: why for _, outcome, _, _, why, *_ in lines} == {
        "accept": "They wrote in time.",
        "refuse": "Looked at again, since the decisions of 19 January 2026 differed.",
        "withdraw": "They told us.",
        "decline": "Scored low.",
    }


def test_in_a_pair_the_earlier_one_is_what_the_line_is_about() -> None:
    line = next(task for task in tasks_of(sample.rich()) if task.pairs).pairs[0].choices[0].line
    assert line == (
        f"{sample.reference(1)},same,caseworker,2026-01-20,One bid sent twice.,{sample.reference(2)},"
    )  # fmt: skip


def test_every_line_can_be_pasted_and_is_read_without_a_problem() -> None:
    found = sample.rich()
    lines = [choice.line for task in tasks_of(found) for choice in task.choices]
    lines += [choice.line for task in tasks_of(found) for pair in task.pairs for choice in pair.choices]
    lines += [task.choice.line for task in held_tasks(found, day=sample.DAY)]
    facts, problems = read_decisions(
        "\n".join([HEADING_LINE, *lines]).encode(), "d.csv", sample.records(), day=sample.DAY
    )
    assert problems == ()
    assert len(facts) == len(lines)


def test_a_held_row_is_named_by_its_file_and_row() -> None:
    (held,) = held_tasks(sample.rich(), day=sample.DAY)
    assert (held.name, held.row, held.reason) == ("applications.xlsx", 12, "time that cannot be read")
    assert held.choice.line == f"{sample.DIGEST}:12,set-aside,caseworker,2026-01-20,Dealt with by hand.,,"


def test_a_rule_that_begins_like_a_formula_does_not_end_up_as_one() -> None:
    because = Verdict("odd", "x", "=1+1 is odd.", State.NEEDS_A_PERSON)
    (task,) = tasks_of(sample.outcome(sample.submission(1, State.NEEDS_A_PERSON, because=because)))
    assert all(not cell.startswith(("=", "+", "@")) for one in task.choices for cell in one.line.split(","))


def test_deleted_words_are_said_to_be_deleted_and_the_organisation_stays() -> None:
    (task, _) = tasks_of(sample.rich(), words=False)
    assert task.organisation == "Sample Scouts"
    assert {one.label: one.answer for one in task.answers} == {"Organisation": "Sample Scouts", "Amount": DELETED}


def test_what_other_rules_found_is_said_too() -> None:
    late = Verdict("after-closing", "13 January", "It came too late.", State.LATE)
    one = sample.submission(1, State.NEEDS_A_PERSON)
    (task,) = tasks_of(sample.outcome(structs.replace(one, tried=(*one.tried, late))))
    assert task.also == ("It came too late.",)


def test_what_nobody_knows_a_round_of_cannot_be_accepted_and_goes_on_waiting_when_it_was() -> None:
    unknown = sample.submission(1, State.NEEDS_A_PERSON, call="")
    (task,) = tasks_of(sample.outcome(unknown))
    assert [choice.line.split(",")[1] for choice in task.choices] == ["refuse", "withdraw"]
    assert task.also[0] == "Round not known. If it counts, correct that answer in the form's tool and export again."
    accepted = structs.replace(unknown, state=State.READY)
    (task,) = tasks_of(sample.outcome(accepted))
    assert task.says == "It was accepted, but nobody knows what it is for. So nobody marks or counts it."
    assert task.saw == ""
    assert {why_of(choice) for choice in task.choices} == {"Looked at by hand. Round not known.", "They told us."}


@pytest.mark.parametrize(
    ("partner", "said", "also"),
    [
        ("", "Partner not known", ""),
        ("police", "The form's record does not name this partner",
         ", or add the partner to “returned_by” of that record"),
    ],
)  # fmt: skip
def test_a_return_that_would_count_for_no_partner_cannot_be_accepted_and_goes_on_waiting_when_it_was(
    partner: str, said: str, also: str
) -> None:
    one = sample.submission(1, State.NEEDS_A_PERSON, form="quarterly-return", partner=partner, call="2025-Q3")
    (task,) = tasks_of(sample.outcome(one))
    assert [choice.line.split(",")[1] for choice in task.choices] == ["refuse", "withdraw"]
    assert task.also[0] == f"{said}. If it counts, correct that answer in the form's tool and export again{also}."
    (task,) = tasks_of(sample.outcome(structs.replace(one, state=State.READY)))
    assert task.says == "It was accepted, but nobody knows which return it is. So it counts for no partner."


def test_a_return_from_before_its_period_says_what_to_do_when_it_is_for_another_one() -> None:
    because = Verdict("before-period", "sent early", "It was sent before its period had begun.", State.NEEDS_A_PERSON)
    told = {"form": "quarterly-return", "partner": "safer-example", "call": "2025-Q3"}
    (task,) = tasks_of(sample.outcome(sample.submission(1, State.NEEDS_A_PERSON, because=because, **told)))
    assert task.also[0] == "If it is for another one, correct that answer in the form's tool and export again."


def test_versions_of_one_moment_each_have_a_line_that_lets_them_count() -> None:
    rule = Verdict("unclear-order", "two versions", "Which one counts is not known.", State.NEEDS_A_PERSON)
    one = sample.submission(1, State.NEEDS_A_PERSON, because=rule, tied=("a.csv", "b.csv"))
    one = structs.replace(one, versions=(one.record, structs.replace(one.record, content="c1-1")))
    (task,) = tasks_of(sample.outcome(one))
    assert [choice.label for choice in task.choices][:2] == [
        "Version 1, of a.csv, counts",
        "Version 2, of b.csv, counts",
    ]
    assert "accept" not in {choice.line.split(",")[1] for choice in task.choices}
    sheet = "\n".join((HEADING_LINE, *(choice.line for choice in task.choices[:2])))
    facts, problems = read_decisions(sheet.encode(), "d.csv", sample.records(), day=sample.DAY)
    assert [each.other for each in facts if isinstance(each, Decision)] == version_signs(one.versions)
    assert problems == ()
