"""Counts the work of a regular expression, and makes the texts that cost it most.

Python's own matcher tells no counts. This one tries the same alternatives in the same
order, a step for each, so that a pattern whose work grows faster than its text is found
without a clock.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
Nodes = Sequence[Node]
Then = Callable[[int], "int | None"]

SINGLE = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN})
REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
# Up to so many times is as good as without limit for the texts below.
MANY = 40
_MOST_STEPS = 50_000
_POOL = " \t\nazAZé09_-+=.,;:/|@<>()[]{}\\\"'!%#~\x00\x7f"
_FOREIGN = "\x01"


class Parts(list[Node]):
    """A sequence of the parser's, many times faster to read; `width` is its least."""

    width = 0


def _as_lists(parsed: Any) -> Any:
    if isinstance(parsed, parser.SubPattern):
        parts = Parts(map(_as_lists, parsed))
        parts.width = parsed.getwidth()[0]
        return parts
    if isinstance(parsed, list | tuple):
        return type(parsed)(map(_as_lists, parsed))
    return parsed


class Count:
    """One pattern, and the steps that it has taken."""

    def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
        if isinstance(pattern, bytes):
            pattern = pattern.decode("latin-1")
        tree = parser.parse(pattern, flags)
        self.nodes: Parts = _as_lists(tree)
        self.flags = tree.state.flags
        self.steps = 0
        self._text = ""
        self._groups: dict[int, str] = {}
        # By the identity of a node, which lives as long as `nodes`.
        self._known: dict[tuple[int, str], bool] = {}

    def of(self, text: str, *, anchored: bool) -> int:
        """The steps of matching at the start alone, or of finding all in a text."""
        self.steps, self._text = 0, text
        at = 0
        while at <= len(text):
            end = self.match(at)
            if anchored or self.steps > _MOST_STEPS:
                break
            at = end if end is not None and end > at else at + 1
        return self.steps

    def match(self, at: int) -> int | None:
        self._groups = {}
        return self._match(self.nodes, 0, at, lambda end: end)

    def matches(self, text: str) -> int | None:
        """Where a match at the beginning ends, as `re.match` would have it."""
        self._text = text
        return self.match(0)

    def _match(self, nodes: Nodes, i: int, at: int, then: Then) -> int | None:
        while i < len(nodes) and self.steps <= _MOST_STEPS:
            self.steps += 1
            kind, told = nodes[i]
            i += 1
            if kind in SINGLE:
                if not self._fits(nodes[i - 1], at):
                    return None
                at += 1
                continue

            def rest(end: int, i: int = i) -> int | None:
                return self._match(nodes, i, end, then)

            if kind is op.AT:
                if not self._is_at(told, at):
                    return None
            elif kind is op.SUBPATTERN:
                return self._group(told[0], told[3], at, rest)
            elif kind is op.BRANCH:
                return self._first(self._match(one, 0, at, rest) for one in told[1])
            elif kind in REPEATS:
                return self._repeat(kind, told, at, rest)
            elif kind in (op.ASSERT, op.ASSERT_NOT):
                if self._looks(told, at) == (kind is op.ASSERT_NOT):
                    return None
            elif kind is op.ATOMIC_GROUP:
                end = self._match(told, 0, at, lambda end: end)
                return None if end is None else rest(end)
            elif kind is op.GROUPREF:
                held = self._groups.get(told)
                if held is None or not self._text.startswith(held, at):
                    return None
                at += len(held)
            else:
                raise NotImplementedError(f"{kind} is not counted yet")
        return then(at) if self.steps <= _MOST_STEPS else None

    @staticmethod
    def _first(found: Iterable[int | None]) -> int | None:
        return next((end for end in found if end is not None), None)

    def _group(self, number: int | None, inner: Nodes, at: int, rest: Then):  # type: ignore[no-untyped-def]
        def closed(end: int) -> int | None:
            if number is None:
                return rest(end)
            before = self._groups.get(number)
            self._groups[number] = self._text[at:end]
            found = rest(end)
            if found is None and before is not None:
                self._groups[number] = before
            return found

        return self._match(inner, 0, at, closed)

    def _repeat(self, kind: Any, told: Any, at: int, rest: Then) -> int | None:
        least, most, inner = told
        if len(inner) == 1 and inner[0][0] in SINGLE:
            fits = 0
            while fits < most and self._fits(inner[0], at + fits):
                fits += 1
            self.steps += fits
            if kind is op.POSSESSIVE_REPEAT:
                return rest(at + fits) if fits >= least else None
            lengths = range(least, fits + 1)
            ordered = lengths if kind is op.MIN_REPEAT else reversed(lengths)
            return self._first(self._counted(rest, at + one) for one in ordered)

        def again(times: int, at: int) -> int | None:
            def more(end: int) -> int | None:
                if end == at and times >= least:
                    return None
                return again(times + 1, end)

            tries: list[Callable[[], int | None]] = []
            if times < most:
                tries.append(lambda: self._match(inner, 0, at, more))
            if times >= least:
                tries.append(lambda: rest(at))
            if kind is op.MIN_REPEAT:
                tries.reverse()
            return self._first(one() for one in tries)

        return again(0, at)

    def _counted(self, rest: Then, at: int) -> int | None:
        self.steps += 1
        return rest(at)

    def _looks(self, told: Any, at: int) -> bool:
        direction, inner = told[0], told[1]
        start = at if direction > 0 else at - inner.width
        return start >= 0 and self._match(inner, 0, start, lambda end: end) is not None

    def _is_at(self, what: Any, at: int) -> bool:
        text, several = self._text, bool(self.flags & re.MULTILINE)
        if what in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            lines = several and what is op.AT_BEGINNING
            return at == 0 or (lines and text[at - 1] == "\n")
        if what is op.AT_END:
            return at == len(text) or (
                text[at] == "\n" and (several or at == len(text) - 1)
            )
        if what is op.AT_END_STRING:
            return at == len(text)
        before = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
        after = at < len(text) and (text[at].isalnum() or text[at] == "_")
        return (before != after) == (what is op.AT_BOUNDARY)

    def _fits(self, node: Node, at: int) -> bool:
        return at < len(self._text) and self.fits(node, self._text[at])

    def fits(self, node: Node, letter: str) -> bool:
        key = id(node), letter
        if key not in self._known:
            alike = {letter}
            if self.flags & re.IGNORECASE:
                alike |= {letter.lower(), letter.upper()}
            self._known[key] = any(self._is_one(node, one) for one in alike)
        return self._known[key]

    def _is_one(self, node: Node, letter: str) -> bool:
        kind, told = node
        if kind is op.ANY:
            return bool(self.flags & re.DOTALL) or letter != "\n"
        if kind is op.IN:
            negated = told[0][0] is op.NEGATE
            within = any(self._is_one(one, letter) for one in told[negated:])
            return within != negated
        if kind is op.RANGE:
            return len(letter) == 1 and told[0] <= ord(letter) <= told[1]
        if kind is op.CATEGORY:
            return _CATEGORIES[told](letter)
        return (letter == chr(told)) == (kind is op.LITERAL)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    op.CATEGORY_WORD: _is_word,
    op.CATEGORY_NOT_WORD: lambda one: not _is_word(one),
}


