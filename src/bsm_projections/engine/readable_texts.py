"""Texts that people typed, as stored in rows and in the words of facts, all decrypted
at once. In a row each is a JSON object, plain or sealed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import BoundText, bound_text, is_sealed

# Words whose texts are in a field of another name.
FIELD_OF_WORD: Mapping[str, str] = {"because": "reason"}


def readable_words(context: ReadContext, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """For rows with `words`, `stream_id` and `command_id` of a fact, in their order."""
    words = [json.loads(row["words"]) for row in rows]
    sealed = [
        (words_of_row, word, _sealed(row, word, value))
        for row, words_of_row in zip(rows, words, strict=True)
        for word, value in words_of_row.items()
        if is_sealed(value)
    ]
    opened = context.open_texts([bound for _, _, bound in sealed])
    for (words_of_row, word, _), text in zip(sealed, opened, strict=True):
        words_of_row[word] = {"text": text.text}
    return words


def reason_in(words: Mapping[str, Any]) -> str | None:
    """The reason of a fact, if one was given, under any of its names."""
    other_names = (word for word, field in FIELD_OF_WORD.items() if field == "reason")
    names = ("reason", *other_names)
    reason = next((words[name] for name in names if words.get(name)), None)
    return None if reason is None else str(reason["text"])


def _sealed(row: Row, word: str, value: Any) -> BoundText:
    return bound_text(
        value,
        stream_id=row["stream_id"],
        field=FIELD_OF_WORD.get(word, word),
        command_id=row["command_id"],
    )


def readable_text(
    context: ReadContext, stream_id: str, row: Row, column: str, *, of: str
) -> str | None:
    """The decrypted text of a column of a row with `command_id`; `of` is its field in
    the fact.
    """
    [text] = readable_column(context, stream_id, [row], column, of=of)
    return text


def readable_column(
    context: ReadContext, stream_id: str, rows: Sequence[Row], column: str, *, of: str
) -> list[str | None]:
    """The same for many rows of a stream, all decrypted at once."""
    stored = [{of: row[column], "command_id": row["command_id"]} for row in rows]
    return [texts[of] for texts in readable_texts(context, stream_id, stored, [of])]


def readable_texts(
    context: ReadContext,
    stream_id: str,
    rows: Sequence[Row | Mapping[str, Any]],
    fields: Sequence[str],
) -> list[dict[str, Any]]:
    """The decrypted texts of a stream's rows, by field, all decrypted at once."""
    texts_of_rows: list[dict[str, Any]] = [dict.fromkeys(fields) for _ in rows]
    sealed, places = [], []
    for row, texts in zip(rows, texts_of_rows, strict=True):
        for field in fields:
            if row[field] is None:
                continue
            value: Mapping[str, Any] = json.loads(row[field])
            if value["kind"] == "plain":
                texts[field] = value["text"]
                continue
            sealed.append(
                bound_text(
                    value,
                    stream_id=stream_id,
                    field=field,
                    command_id=row["command_id"],
                )
            )
            places.append((texts, field))
    for (texts, field), opened in zip(places, context.open_texts(sealed), strict=True):
        texts[field] = opened.text
    return texts_of_rows
