"""What the documents of the project say is true: commands, paths, options, links, samples and quoted messages."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml

from programme.records.check import DATA, check_folder
from programme.records.generated import SAMPLES_BEGIN, SAMPLES_END
from tests.commands import call
from tests.golden import OPTION

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = (ROOT / "README.md").read_text("utf-8")
GUIDE: Final = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BY_HAND: Final = GUIDE.partition(SAMPLES_BEGIN)[0] + GUIDE.partition(SAMPLES_END)[2]
SAMPLES: Final = GUIDE.partition(SAMPLES_BEGIN)[2].partition(SAMPLES_END)[0]
DOCUMENTS: Final = {path.name: path.read_text("utf-8") for path in sorted(ROOT.glob("*.md"))}
WRITTEN: Final = {**DOCUMENTS, "CONTRIBUTING.md": BY_HAND}
MAKEFILE: Final = (ROOT / "Makefile").read_text("utf-8")
COMMANDS: Final = sorted((ROOT / "scripts").glob("*.py"))
# What `reconcile.py` lists, in its own words: the files beside them are shared by several.
RECONCILE: Final = ("check", "run", "explain", "decide", "purge", "simulate")
STAFF: Final = {
    name: (ROOT / "content/staff" / name).read_text("utf-8")
    for name in ("reconciling.md", "setting-up.md", "data-protection.md")  # in the order in which they are followed
}

FENCE: Final = re.compile(r"^[ \t]*```(\w*)\n(.*?)^[ \t]*```$", re.MULTILINE | re.DOTALL)
SPAN: Final = re.compile(r"`([^`\n]+)`")
PATH: Final = re.compile(r"\.?[\w<>*-][\w.<>*-]*(?:/[\w.<>*-]+)*/?")
FILE_ENDINGS: Final = (".lock", ".md", ".py", ".toml", ".yaml", ".yml")
# Named in the documents, and made by commands, by an editor or by GitHub: not there in a fresh clone.
NOT_KEPT: Final = {
    "site/",
    ".venv/",
    ".venv/bin/python",
    "api/v1/",
    "things.yaml",
    "things/*.yaml",
    "example-round-2027.yaml",
}
LARGEST_IMAGE: Final = 150_000
DAY: Final = "2027-03-01"  # the day of the examples
ROUND: Final = "data/rounds/example-round-2027.yaml"
PLACEHOLDER: Final = "organisation-types"  # the vocabulary to which the sample of a term is taken to belong

each_document = pytest.mark.parametrize("name", WRITTEN)


def code(text: str) -> list[str]:
    """Every line of code in a document: spans, and the lines of fenced blocks."""
    fenced = [line for _, body in FENCE.findall(text) for line in body.splitlines()]
    return SPAN.findall(FENCE.sub("", text)) + fenced


def example(name: str) -> str:
    """The fenced block after the comment `<!-- example: name -->`."""
    found = re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)^```$", README + GUIDE, re.MULTILINE | re.DOTALL)
    assert found, f"no example called {name}"
    return found[1]


# --- commands of make


def targets() -> set[str]:
    found = re.search(r"^\.PHONY:(.*)$", MAKEFILE, re.MULTILINE)
    assert found
    return set(found[1].split())


def named_targets(text: str) -> set[str]:
    setting = r"[A-Z_]+=\S+ "
    command = re.compile(rf"(?:{setting})*make (?:{setting})*([a-z]+)\b")
    return {found[1] for line in code(text) if (found := command.match(line))}


@each_document
def test_every_make_command_that_is_named_exists(name: str) -> None:
    assert named_targets(WRITTEN[name]) <= targets()


def test_every_make_command_is_explained_in_the_readme() -> None:
    rows = set(
        re.findall(r"`make ([a-z]+)`", "\n".join(line for line in README.splitlines() if line.startswith("| `make")))
    )
    assert rows == targets()


def test_makes_own_list_names_real_commands() -> None:
    assert set(re.findall(r"^\t@echo 'make ([a-z]+) ", MAKEFILE, re.MULTILINE)) <= targets()


# --- paths and links


def paths(text: str) -> list[str]:
    spans = [span for span in SPAN.findall(FENCE.sub("", text)) if PATH.fullmatch(span)]
    return [
        span for span in spans if ("/" in span or span.endswith(FILE_ENDINGS)) and not re.fullmatch(r"[\d/]+", span)
    ]


def exists(path: str) -> bool:
    pattern = re.sub(r"<\w+>", "*", path)
    return any(ROOT.glob(pattern.rstrip("/"))) if "*" in pattern else (ROOT / pattern).exists()


@each_document
def test_every_path_that_is_named_exists(name: str) -> None:
    assert [path for path in paths(WRITTEN[name]) if path not in NOT_KEPT and not exists(path)] == []


def mapped() -> list[str]:
    """The paths of the map in the README, whose indentation says in which folder each stands."""
    found: list[str] = []
    folders: list[str] = []
    for line in example("map").splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        folders = folders[:depth]
        found.append("".join(folders) + name)
        folders.append(name)
    return found


def test_the_map_of_the_house_is_right() -> None:
    assert [path for path in mapped() if not exists(path)] == []


@pytest.mark.parametrize("folder", ["scripts", "scripts/programme", "data", "hooks"])
def test_the_map_of_the_house_is_whole(folder: str) -> None:
    inside = [path for path in (ROOT / folder).iterdir() if not path.name.startswith(("_", "."))]
    names = {f"{folder}/{path.name}{'/' if path.is_dir() else ''}" for path in inside}
    assert names - set(mapped()) == set()


def test_the_map_of_submissions_is_whole() -> None:
    """The map stands in the package's docstring: a module a line, or several that belong together."""
    package = ROOT / "scripts/programme/submissions"
    lines = (package / "__init__.py").read_text("utf-8").partition("made of:\n")[2]
    inside = {path.stem for path in package.iterdir() if not path.name.startswith(("_", "."))}
    assert {name for name in inside if not re.search(rf"(?:^    |, |`){name}\b", lines, re.MULTILINE)} == set()


