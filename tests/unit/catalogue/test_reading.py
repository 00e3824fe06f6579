"""What makes a text hard to read, at each limit, and where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from programme.catalogue.passages import page_passages, record_passages
from programme.catalogue.reading import LONGEST_SENTENCE, OLDEST, Passage, check, reading_age, sentences
from programme.records.check import check_folder

PLAIN = "You can call us at any time. We will help you. It is free. "
HARD = "Organisational methodologies necessitate considerable interdepartmental communication. "


def passage(text: str, *, counts: bool = True) -> Passage:
    return Passage("page.md", 3, 1, text, counts, text)


def codes(*passages: Passage, **plainer: str) -> list[str]:
    return [problem.code for problem in check(passages, plainer)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It costs £9.50 at 5.30pm on www.example.org today.", ["It costs £9.50 at 5.30pm on www.example.org today."]),
        ("She said “No.” Then she left.", ["She said “No.", "Then she left."]),
        ("A list item without an end", ["A list item without an end"]),
        ("One paragraph\n\nAnother", ["One paragraph", "Another"]),
        ("It is e.g. a van.", ["It is e.g. a van."]),
        ("…", []),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, found: list[str]) -> None:
    assert [one.text for one in sentences([passage(text)])] == found


def test_a_heading_is_no_sentence() -> None:
    assert sentences([passage("A heading", counts=False)]) == []


@pytest.mark.parametrize(("words", "found"), [(LONGEST_SENTENCE, []), (LONGEST_SENTENCE + 1, ["long-sentence"])])
def test_a_sentence_has_so_many_words_and_no_more(words: int, found: list[str]) -> None:
    assert codes(passage("We " + "go " * (words - 1))) == found


def test_a_number_and_what_a_hyphen_joins_are_one_word_each() -> None:
    (one,) = sentences([passage("Pay £10,000 for break-ins at Clare’s house by 17:00")])
    assert list(one.words) == ["Pay", "£10,000", "for", "break-ins", "at", "Clare’s", "house", "by", "17:00"]


def test_the_age_is_that_of_the_readability_index() -> None:
    # 2 sentences, 8 words, 32 letters: 4.71 * 4 + 0.5 * 4 - 21.43 + 5
    found = sentences([passage("Four four four four. Four four four four.")])
    assert reading_age(found) == pytest.approx(4.41)


def test_a_name_does_not_make_a_text_harder() -> None:
    known, named = sentences([passage("We live in Derby. "), passage("We live in Leicestershire.")])
    assert known.letters == named.letters


def test_a_hard_page_is_told_at_its_hardest_sentence_with_a_word_to_change() -> None:
    (told,) = check([passage(PLAIN * 3), passage(HARD * 12)], {})
    assert told.code == "reading-age"
    assert told.expected == f"{OLDEST:g} or less"
    assert "“interdepartmental”" in told.action
    assert "Organisational" in told.found


def test_few_words_are_not_judged_by_an_average() -> None:
    assert codes(passage(HARD)) == []
    assert codes(passage(HARD * 10)) == ["reading-age"]
    assert codes(passage(PLAIN * 10)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We utilise it.", ["plainer-word"]),
        ("Utilise it", ["plainer-word"]),
        ("We utilised it.", []),
        ("We use it.", []),
    ],
)
def test_a_word_that_has_a_plainer_one_is_told_in_just_its_form(text: str, found: list[str]) -> None:
    assert codes(passage(text, counts=False), utilise="use") == found


def test_the_texts_of_a_page_stand_where_they_are(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "---\ntitle: The title\ndescription: What it is.\nwords:\n  - word\n---\n# Heading\n\n"
        '<p class="a-class">Words &amp; <!-- programme: fact phone --> more.</p>\n\n'
        "- [a link](https://example.org/utilise)\n2. An item\n\n<!-- programme: rounds -->\n"
    )
    found = [(one.line, one.text, one.counts) for one in page_passages(page, "page.md")]
    assert found == [
        (2, "The title", False),
        (3, "What it is.", True),
        (7, "Heading", False),
        (9, "Words &   more.", True),
        (11, "a link", True),
        (12, "An item", True),
    ]


def test_the_texts_of_a_record_stand_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "themes.yaml").write_text("- id: t\n  title: Title\n  summary: A summary.\n  basis: proposed\n")
    (tmp_path / "funds").mkdir()
    (tmp_path / "funds" / "f.yaml").write_text(
        "id: f\ntitle: Fund\nsummary: It pays.\nabout: |\n  One part.\n\n  Another [part](../x/).\n"
        "words: [money]\nbasis: proposed\n"
    )
    found = record_passages(check_folder(tmp_path, shown="d"))
    assert [(one.path, one.line, one.text) for one in found["fund", "f"]] == [
        ("d/funds/f.yaml", 2, "Fund"),
        ("d/funds/f.yaml", 3, "It pays."),
        ("d/funds/f.yaml", 5, "One part."),
        ("d/funds/f.yaml", 7, "Another part."),
    ]
    assert [one.line for one in found["theme", "t"]] == [2, 3]
