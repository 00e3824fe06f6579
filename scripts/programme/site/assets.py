"""The stylesheet and scripts without comments: they are for whoever edits them, and a visitor pays for every byte."""

from __future__ import annotations

import re
from typing import Final

STYLESHEET: Final = "assets/site.css"
_SCRIPT: Final = re.compile(r"assets/[^/]+\.js")
_COMMENT: Final = re.compile(r"\s*/\*.*?\*/", re.DOTALL)  # the stylesheet has none inside quotation marks
# In a script a comment has lines of its own. What looks like one within a line, such as in an address, stays.
_OWN_LINES: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)


def is_ours(path: str) -> bool:
    """Tell whether a file of the theme is our stylesheet or a script of ours."""
    return path == STYLESHEET or bool(_SCRIPT.fullmatch(path))


def without_comments(path: str, text: str) -> str:
    """Return the text of a file of ours without comments, and a stylesheet without spaces at the start of lines."""
    if path == STYLESHEET:
        return re.sub(r"\n\s+", "\n", _COMMENT.sub("", text)).lstrip()
    return _OWN_LINES.sub("", text)
