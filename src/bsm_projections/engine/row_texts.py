"""Texts that people typed, as stored in rows: each is a JSON object, plain or
sealed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import bound_text


def readable_texts(
    context: ReadContext, stream_id: str, rows: Sequence[Row], fields: Sequence[str]
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
