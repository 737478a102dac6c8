"""A text that is typed or pasted keeps the identity of its paragraphs."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from bsm_domain.agreement.text_body import Paragraph, ParagraphKind, TextBody
from bsm_domain.foundation.errors import InvalidValue
from bsm_service.agreement.typed_text import (
    paired_paragraphs,
    read_paragraphs,
    translated_texts,
    typed_text,
)

HEADING, PLAIN, NUMBERED = ParagraphKind
NAME = "Decide to name by June a contact point at each crossing point."
KEEP = "Ask the secretariat to keep the list of contact points."
INVITE = "Invite Frontex to share its list."


def body(*paragraphs: tuple[ParagraphKind, str]) -> TextBody:
    return TextBody(
        title="Contact points",
        paragraphs=tuple(
            Paragraph(id=UUID(int=number), kind=kind, text=text)
            for number, (kind, text) in enumerate(paragraphs, start=1)
        ),
    )


LAST = body(
    (HEADING, "The National Focal Points,"),
    (NUMBERED, NAME),
    (NUMBERED, KEEP),
    (PLAIN, "2016 was the year of the first list."),
    (PLAIN, "1. is not always a number."),
)


def ids(text: str, last: Sequence[Paragraph] = LAST.paragraphs) -> list[int]:
    """The paragraphs that the typed ones are paired with; 100 and more are new."""
    typed = read_paragraphs(text)
    found = paired_paragraphs(typed, last, lambda place: UUID(int=100 + place))
    return [each["id"].int for each in found]  # type: ignore[attr-defined]


def test_what_nobody_changed_is_equal():
    typed = read_paragraphs(typed_text(LAST))

    assert paired_paragraphs(typed, LAST.paragraphs, lambda _: UUID(int=9)) == [
        paragraph.model_dump() for paragraph in LAST.paragraphs
    ]


def test_line_breaks_within_a_paragraph_are_kept_where_nothing_changed():
    last = body((PLAIN, "First line,\nsecond line."))

    [found] = paired_paragraphs(
        read_paragraphs(typed_text(last)), last.paragraphs, lambda _: UUID(int=9)
    )

    assert found == last.paragraphs[0].model_dump()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1. {NAME}\n\n2. {KEEP}", [2, 3]),
        (f"1. {KEEP}\n\n2. {NAME}", [3, 2]),
        (f"1. {NAME.replace('by June', 'by the end of July')}\n2. {KEEP}", [2, 3]),
        (f"1. {INVITE}\n2. {NAME}", [100, 2]),
        (f"1. {NAME}\n2. {NAME}", [2, 101]),
        ("# The National Focal Points,", [1]),
        ("Something else altogether", [100]),
    ],
    ids=["equal", "moved", "changed", "new", "twice", "heading", "unlike"],
)
def test_paragraphs_are_paired_with_the_last_version(text: str, expected: list[int]):
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", [(PLAIN, "one"), (PLAIN, "two")]),
        ("one\nof two lines\n\ntwo", [(PLAIN, "one of two lines"), (PLAIN, "two")]),
        (
            "# Head\n1. one\n2) two",
            [(HEADING, "Head"), (NUMBERED, "one"), (NUMBERED, "two")],
        ),
        (
            "a\n\n1. one\n(2) two\nmore",
            [(PLAIN, "a"), (NUMBERED, "one"), (NUMBERED, "two more")],
        ),
        ("2016 was long", [(PLAIN, "2016 was long")]),
        ("   ", []),
    ],
)
def test_a_text_is_read_as_paragraphs(
    text: str, expected: list[tuple[ParagraphKind, str]]
):
    assert [(each.kind, each.text) for each in read_paragraphs(text)] == expected


def test_a_translation_has_the_same_paragraphs():
    text = "# Les points de contact,\n\n1. Décident\n\n-\n\n2016\n\n1. n'est pas"

    translated = list(translated_texts(text, LAST))

    assert [(each["paragraph"], each["text"]) for each in translated] == [
        (UUID(int=1), "Les points de contact,"),
        (UUID(int=2), "Décident"),
        (UUID(int=4), "2016"),
        (UUID(int=5), "1. n'est pas"),
    ]
    with pytest.raises(InvalidValue, match="has 1 paragraph, and the text has 5"):
        list(translated_texts("Décident", LAST))