def anchors(text: str) -> set[str]:
    """The fragments of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", FENCE.sub("", DOCUMENTS[name]))
    wrong = []
    for link in links:
        file, _, fragment = link.partition("#")
        target = file or name
        if not (ROOT / target).exists() or (fragment and fragment not in anchors(DOCUMENTS[target])):
            wrong.append(link)
    assert wrong == []


def test_every_image_is_shown_and_small() -> None:
    images = sorted((ROOT / ".github" / "images").iterdir())
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert sorted(shown) == [image.relative_to(ROOT).as_posix() for image in images]
    assert [image.name for image in images if image.stat().st_size > LARGEST_IMAGE] == []


@each_document
def test_no_document_names_a_machine_or_holds_an_address_of_a_person(name: str) -> None:
    assert re.findall(r"/(?:tmp|home|work|root|Users)/|\b[\w.]+@[\w.]+\b", WRITTEN[name]) == []


# --- commands of the project and what they are told


def said(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a command of the project with this Python, and return what it prints. It may find problems, never fail."""
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert not done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    return {path.name: said(path, "--help") for path in COMMANDS} | {
        f"reconcile.py {name}": said("scripts/reconcile.py", name, "--help") for name in RECONCILE
    }


def test_every_command_explains_itself_and_is_named(helps: dict[str, str]) -> None:
    named = " ".join(mapped())
    assert [name for name, text in helps.items() if not text.startswith("Usage:") or name.split()[0] not in named] == []


@pytest.mark.parametrize("name", [*WRITTEN, *STAFF])
def test_every_option_that_is_named_exists(name: str, helps: dict[str, str]) -> None:
    everywhere = " ".join([*helps.values(), OPTION])
    wrong = []
    for line in code({**WRITTEN, **STAFF}[name]):
        script = re.search(r"scripts/((?:reconcile\.py (?!-)\w+)|\w+\.py)", line)
        if script or line.startswith("--") or "pytest" in line:
            known = helps[script[1]] if script else everywhere
            wrong += [option for option in re.findall(r"--[a-z-]+", line) if option not in known]
    assert wrong == []


def typed(text: str) -> list[str]:
    """Every line of a document that runs Python: what people copy into a terminal."""
    return [line for line in code(text) if re.match(r"[\w./]*python3? ", line)]


def part(text: str, title: str) -> str:
    """The part of a page under a heading of the second level; nothing when there is none."""
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", *STAFF])
def test_every_line_to_type_runs_the_python_that_was_set_up(name: str) -> None:
    lines = typed({**WRITTEN, **STAFF}[name])
    assert lines
    assert [line for line in lines if not line.startswith(".venv/bin/python ")] == []


def test_three_lines_show_a_report() -> None:
    tried = part(STAFF["reconciling.md"], "Try it")
    lines = example("reconcile").splitlines()
    assert len(lines) == 3
    assert [line.split()[:3] for line in typed(tried)] == [line.split()[:3] for line in lines]
    assert "make env" in code(tried)


