from __future__ import annotations

import dataclasses

from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from programme.catalogue.model import Records
from programme.submissions.facts import Decision, Mark
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.report.moderation import moderation_packs
from programme.submissions.report.pack_names import pack_names
from tests.unit.submissions.report import invented as sample


def marked(number: int, *percents: int, state: State = State.READY) -> Submission:
    """A bid to which each marker gave that part of every criterion's marks."""
    marks = tuple(
        Mark(sample.reference(number), f"marker-{letter}", one.id, f"{one.marks * percent / 100:g}", "2026-01-20")
        for letter, percent in zip("abc", percents, strict=False)
        for one in sample.records().criterions.values()
    )
    return sample.submission(number, state, marks=marks, amount="8000")


def pack(outcome: Outcome, found: Records | None = None) -> LexborHTMLParser:
    packs = moderation_packs(outcome, sample.words(outcome), found or sample.records(), day=sample.DAY)
    assert list(packs) == [sample.ROUND]
    return LexborHTMLParser(packs[sample.ROUND])


def rows(page: LexborHTMLParser, section: str, table: int = 0) -> list[list[str]]:
    body = page.css(f"section[aria-labelledby={section}] table")[table].css("tbody tr")
    return [[cell.text(strip=True) for cell in row.css("th, td")] for row in body]


MANY = sample.outcome(
    marked(1, 60, 60, 60), marked(2, 90, 50, 70), marked(3, 66, 65, 65), marked(4, 80, 80), sample.submission(5)
)


def test_bids_on_which_the_markers_differ_most_come_first() -> None:
    assert rows(pack(MANY), "apart")[0][0] == sample.reference(2)
    assert rows(pack(MANY), "apart")[0][3] == "40.0"


def test_each_cut_off_says_bids_pounds_and_what_is_left_of_the_pot() -> None:
    assert rows(pack(MANY), "cut-off") == [
        ["60%", "3", "£24,000", "✗ £4,000 too much", "1"],
        ["65% (the line of “People Zones grants”)", "2", "£16,000", "£4,000 left", "1"],
        ["70%", "1", "£8,000", "£12,000 left", "1"],
    ]


def test_a_score_of_some_marks_is_said_to_be_one_and_never_kept_as_the_reason() -> None:
    scores = {row[0]: row[3] for row in rows(pack(MANY), "cut-off", 1)}
    assert scores[sample.reference(4)] == "80.0% so far"
    assert f"{sample.reference(4)},award,caseworker,2026-01-20,Not marked in full.,,8000" in pack(MANY).text()


def test_how_many_mark_each_bid_is_what_the_round_says() -> None:
    records = sample.records()
    two = {sample.ROUND: dataclasses.replace(records.rounds[sample.ROUND], markers=2)}
    outcome = sample.outcome(marked(4, 80, 80))
    packs = moderation_packs(outcome, sample.words(outcome), dataclasses.replace(records, rounds=two), day=sample.DAY)
    assert "Fund £8,000: 80.0% is 65% or more." in packs[sample.ROUND]
    assert "Each of 2 markers has marked every bid." in packs[sample.ROUND]


def test_a_bid_that_may_not_be_funded_is_in_no_cut_off() -> None:
    found = sample.outcome(marked(1, 90, 90, 90, state=State.LATE))
    assert rows(pack(found), "cut-off")[0][1] == "0"
    assert rows(pack(found), "cut-off", 1)[0][5] == "Do not fund as it stands: late."


def test_what_markers_noted_stands_with_the_bid() -> None:
    one = marked(1, 60, 60, 60)
    noted = structs.replace(one.marks[0], note="Good figures.")
    found = sample.outcome(structs.replace(one, marks=(noted, *one.marks[1:])))
    title = next(iter(sample.records().criterions.values())).title
    assert (
        f"marker-a on {title}, {one.marks[0].score} marks, 2026-01-20: Good figures."
        in pack(found).css("article.bid")[0].text()
    )


