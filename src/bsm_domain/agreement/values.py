"""Positions, procedures, and what a decision's status may be."""

from enum import StrEnum


class Position(StrEnum):
    AGREE = "agree"
    RESERVE = "agree with reservation"
    OBJECT = "object"
    AMEND = "propose amendment"
    AD_REFERENDUM = "ad referendum"
    NONE = "no position"


# Only these break silence. Consensus is also held up by a position ad referendum, until
# its day has ended.
BREAKING = frozenset({Position.OBJECT, Position.AMEND})


class How(StrEnum):
    """How a position was given."""

    SYSTEM = "through the system"
    ROOM = "in the room"
    WRITING = "in writing"


class Procedure(StrEnum):
    ROOM = "in the room"
    CONSENSUS = "consensus"
    SILENCE = "silence"


class Basis(StrEnum):
    """Whose objection stops a round."""

    ALL_STATES = "all participating States"
    PRESENT = "present"


class RoundEnd(StrEnum):
    BY_CHAIR = "by the Chair"
    TEXT_CHANGED = "text changed"
    MEETING_CANCELLED = "meeting cancelled"


class DecisionStatus(StrEnum):
    DRAFT = "draft"
    IN_PROCEDURE = "in procedure"
    ADOPTED = "adopted"
    NOT_AGREED = "not agreed"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    SUPERSEDED = "superseded"
