"""What is sent to visitors of the stylesheet and the scripts is what they say, without what they say to editors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from programme.site.assets import STYLESHEET, is_ours, without_comments

THEME = Path(__file__).resolve().parents[3] / "hooks/theme"
OURS = (THEME / STYLESHEET).read_text("utf-8")
SCRIPTS = sorted((THEME / "assets").glob("*.js"))


def test_comments_and_indents_go_and_rules_stay() -> None:
    assert without_comments(STYLESHEET, "/* 1. Colours. */\na { color: red; }\n  /* two\n lines */ b { c: d; }\n") == (
        "a { color: red; } b { c: d; }\n"
    )


def test_our_stylesheet_keeps_every_rule() -> None:
    small = without_comments(STYLESHEET, OURS)
    assert "/*" not in small
    assert small.count("{") == re.sub(r"/\*.*?\*/", "", OURS, flags=re.DOTALL).count("{")
    assert small.count("{") == small.count("}")


def test_our_stylesheet_has_no_comment_sign_inside_quotation_marks() -> None:
    assert re.findall(r"[\"'][^\"'\n]*/\*[^\"'\n]*[\"']", OURS) == []


def test_our_files_are_the_stylesheet_and_the_scripts_beside_it() -> None:
    assert is_ours("assets/site.css")
    assert is_ours("assets/exit.js")
    others = ("assets/favicon.svg", "assets/vendor/minisearch/minisearch.min.js", "assets/javascripts/bundle.js")
    assert [path for path in others if is_ours(path)] == []


def test_comments_of_a_script_go_and_its_lines_stay_as_they_are() -> None:
    script = """\
/**
 * What it does.
 */
'use strict';
{
  // Why.
  const address = 'https://example.org/'; // stays
  /** Return it. */
  const pattern = /\\/*x/;

  /* a */ const one = 1;
}
"""
    assert without_comments("assets/a.js", script) == (
        "'use strict';\n{\n  const address = 'https://example.org/'; // stays\n  const pattern = /\\/*x/;\n\n"
        "  /* a */ const one = 1;\n}\n"
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_line_of_a_script_of_ours_that_is_no_comment_stays(script: Path) -> None:
    text = script.read_text("utf-8")
    lines = without_comments(f"assets/{script.name}", text).splitlines()
    assert lines[0] == "'use strict';"
    assert [line for line in lines if line.lstrip().startswith(("//", "/*", "*"))] == []
    inside, kept = False, []
    for line in text.splitlines():
        begins = line.lstrip().startswith("/*")
        if not (inside or begins or line.lstrip().startswith("//")):
            kept.append(line)
        inside = (inside or begins) and "*/" not in line
    assert lines == kept
