"""What is sent to visitors of the stylesheet is what it says, without what it says to its editors."""

from __future__ import annotations

import re
from pathlib import Path

from programme.site.assets import STYLESHEET, without_comments

OURS = (Path(__file__).resolve().parents[3] / "hooks/theme" / STYLESHEET).read_text("utf-8")


def test_comments_and_indents_go_and_rules_stay() -> None:
    assert without_comments("/* 1. Colours. */\na { color: red; }\n  /* two\n lines */ b { c: d; }\n") == (
        "a { color: red; } b { c: d; }\n"
    )


def test_our_stylesheet_keeps_every_rule() -> None:
    small = without_comments(OURS)
    assert "/*" not in small
    assert small.count("{") == re.sub(r"/\*.*?\*/", "", OURS, flags=re.DOTALL).count("{")
    assert small.count("{") == small.count("}")


def test_our_stylesheet_has_no_comment_sign_inside_quotation_marks() -> None:
    assert re.findall(r"[\"'][^\"'\n]*/\*[^\"'\n]*[\"']", OURS) == []
