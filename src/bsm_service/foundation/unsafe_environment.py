"""Checks the process environment for settings that would make the record unsafe."""

from collections.abc import Mapping

from eventsourcing.utils import strtobool

from bsm_service.foundation.refusals import InvalidSetting

# The library's own name for it. Importing its class would load its whole recorder.
_DB_FUNCTIONS_VARIABLE = "POSTGRES_ENABLE_DB_FUNCTIONS"


def refuse_unsafe_environment(environment: Mapping[str, str]) -> None:
    """Raises InvalidSetting where the library was told to append by functions of the
    database: then facts appear out of order, and readers of the log miss some.
    """
    value = environment.get(_DB_FUNCTIONS_VARIABLE) or "no"
    try:
        is_enabled = strtobool(value)
    except ValueError:
        is_enabled = True
    if is_enabled:
        raise InvalidSetting(
            f"{_DB_FUNCTIONS_VARIABLE} is {value!r}: facts would appear out of order, "
            "and readers would miss some; remove it from the environment"
        )