def test_missing_marks_and_bids_that_nobody_marked_are_named() -> None:
    text = pack(MANY).css("section[aria-labelledby=missing]")[0].text()
    assert f"{sample.reference(4)} 1 more marker of 3" in text
    assert sample.reference(5) in text


def with_line(percent: int | None, of: str | None = None) -> Records:
    """The records, with this line for the fund of the round."""
    records = sample.records()
    fund = records.rounds[sample.ROUND].fund
    changed = dataclasses.replace(records.funds[fund], line_percent=percent, line_of=of)
    return dataclasses.replace(records, funds={**records.funds, fund: changed})


def test_a_line_of_another_fund_is_said_to_be_one() -> None:
    said = "65% was the line of “People Zones grants”: the office has not confirmed it for this fund."
    assert said in pack(MANY).text()
    assert said not in pack(MANY, with_line(65, "people-zones-grants")).text()


def test_a_fund_s_own_line_has_cut_offs_around_it_and_the_recommendation_goes_by_it() -> None:
    page = pack(MANY, with_line(70))
    assert [row[0] for row in rows(page, "cut-off")] == ["65%", "70% (the line)", "75%"]
    said = {row[0]: row[5] for row in rows(page, "cut-off", 1)}
    assert said[sample.reference(2)] == "Fund £8,000: 70.0% is 70% or more."
    assert said[sample.reference(3)] == "Do not fund: 65.3% is below 70%."


def test_no_cut_off_is_above_100_percent() -> None:
    assert [row[0] for row in rows(pack(MANY, with_line(100)), "cut-off")] == ["95%", "100% (the line)"]


def test_without_a_line_some_cut_offs_are_compared_and_none_is_claimed_to_be_one() -> None:
    page = pack(sample.outcome(*(marked(number, 90, 90, 90) for number in range(1, 4))), with_line(None))
    assert [row[0] for row in rows(page, "cut-off")] == ["60%", "65%", "70%"]
    assert {row[5] for row in rows(page, "cut-off", 1)} == {"Talk about it: it scored 90.0%, and no line is set."}
    assert "This fund has no line, so the pack recommends no award." in page.text()
    assert "By score" not in page.text()


def test_a_fund_that_lends_no_line_is_as_good_as_none() -> None:
    assert [row[0] for row in rows(pack(MANY, with_line(None, "prevention-fund")), "cut-off")] == ["60%", "65%", "70%"]


def test_the_recommendation_follows_the_line() -> None:
    said = {row[0]: row[5] for row in rows(pack(MANY), "cut-off", 1)}
    assert said == {
        sample.reference(1): "Do not fund: 60.0% is below 65%.",
        sample.reference(2): "Fund £8,000: 70.0% is 65% or more.",
        sample.reference(3): "Fund £8,000: 65.3% is 65% or more.",
        sample.reference(4): "Wait until every marker has marked it.",
    }


SHORT = "The pot does not reach for all bids at 65% or more: they ask for £32,000, £12,000 too much."


def advice(*bids: Submission) -> dict[str, str]:
    return {row[0]: row[5] for row in rows(pack(sample.outcome(*bids)), "cut-off", 1)}


def test_where_the_pot_does_not_reach_for_all_each_bid_is_told_its_place() -> None:
    bids = (marked(1, 66, 66, 66), marked(2, 90, 90, 90), marked(3, 80, 80, 80), marked(4, 70, 70, 70))
    below, late = marked(5, 60, 60, 60), marked(6, 95, 95, 95, state=State.LATE)
    assert advice(*bids, below, late) == {
        sample.reference(6): "Do not fund as it stands: late.",
        sample.reference(2): "Fund £8,000: 90.0% is 65% or more. By score it is number 1 of 4: the pot reaches for it.",
        sample.reference(3): "Fund £8,000: 80.0% is 65% or more. By score it is number 2 of 4: the pot reaches for it.",
        sample.reference(4): "Fund £8,000 only if money is left: 70.0% is 65% or more. "
        "By score it is number 3 of 4: the pot does not reach for it.",
        sample.reference(1): "Fund £8,000 only if money is left: 66.0% is 65% or more. "
        "By score it is number 4 of 4: the pot does not reach for it.",
        sample.reference(5): "Do not fund: 60.0% is below 65%.",
    }
    page = pack(sample.outcome(*bids, below))
    assert [SHORT in one.text() for one in page.css("article.bid")] == [True] * 4 + [False]
    assert SHORT in page.css("section[aria-labelledby=cut-off]")[0].text()


