"""The names of accounts: how they are compared, and which are reserved."""

import unicodedata

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    DEMONSTRATION,
    FIRST_START,
)


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
