"""What forms say. Texts stand here, apart from what draws them, so that other
languages can follow.
"""

from collections.abc import Mapping
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
OPTIONAL = "optional"

_COMPLAINTS = {
    "missing": "Please fill this in.",
    "string_too_short": "Please fill this in.",
    "string_type": "Please fill this in.",
    "date_type": "Please choose a day.",
    "int_type": "Please choose a number.",
    "enum": "Please choose one.",
    "string_pattern_mismatch": "Please choose one.",
}


def complaint(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, as a sentence for whoever fills it in."""
    kind = str(error["type"])
    if kind == "string_too_long":
        most, given = error["ctx"]["max_length"], len(str(error["input"]))
        return f"At most {most} characters fit here; these are {given}."
    plain = str(error["msg"]).removeprefix("Value error, ")
    return _COMPLAINTS.get(kind) or as_sentence(plain)


def as_sentence(text: str) -> str:
    """A refusal as a sentence of its own: "Progress is 40 %; say why …"."""
    text = text.strip()
    end = "" if text.endswith((".", "!", "?")) else "."
    return text[:1].upper() + text[1:] + end
