"""The command that makes a text unreadable."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bsm_domain.foundation.free_text import ReasonText
from bsm_service.access.scopes import SECRETARIAT, SYSTEM
from bsm_service.application.command import Command


class RedactText(Command):
    """Redact a text permanently: the `field` of one version of a stream."""

    NAME = "text.redact"
    TITLE = "Redact a text"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/redactions"
    ERASES = True
    CREATES = True
    stream_id: UUID
    version: Annotated[int, Field(ge=1)]
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$", strict=True)]
    reason: ReasonText
