"""Whatever is counted is said in the singular where there is one of it: "1 fact".

Every text of the sources that puts a number before the plural of something is found,
and must come from `count_of` or `format_count`, or tell one apart by itself.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bsm_domain.foundation import formatting

ROOT = Path(__file__).parents[1]
# What is counted without them elsewhere.
MORE = {"bytes", "characters", "days", "fields", "hours", "leaves", "lines", "minutes"}
MORE |= {"people", "seconds", "sessions", "times", "words"}
# Limits, which are many: settings and constants of ours. And a verb is no number.
MANY = {"most", "limit", "least", "longest", "answer_timeout", "most_rows", "seconds"}
MANY |= {"settings", "verb"}
# Of one, other words are said than of many, but not the same in the singular.
NOT_COUNTED = {"and"}
_COUNTED = re.compile(
    r"\b(?:count_of|format_count)\("
    r"[^\"]*?[\"']([a-z ]+)[\"'](?:,\s*[\"']([a-z ]+)[\"'])?"
)


def sources() -> dict[str, str]:
    files = (path for it in ("src", "dashboard") for path in (ROOT / it).rglob("*.py"))
    named = ((file.relative_to(ROOT).as_posix(), file) for file in files)
    return {name: file.read_text("utf-8") for name, file in sorted(named)}


def plurals(texts: Iterable[str]) -> set[str]:
    """What calls of them name: "activities" of "activities were"."""
    calls = (found for text in texts for found in _COUNTED.findall(text))
    words = (word for one, many in calls for word in (many or f"{one}s").split())
    return MORE | {word for word in words if word.endswith("s")}


def is_fine(formatted: ast.FormattedValue) -> bool:
    """Counted already; a limit, a number with decimals, one of two constants."""
    value = formatted.value
    if isinstance(value, ast.Call) and "count" in ast.unparse(value.func):
        return True
    if formatted.format_spec and "." in ast.unparse(formatted.format_spec):
        return True
    if isinstance(value, ast.IfExp) and isinstance(value.body, ast.Constant):
        return True
    names = re.findall(r"[A-Za-z_]+", ast.unparse(value))
    return any(
        name.isupper() or name.startswith("max_") or name.lstrip("_") in MANY
        for name in names
    )


def told_apart(tree: ast.Module) -> Iterator[ast.AST]:
    """What is said of all but one: in a condition, or what a table does not have."""
    for node in ast.walk(tree):
        match node:
            case ast.IfExp(test=ast.Compare(comparators=[ast.Constant()])):
                yield from ast.walk(node.orelse)
            case ast.Call(func=ast.Attribute(value=ast.Dict(), attr="get")):
                yield from node.args


def uncounted(source: str, nouns: set[str]) -> Iterator[str]:
    plural = rf" (?:[a-z-]+ )?({'|'.join(sorted(nouns))})\b"
    if not re.search(rf"}}{plural}", re.sub(r"\"\n\s*f?\"", "", source)):
        return
    tree = ast.parse(source)
    fine = set(told_apart(tree))
    follows, template = re.compile(f"^{plural}"), re.compile(rf"{{\w*}}{plural}")
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(said)) if template.search(said):
                yield f"line {node.lineno}: {said}"
            case ast.JoinedStr() if node not in fine:
                for value, text in zip(node.values, node.values[1:], strict=False):
                    match value, text:
                        case ast.FormattedValue(), ast.Constant(value=str(said)):
                            if follows.match(said) and not is_fine(value):
                                number = ast.unparse(value.value)
                                yield f"line {node.lineno}: {{{number}}}{said}"


def chosen_by_one(source: str) -> Iterator[str]:
    """Texts of which one is for a single thing and the other for all others."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.IfExp(
                test=ast.Compare(
                    ops=[ast.Eq()], comparators=[ast.Constant(value=int(1))]
                ),
                body=ast.Constant(value=str(one)),
                orelse=ast.Constant(value=str()) | ast.JoinedStr(),
            ) if one and one not in NOT_COUNTED:
                yield f"line {node.lineno}: {one}"


def test_no_text_chooses_between_one_and_many_by_itself():
    wrong = [
        f"{name}, {line}"
        for name, text in sources().items()
        if "== 1" in text
        for line in chosen_by_one(text)
    ]

    assert not wrong, "\n".join(wrong)
    assert list(chosen_by_one('verb = "is" if rows == 1 else "are"'))


def test_lists_and_months_are_put_into_words_in_one_place():
    joined = re.compile(
        r"[\"'] (and|or) [\"']\.join\(|\[:-1\]\)\} (and|or) \{|:%[bB]\b|\}%[bB]\b"
    )
    # What is said to a shell, where "or" stands between whole words.
    allowed = {"src/bsm_service/imports/report_output.py"}
    found = {name for name, text in sources().items() if joined.search(text)}

    assert found <= allowed


def test_no_text_puts_a_number_before_a_plural_by_itself():
    found = sources()
    nouns = plurals(found.values())

    assert {"facts", "activities", "seats", "rows"} <= nouns
    wrong = [
        f"{name}, {one}"
        for name, text in found.items()
        for one in uncounted(text, nouns)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("count", [formatting.count_of, formatting.format_count])
def test_one_is_singular_and_all_others_plural(count):
    said = [count(value, "activity", "activities") for value in (0, 1, 2)]

    assert said == ["0 activities", "1 activity", "2 activities"]
    assert (count(1, "fact"), count(3, "fact")) == ("1 fact", "3 facts")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('f"{number} facts"', 1),
        ('f"{number:,} new facts are on record"', 1),
        ('"{number} facts".format(number=number)', 1),
        ('f"{LIMIT} facts at most"', 0),
        ('"1 fact" if number == 1 else f"{number} facts"', 0),
        ("f\"{count(number, 'fact')} on record\"", 0),
    ],
)
def test_what_is_wrong_is_found(text: str, wrong: int):
    assert len(list(uncounted(text, {"facts"}))) == wrong
