"""What changed between two versions of a text, word by word.

Paragraphs are paired by their ids first, so that each comparison is short: word by word
over a whole text of 50,000 characters takes a hundred times as long.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

from bsm_domain.agreement.text_body import Paragraph, TextBody

# Less alike than this, a paragraph is shown as replaced as a whole.
_LEAST_ALIKE = 0.33
_MOST_TOKENS = 1_000
# Pairs of equal words that are looked at, in one paragraph and in a whole text: a text
# of few words in ever new orders would take minutes. What takes more is shown as
# replaced as a whole. Prose of 5,000 characters takes less than a tenth of it.
_MOST_PAIRS = 1_000_000
_MOST_PAIRS_OF_TEXT = 8_000_000
# Changes with fewer equal words between them are read as one.
_LEAST_EQUAL = 2
_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")


class Change(StrEnum):
    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are equal, inserted or deleted."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """One paragraph of either text or of both. `runs` are those of a paragraph that
    changed or moved; `before` and `after` have it as it was and is.
    """

    change: Change
    before: Paragraph | None
    after: Paragraph | None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The title and all paragraphs of two texts, in the order of the later one; what
    was deleted stands where it was.
    """

    title: tuple[Run, ...]
    paragraphs: tuple[ComparedParagraph, ...]

    @property
    def is_empty(self) -> bool:
        return all(run.change is Change.EQUAL for run in self.title) and all(
            paragraph.change is Change.EQUAL for paragraph in self.paragraphs
        )

    def count(self, change: Change) -> int:
        return sum(paragraph.change is change for paragraph in self.paragraphs)


class _TooManyPairs(Exception):
    """The work of a comparison is beyond its limit."""


class _Work:
    """The pairs that may still be looked at while two texts are compared."""

    def __init__(self) -> None:
        self.pairs_left = _MOST_PAIRS_OF_TEXT

    def for_paragraph(self) -> int:
        return min(self.pairs_left, _MOST_PAIRS)


class _LimitedMatcher(SequenceMatcher[str]):
    """Raises _TooManyPairs once it has looked at more pairs of equal words than are
    left for a paragraph.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], work: _Work) -> None:
        super().__init__(None, old, new, autojunk=False)
        times = Counter(new)
        # How many words of the later text equal those before each place.
        self._pairs_before = [0, *accumulate(times[word] for word in old)]
        self._work = work
        self._least_left = work.pairs_left - work.for_paragraph()

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        end = len(self._pairs_before) - 1 if ahi is None else ahi
        pairs = self._pairs_before[end] - self._pairs_before[alo]
        if self._work.pairs_left - pairs < self._least_left:
            raise _TooManyPairs
        self._work.pairs_left -= pairs
        return super().find_longest_match(alo, ahi, blo, bhi)


def compare_texts(before: TextBody, after: TextBody) -> Comparison:
    work = _Work()
    return Comparison(
        title=compare_words(before.title, after.title, work),
        paragraphs=tuple(_paragraphs(before.paragraphs, after.paragraphs, work)),
    )


def _paragraphs(
    before: Sequence[Paragraph], after: Sequence[Paragraph], work: _Work
) -> Iterator[ComparedParagraph]:
    earlier = {paragraph.id: paragraph for paragraph in before}
    kept = [paragraph.id for paragraph in after if paragraph.id in earlier]
    places = {paragraph.id: place for place, paragraph in enumerate(before)}
    in_place = _longest_increasing([places[id] for id in kept])
    unmoved = {before[place].id for place in in_place}
    later_ids = {paragraph.id for paragraph in after}
    next_place = 0
    for paragraph in after:
        old = earlier.get(paragraph.id)
        if old is None:
            yield ComparedParagraph(Change.INSERTED, None, paragraph)
            continue
        if paragraph.id in unmoved:
            yield from _deleted(before[next_place : places[paragraph.id]], later_ids)
            next_place = places[paragraph.id] + 1
        is_moved = paragraph.id not in unmoved
        yield _compared(old, paragraph, work, is_moved=is_moved)
    yield from _deleted(before[next_place:], later_ids)


def _deleted(
    paragraphs: Sequence[Paragraph], later_ids: set[UUID]
) -> Iterator[ComparedParagraph]:
    for paragraph in paragraphs:
        if paragraph.id not in later_ids:
            yield ComparedParagraph(Change.DELETED, paragraph, None)


def _compared(
    old: Paragraph, new: Paragraph, work: _Work, *, is_moved: bool
) -> ComparedParagraph:
    if (old.text, old.kind) == (new.text, new.kind):
        if not is_moved:
            return ComparedParagraph(Change.EQUAL, old, new)
        return ComparedParagraph(Change.MOVED, old, new, (Run(Change.EQUAL, new.text),))
    change = Change.MOVED if is_moved else Change.CHANGED
    runs = compare_words(old.text, new.text, work)
    return ComparedParagraph(change, old, new, runs)


def _longest_increasing(places: Sequence[int]) -> list[int]:
    """The longest series of places that go up: what stayed in its order."""
    ends: list[int] = []
    ends_at: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        if length == len(ends):
            ends.append(place)
            ends_at.append(index)
        else:
            ends[length], ends_at[length] = place, index
        before.append(ends_at[length - 1] if length else -1)
    series = []
    index = ends_at[-1] if ends_at else -1
    while index >= 0:
        series.append(places[index])
        index = before[index]
    return series[::-1]


def compare_words(
    before: str, after: str, work: _Work | None = None
) -> tuple[Run, ...]:
    """Both texts can be put together again: from equal and deleted words the earlier,
    from equal and inserted ones the later.
    """
    if before == after:
        return (Run(Change.EQUAL, after),)
    replaced = (Run(Change.DELETED, before), Run(Change.INSERTED, after))
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return replaced
    matcher = _LimitedMatcher(old, new, work or _Work())
    if matcher.quick_ratio() < _LEAST_ALIKE:
        return replaced
    try:
        return tuple(_runs(old, new, matcher))
    except _TooManyPairs:
        return replaced


def _runs(
    old: Sequence[str], new: Sequence[str], matcher: "SequenceMatcher[str]"
) -> Iterator[Run]:
    deleted: list[str] = []
    inserted: list[str] = []
    codes = matcher.get_opcodes()
    for number, (tag, old_start, old_end, new_start, new_end) in enumerate(codes):
        is_inner = 0 < number < len(codes) - 1
        if tag == "equal" and not (is_inner and old_end - old_start < _LEAST_EQUAL):
            yield from _changed(deleted, inserted)
            deleted, inserted = [], []
            yield Run(Change.EQUAL, "".join(new[new_start:new_end]))
        else:
            deleted += old[old_start:old_end]
            inserted += new[new_start:new_end]
    yield from _changed(deleted, inserted)


def _changed(deleted: list[str], inserted: list[str]) -> Iterator[Run]:
    if deleted:
        yield Run(Change.DELETED, "".join(deleted))
    if inserted:
        yield Run(Change.INSERTED, "".join(inserted))
