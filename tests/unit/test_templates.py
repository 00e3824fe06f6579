"""The words filters make of values, and that no text of an editor comes out as anything but text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from jinja2 import UndefinedError

from programme.templates import environment, href, lower_first, markdown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("text", "words"), [("You are a school", "you are a school"), ("", "")])
def test_a_sentence_can_go_on_inside_another(text: str, words: str) -> None:
    assert lower_first(text) == words


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "http://example.org", "mailto:a@example.org", "tel:999", "HTTPS://EXAMPLE.ORG"]
)  # fmt: skip
def test_an_address_that_leads_somewhere_safe_may_stand_in_a_link(address: str) -> None:
    assert href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None, "", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
        "java\nscript:alert(1)", "\x01javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//example.org/", "/here", "here", "https:", "https: //example.org", " https://example.org",
    ],
)  # fmt: skip
def test_any_other_address_is_left_out(address: str | None) -> None:
    assert href(address) == ""


def test_markdown_becomes_plain_tags() -> None:
    assert str(markdown("One *two*.\n\n- three\n- four")) == (
        "<p>One <em>two</em>.</p>\n<ul>\n<li>three</li>\n<li>four</li>\n</ul>\n"
    )


def test_a_link_in_markdown_does_not_let_its_target_reach_back() -> None:
    assert str(markdown("[a](https://example.org)")) == (
        '<p><a href="https://example.org" rel="noopener">a</a></p>\n'
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>", "a <img src=x onerror=y>", "[a](javascript:x)", "[a](data:text/html,x)", "<javascript:x>",
        "![a](https://example.org/x.png)", '<a href="https://example.org" onclick="x">a</a>', "<!-- x -->",
        "<svg onload=x>", "[a](vbscript:x)", '<p style="color:red">a</p>', "<iframe src=https://example.org>",
    ],
)  # fmt: skip
def test_markdown_lets_nothing_dangerous_through(text: str) -> None:
    made = str(markdown(text))
    # Only plain tags, and of attributes only a link's safe address.
    assert not re.search(r"<(?!/?(?:p|ul|ol|li|a|strong|em|br)\b)", made)
    assert set(re.findall(r" ([a-z-]+)=", made)) <= {"href", "rel"}
    assert not re.search(r'href="(?!https:)', made)


def test_values_in_templates_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text('<p title="{{ text }}">{{ text }}</p>')
    made = environment(tmp_path).get_template("one.html").render(text="\"'<&>")
    assert made == '<p title="&#34;&#39;&lt;&amp;&gt;">&#34;&#39;&lt;&amp;&gt;</p>'


def test_what_a_template_is_not_given_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("{{ missing }}")
    with pytest.raises(UndefinedError, match="missing"):
        environment(tmp_path).get_template("one.html").render()


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    for text in ("before", "after"):
        (tmp_path / "one.html").write_text(text)
        assert environment(tmp_path).get_template("one.html").render() == text


@pytest.mark.parametrize("error", [RuntimeError, PermissionError])
def test_templates_render_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("programme.templates.FileSystemBytecodeCache", refuse)
    (tmp_path / "one.html").write_text("shown")
    assert environment(tmp_path).get_template("one.html").render() == "shown"
