"""The words of a page in its language: those without a translation are English and say so in the HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from programme.templates import markdown


@dataclass(frozen=True, slots=True)
class Said:
    """Texts by place: all of them in English, and those in the language of the page."""

    english: Mapping[str, str]
    own: Mapping[str, str]

    def __call__(self, place: str) -> Markup:
        """Return a text, marked where it is in English on a page that is not."""
        if text := self.own.get(place):
            return escape(text)
        return Markup('<span lang="en-GB" dir="ltr">{}</span>').format(self.english[place])

    def long(self, place: str) -> Markup:
        """Return a text of several paragraphs, which may hold an editor's Markdown."""
        if text := self.own.get(place):
            return markdown(text)
        return Markup('<div lang="en-GB" dir="ltr">{}</div>').format(markdown(self.english[place]))

    def starting(self, begin: str) -> list[Markup]:
        """Return the texts of a list in order: those at `steps-1`, `steps-2` and so on for `steps`."""
        return [self(place) for place in self.english if place.rpartition("-")[0] == begin]
