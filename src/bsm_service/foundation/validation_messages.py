"""What is wrong with a value, in words for people.

The validation library describes errors to programmers ("Input should be a valid date in
the format YYYY-MM-DD, input is too short"). Whatever checks what somebody sent, typed
or set takes its sentences from here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bsm_domain.foundation.formatting import count_of

_REQUIRED = "this field is required"
_NUMBER = "must be a whole number, for example 12"
_DATE = "must be a date, for example 2026-05-06"
_TIME = "must be a time, for example 09:30"
_DATETIME = "must be a date and time with a time zone, for example 2026-05-06T09:30:00Z"
_ID = "must be an ID, for example 0190f3c2-8c1e-7b4a-9d57-3c1f0a6b2e11"
_TEXT = "must be a text"
_LIST = "must be a list"
_OBJECT = "must be an object with named fields"
_YES_OR_NO = "must be true or false"
_WEB_ADDRESS = "must be a web address, for example https://example.org/report"

# By the validation library's name for the error.
_MESSAGES: Mapping[str, str] = {
    "missing": _REQUIRED,
    "missing_argument": _REQUIRED,
    "missing_keyword_only_argument": _REQUIRED,
    "missing_positional_only_argument": _REQUIRED,
    "extra_forbidden": "unknown field",
    "unexpected_keyword_argument": "unknown field",
    "json_invalid": "not valid JSON",
    "json_type": "not valid JSON",
    "invalid_key": "names of fields must be texts",
    "recursion_loop": "is nested too deeply",
    "recursion_depth_exceeded": "is nested too deeply",
    "none_required": "must be left empty",
    "string_type": _TEXT,
    "string_unicode": "must be a text in UTF-8",
    "string_not_ascii": "must contain only letters without accents, digits and signs",
    "bytes_type": _TEXT,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "int_parsing_size": "is too large a number",
    "float_type": "must be a number, for example 2.5",
    "float_parsing": "must be a number, for example 2.5",
    "finite_number": "must be a finite number",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_past": "must be in the past",
    "date_future": "must be in the future",
    "time_type": _TIME,
    "time_parsing": _TIME,
    "datetime_type": _DATETIME,
    "datetime_parsing": _DATETIME,
    "datetime_object_invalid": _DATETIME,
    "datetime_from_date_parsing": _DATETIME,
    "datetime_past": "must be in the past",
    "datetime_future": "must be in the future",
    "timezone_aware": "must have a time zone, for example 2026-05-06T09:30:00Z",
    "timezone_naive": "must not have a time zone",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "iterable_type": _LIST,
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dataclass_type": _OBJECT,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "uuid_version": _ID,
    "url_type": _WEB_ADDRESS,
    "url_parsing": _WEB_ADDRESS,
    "url_syntax_violation": _WEB_ADDRESS,
}

# Those that name a limit or the choices there are.
_MESSAGES_WITH_VALUES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda limits: f"must be more than {limits['gt']}",
    "greater_than_equal": lambda limits: f"must be {limits['ge']} or more",
    "less_than": lambda limits: f"must be less than {limits['lt']}",
    "less_than_equal": lambda limits: f"must be {limits['le']} or less",
    "multiple_of": lambda limits: f"must be a multiple of {limits['multiple_of']}",
    "too_short": lambda limits: (
        f"must have at least {count_of(limits['min_length'], 'entry', 'entries')}"
    ),
    "too_long": lambda limits: (
        f"must have at most {count_of(limits['max_length'], 'entry', 'entries')}"
    ),
    "string_too_long": lambda limits: (
        f"must have at most {count_of(limits['max_length'], 'character')}"
    ),
    "url_too_long": lambda limits: (
        f"must have at most {count_of(limits['max_length'], 'character')}"
    ),
    "url_scheme": lambda limits: f"must begin with {limits['expected_schemes']}",
    "enum": lambda choices: f"must be {choices['expected']}",
    "literal_error": lambda choices: f"must be {choices['expected']}",
    "union_tag_invalid": lambda choices: (
        f"{choices['discriminator']} must be one of {choices['expected_tags']}"
    ),
    "union_tag_not_found": lambda choices: f"{choices['discriminator']} is required",
}

# By the pattern that a text does not match.
_PATTERN_MESSAGES: Mapping[str, str] = {
    r"^[A-Z][A-Z0-9-]{1,15}$": "must be the code of a delegation, for example AT",
    r"^[A-Z]{1,3}[0-9]{1,3}$": "must be a code such as O1",
    r"^https?://[^\s/]+(/\S*)?$": _WEB_ADDRESS,
    r"^[0-9a-f]{64}$": "must be a SHA-256 hash: 64 digits and letters from a to f",
    r"^[0-9a-f]{32}$": "must be the key of a message: 32 digits and letters a to f",
    r"^[A-Za-z0-9_-]{1,64}$": "must be an ID: letters, digits, - and _",
    r"^[a-z_]{1,40}$": "must be the name of a field, for example reason",
}


def validation_message(error: Mapping[str, Any]) -> str:
    """What is wrong, from one of the `errors()` of a `ValidationError`.

    It says what the value must be, without naming the field: "must be a date, for
    example 2026-05-06". Rules of our own speak for themselves.
    """
    kind = str(error["type"])
    if kind in ("value_error", "assertion_error"):
        return str(error["ctx"]["error"])
    context = error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERN_MESSAGES.get(
            str(context["pattern"]), "does not have the required form"
        )
    if kind == "string_too_short":
        if context["min_length"] == 1:
            return "must not be empty"
        return f"must have at least {count_of(context['min_length'], 'character')}"
    if kind in _MESSAGES_WITH_VALUES:
        return _MESSAGES_WITH_VALUES[kind](context)
    return _MESSAGES.get(kind, "is not a possible value")
