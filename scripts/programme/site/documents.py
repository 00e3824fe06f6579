"""Each form's questions as a Word document in which answers can be written offline. It is a copy, not the form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from xml.sax.saxutils import escape  # it writes; nothing is parsed with it

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from programme.catalogue.model import Form, FormQuestion, Records
from programme.clock import say_date
from programme.site.questions import question_duty, question_limits, question_options

_MAKER = "Community Action Programme"
_LANGUAGE = "en-GB"
_FONT = "Arial"
_SIZES = {"Normal": 12, "Title": 24, "Heading 1": 18, "Heading 2": 14, "List Bullet": 12}
_LONG_ANSWERS = ("long-text", "budget")
_CONFIRMED = ("published", "computed")
# The earliest date that a zip file can hold: what is in the document does not depend on when it was packed.
_PACKED = (1980, 1, 1, 0, 0, 0)
_UNUSED_PARTS = (RT.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def render(records: Records, day: date) -> dict[str, bytes]:
    """Return `fund/forms/<id>/<id>.docx` for every form, made for the day."""
    forms = records.forms.values()
    return {f"fund/forms/{one.id}/{one.id}.docx": _packed(_document(one, records, day)) for one in forms}


def _document(form: Form, records: Records, day: date) -> DocumentObject:
    document = Document()
    _drop_unused(document)
    _set_properties(document, form, day)
    _set_page(document)
    _set_styles(document)
    # One text of XML for all: `add_paragraph` looks every style up anew and takes 0.3 ms.
    paragraphs = "".join(_paragraph(style, text) for style, text in _content(form, records, day) if text is not None)
    end = document.element.body.sectPr
    for paragraph in parse_xml(f"<w:body {nsdecls('w')}>{paragraphs}</w:body>"):
        end.addprevious(paragraph)
    return document


def _content(form: Form, records: Records, day: date) -> Iterator[tuple[str, str | None]]:
    """Yield the paragraphs, each the id of its style and its text; those without text are left out."""
    yield from _opening(form, records, day)
    for section in form.sections:
        yield "Heading1", section.title
        yield "Normal", section.intro
        for question in form.questions:
            if question.section == section.id:
                yield from _question(question, records, day)


def _opening(form: Form, records: Records, day: date) -> Iterator[tuple[str, str | None]]:
    fund = records.funds.get(form.fund or "")
    basis = next((term for term in records.terms.get("bases", ()) if term.id == form.basis), None)
    yield "Title", form.title
    yield "Normal", f"This form is for: {fund.title}." if fund else None
    yield "Normal", "This is a copy to draft in; it is not the form. Do not send it to us."
    yield "Normal", f"This copy was made for {say_date(day)}. Look at the website for changes."
    yield "Normal", f"{basis.label}. {basis.description}" if basis and form.basis not in _CONFIRMED else None
    yield "Normal", form.summary


def _question(question: FormQuestion, records: Records, day: date) -> Iterator[tuple[str, str | None]]:
    yield "Heading2", question.ask
    yield "Hint", question.help
    yield "Hint", question_duty(question)
    yield "Hint", " ".join(question_limits(question, records))
    for option in question_options(question, records, day=day):
        yield "ListBullet", option
    yield "Hint", "Your answer:"
    # Breaks inside one paragraph make the room: a row of empty paragraphs is read out as so many blanks.
    yield "Answer", "\n" * (7 if question.answer in _LONG_ANSWERS else 1)


def _paragraph(style: str, text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(_NOT_XML.sub("", line))}</w:t>' for line in text.split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{"<w:br/>".join(lines)}</w:r></w:p>'


def _set_properties(document: DocumentObject, form: Form, day: date) -> None:
    """Name no person, and the day instead of the moment."""
    properties, moment = document.core_properties, datetime.combine(day, time(), UTC)
    properties.title, properties.subject = _NOT_XML.sub("", form.title), "A copy to draft in; it is not the form"
    properties.author = properties.last_modified_by = _MAKER
    properties.language, properties.comments, properties.keywords, properties.revision = _LANGUAGE, "", "", 1
    properties.created = properties.modified = moment


def _drop_unused(document: DocumentObject) -> None:
    """Drop what python-docx brings and nothing here uses: nine tenths of the file, and a picture of an empty page."""
    package, styles = document.part.package, document.styles.element
    for links in (package.rels if package else {}, document.part.rels):
        for key in [key for key, link in links.items() if link.reltype in _UNUSED_PARTS]:
            del links[key]
    for style in [style for style in styles if style.get(qn("w:type")) == "table" and not style.get(qn("w:default"))]:
        styles.remove(style)


def _set_page(document: DocumentObject) -> None:
    """Set A4 with margins of 25 mm."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)


def _set_styles(document: DocumentObject) -> None:
    """Set the language and black Arial, and make the styles of hints and of answers."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)
    for name, size in _SIZES.items():
        _set_font(document.styles[name], size)
    hint = document.styles.add_style("Hint", WD_STYLE_TYPE.PARAGRAPH)
    answer = document.styles.add_style("Answer", WD_STYLE_TYPE.PARAGRAPH)
    for style in (hint, answer):
        style.base_style = document.styles["Normal"]
    hint.paragraph_format.keep_with_next = True  # a question stays with its answer
    hint.paragraph_format.space_after = Pt(4)
    answer.paragraph_format.keep_together = True
    answer.element.get_or_add_pPr().append(_box())


def _set_font(style: ParagraphStyle, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "Theme" in name or name.endswith("theme")]:
        del fonts.attrib[name]  # a theme's font would win over ours
    for place in ("w:cs", "w:eastAsia"):
        fonts.set(qn(place), _FONT)


def _box() -> object:
    line = 'w:val="single" w:sz="8" w:space="6" w:color="404040"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")


def _packed(document: DocumentObject) -> bytes:
    """Return the document's bytes, with the date of every file in it set: python-docx writes the present moment."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, date_time=_PACKED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return packed.getvalue()
