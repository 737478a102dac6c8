"""Promises about the code itself, kept by the machine."""

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
from examples import (
    ANNOUNCED,
    DECIDED,
    ENTERED,
    ESTABLISHED,
    EVERY_FACT,
    LEDGER_OPENED,
    NOMINATED,
    OBJECTIVE_SET,
    PROPOSED,
    make_fact,
)

from bsm_domain.catalogue import FACTS, UPCASTS, FactKind
from bsm_domain.follow_up.facts import ActivityProposed, EvidenceAttached
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_domain.foundation.participating_states import state_name
from bsm_projections.databases import SqliteDatabase
from bsm_projections.engine.engine import Engine
from bsm_projections.history.read_model import History
from bsm_projections.history.sentences import SENTENCE_TEMPLATES, fact_sentence
from bsm_service.access.permissions import PERMISSIONS
from bsm_service.application.command import Command, every_command
from bsm_service.application.command_context import decide
from bsm_service.assembly import subjects  # noqa: F401 - they register there
from frozen_names import stored_names

ROOT = Path(__file__).parents[1]


def test_stored_names_are_kept_for_ever():
    written = {fact.TOPIC for fact in FACTS}

    assert len(written) == len(FACTS)
    assert written - stored_names() == set(), "'make names' adds new names"
    assert stored_names() <= written | UPCASTS.keys()


def test_no_fact_is_missing_from_the_catalogue():
    of_the_domain = {
        fact
        for fact in DomainEvent.__subclasses__()
        if fact.__module__.startswith("bsm_domain.")
    }

    assert of_the_domain == set(FACTS)


def test_every_old_name_leads_to_one_that_is_written():
    written = {fact.TOPIC for fact in FACTS}
    for name, upcast in UPCASTS.items():
        assert name not in written
        assert upcast.becomes in written | set(UPCASTS)


def test_every_fact_is_of_a_kind_that_can_be_asked_for():
    assert {fact.TOPIC.split(".")[1] for fact in FACTS} == set(FactKind)


def test_the_tests_have_an_example_of_every_fact():
    assert {type(fact) for fact in EVERY_FACT} == set(FACTS)


@pytest.mark.parametrize("kind", FACTS, ids=lambda it: it.TOPIC)
def test_a_new_fact_needs_no_example_of_its_own(kind: type[DomainEvent]):
    if kind in (ActivityProposed, EvidenceAttached):
        return  # they have fields of a form that no type tells

    made = make_fact(kind)

    assert kind.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize("command", every_command(), ids=lambda it: it.NAME)
def test_every_command_is_decided_in_one_way_and_somebody_may_ask(
    command: type[Command],
):
    has_handler = command in decide.registry
    assert has_handler == (command.declared_decision is None)
    assert PERMISSIONS[command.NAME]


@pytest.mark.parametrize(
    "command",
    [command for command in every_command() if command.DECIDED_IN_HANDLER],
    ids=lambda it: it.NAME,
)
def test_a_handler_takes_the_decision_that_its_command_names(command: type[Command]):
    assert command.DECISION is None
    source = Path(inspect.getfile(decide.registry[command])).read_text()
    assert f".{command.DECIDED_IN_HANDLER.__name__}(" in source


def test_every_command_has_a_name_of_its_own():
    assert len({command.NAME for command in every_command()}) == len(every_command())


def test_every_fact_has_a_sentence_and_no_sentence_is_left_over():
    assert set(SENTENCE_TEMPLATES) == {fact.TOPIC for fact in FACTS}


class Told:
    """A log of the streams' beginnings and one fact more."""

    def __init__(self, *facts: DomainEvent) -> None:
        self.facts = [
            LoggedFact(at, fact, str(fact.originator_id))
            for at, fact in enumerate(facts, start=1)
        ]

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        return self.facts[after : after + limit]


BEGINNINGS = (
    ESTABLISHED,
    ANNOUNCED,
    LEDGER_OPENED,
    NOMINATED,
    OBJECTIVE_SET,
    PROPOSED,
    ENTERED,
    DECIDED[0],
)


@pytest.mark.parametrize("fact", EVERY_FACT, ids=lambda it: it.TOPIC)
def test_every_fact_can_be_told_in_its_sentence(fact: DomainEvent, tmp_path: Path):
    beginnings = () if fact in BEGINNINGS[:2] else BEGINNINGS
    log = Told(*(first for first in beginnings if first is not fact), fact)
    store = SqliteDatabase(tmp_path / "reads.db")
    engine = Engine(log, store, [History()])
    engine.catch_up()
    with engine.snapshot() as snapshot:
        row = snapshot.row("SELECT * FROM {facts} ORDER BY position DESC LIMIT 1")
    parked = engine.parked()
    store.close()

    assert parked == []
    assert row is not None
    assert row["stored_name"] == fact.TOPIC
    told = fact_sentence(
        fact.TOPIC,
        json.loads(row["words"]),
        lambda code: state_name(code, fact.recorded_at.date()),
    )
    assert told.strip()
    assert not {"{", "}", "None", "AT"} & {*told, *told.split()}