def test_staff_say_once_in_each_kind_of_terminal_which_store_it_is() -> None:
    told = part(STAFF["reconciling.md"], "On your own computer")
    assert 'export RECONCILE_STORE="' in told
    assert '$env:RECONCILE_STORE = "' in told
    assert [line for text in STAFF.values() for line in typed(text) if "--store" in line] == []


def test_staff_give_their_store_what_the_daily_run_gives_it() -> None:
    told = part(STAFF["reconciling.md"], "On your own computer")
    names = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", told))
    assert {"AWS_ACCESS_KEY_ID", "AZURE_STORAGE_ACCOUNT_KEY", "FSSPEC_SFTP_KEY_FILENAME"} <= names
    workflow = (ROOT / ".github" / "workflows" / "reconcile.yml").read_text("utf-8")
    assert [name for name in names if not re.search(rf"\b{name}\b", workflow)] == []


def for_trying(line: str, folder: Path) -> list[str]:
    """The words of a line that staff type, for the store for trying out and a reference that it knows."""
    line = line.replace("$HOME", folder.as_posix())
    snapshot = folder / "private/reports/snapshot.json"
    if snapshot.exists():
        known = re.findall(r"\w{5}-\w{5}-\w", snapshot.read_text("utf-8"))
        line = re.sub(r"\b[A-Z\d]{5}-[A-Z\d]{5}-[A-Z\d]\b", known[0], line)
    return shlex.split(line)[2:]


def test_what_staff_are_told_to_type_can_be_done(tmp_path: Path) -> None:
    """All lines of both pages, one after the other."""
    sheet = tmp_path / "Downloads/decisions.xlsx"
    sheet.parent.mkdir()
    lines = [line for text in STAFF.values() for line in typed(text) if "scripts/reconcile.py" in line]
    for line in lines:
        if sheet.name in line:
            shutil.copy(tmp_path / "private/reports" / sheet.name, sheet)
        done = call(tmp_path, *for_trying(line, tmp_path), PROGRAMME_TODAY="2026-01-20")
        assert done.returncode in {0, 1}, (line, done.stderr)
    assert {line.split()[2] for line in lines} >= {"simulate", "run", "explain", "decide", "purge"}
    report = next(line.split()[-1] for line in typed(STAFF["reconciling.md"]) if "webbrowser" in line)
    assert (tmp_path / report).is_file()


def test_every_form_of_the_report_is_named(helps: dict[str, str]) -> None:
    found = re.search(r"\[([a-z|]+)\]", helps["check_data.py"])
    assert found
    told = re.search(r"^`--format` takes (.*?)\.", BY_HAND, re.MULTILINE)
    assert told
    assert SPAN.findall(told[1]) == found[1].split("|")


def test_every_setting_that_is_named_is_read_somewhere() -> None:
    settings = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    readers = [MAKEFILE, (ROOT / "mkdocs.yml").read_text("utf-8"), (ROOT / "tests" / "conftest.py").read_text("utf-8")]
    readers += [path.read_text("utf-8") for folder in ("scripts", "hooks") for path in (ROOT / folder).rglob("*.py")]
    assert settings
    assert [one for one in settings if not any(re.search(rf"\b{one}\b", text) for text in readers)] == []


def test_the_policy_in_the_readme_is_that_of_the_pages() -> None:
    frame = (ROOT / "hooks" / "theme" / "main.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', frame)
    assert policy
    assert f"Content-Security-Policy: {policy[1]}; frame-ancestors 'none'\n" in example("headers")


def test_the_line_for_the_statistics_office_is_that_of_the_licence() -> None:
    line = "Source: Office for National Statistics licensed under the Open Government Licence v"
    quoted = re.findall(re.escape(line) + r"[.\d]+", README)
    assert quoted
    assert all(one in DOCUMENTS["LICENCE-CONTENT.md"] for one in quoted)


def test_the_names_that_github_shows_are_those_of_the_workflows() -> None:
    workflows = [yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / ".github" / "workflows").glob("*.yml")]
    jobs = {job["name"] for workflow in workflows if workflow["name"] == "Check" for job in workflow["jobs"].values()}
    assert {name for name in jobs if f"**{name}**" not in BY_HAND or f"**{name}**" not in README} == set()
    assert {"Publish", "Reconcile"} <= {workflow["name"] for workflow in workflows}


def test_the_pull_request_has_the_two_boxes_of_the_guide() -> None:
    assert (ROOT / ".github" / "pull_request_template.md").read_text("utf-8").count("- [ ]") == 2
    assert "tick the two boxes" in BY_HAND


# --- records in the guide


