"""No regular expression of the product costs more than in proportion to its text."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from regex_work import Count, growth, has_many, hostile

ROOT = Path(__file__).parents[1]
# Of what begins a text, only these look for a match; others look at every place.
ANCHORED = frozenset({"match", "fullmatch"})
METHODS = ANCHORED | {"search", "split", "findall", "finditer", "sub", "subn"}
# Twice, and a little for what stands at both ends; of a square it is nearly four times.
MOST_GROWTH = 2.7


@dataclass(frozen=True)
class Pattern:
    where: str
    text: str | bytes
    flags: int
    anchored: bool


class Unreadable(Exception):
    """A pattern that is put together where this test cannot follow."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("src", "dashboard"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "re." in text or "pattern" in text:
                yield path, ast.parse(text)


def patterns_of(path: Path, tree: ast.Module) -> Iterator[Pattern]:
    """Every pattern that a module names, with how it is used there."""
    nodes = list(ast.walk(tree))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    uses: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            uses.setdefault(ast.unparse(node.value), set()).add(node.attr)
    given = {
        node.value: ast.unparse(node.targets[0])
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    }
    handed_on = {
        one
        for name, used in uses.items()
        if name not in ("re", *given.values())
        for one in used
    }
    for call in calls:
        named = ast.unparse(call.func)
        keyword = {one.arg: one.value for one in call.keywords}
        where = f"{path.relative_to(ROOT)}:{call.lineno}"
        if named.startswith("re.") and (named[3:] in METHODS or named == "re.compile"):
            if named == "re.compile":
                # One that is handed on is used by a name that nothing is assigned to.
                used = uses.get(given[call], set()) if call in given else handed_on
            else:
                used = {named[3:]}
            flags = keyword.get("flags")
            if named == "re.compile" and len(call.args) > 1:
                flags = call.args[1]
            yield Pattern(
                where,
                valued(path, call.args[0]),
                valued(path, flags) if flags else 0,
                bool(used) and used <= ANCHORED,
            )
        elif "pattern" in keyword:  # of pydantic or FastAPI
            yield Pattern(where, valued(path, keyword["pattern"]), 0, False)


def valued(path: Path, expression: ast.expr) -> Any:
    """What an expression is in its module."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(name.removeprefix("src."))
    code = compile(ast.Expression(expression), str(path), "eval")
    try:
        return eval(code, dict(vars(module)))
    except NameError as error:
        raise Unreadable(
            f"{path.name}:{expression.lineno}: write the pattern where the module can "
            f"be read without running it ({error})"
        ) from None


@pytest.fixture(scope="module")
def found() -> list[Pattern]:
    return [one for path, tree in modules() for one in patterns_of(path, tree)]


def test_twice_the_text_is_no_more_than_twice_the_work(found: list[Pattern]):
    files = {one.where.partition(":")[0] for one in found}
    assert len(found) > 60
    assert {
        "src/bsm_service/imports/values/dates_and_percentages.py",
        "dashboard/forms/drafts.py",
    } <= files

    for pattern in found:
        count = Count(pattern.text, pattern.flags)
        if has_many(count.nodes):
            worst, text = growth(count, anchored=pattern.anchored)
            assert worst <= MOST_GROWTH, f"{pattern.where} on {text!r}"
            _matches_as_python_does(pattern, count)


def _matches_as_python_does(pattern: Pattern, count: Count) -> None:
    text = pattern.text
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    own = re.compile(text, pattern.flags)
    for said in islice(hostile(count, 8), 0, None, 7):
        end = own.match(said)
        assert count.matches(said) == (end.end() if end else None), said


@pytest.mark.parametrize(
    "bad",
    [
        r"(a+)+$",
        r"(a|aa)+$",
        r"\s+(?:and|et)\s+",
        r"[ ,]*\s*x",
        r"a.*b.*c",
        r"[^\W\d]+\s+\d",
    ],
)
def test_a_pattern_that_costs_more_is_found(bad: str):
    count = Count(bad)

    assert has_many(count.nodes)
    assert growth(count, anchored=False, size=12)[0] > MOST_GROWTH
