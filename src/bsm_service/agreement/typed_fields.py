"""Fields of commands as people type them: a text instead of paragraphs with their IDs,
and the number of a paragraph instead of its ID.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import count_of
from bsm_service.agreement.commands import (
    CommentOnDecision,
    PlaceTranslation,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.typed_text import translated_texts, typed_paragraphs
from bsm_service.application.command import Command


@dataclass(frozen=True, slots=True)
class TypedText:
    """Paragraphs as they are typed: see `typed_text`."""

    text: str


@dataclass(frozen=True, slots=True)
class ParagraphNumber:
    """The place of a paragraph in the text, from 1; headings count."""

    number: int


# A version of a decision's text; None for one that is unknown, or not to be seen.
FindText = Callable[[UUID, int], TextBody | None]


def with_typed_fields(
    command: type[Command], fields: Mapping[str, Any], find_text: FindText
) -> Mapping[str, Any]:
    """The fields with what was typed in its final form. Where the text is unknown, the
    command itself is refused later on. Raises InvalidValue.
    """
    if command is TableDecision:
        return _with_body(fields, None, fields["decision_id"], 1)
    if command is TableVersion:
        last = find_text(fields["decision_id"], fields["of"])
        return _with_body(fields, last, fields["decision_id"], fields["of"] + 1)
    if command in (PlaceTranslation, CommentOnDecision):
        text = find_text(fields["decision_id"], fields["version"])
        if command is PlaceTranslation:
            return _with_translation(fields, text)
        return _with_paragraph(fields, text)
    return fields


def _with_body(
    fields: Mapping[str, Any], last: TextBody | None, decision: UUID, version: int
) -> Mapping[str, Any]:
    body = fields["body"]
    text = _typed(body["paragraphs"])
    if text is None:
        return fields
    before = last.paragraphs if last else ()
    paragraphs = typed_paragraphs(text, before, decision, version)
    if last is not None:  # whoever types the text anew leaves the links as they are
        body = {"activities": last.activities} | body
    return {**fields, "body": {**body, "paragraphs": paragraphs}}


def _with_translation(
    fields: Mapping[str, Any], text: TextBody | None
) -> Mapping[str, Any]:
    typed = _typed(fields["texts"])
    if typed is None:
        return fields
    translated = () if text is None else tuple(translated_texts(typed, text))
    return {**fields, "texts": translated}


def _with_paragraph(
    fields: Mapping[str, Any], text: TextBody | None
) -> Mapping[str, Any]:
    typed = fields.get("paragraph")
    if not isinstance(typed, ParagraphNumber):
        return fields
    if text is None:
        return {**fields, "paragraph": None}
    return {**fields, "paragraph": _paragraph_at(text.paragraphs, typed.number).id}


def _paragraph_at(paragraphs: Sequence[Paragraph], number: int) -> Paragraph:
    if not 1 <= number <= len(paragraphs):
        raise InvalidValue(
            f"the text has {count_of(len(paragraphs), 'paragraph')}; there is no "
            f"paragraph {number}"
        )
    return paragraphs[number - 1]


def _typed(values: Sequence[Any]) -> str | None:
    """All that was typed, as one text; None where nothing was. Raises InvalidValue."""
    typed = [value.text for value in values if isinstance(value, TypedText)]
    if typed and len(typed) < len(values):
        raise InvalidValue("give all paragraphs as text, or all of them as JSON")
    return "\n\n".join(typed) if typed else None
