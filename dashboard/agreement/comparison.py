"""Two versions of a text as they are shown: what changed in full, the rest folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from uuid import UUID

from bsm_domain.agreement.text_body import Paragraph, TextBody, paragraph_numbers
from bsm_projections.agreement.text_comparison import (
    Change,
    ComparedParagraph,
    Comparison,
    Run,
    compare_texts,
)
from dashboard.agreement import comparison_texts


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with the number that it is shown with, if it is numbered."""

    kind: str
    number: int | None
    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A paragraph that changed, with its words, and which of all changes it is; or
    `unchanged` ones in a row, with the `summary` that unfolds them.
    """

    change: str
    place: int = 0
    number_before: int | None = None
    number_after: int | None = None
    runs: tuple[Run, ...] = ()
    note: str | None = None
    unchanged: tuple[ShownParagraph, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """`title` is the finding: "4 paragraphs changed, 1 new, 6 unchanged"."""

    title: str
    parts: tuple[ShownPart, ...]

    @property
    def changes(self) -> int:
        return sum(part.place > 0 for part in self.parts)


def shown_paragraphs(
    body: TextBody, translated: Mapping[str, str] | None = None
) -> tuple[ShownParagraph, ...]:
    """The text as it is read, or its translation by the ids of paragraphs: one that is
    not translated stands as it is, and is marked.
    """
    numbers = paragraph_numbers(body)
    return tuple(
        ShownParagraph(
            paragraph.kind,
            numbers.get(paragraph.id),
            (translated or {}).get(str(paragraph.id), paragraph.text),
            comparison_texts.NOT_TRANSLATED
            if translated is not None and str(paragraph.id) not in translated
            else None,
        )
        for paragraph in body.paragraphs
    )


def shown_comparison(
    before: TextBody, after: TextBody, title: str | None = None
) -> ShownComparison:
    """What changed between two texts; `title` replaces the finding."""
    compared = compare_texts(before, after)
    numbers = paragraph_numbers(before), paragraph_numbers(after)
    parts = (*_title_part(compared), *_parts(compared.paragraphs, *numbers))
    return ShownComparison(
        title or comparison_texts.finding(compared), tuple(_placed(parts))
    )


def _placed(parts: Iterable[ShownPart]) -> Iterator[ShownPart]:
    """The changes counted from 1."""
    places = count(1)
    for part in parts:
        yield part if part.unchanged else replace(part, place=next(places))


def _title_part(compared: Comparison) -> Iterator[ShownPart]:
    if any(run.change is not Change.EQUAL for run in compared.title):
        yield ShownPart(Change.CHANGED, runs=compared.title, note="title")


def _parts(
    paragraphs: Sequence[ComparedParagraph],
    before: Mapping[UUID, int],
    after: Mapping[UUID, int],
) -> Iterator[ShownPart]:
    unchanged: list[ShownParagraph] = []
    for compared in paragraphs:
        if compared.change is Change.EQUAL:
            shown = _known(compared.after)
            number = after.get(shown.id)
            unchanged.append(ShownParagraph(shown.kind, number, shown.text))
            continue
        yield from _folded(unchanged)
        unchanged = []
        yield _changed(compared, before, after)
    yield from _folded(unchanged)


def _folded(unchanged: Sequence[ShownParagraph]) -> Iterator[ShownPart]:
    if unchanged:
        yield ShownPart(
            Change.EQUAL,
            unchanged=tuple(unchanged),
            summary=comparison_texts.unchanged(len(unchanged)),
        )


def _changed(
    compared: ComparedParagraph, before: Mapping[UUID, int], after: Mapping[UUID, int]
) -> ShownPart:
    shown = _known(compared.after or compared.before)
    runs = compared.runs
    if compared.change in (Change.INSERTED, Change.DELETED):
        runs = (Run(compared.change, shown.text),)
    return ShownPart(
        compared.change,
        number_before=None if compared.before is None else before.get(shown.id),
        number_after=None if compared.after is None else after.get(shown.id),
        runs=runs,
        note=comparison_texts.NOTES.get(compared.change),
    )


def _known(paragraph: Paragraph | None) -> Paragraph:
    assert paragraph is not None
    return paragraph
