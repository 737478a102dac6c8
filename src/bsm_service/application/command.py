"""What every command has, and what several speak of."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.free_text import DelegationCode, OneLineText


class Command(FrozenModel):
    """Something requested. Nothing has happened yet.

    With `HAS_SEALED_TEXT` it carries texts of people or personal data. `NEW_ID_FIELD`
    is the field that names what it makes: the caller may leave it to the entry point.
    """

    NAME: ClassVar[str]
    HAS_SEALED_TEXT: ClassVar[bool] = False
    NEW_ID_FIELD: ClassVar[str | None] = None

    occurred_at: AwareDatetime | None = None


# What pages show in any time zone lies well within what Python can count.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)


def validate_moment(moment: datetime) -> datetime:
    """Raises ValueError for a moment that nothing can have happened at."""
    if not _EARLIEST <= moment < _LATEST:
        raise ValueError(f"{moment.isoformat()} is out of range (1900 to 2999)")
    return moment


# In whatever zone it was given.
PossibleTime = Annotated[AwareDatetime, AfterValidator(validate_moment)]
Partners = Annotated[tuple[DelegationCode, ...], Field(max_length=100)]


class EstablishNetwork(Command):
    """Open the record of a network: its first fact."""

    NAME = "network.establish"
    network_id: UUID
    name: OneLineText
    demonstration: bool = False


def every_command() -> tuple[type[Command], ...]:
    """All commands of the subjects that are imported: the assembly imports them all."""
    return tuple(Command.__subclasses__())