def inner_parts(node: Node) -> list[Nodes]:
    """The sequences within a node, each of which may be what matches."""
    kind, told = node
    if kind is op.SUBPATTERN:
        return [told[3]]
    if kind is op.BRANCH:
        return list(told[1])
    if kind in REPEATS:
        return [told[2]]
    return [told] if kind is op.ATOMIC_GROUP else []


def has_many(nodes: Nodes) -> bool:
    """Whether anything in it may repeat without limit, or nearly so."""
    return any(
        (node[0] in REPEATS and node[1][1] > MANY) or any(map(has_many, parts))
        for node in nodes
        if (parts := inner_parts(node)) is not None
    )


def hostile(count: Count, size: int) -> Iterator[str]:
    """Texts of about a size in which what repeats has much to try."""
    letters = _letters(count)
    starts = list(islice(dict.fromkeys(_prefixes(count, count.nodes, "")), 6))
    whole = _sample(count, count.nodes)
    ends = (_FOREIGN, whole)
    units = [*letters, *map("".join, product(letters[:6], repeat=2)), whole]
    units += [one + letter for one in starts if one for letter in letters[:4]]
    for unit in dict.fromkeys(filter(None, units)):
        run = (unit * (size // len(unit) + 1))[:size]
        for start, end in product(starts, ends):
            yield start + run + end


def _letters(count: Count) -> list[str]:
    """One letter for each way in which the pattern's parts tell letters apart."""
    singles = list(_singles(count.nodes))
    named = [chr(told) for kind, told in singles if kind is op.LITERAL]
    kinds: dict[tuple[bool, ...], str] = {}
    for letter in (*_POOL, *named):
        kinds.setdefault(tuple(count.fits(one, letter) for one in singles), letter)
    return sorted(
        kinds.values(), key=lambda one: -sum(count.fits(it, one) for it in singles)
    )[:12]


def _singles(nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        if node[0] in SINGLE:
            yield node
        for part in inner_parts(node):
            yield from _singles(part)


def _prefixes(count: Count, nodes: Nodes, before: str) -> Iterator[str]:
    """What leads to each repetition."""
    yield before
    for node in nodes:
        parts = inner_parts(node)
        if parts and has_many([node]):
            for part in parts:
                yield from _prefixes(count, part, before)
        before += _sample(count, [node])
    yield before


def _sample(count: Count, nodes: Nodes) -> str:
    """A short text that fits."""
    found = ""
    for node in nodes:
        kind, told = node
        if kind in SINGLE:
            named = chr(told) if kind is op.LITERAL else ""
            found += named or next((one for one in _POOL if count.fits(node, one)), "?")
        elif kind in REPEATS:
            found += _sample(count, told[2]) * max(told[0], 1)
        elif parts := inner_parts(node):
            found += _sample(count, parts[0])
    return found


def growth(count: Count, *, anchored: bool, size: int = 28) -> tuple[float, str]:
    """By how much the work grows at most where the text doubles, and for which text."""
    worst, of = 0.0, ""
    for once, twice in zip(hostile(count, size), hostile(count, size * 2), strict=True):
        after = count.of(twice, anchored=anchored)
        if after > _MOST_STEPS:
            return float("inf"), twice
        # So little is the same whatever the text.
        if after > len(twice) * 4:
            ratio = after / count.of(once, anchored=anchored)
            if ratio > worst:
                worst, of = ratio, twice
    return worst, of
