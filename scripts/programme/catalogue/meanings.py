"""What the questions of a form mean, such as the amount that is asked for: the same word in every form that asks it.

No form has two questions of one meaning: `rules/answers` sees to that.
"""

from __future__ import annotations

from programme.catalogue.model import Form, FormQuestion


def by_meaning(form: Form) -> dict[str, FormQuestion]:
    """Return the questions of a form that have a meaning (`question-meanings`), by it."""
    return {one.means: one for one in form.questions if one.means}
