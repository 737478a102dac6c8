"""What is wrong with a value, in words for people.

The validation library describes errors to programmers ("Input should be a valid date in
the format YYYY-MM-DD, input is too short"). Whatever checks what somebody sent, typed
or set takes its sentences from here. They stand in `validation_messages.toml`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bsm_domain.foundation.formatting import count_of


@cache
def message_texts() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Sentences by the library's name of an error, and by the pattern not matched."""
    source = (files(__package__) / "validation_messages.toml").read_text("utf-8")
    texts = tomllib.loads(source)
    sentences = {
        kind: sentence for sentence, kinds in texts["errors"].items() for kind in kinds
    }
    return sentences, texts["patterns"]


def validation_message(error: Mapping[str, Any]) -> str:
    """What is wrong, from one of the `errors()` of a `ValidationError`.

    It says what the value must be, without naming the field: "must be a date, for
    example 2026-05-06". Rules of our own speak for themselves.
    """
    kind, context = str(error["type"]), error.get("ctx", {})
    sentences, patterns = message_texts()
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        form = str(context["pattern"])
        return patterns.get(form, "does not have the required format")
    limit = context.get("min_length", context.get("max_length", 0))
    if kind == "string_too_short" and limit == 1:
        return "must not be empty"
    return sentences.get(kind, "is not a possible value").format(
        **context,
        entries=count_of(limit, "entry", "entries"),
        characters=count_of(limit, "character"),
    )
