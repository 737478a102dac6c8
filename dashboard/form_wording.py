"""What forms say. Texts stand here, apart from what draws them, so that other
languages can follow.
"""

from collections.abc import Mapping, Sequence
from typing import Any

PAST = (
    "This is the past, and it cannot be changed. To report or decide, go back to live."
)
RECORDED = "It is on record."
LATER_THAN_TODAY = "It cannot have happened later than today."
OVERTAKEN = (
    "Since you opened this form, something else was recorded; what you filled in is "
    "kept. Send it again if it still holds."
)
EARLIER = "It happened earlier"
EARLIER_DAY = "On this day"
EARLIER_HELP = "The day on which it happened, if that was before today"
WHAT = "What would you like to record?"
WHAT_TO_DO = "What would you like to do?"
SHOWN_ONCE = (
    "This is shown now and never again. Hand it to the person by a way that you trust; "
    "whoever has it first can use it."
)
KEEP_RECEIPT = "Receipt as a file"
OPTIONAL = "optional"
KEPT_REASON = "It stays on record, sealed: name nobody in it"

_COMPLAINTS = {
    "missing": "Please fill this in.",
    "string_too_short": "Please fill this in.",
    "string_type": "Please fill this in.",
    "date_type": "Please choose a day.",
    "int_type": "Please choose a number.",
    "enum": "Please choose one.",
    "string_pattern_mismatch": "Please choose one.",
}


# Where a field does not fit its pattern, by the end of its name.
_PATTERNS = {
    "email": "That is no e-mail address; write it like name@example.org.",
    "phone": "That is no telephone number; begin with + and the country's code.",
}


def complaint(error: Mapping[str, Any], field: str | None = None) -> str:
    """What is wrong with a field, as a sentence for whoever fills it in."""
    kind = str(error["type"])
    if kind == "string_pattern_mismatch" and field:
        known = _PATTERNS.get(field.rpartition(".")[2])
        if known:
            return known
    if kind == "string_too_long":
        most, given = error["ctx"]["max_length"], len(str(error["input"]))
        return f"At most {most} characters fit here; these are {given}."
    plain = str(error["msg"]).removeprefix("Value error, ")
    return _COMPLAINTS.get(kind) or as_sentence(plain)


def please_fill_in(labels: Sequence[str]) -> str:
    return f"Please fill in: {', '.join(label.lower() for label in labels)}."


def as_sentence(text: str) -> str:
    """A refusal as a sentence of its own: "Progress is 40 %; say why …"."""
    text = text.strip()
    end = "" if text.endswith((".", "!", "?")) else "."
    return text[:1].upper() + text[1:] + end
