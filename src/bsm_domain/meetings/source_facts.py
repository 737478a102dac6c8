"""Pages that are named as the source of what was recorded earlier."""

from enum import StrEnum
from typing import ClassVar

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import DelegationCode


class SourcedPart(StrEnum):
    """The parts of a meeting that can have a page as their source: the fields of its
    details by their names, and what other facts recorded.
    """

    TITLE = "title"
    SERIES = "series"
    EDITION = "edition"
    CITY = "city"
    HOST = "host"
    CHAIR = "chair"
    ORGANISER = "organiser"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    TIME_ZONE = "time_zone"
    MODE = "mode"
    THEMES = "themes"
    AGENDA = "agenda"
    DELEGATIONS = "delegations"
    ATTENDANCE = "attendance"


class MeetingSourceNamed(DomainEvent):
    """The page in its header is the source of these parts: of the agenda that was
    released last, and of `delegations`.
    """

    TOPIC: ClassVar[str] = "bsm.meeting.source_named.v1"
    parts: tuple[SourcedPart, ...]
    delegations: tuple[DelegationCode, ...] = ()


class ObjectiveSourceNamed(DomainEvent):
    """The page in its header is the source of the objective as it is worded now."""

    TOPIC: ClassVar[str] = "bsm.objective.source_named.v1"
