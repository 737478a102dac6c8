"""An account; names and reasons that people type about accounts: how names are compared
and which are reserved.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.free_text import OneLineText, ReasonText
from bsm_projections.engine.columns import column
from bsm_projections.engine.items import item_of
from bsm_service.foundation.validation_messages import validation_message
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    DEMONSTRATION,
    FIRST_START,
    FindRow,
    opaque_ids,
)

_LINE: TypeAdapter[str] = TypeAdapter(OneLineText)
_REASON: TypeAdapter[str] = TypeAdapter(ReasonText)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user, or a program, that can be given mandates."""

    id: str = column("account")
    name: str
    participant: UUID | None
    created_at: datetime
    closed_at: datetime | None


def account_by_id(find_row: FindRow, id: str) -> Account:
    """Closed accounts are found too. Raises NotFound."""
    row = find_row(
        "SELECT * FROM accounts WHERE account = :account", opaque_ids(account=id)
    )
    if row is None:
        raise NotFound("there is no account with this ID")
    return item_of(Account, row)


def normalised_names(name: str) -> dict[str, str]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return {"name": name, "sought_as": folded}


def refuse_reserved_names(name: str) -> None:
    """Raises InvalidValue for names that could be read as another name or as the
    product itself, or that would hinder an erasure.
    """
    if not name.isprintable():
        raise InvalidValue(
            "not a valid user name: it contains an invisible character; remove it",
            field="name",
        )
    folded = normalised_names(name)["sought_as"]
    if folded in _RESERVED_NAMES or folded.startswith(_ERASED_PREFIX):
        raise InvalidValue(
            "this user name is reserved by the product; choose another",
            field="name",
        )


_RESERVED_NAMES = frozenset({COMMAND_LINE, FIRST_START, DEMONSTRATION, "system"})
_ERASED_PREFIX = "erased-"


def erased_name(id: str) -> str:
    return f"{_ERASED_PREFIX}{id[:8]}"


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
