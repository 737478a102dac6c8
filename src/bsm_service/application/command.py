"""What commands have in common, and their ids.

An idempotency key, which a caller chooses, belongs to the account that sent it: another
account may use the same one, and whatever a command makes under ids derived from its
own stays apart.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from pydantic import AfterValidator, AwareDatetime, Field

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.free_text import DelegationCode, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.sources import Source
from bsm_service.access.permission_table import declare_permission
from bsm_service.access.scopes import SYSTEM, Grants
from bsm_service.application.command_declarations import (
    Decides,
    DeclaredDecision,
    carries_sealed_text,
    resolve_decision,
)
from bsm_service.foundation.identifiers import derived_id, new_id


@cache  # a page asks it of all commands, for each of its forms
def _fields_in_path(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"{(\w+)}", path))


class Command(FrozenModel):
    """A request to change the record. Nothing has happened yet.

    `NAME` is stable, and `ALLOWED` says who may ask it. `PATH` is where it is posted
    (empty: the product alone asks it), and `OPERATION_ID` what programs call it, which
    never changes. `TITLE` is what people call it: the title of its form; where none is
    declared, the words of the class without the thing that its address names ("Agree").
    `NEW_ID_FIELD` is the field that names what it
    makes: the caller may leave it to the entry point; without one, it may still say
    that it `CREATES` something. With `ERASES` data are erased because of it, once it is
    on record. What is asked `FROM_THE_DOOR` happened when it arrived, not when its turn
    came, and passes beyond the general rate limit. `HAS_SOURCES` says that it is often
    taken from a page: its form asks which.

    `DECISION` is the aggregate's method that decides it, such as
    `FollowUpActivity.block`: it is given the command's fields by their names, texts
    sealed. What follows from the declaration is `declared_decision`, and
    `HAS_SEALED_TEXT`: whether there are texts in it that are sealed, or personal data.
    A command without one has a handler; the decision that depends on the status of what
    the command is about is then named in `DECIDED_IN_HANDLER`.
    """

    NAME: ClassVar[str]
    ALLOWED: ClassVar[Grants]
    PATH: ClassVar[str] = ""
    OPERATION_ID: ClassVar[str]
    TITLE: ClassVar[str]
    NEW_ID_FIELD: ClassVar[str | None] = None
    CREATES: ClassVar[bool] = False
    ERASES: ClassVar[bool] = False
    FROM_THE_DOOR: ClassVar[bool] = False
    HAS_SOURCES: ClassVar[bool] = False
    DECISION: ClassVar[Decides | None] = None
    DECIDED_IN_HANDLER: ClassVar[Callable[..., object] | None] = None

    HAS_SEALED_TEXT: ClassVar[bool]
    declared_decision: ClassVar[DeclaredDecision | None] = None

    occurred_at: AwareDatetime | None = None
    # Left out of the digest where there is none, as before there were sources.
    source: Source | None = Field(
        default=None, exclude_if=lambda source: source is None
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        words = re.findall(r"[A-Z][a-z]+", cls.__name__)
        if "OPERATION_ID" not in vars(cls):
            cls.OPERATION_ID = "_".join(words).lower()
        if "TITLE" not in vars(cls):
            thing = next(iter(cls.path_fields()), "").removesuffix("_id")
            title = " ".join(word for word in words if word.lower() != thing)
            cls.TITLE = title.capitalize()
        cls.CREATES = cls.CREATES or cls.NEW_ID_FIELD is not None
        cls.HAS_SEALED_TEXT = carries_sealed_text(cls)
        if cls.DECISION is not None:
            cls.declared_decision = resolve_decision(cls.DECISION, cls)
        declare_permission(cls.NAME, cls.ALLOWED)

    @classmethod
    def path_fields(cls) -> tuple[str, ...]:
        """The fields that the address gives."""
        return _fields_in_path(cls.PATH)

    @classmethod
    def is_possible(cls, status: str) -> bool:
        """Whether it may be asked about a thing of that status: as its decision says.
        Whatever else the decision depends on may still refuse it.
        """
        decision = cls.DECISION or cls.DECIDED_IN_HANDLER
        return decision is None or is_possible(decision, status)


# Keeps dates in every time zone within the range of Python's dates.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)


def validate_moment(moment: datetime) -> datetime:
    """Raises ValueError for a moment outside the possible range."""
    if not _EARLIEST <= moment < _LATEST:
        raise ValueError(f"{moment.isoformat()} is out of range (1900 to 2999)")
    return moment


# In whatever zone it was given.
PossibleTime = Annotated[AwareDatetime, AfterValidator(validate_moment)]
Partners = Annotated[tuple[DelegationCode, ...], Field(max_length=100)]


class EstablishNetwork(Command):
    """Open the record of a network: its first fact."""

    NAME = "network.establish"
    ALLOWED = SYSTEM
    network_id: UUID
    name: OneLineText
    demonstration: bool = False


def every_command() -> tuple[type[Command], ...]:
    """All commands of the subjects that are imported: the assembly imports them all."""
    return tuple(Command.__subclasses__())


def commands_about(id_field: str) -> tuple[type[Command], ...]:
    """Those that are posted about a thing on record, which their address names first
    ("activity_id"), in the order in which they are declared.
    """
    return tuple(
        command
        for command in every_command()
        if command.path_fields()[:1] == (id_field,)
    )


def posted_commands() -> tuple[type[Command], ...]:
    """Those that are posted over HTTP, in the order of their addresses."""
    posted = (command for command in every_command() if command.PATH)
    return tuple(sorted(posted, key=lambda command: command.PATH))


# Whatever a caller uses as a key (perhaps something personal) never reaches the log.
_COMMAND_IDS = UUID("6f1e43a2-4b0e-5b53-9f3b-1c6c2ad5a0de")


def command_ids(
    key: str | None, account: str, now: datetime
) -> tuple[UUID, UUID | None]:
    """The id of an account's command: that of its idempotency key, or a new one. With
    it, the id that releases up to 0.4 gave to the key, whoever sent it: what was sent
    before an upgrade and is sent again after it is found by this one.
    """
    if key is None:
        return new_id(now), None
    try:
        earlier = UUID(key)
    except ValueError:
        earlier = uuid5(_COMMAND_IDS, key)
    return derived_id(earlier, account), earlier


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
