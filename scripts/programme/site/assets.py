"""The stylesheet without its comments: they are for whoever edits it, and a visitor on a phone pays for every byte."""

from __future__ import annotations

import re
from typing import Final

STYLESHEET: Final = "assets/site.css"
_COMMENT: Final = re.compile(r"\s*/\*.*?\*/", re.DOTALL)  # the stylesheet has none inside quotation marks


def without_comments(css: str) -> str:
    """Return a stylesheet of ours without comments and without spaces at the beginning of lines."""
    return re.sub(r"\n\s+", "\n", _COMMENT.sub("", css)).lstrip()
