"""Command ids from the idempotency keys that callers choose.

A key belongs to the account that sent it: another account may use the same one, and
whatever a command makes under ids derived from its own stays apart.
"""

from uuid import UUID, uuid5

from bsm_service.application.command import Command
from bsm_service.foundation.identifiers import derived_id

# Whatever a caller uses as a key (perhaps something personal) never reaches the log.
_COMMAND_IDS = UUID("6f1e43a2-4b0e-5b53-9f3b-1c6c2ad5a0de")


def command_id_for_key(key: str, account: str) -> UUID:
    """The command id of an account's idempotency key."""
    return derived_id(earlier_command_id_for_key(key), account)


def earlier_command_id_for_key(key: str) -> UUID:
    """The command id that releases up to 0.4 gave to a key, whoever sent it. What was
    sent before an upgrade and is sent again after it is found by this one.
    """
    try:
        return UUID(key)
    except ValueError:
        return uuid5(_COMMAND_IDS, key)


def with_command_id(command: Command, command_id: UUID, other_id: UUID) -> Command:
    """The same command under another id: the id of what it makes follows, where it was
    derived.
    """
    if command.NEW_ID_FIELD is None:
        return command
    if getattr(command, command.NEW_ID_FIELD) != derived_id(
        command_id, command.NEW_ID_FIELD
    ):
        return command
    return command.model_copy(
        update={command.NEW_ID_FIELD: derived_id(other_id, command.NEW_ID_FIELD)}
    )