def test_bids_of_one_score_share_their_places_and_the_pot_prefers_none_of_them() -> None:
    said = advice(marked(1, 70, 70, 70), marked(2, 90, 90, 90), marked(3, 70, 70, 70))
    for number in (1, 3):
        assert said[sample.reference(number)].endswith(
            "By score it shares places 2 to 3 of 3: the pot does not reach for all of these."
        )


def test_one_to_talk_about_is_told_its_place_too() -> None:
    bare, *others = marked(1, 90, 90, 90), marked(2, 95, 95, 95), marked(3, 70, 70, 70)
    smallest = min(sample.records().criterions.values(), key=lambda one: one.marks)
    none = tuple(structs.replace(it, score="0") if it.criterion == smallest.id else it for it in bare.marks)
    said = advice(structs.replace(bare, marks=none), *others)[bare.reference]
    assert said.startswith("Talk about it: ")
    assert "of 3: the pot" in said


def test_each_bid_has_a_page_with_its_line_for_the_decisions_sheet() -> None:
    articles = pack(MANY).css("article.bid")
    assert len(articles) == 4
    assert f"{sample.reference(2)},award,caseworker,2026-01-20,Scored 70.0 percent.,,8000" in articles[1].text()
    assert [one.attributes["class"] for one in articles] == ["bid", "bid page", "bid page", "bid page"]


def test_a_bid_about_which_somebody_decided_today_can_be_awarded_from_tomorrow_on() -> None:
    one = marked(2, 90, 90, 90)
    accepted = Decision(one.reference, "accept", "panel", "2026-01-20", "A slow train.")
    text = pack(sample.outcome(structs.replace(one, decisions=(accepted,)))).css("article.bid")[0].text()
    assert "Award (from 21 January 2026 on)" in text
    assert f"{one.reference},award,caseworker,2026-01-21,Scored 90.0 percent.,,8000" in text


def test_one_marker_alone_is_no_distance_apart() -> None:
    assert rows(pack(sample.outcome(marked(1, 60))), "apart")[0][3] == "–"


def test_proposed_criteria_are_said_to_be_proposed() -> None:
    text = pack(MANY).text()
    assert "are proposed. The office has not confirmed them." in text


def test_a_round_without_marks_has_no_pack() -> None:
    found = sample.outcome(sample.submission(1))
    assert moderation_packs(found, {}, sample.records(), day=sample.DAY) == {}


def test_a_bid_whose_amount_nobody_knows_is_not_recommended_for_an_award_of_nothing() -> None:
    found = sample.outcome(structs.replace(marked(1, 90, 90, 90), asked=None))
    assert rows(pack(found), "cut-off", 1)[0][5] == "Find out how much it asks for: 90.0% is 65% or more."
    assert f"{sample.reference(1)},award,caseworker,2026-01-20,Scored 90.0 percent.,,\n" in pack(found).text() + "\n"


def test_the_files_of_cohorts_are_named_as_those_of_rounds() -> None:
    assert pack_names([sample.ROUND, "Cohort 5", "Cohort 2025/26"]) == {
        sample.ROUND: sample.ROUND,
        "Cohort 5": "cohort-5",
        "Cohort 2025/26": "cohort-2025-26",
    }


def test_no_two_packs_have_the_same_file() -> None:
    alike = pack_names(["Cohort 5", "cohort (5)", "Road Safety 2025", "road-safety-2025", "cohort-5"])
    assert alike["road-safety-2025"] == "road-safety-2025"
    assert alike["cohort-5"] == "cohort-5"
    assert sorted(alike.values()) == ["cohort-5", "cohort-5-2", "cohort-5-3", "road-safety-2025", "road-safety-2025-2"]
