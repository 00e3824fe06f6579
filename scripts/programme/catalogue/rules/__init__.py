"""The rules between fields and records. A rule's docstring is the rule, in an editor's words.

Each rule is a plain function of the records and the day that yields what it finds. The data dictionary
quotes the docstrings. What a single value may be is the schemas' business, not a rule's.
"""

from programme.catalogue.findings import Change, Rule
from programme.catalogue.rules import (
    answers,
    changes,
    checker,
    deadlines,
    forms,
    links,
    records,
    results,
    returns,
    rounds,
    toolkit,
    translations,
)

RULES: tuple[Rule, ...] = (
    rounds.closes_after_it_opens,
    rounds.weekday_fits_date,
    rounds.time_needs_day,
    rounds.awarded_after_closing,
    rounds.dates_or_a_note,
    rounds.earlier_dates_differ,
    rounds.within_the_funds_ceiling,
    rounds.way_to_apply_is_whole,
    deadlines.time_exists,
    deadlines.deadline_on_a_working_day,
    deadlines.round_within_one_clock,
    deadlines.closing_time_is_plain,
    records.basis_has_source,
    records.facts_do_not_overlap,
    records.area_with_successor_ends,
    records.award_says_what_was_given,
    records.reviewed_in_the_past,
    records.text_is_plain_markdown,
    links.links_lead_somewhere,
    checker.checker_can_ask,
    checker.ceiling_is_one_number,
    forms.form_is_whole,
    forms.round_has_a_form_of_its_fund,
    answers.meaning_fits_the_answer,
    answers.application_names_round_and_amount,
    answers.submissions_can_be_told_apart,
    answers.columns_belong_to_one_question,
    answers.shape_is_whole,
    returns.return_is_whole,
    returns.periods_follow_one_another,
    toolkit.warning_names_alternative,
    toolkit.rating_has_source,
    toolkit.safe_topic_has_exit,
    toolkit.reviewed_in_time,
    toolkit.each_line_once,
    toolkit.figure_fits_band,
    results.result_is_its_rounds,
    results.result_tells_the_rest_when_decided,
    results.result_adds_up,
    results.small_numbers_are_hidden,
    results.reasons_are_known,
    translations.language_is_whole,
    translations.translation_has_its_record,
    translations.translation_is_current,
    translations.translation_fits_its_record,
    translations.numbers_stay_in_the_record,
)

CHANGES: tuple[Change, ...] = (changes.dates_changed_in_the_open,)
