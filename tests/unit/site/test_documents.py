"""The copy to draft answers in: what stands in it, that all can read it, and that it is the same each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from programme.site import documents
from tests.unit.site.invented import DAY, HOSTILE, records

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

    from programme.catalogue.model import Records

NAME = "fund/forms/asking/asking.docx"


def content(kept: Records | None = None, day: date = DAY) -> bytes:
    return documents.render(kept or records(), day)[NAME]


def opened(kept: Records | None = None, day: date = DAY) -> DocumentObject:
    return Document(io.BytesIO(content(kept, day)))


def texts(style: str, document: DocumentObject | None = None) -> list[str]:
    found = (document or opened()).paragraphs
    return [paragraph.text for paragraph in found if paragraph.style and paragraph.style.name == style]


def test_each_form_has_a_document_beside_its_page() -> None:
    assert set(documents.render(records(), DAY)) == {NAME}


def test_it_says_what_it_is_whom_it_is_for_and_of_which_day() -> None:
    assert texts("Title") == ["Asking form"]
    assert texts("Normal")[:5] == [
        "This form is for: Small Fund.",
        "This is a copy to draft in; it is not the form. Do not send it to us.",
        "This copy was made for 10 January 2030. Look at the website for changes.",
        "Proposed. Suggested by the makers of this service. The office has not confirmed it.",
        "What you are asked.",
    ]


def test_a_form_that_the_office_published_is_not_called_proposed() -> None:
    form = replace(records().forms["asking"], basis="published")
    assert "Proposed" not in "".join(texts("Normal", opened(replace(records(), forms={"asking": form}))))


def test_sections_are_first_level_headings_and_questions_second_in_the_order_of_the_sections() -> None:
    levels = {"Heading 1": 1, "Heading 2": 2}
    found = [(levels[paragraph.style.name], paragraph.text) for paragraph in opened().paragraphs
             if paragraph.style and paragraph.style.name in levels]  # fmt: skip
    assert found == [
        (1, "About you"), (2, "What is your e-mail address?"), (1, "Your plan"), (2, "What is your idea?"),
        (2, "How much?"), (2, "Which sort?"), (2, "Which round?"),
    ]  # fmt: skip


def test_each_question_tells_help_duty_and_limits() -> None:
    assert texts("Hint") == [
        "This question is optional.", "An e-mail address.", "Your answer:",
        "Be brief.", "You must answer this.", "Text. At most 300 words.", "Your answer:",
        "You must answer this.", "An amount in pounds. At most £9,812.50.", "Your answer:",
        "You must answer this. You are asked it only when this is true: You have a plan.", "Choose one:",
        "Your answer:",
        "You must answer this.", "Choose one:", "Your answer:",
    ]  # fmt: skip


def test_options_are_a_list() -> None:
    assert texts("List Bullet") == ["Big", "Small", "Lamps round", "Vague round"]


def test_each_question_has_one_empty_box_which_is_large_for_text() -> None:
    rooms = texts("Answer")
    assert [len(room) for room in rooms] == [1, 7, 1, 1, 1]
    assert not "".join(rooms).strip()
    assert opened().styles["Answer"].element.find(f".//{qn('w:pBdr')}/{qn('w:left')}") is not None


def test_no_paragraph_is_empty_but_the_boxes() -> None:
    empty = [paragraph for paragraph in opened().paragraphs if not paragraph.text.strip()]
    assert {paragraph.style.name for paragraph in empty if paragraph.style} == {"Answer"}


def test_its_language_is_british_english_throughout() -> None:
    document = opened()
    languages = [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))]
    assert set(languages) == {"en-GB"}
    assert document.core_properties.language == "en-GB"


@pytest.mark.parametrize("style", ["Normal", "Title", "Heading 1", "Heading 2", "List Bullet"])
def test_its_letters_are_black_without_serifs_and_twelve_points_at_least(style: str) -> None:
    font = opened().styles[style].font
    assert (font.name, str(font.color.rgb)) == ("Arial", "000000")
    assert font.size >= Pt(12)


def test_its_page_is_a4() -> None:
    section = opened().sections[0]
    assert section.page_width == pytest.approx(Mm(210), abs=Pt(1) / 20)  # Word counts in twentieths of a point
    assert section.page_height == pytest.approx(Mm(297), abs=Pt(1) / 20)


def test_it_names_no_person_and_the_day_instead_of_the_moment() -> None:
    properties = opened().core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "Asking form", "Community Action Programme", "Community Action Programme",
    )  # fmt: skip
    assert properties.created == properties.modified == datetime(2030, 1, 10, tzinfo=UTC)
    assert b"python-docx" not in b"".join(map(zipfile.ZipFile(io.BytesIO(content())).read, ["docProps/core.xml"]))


def test_it_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = content()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert content() == first
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_small() -> None:
    assert len(content()) < 20_000


def test_hostile_text_stays_text() -> None:
    asking = records().forms["asking"]
    form = replace(asking, title=HOSTILE, questions=(replace(asking.questions[0], ask=f"</w:t>{HOSTILE}"),))
    document = opened(replace(records(), forms={"asking": form}))
    assert texts("Heading 2", document)[0].startswith('</w:t>Lamps, "paths"; & C:\\New')
    assert "\x00" not in texts("Title", document)[0]
    assert len(texts("Heading 2", document)) == 1
