"""Validation of names and reasons that people type about accounts."""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.free_text import OneLineText, ReasonText
from bsm_service.foundation.validation_messages import validation_message

_LINE: TypeAdapter[str] = TypeAdapter(OneLineText)
_REASON: TypeAdapter[str] = TypeAdapter(ReasonText)


def validate_name(text: str, description: str) -> str:
    """Raises InvalidValue unless it is a valid `description`, such as "user name"."""
    return _checked(_LINE.validate_python, text, f"not a valid {description}", "name")


def validate_reason(text: str | None, description: str = "reason") -> str | None:
    return (
        None
        if text is None
        else _checked(
            _REASON.validate_python, text, f"not a valid {description}", "reason"
        )
    )


def _checked(
    validate: Callable[[Any], str], text: str, message: str, field: str
) -> str:
    try:
        return validate(text)
    except ValidationError as error:
        reason = validation_message(error.errors()[0])
        raise InvalidValue(f"{message}: {reason}", field=field) from error
