"""Texts of forms, in one place so that they can be translated."""

from collections.abc import Mapping, Sequence
from typing import Any

from bsm_domain.foundation.formatting import (
    count_of,
    format_count,
    join_names,
    pluralize,
)
from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_service.documents.media_types import ALLOWED

PAST_IS_READ_ONLY = (
    "You are viewing the past, which cannot be changed. To report or decide, go back "
    "to live."
)
RECORDED = "Recorded."
RECORDED_NOT_SHOWN = (
    "Recorded. It cannot be shown at the moment; please check again later."
)
ERASURE_PENDING = (
    "The erasure is in progress. Once it is complete, its receipt is on the "
    "Administration."
)
LATER_THAN_TODAY = "The date cannot be in the future."
STALE_VERSION = (
    "Something else was recorded after you opened this form. Your entries have been "
    "kept; send them again if they still apply."
)
OCCURRED_EARLIER = "Enter an earlier date"
OCCURRED_ON = "Date"
OCCURRED_ON_HELP = "When it happened, if that was before today"
SOURCE = "Where it comes from"
SOURCE_LABELS = {
    "title": "Page title",
    "address": "Web address",
    "seen_on": "Seen on",
    "published_on": "Page date",
}
SOURCE_HELP = {
    "address": "For example https://example.org/meeting",
    "published_on": "The date that the page itself gives, if any",
}
CHOOSE_FORM = "What would you like to do?"
CONFIRM_FIRST = (
    "Please confirm your identity before changing this. You will then return to this "
    "page."
)
CONFIRM = "Confirm your identity"
SHOWN_ONCE = (
    "This is not shown again once you have passed it on. Give it to the person in a "
    "secure way: anyone who has it can use it."
)
RECEIPT_FILE = "Receipt as a file"
OPTIONAL = "optional"
FILL_IN = "Please fill this in."
CLOSE = "Close"
CLOSE_UNSENT = "Close this form without sending what you have entered?"
FILE_HELP = f"{ALLOWED}; the file name is encrypted"
REASON_HELP = "Kept on record, encrypted. Do not name anyone"
CHECK = "Check"
DEFINITIONS = "What each role may do"
NO_MORE = "Done"
DOWNLOAD = "Download as a file"
ONE_PER_LINE = "One per line"
HANDED_ON = "I have passed it on"

# Labels of fields whose names are not the terms of the network.
_FIELD_LABELS = {
    "at_least": "The source says “more than”",
    "audience": "Who can see it",
    "due_on": "Due date",
    "due_precision": "Type of deadline",
    "email": "E-mail",
    "on": "Date",
    "outcome_kind": "Expected outcome",
    "phone": "Telephone",
    "url": "Address",
}
_OPTION_LABELS: Mapping[object, str] = {
    DuePrecision.DAY: "an exact date",
    DuePrecision.QUARTER: "the end of a quarter",
    DuePrecision.NEXT_MEETING: "before the next meeting",
    MatterAudience.ALL: "everyone with access to the meeting",
    MatterAudience.FOCAL_POINTS: "only focal points, the Chair and the secretariat",
}

# Pydantic's own sentences reach nobody.
_ERROR_TEXTS = {
    "missing": FILL_IN,
    "string_too_short": FILL_IN,
    "string_type": FILL_IN,
    "too_short": FILL_IN,
    "date_type": "Please choose a date.",
    "date_parsing": "Please enter a date, for example 2026-05-06.",
    "date_from_datetime_parsing": "Please enter a date, for example 2026-05-06.",
    "int_type": "Please enter a whole number.",
    "int_parsing": "Please enter a whole number.",
    "int_from_float": "Please enter a whole number.",
    "bool_parsing": "Please enter yes or no.",
    "bool_type": "Please enter yes or no.",
    "uuid_parsing": "Please enter an ID.",
    "enum": "Please choose one.",
    "literal_error": "Please choose one.",
    "string_pattern_mismatch": "Please choose one.",
    "string_too_long": "Please enter at most {max_length:,} characters.",
    "too_long": "Please enter at most {max_length:,}.",
    "greater_than_equal": "Please enter {ge:,} or more.",
    "less_than_equal": "Please enter {le:,} or less.",
}
CHECK_ENTRY = "Please check this entry."
_FEW_OPTIONS = 12


# Errors of fields that do not match their pattern, by the end of their names.
_PATTERN_TEXTS = {
    "prefix": "Please enter capital letters, with a full stop between two parts, such "
    "as NFP or NFP.EX.",
    "phone": "Please enter a telephone number, beginning with + and the country code.",
    "url": "Please enter a web address, for example https://example.org/report.",
    "address": "Please enter a web address that begins with https:// or http://, for "
    "example https://example.org/meeting.",
}


