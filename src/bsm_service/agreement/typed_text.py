"""A text as somebody types or pastes it, and the paragraphs that are read from it.

Paragraphs keep their identity through all versions, so each one that was typed is
paired with one of the last version: an equal one first, then the one that is most like
it, in their order. One that is like none is new.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from bsm_domain.agreement.text_body import (
    Paragraph,
    ParagraphKind,
    TextBody,
    paragraph_numbers,
)
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import count_of
from bsm_service.foundation.identifiers import derived_id

# The field of a form with the whole text.
TEXT = "text"
# A hyphen, or what word processors make of it.
NOT_TRANSLATED = ("-", "\u2013", "\u2014")
_HEADING = "# "
_NUMBER = re.compile(r"\(?[0-9]{1,3}[.)][ \t]+")
_BEGINS_PARAGRAPH = re.compile(r"#[ \t]|\(?[0-9]{1,3}[.)][ \t]")
_WORD = re.compile(r"\w+|[^\w\s]")
# Less alike than this, a paragraph is a new one.
_LEAST_ALIKE = 0.5
# How many paragraphs further on, or back, a changed one is looked for.
_WINDOW = 20
# In words: comparing longer ones in full could take seconds.
_LONG = 1_000


@dataclass(frozen=True, slots=True)
class TypedParagraph:
    """`raw` is the paragraph with its mark, as it was typed."""

    kind: ParagraphKind
    text: str
    raw: str


def typed_text(body: TextBody) -> str:
    """A text as it is typed: "# " before a heading, the number before a numbered
    paragraph, an empty line between any two, and each on one line.
    """
    numbers = paragraph_numbers(body)
    return "\n\n".join(
        _mark(paragraph, numbers) + " ".join(paragraph.text.split())
        for paragraph in body.paragraphs
    )


def _mark(paragraph: Paragraph, numbers: Mapping[UUID, int]) -> str:
    match paragraph.kind:
        case ParagraphKind.HEADING:
            return _HEADING
        case ParagraphKind.NUMBERED:
            return f"{numbers[paragraph.id]}. "
    return ""


def read_paragraphs(text: str) -> tuple[TypedParagraph, ...]:
    """A paragraph for each block between empty lines; for each line, if there is no
    empty line. One with a number or "# " always begins anew.
    """
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    has_blocks = "" in lines
    blocks: list[list[str]] = []
    begins = True
    for line in lines:
        if not line:
            begins = True
            continue
        if begins or not has_blocks or _BEGINS_PARAGRAPH.match(line):
            blocks.append([])
        blocks[-1].append(line)
        begins = False
    return tuple(_typed_paragraph(" ".join(block)) for block in blocks)


def _typed_paragraph(raw: str) -> TypedParagraph:
    if raw.startswith(_HEADING):
        return TypedParagraph(ParagraphKind.HEADING, raw[len(_HEADING) :].strip(), raw)
    if number := _NUMBER.match(raw):
        return TypedParagraph(ParagraphKind.NUMBERED, raw[number.end() :], raw)
    return TypedParagraph(ParagraphKind.PLAIN, raw, raw)


def typed_paragraphs(
    text: str, last: Sequence[Paragraph], decision: UUID, version: int
) -> list[dict[str, object]]:
    """The paragraphs of what becomes that version of a decision's text, in place of the
    last ones.
    """
    return paired_paragraphs(
        read_paragraphs(text),
        last,
        lambda place: derived_id(decision, f"version {version}, paragraph {place}"),
    )


def paired_paragraphs(
    typed: Sequence[TypedParagraph],
    last: Sequence[Paragraph],
    new_id: Callable[[int], UUID],
) -> list[dict[str, object]]:
    """The paragraphs with the ids of those in the last version that they are paired
    with; `new_id` gives one to a paragraph at that place that is new.
    """
    pairs = _equal_pairs(typed, last)
    _add_like_pairs(pairs, typed, last)
    return [
        _paired(each, last[pairs[place]] if place in pairs else None, new_id(place))
        for place, each in enumerate(typed)
    ]


def _paired(
    typed: TypedParagraph, old: Paragraph | None, new_id: UUID
) -> dict[str, object]:
    if old is None:
        return {"id": new_id, "kind": typed.kind, "text": typed.text}
    if _is_equal(typed, old):  # line breaks within it are kept as they are
        return old.model_dump()
    return {"id": old.id, "kind": typed.kind, "text": typed.text}


def _is_equal(typed: TypedParagraph, old: Paragraph) -> bool:
    words = " ".join(old.text.split())
    if (typed.kind, typed.text) == (old.kind, words):
        return True
    return old.kind is ParagraphKind.PLAIN and typed.raw == words


def _equal_pairs(
    typed: Sequence[TypedParagraph], last: Sequence[Paragraph]
) -> dict[int, int]:
    """Places in the typed text with those in the last version: each is used once."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, old in enumerate(last):
        places.setdefault((old.kind, " ".join(old.text.split())), []).append(place)
    pairs = {}
    for place, each in enumerate(typed):
        for key in ((each.kind, each.text), (ParagraphKind.PLAIN, each.raw)):
            if free := places.get(key):
                pairs[place] = free.pop(0)
                break
    return pairs


def _add_like_pairs(
    pairs: dict[int, int],
    typed: Sequence[TypedParagraph],
    last: Sequence[Paragraph],
) -> None:
    used = {*pairs.values()}
    words_of = [_WORD.findall(old.text) for old in last]
    expected = 0
    for place, each in enumerate(typed):
        if place not in pairs:
            words = _WORD.findall(each.text)
            best = max(
                (
                    (_likeness(words_of[near], words), -abs(near - expected), near)
                    for near in _near(expected, len(last))
                    if near not in used
                ),
                default=(0.0, 0, 0),
            )
            if best[0] < _LEAST_ALIKE:
                continue
            pairs[place] = best[2]
            used.add(best[2])
        expected = pairs[place] + 1


def _near(expected: int, length: int) -> range:
    return range(max(expected - _WINDOW, 0), min(expected + _WINDOW + 1, length))


def _likeness(old: Sequence[str], new: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST_ALIKE:
        return 0.0
    quick = matcher.quick_ratio()
    if quick < _LEAST_ALIKE or max(len(old), len(new)) > _LONG:
        return quick if quick >= _LEAST_ALIKE else 0.0
    return matcher.ratio()


def translated_texts(text: str, body: TextBody) -> Iterator[dict[str, object]]:
    """The paragraphs of a translation, which stand in the order of the authentic ones.
    A dash stands for one that is not translated. Raises InvalidValue.
    """
    typed = read_paragraphs(text)
    if len(typed) != len(body.paragraphs):
        there = count_of(len(body.paragraphs), "paragraph")
        raise InvalidValue(
            f"the translation has {count_of(len(typed), 'paragraph')}, and the text "
            f"has {there}; write “-” for one that is not translated",
            field=TEXT,
        )
    for each, paragraph in zip(typed, body.paragraphs, strict=True):
        if each.raw not in NOT_TRANSLATED:
            text = each.raw if paragraph.kind is ParagraphKind.PLAIN else each.text
            yield {"paragraph": paragraph.id, "text": text}
