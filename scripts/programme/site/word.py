"""Word documents: A4, black Arial, British English, and the same bytes each time.

What all documents share is made and packed once, which takes 25 ms; a document then costs less than one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from programme.site.xml_text import xml_text

Paragraph = tuple[str, str | None]

_MAKER = "Community Action Programme"
_LANGUAGE = "en-GB"
_FONT = "Arial"
_SIZES = {"Normal": 12, "Title": 24, "Heading 1": 18, "Heading 2": 14, "List Bullet": 12}
# The earliest date that a zip file can hold: what is in the document does not depend on when it was packed.
_PACKED = (1980, 1, 1, 0, 0, 0)
_UNUSED_PARTS = (RT.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
_BODY, _CORE = "word/document.xml", "docProps/core.xml"
_END = b"<w:sectPr"
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>\
<dc:creator>{maker}</dc:creator><cp:lastModifiedBy>{maker}</cp:lastModifiedBy><cp:revision>1</cp:revision>\
<dc:language>{language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>"""


def written(title: str, subject: str, paragraphs: Iterable[Paragraph], *, day: date) -> bytes:
    """Return a document. A paragraph is the id of its style and its text; one whose text is None is left out.

    Styles: Title, Heading1, Heading2, Normal, ListBullet, Hint (stays with what follows), Answer (a box).
    The properties name no person, and the day instead of the moment.
    """
    blank = _blank()
    body = "".join(_paragraph(style, text) for style, text in paragraphs if text is not None)
    properties = _PROPERTIES.format(
        title=xml_text(title), subject=xml_text(subject), maker=_MAKER, language=_LANGUAGE, moment=f"{day}T00:00:00Z"
    )
    packed = io.BytesIO(blank.packed)
    with zipfile.ZipFile(packed, "a") as target:
        _add(target, _BODY, blank.before + body.encode() + blank.after)
        _add(target, _CORE, properties.encode())
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class _Blank:
    """What all documents share: the packed parts, and what stands before and after the paragraphs."""

    packed: bytes
    before: bytes
    after: bytes


@cache
def _blank() -> _Blank:
    document = Document()
    _drop_unused(document)
    _set_page(document)
    _set_styles(document)
    before, end, after = document.part.blob.partition(_END)
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            if name not in (_BODY, _CORE):
                _add(target, name, source.read(name))
    return _Blank(packed.getvalue(), before, end + after)


def _add(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a part under a fixed date: python-docx writes the present moment."""
    info = zipfile.ZipInfo(name, date_time=_PACKED)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    target.writestr(info, content)


def _paragraph(style: str, text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in text.split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{"<w:br/>".join(lines)}</w:r></w:p>'


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