def test_the_words_for_basis_are_those_of_the_vocabulary() -> None:
    terms = yaml.safe_load((DATA / "codelists" / "bases.yaml").read_text("utf-8"))
    table = GUIDE.partition("<!-- example: bases -->")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE) == [term["id"] for term in terms]


def samples() -> dict[str, str]:
    """The generated samples by the place in which each lives; a folder of lists ends with a stroke."""
    return dict(re.findall(r"It lives in [a-z ]*`data/([^`]+)`[^.\n]*\.\n\n```yaml\n(.*?)```", SAMPLES, re.DOTALL))


def test_there_is_a_sample_of_every_kind() -> None:
    kinds = [
        yaml.safe_load(path.read_text("utf-8")) for path in (DATA / "schemas").glob("*.yaml") if path.stem != "kinds"
    ]
    lists = {kind["path"].removesuffix("*.yaml") for kind in kinds if kind.get("holds") == "list"}
    assert set(samples()) == lists | {
        kind["path"].replace("*", "<id>") for kind in kinds if kind.get("holds") != "list"
    }


@pytest.mark.parametrize("place", samples())
def test_every_sample_is_a_good_record(place: str, tmp_path: Path) -> None:
    """Only what a sample refers to may be missing: it names records that it does not bring."""
    body = samples()[place]
    key = re.search(r"^id: (\S+)$", body, re.MULTILINE)
    shutil.copytree(DATA / "codelists", tmp_path / "codelists")
    file = f"{place}{PLACEHOLDER}.yaml" if place.endswith("/") else place
    path = tmp_path / file.replace("<id>", key[1] if key else PLACEHOLDER)
    path.parent.mkdir(exist_ok=True)
    path.write_text(body, encoding="utf-8")
    assert [problem for problem in check_folder(tmp_path).problems if problem.code != "unknown-reference"] == []


# --- the examples for staff, each made for real


@pytest.fixture
def example_data(tmp_path: Path) -> Path:
    """The data of the project with the records that the guide adds; the folder that holds `data`."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("editor"))
    for file, name in (("sources", "source"), ("awards/published", "award")):
        with (tmp_path / "data" / f"{file}.yaml").open("a", encoding="utf-8") as table:
            table.write("\n" + example(name))
    (tmp_path / ROUND).write_text(example("round"), encoding="utf-8")
    return tmp_path


def checked(folder: Path, *options: str | Path) -> str:
    """What the check of the guide's round says, whatever it says of the rest of the data."""
    return said(ROOT / "scripts" / "check_data.py", "--today", DAY, *options, "data", folder=folder)


def of_the_example(report: str) -> list[str]:
    """The problems of a report that are about records of the guide."""
    return [block for block in report.split("\n\n") if ROUND in block or "example-" in block]


def changed(folder: Path, old: str, new: str) -> None:
    text = (folder / ROUND).read_text("utf-8")
    assert old in text
    (folder / ROUND).write_text(text.replace(old, new), encoding="utf-8")


def test_the_records_that_the_guide_adds_are_good(example_data: Path) -> None:
    assert of_the_example(checked(example_data)) == []


def test_the_review_in_the_guide_is_good(example_data: Path) -> None:
    changed(example_data, "sources:\n", example("reviewed") + "sources:\n")
    assert of_the_example(checked(example_data)) == []


def test_the_guide_quotes_what_is_said_of_a_date_that_does_not_exist(example_data: Path) -> None:
    changed(example_data, "closes: 2027-03-15", "closes: 2027-02-31")
    assert example("message-no-such-date") in checked(example_data)


def test_the_guide_quotes_what_is_said_of_a_date_that_was_changed_silently(example_data: Path, tmp_path: Path) -> None:
    shutil.copytree(example_data / "data", tmp_path / "before")
    changed(example_data, "closes: 2027-03-15", "closes: 2027-03-22")
    assert example("message-silent-change") in checked(example_data, "--against", tmp_path / "before")


def test_the_date_is_changed_rightly_in_the_guide(example_data: Path, tmp_path: Path) -> None:
    shutil.copytree(example_data / "data", tmp_path / "before")
    changed(example_data, "closes: 2027-03-15\ncloses_weekday: monday\n", example("moved"))
    assert of_the_example(checked(example_data, "--against", tmp_path / "before")) == []


def test_no_link_stands_in_a_paragraph_that_is_html_already() -> None:
    """It would be shown with its brackets: Markdown leaves such a paragraph as it is."""
    pages = (ROOT / "content").rglob("*.md")
    lines = [(page.name, line) for page in pages for line in page.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if line.startswith("<p") and "](" in line] == []