def test_modules_stay_short():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for _, path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert too_long == {}


def modules() -> Iterator[tuple[str, Path]]:
    """The product's modules and packages, by their names."""
    for folder, package in (("src", "bsm_*"), (".", "dashboard")):
        for file in (ROOT / folder).glob(f"{package}/**/*.py"):
            parts = file.relative_to(ROOT / folder).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__"), file


def renaming_imports(file: Path, names: set[str]) -> Iterator[str]:
    """Imports of modules under another name than their own or `<folder>_<module>`."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for alias in node.names:
            package = getattr(node, "module", None)
            name = f"{package}.{alias.name}" if package else alias.name
            folder, module = f".{name}".split(".")[-2:]
            allowed = (None, f"{folder.removeprefix('bsm_')}_{module}")
            if name in names and alias.asname not in allowed:
                yield f"{file.relative_to(ROOT)}: {name} as {alias.asname}"


def test_modules_are_imported_under_their_own_names():
    files = dict(modules())

    assert [
        line for file in files.values() for line in renaming_imports(file, {*files})
    ] == []


# Without those that Plotly understands in its labels: `b`, `br`, `extra`.
HTML_TAG = re.compile(
    r"</?(?:a|abbr|button|caption|code|dd|details|div|dl|dt|form|h\d|html|i|img|input|"
    r"label|li|link|nav|noscript|ol|option|p|script|section|select|small|span|strong|"
    r"style|sup|svg|table|tbody|td|textarea|th|thead|time|tr|ul)(?=[\s/>])"
)
CSS_RULE = re.compile(r"\{\s*[\w-]+:[^{};]*;[^{}]*\}|\{\s*[\w-]+:\s[^{}]*\}|@media\b")
# What has HTML of others in its code: a page of Streamlit's, and what it asks for.
HTML_OF_OTHERS = {
    "dashboard/components/browser_component.py",
    "dashboard/shell/streamlit_assets.py",
}


def written_texts(file: Path) -> Iterator[str]:
    """The strings of a module, with X for each value put in; no docstrings."""
    in_others: set[int] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Expr):  # a docstring
            in_others.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            in_others |= {id(part) for part in node.values}
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X"
                for part in node.values
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in in_others
        ):
            yield node.value


def test_html_and_css_stand_in_files_of_their_own():
    found = {
        str(file.relative_to(ROOT)): text
        for _, file in modules()
        for text in written_texts(file)
        if HTML_TAG.search(text) or CSS_RULE.search(text)
    }

    assert {*found} == HTML_OF_OTHERS, found


def test_every_file_beside_the_code_is_packaged():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]
    missing = []
    for name, init in modules():
        if init.name != "__init__.py":
            continue
        folder = init.parent
        packaged = {
            folder / path
            for pattern in (*patterns["*"], *patterns.get(name, ()))
            for path in glob(pattern, root_dir=folder, recursive=True)
        }
        missing += [
            str(file.relative_to(ROOT))
            for file in files_of_package(folder)
            if file.suffix not in (".py", ".pyc") and file not in packaged
        ]

    assert missing == []


def files_of_package(folder: Path) -> Iterator[Path]:
    """Those in the folder, and in folders below that are no packages themselves."""
    for path in folder.iterdir():
        if path.is_file():
            yield path
        elif not (path / "__init__.py").exists():
            yield from files_of_package(path)


# What says something on a page, apart from the labels of its controls.
SAYS = {"error", "headline", "info", "paragraphs", "warning"}
SAYS |= {"show_empty_state", "show_error", "show_heading"}


def said_beside_the_texts(file: Path) -> Iterator[str]:
    """Sentences (three words or more) that a module composes where it shows them."""
    for call in ast.walk(ast.parse(file.read_bytes())):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in SAYS or ast.unparse(call.func).startswith("_log."):
            continue
        for part in ast.walk(call):
            text = getattr(part, "value", None)
            if isinstance(text, str) and len(text.split()) >= 3:
                yield f"{file.relative_to(ROOT)}: {text}"


def test_what_pages_say_stands_with_the_texts_of_their_subject():
    files = (file for name, file in modules() if name.startswith("dashboard."))

    assert [said for file in files for said in said_beside_the_texts(file)] == []