def field_label(name: str) -> str:
    """The label of a field: "Ends on" for `ends_on`, "Meeting" for `meeting_id`."""
    words = name.removesuffix("_id").replace("_", " ")
    return _FIELD_LABELS.get(name) or words[:1].upper() + words[1:]


def option_label(option: object) -> str:
    return _OPTION_LABELS.get(option) or str(option)


def row_heading(label: str, number: int) -> str:
    """The heading of one of several rows: "Part 2" of "Parts"."""
    return f"{label} {number}"


def row_format(columns: Sequence[str]) -> str:
    """How rows are typed, or pasted from a spreadsheet."""
    return (
        f"One line for each, separated by semicolons: {'; '.join(columns)}. You can "
        "also paste rows from a spreadsheet."
    )


def row_error(row: int, column: str, sentence: str) -> str:
    return f"Row {row}{f', {column.lower()}' if column else ''}: {sentence}"


def with_others(sentence: str, more: int) -> str:
    """What was recorded, where there is more of the same kind."""
    if not more:
        return sentence
    entries = count_of(more, "more entry", "more entries")
    were = pluralize(more, "was", "were")
    return f"{sentence} {entries} of this kind {were} recorded."


def unknown_option(cell: str, options: Sequence[tuple[str, str]]) -> str:
    """What a cell may say: all of it, or an example where that would be too much."""
    names = [name for _, name in options]
    if len(names) <= _FEW_OPTIONS:
        return f"“{cell[:40]}” is none of these: {join_names(names, None)}."
    code, name = options[0]
    return (
        f"“{cell[:40]}” is not known; enter a code or a name, for example {code} or "
        f"{name}."
    )


def too_many_values(values: int, columns: Sequence[str]) -> str:
    return (
        f"there are {values} values, but only "
        f"{format_count(len(columns), 'column')}: {'; '.join(columns)}."
    )


def error_text(error: Mapping[str, Any], field: str | None = None) -> str:
    """The error of a field, as a sentence for the person filling it in."""
    kind = str(error["type"])
    if kind == "string_pattern_mismatch" and field:
        text = _PATTERN_TEXTS.get(field.rpartition(".")[2])
        if text:
            return text
    if kind == "value_error":
        return as_sentence(str(error["msg"]).removeprefix("Value error, "))
    return _ERROR_TEXTS.get(kind, CHECK_ENTRY).format(**error.get("ctx", {}))


def too_long(most: int, length: int) -> str:
    return (
        f"Please shorten this to {most:,} characters; it has {length:,}. Nothing was "
        "cut off."
    )


def refusal_summary(refusals: Sequence[tuple[str | None, str]]) -> str:
    """What is wrong with a form, of the labels of fields and sentences: "Please fill in
    Title and Owner."
    """
    missing = [label for label, sentence in refusals if label and sentence == FILL_IN]
    lines = []
    if missing:
        names = [f"“{label}”" for label in dict.fromkeys(missing)]
        lines.append(f"Please fill in {join_names(names, None)}.")
    for label, sentence in refusals:
        if not label or sentence != FILL_IN:
            lines.append(f"{label}: {sentence}" if label else sentence)
    return "\n".join(lines)


def unsent_draft(label: str, texts: Sequence[str]) -> str:
    """A draft: "Not sent yet (report progress): “The annex…”"."""
    first = " ".join(next(iter(texts), "").split())
    excerpt = first if len(first) <= 60 else f"{first[:60].rstrip()}…"
    text = f": “{excerpt}”" if excerpt else ""
    return f"Not sent yet ({label[:1].lower()}{label[1:]}){text}"


def size_limit(max_bytes: int) -> str:
    return f"{max_bytes // 1_000_000} MB at most"


def choose_file(max_bytes: int) -> str:
    """The error for a file that is too large, because Streamlit ignores it silently."""
    return f"Please choose a file of {size_limit(max_bytes)}."


PERSON_MAY_BE_KNOWN = (
    "The delegation already has somebody of this name on record. If you mean them, "
    "choose “Person on record” instead; if not, confirm that this is somebody else."
)


def as_sentence(text: str) -> str:
    """A refusal as a complete sentence: "Progress is at 40%; give a reason …"."""
    return "\n".join(map(_line_as_sentence, text.strip().splitlines()))


def _line_as_sentence(line: str) -> str:
    end = "" if line.endswith((".", "!", "?")) else "."
    return line[:1].upper() + line[1:] + end
