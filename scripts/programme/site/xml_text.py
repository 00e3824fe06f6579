"""Any text as text of an XML file, such as a picture or a Word document: nothing in it can begin or end a tag."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape  # it writes; nothing is parsed with it

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text without the characters that no XML file may hold, and with `&`, `<` and `>` written as XML does."""
    return escape(_NOT_XML.sub("", text))
