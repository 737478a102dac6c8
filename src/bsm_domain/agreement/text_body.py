"""The text of a decision: paragraphs that keep their identity in all versions."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.free_text import AS_RECORDED, CommentText, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel

# To put marks in order takes the square of the number of marks upon one letter. No
# language needs more than this (Unicode's stream-safe text format has the same limit).
_MOST_MARKS = 30


def _composed(text: Any) -> Any:
    """The text in Unicode's normal form C: the same word is the same bytes. Raises
    ValueError for a letter with too many marks.
    """
    if not isinstance(text, str) or text.isascii():
        return text
    marks = 0
    for place, character in enumerate(text, start=1):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            raise ValueError(
                f"the letter before place {place} has more than {_MOST_MARKS} accents "
                "or other marks; please remove some"
            )
    return unicodedata.normalize("NFC", text)


# Spaces without a width, and letters that are drawn as nothing. Joiners stay: some
# languages are not written without them.
_INVISIBLE = re.compile("[\u115f\u1160\u180e\u200b\u2060\u3164\ufeff\uffa0]")


def _must_be_visible(text: str, info: ValidationInfo) -> str:
    """Two texts that look the same are the same. Raises ValueError for a character that
    nobody sees.
    """
    match = None if info.context is AS_RECORDED else _INVISIBLE.search(text)
    if match:
        raise ValueError(
            f"the character U+{ord(match.group()):04X} at place {match.start() + 1} "
            "cannot be seen; please remove it"
        )
    return text


_IN_NORMAL_FORM = BeforeValidator(_composed)
_VISIBLE = AfterValidator(_must_be_visible)

DecisionTitle = Annotated[OneLineText, _VISIBLE, _IN_NORMAL_FORM]
ParagraphText = Annotated[CommentText, _VISIBLE, _IN_NORMAL_FORM]
# ISO 639-1: "en", "fr", "de", "it", "ru", "es", or any other.
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$", strict=True)]


class ParagraphKind(StrEnum):
    HEADING = "heading"
    PLAIN = "plain"
    NUMBERED = "numbered"


class Paragraph(FrozenModel):
    """One paragraph. Its `id` stays with it through all versions of the text."""

    id: UUID
    kind: ParagraphKind = ParagraphKind.PLAIN
    text: ParagraphText


class LinkedActivity(FrozenModel):
    """An activity that is agreed with the text, as it was when the text was tabled."""

    activity_id: UUID
    version: Annotated[int, Field(ge=1, strict=True)]


class TextBody(FrozenModel):
    """One version of a text. Lengths are counted in characters."""

    MAX_PARAGRAPHS: ClassVar[int] = 400
    MAX_LENGTH: ClassVar[int] = 50_000
    MAX_ACTIVITIES: ClassVar[int] = 50

    title: DecisionTitle
    paragraphs: tuple[Paragraph, ...]
    activities: tuple[LinkedActivity, ...] = ()

    @model_validator(mode="after")
    def _must_keep_to_its_limits(self) -> "TextBody":
        number = len(self.paragraphs)
        if not 1 <= number <= self.MAX_PARAGRAPHS:
            raise ValueError(
                f"a text has 1 to {self.MAX_PARAGRAPHS} paragraphs (now: {number})"
            )
        if len({paragraph.id for paragraph in self.paragraphs}) < number:
            raise ValueError("two paragraphs have the same id; give each its own")
        length = sum(len(paragraph.text) for paragraph in self.paragraphs)
        if length > self.MAX_LENGTH:
            raise ValueError(
                f"a text has at most {self.MAX_LENGTH:,} characters (now: {length:,})"
            )
        linked = {link.activity_id for link in self.activities}
        if len(linked) < len(self.activities):
            raise ValueError("the same activity is linked twice; remove one of them")
        if len(linked) > self.MAX_ACTIVITIES:
            raise ValueError(
                f"a text has at most {count_of(self.MAX_ACTIVITIES, 'linked activity')}"
                f" (now: {len(linked)})"
            )
        return self

    def has_same_words(self, other: "TextBody") -> bool:
        """Whether both say the same and link the same activities: other ids of
        paragraphs make no other text.
        """
        return self._content() == other._content()

    def digest(self, language: str) -> str:
        """SHA-256 of the text, in hexadecimal digits, which anybody can work out from
        what is printed. Source: section 4 of the specification of agreement.
        """
        content = {"language": language, **self._content()}
        content["activities"] = [str(link.activity_id) for link in self.activities]
        text = json.dumps(
            content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def as_text(self) -> str:
        """The title and a line for each paragraph, numbered where it is."""
        numbers = paragraph_numbers(self)
        lines = [self.title]
        for paragraph in self.paragraphs:
            number = numbers.get(paragraph.id)
            lines.append(f"{number}. {paragraph.text}" if number else paragraph.text)
        return "\n".join(lines)

    def _content(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "paragraphs": [
                {"kind": paragraph.kind.value, "text": paragraph.text}
                for paragraph in self.paragraphs
            ],
            "activities": self.activities,
        }


class TranslatedText(FrozenModel):
    """A paragraph in another language, by the id that it has in the authentic one."""

    paragraph: UUID
    text: ParagraphText


def paragraph_numbers(body: TextBody) -> Mapping[UUID, int]:
    """The numbers of numbered paragraphs, counted from 1: worked out when shown, and
    no part of the text.
    """
    numbered = (
        paragraph.id
        for paragraph in body.paragraphs
        if paragraph.kind is ParagraphKind.NUMBERED
    )
    return {id: number for number, id in enumerate(numbered, start=1)}
