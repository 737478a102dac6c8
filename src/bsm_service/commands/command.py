"""What every command has, and what several speak of."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from bsm_domain.foundation import Immutable
from bsm_domain.free_text import DelegationCode


class Command(Immutable):
    """Something asked for. Nothing has happened yet.

    What `SEALS` carries texts of people or personal data. `NEW` is the field that names
    what it makes: whoever asks may leave it to the entry point.
    """

    NAME: ClassVar[str]
    SEALS: ClassVar[bool] = False
    NEW: ClassVar[str | None] = None

    occurred_at: AwareDatetime | None = None


Partners = Annotated[tuple[DelegationCode, ...], Field(max_length=100)]
