"""The rules of the house that no linter knows: who may import whom, how long things may be, who may ask the time."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
SCRIPTS: Final = ROOT / "scripts"
PROGRAMME: Final = SCRIPTS / "programme"

# A layer may import itself, its fellows and what is below, never what is above. Outputs never import one another.
LAYERS: Final = (
    frozenset({"problems", "clock", "phrases"}),
    frozenset({"records", "reports"}),
    frozenset({"catalogue", "status", "eligibility", "templates", "standing"}),
    frozenset({"papers", "site", "submissions"}),
)
OUTPUTS: Final = LAYERS[-1]
EDGES_ONLY: Final = {"mkdocs", "material", "click", "rich"}
CLOCK_CALLS: Final = {"now", "utcnow", "today"}
LONGEST_FUNCTION: Final = 40
LONGEST_HOOK: Final = 150
LONGEST_SCRIPT: Final = 60


def python_files(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imports(module: ast.Module, package: str) -> Iterator[str]:
    """Dotted names of all that a module imports, wherever in it; `package` is what a leading dot means."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def package_of(file: Path) -> str:
    return ".".join(file.relative_to(SCRIPTS).parent.parts)


def part(dotted: str) -> str:
    """`records` of `programme.records.text`; empty for the package itself and for other packages."""
    names = dotted.split(".")
    return names[1] if names[0] == "programme" and len(names) > 1 else ""


def height(name: str) -> int:
    return next((number for number, layer in enumerate(LAYERS) if name in layer), -1)


def upward(module: ast.Module, file: Path) -> list[str]:
    """Imports of a module of `programme` that its layer forbids."""
    own = part(".".join(file.relative_to(SCRIPTS).with_suffix("").parts))
    found = sorted({part(dotted) for dotted in imports(module, package_of(file))} - {own, ""})
    return [f"{own} imports {other}" for other in found if height(other) > height(own) or {own, other} <= OUTPUTS]


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("file", python_files(PROGRAMME), ids=name_of)
class TestEveryModuleOfTheDomain:
    def test_stands_in_a_layer(self, file: Path) -> None:
        own = file.relative_to(PROGRAMME).with_suffix("").parts[0]
        assert own == "__init__" or height(own) >= 0, f"{own} is in no layer: add it to LAYERS"

    def test_imports_nothing_from_above(self, file: Path) -> None:
        assert upward(tree(file), file) == []

    def test_knows_neither_the_engine_nor_a_command_line(self, file: Path) -> None:
        roots = {dotted.split(".")[0] for dotted in imports(tree(file), package_of(file))}
        assert roots & EDGES_ONLY == set()

    def test_prints_nothing(self, file: Path) -> None:
        calls = [node.func for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("file", python_files(SCRIPTS, ROOT / "hooks"), ids=name_of)
class TestEveryFile:
    def test_asks_the_time_only_in_the_clock(self, file: Path) -> None:
        if file == PROGRAMME / "clock.py":
            return
        calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)]
        assert [ast.unparse(call) for call in calls if is_clock_call(call)] == []

    def test_has_no_function_longer_than_a_screen(self, file: Path) -> None:
        long = {one.name: length(one) for one in functions(file) if length(one) > LONGEST_FUNCTION}
        assert long == {}

    def test_says_what_it_is_for(self, file: Path) -> None:
        assert ast.get_docstring(tree(file))


@pytest.mark.parametrize("file", python_files(ROOT / "hooks"), ids=name_of)
def test_every_hook_file_is_thin(file: Path) -> None:
    assert lines(file) <= LONGEST_HOOK


@pytest.mark.parametrize("file", sorted(SCRIPTS.glob("*.py")), ids=name_of)
def test_every_command_is_thin_and_leaves_the_engine_to_hooks(file: Path) -> None:
    assert lines(file) <= LONGEST_SCRIPT
    assert "mkdocs" not in {dotted.split(".")[0] for dotted in imports(tree(file), "")}


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        ("records/text.py", "from programme.problems import Problem", []),
        ("records/text.py", "from programme import status", ["records imports status"]),
        ("records/text.py", "from .. import status", ["records imports status"]),
        ("records/text.py", "def f():\n    import programme.catalogue.load", ["records imports catalogue"]),
        ("clock.py", "from .records import text", ["clock imports records"]),
        ("status.py", "from programme.catalogue.model import Round", []),
        ("site/home.py", "from .cards import card", []),
        ("site/home.py", "from programme.papers import pdf", ["site imports papers"]),
    ],
)
def test_the_layer_check_can_fail(module: str, code: str, found: list[str]) -> None:
    assert upward(ast.parse(code), PROGRAMME / module) == found


def is_clock_call(call: ast.Attribute) -> bool:
    """Whether this is `date.today`, `datetime.now` and the like, in any spelling."""
    owner = ast.unparse(call.value).split(".")[-1]
    return call.attr in CLOCK_CALLS and owner in {"date", "datetime"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
