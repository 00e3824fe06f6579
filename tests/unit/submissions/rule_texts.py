"""The rules of submissions in plain words by their codes, for the tests of what verdicts name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from itertools import chain
from types import ModuleType

from programme.catalogue.model import Records
from programme.submissions.rules import RULES, decided, pairs


def rule_texts(records: Records | None = None) -> dict[str, str]:
    """The docstrings of all rules that are tried; with `records`, the reasons of the funds' rules too.

    The rules of a fund have the code of `not_eligible` or `ask_first` before their own: `not-eligible:thirty-staff`.
    """
    rules = (*functions_of(decided), *functions_of(pairs), *chain.from_iterable(RULES.values()))
    texts = {rule.__name__.replace("_", "-"): " ".join((inspect.getdoc(rule) or "").split()) for rule in rules}
    for fund in records.funds.values() if records else ():
        texts |= {f"{rule.outcome}:{rule.id}": rule.reason for rule in fund.rules if rule.outcome != "note"}
    return texts


def functions_of(module: ModuleType) -> Iterator[Callable[..., object]]:
    """The functions that a module has for others."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield function
