"""The rows of the History: facts, what they are about, and who owns it by now."""

from dataclasses import dataclass

from bsm_projections.engine.temporal_tables import Table


@dataclass(slots=True)
class FactRow:
    """Moments are microseconds since 1970 (UTC). `delegation` is the one concerned;
    `words` is JSON: what the fact's sentence is filled with. `nth` and `nth_for_all`
    number the facts shown, and those that everybody may see, so that nobody need count
    a long log.
    """

    position: int
    nth: int
    nth_for_all: int
    stream_id: str
    stream_version: int
    stored_name: str
    kind: str
    meeting_id: str | None
    delegation: str | None
    audience: str
    recorded_at: int
    occurred_at: int
    entered_late: bool
    actor_role: str
    actor_delegation: str | None
    command_id: str
    words: str


@dataclass(slots=True)
class StreamSubjectRow:
    """What later facts of a stream do not repeat: meeting, delegation, words."""

    stream_id: str
    meeting_id: str | None
    delegation: str | None
    audience: str
    words: str


@dataclass(slots=True)
class CurrentOwnerRow:
    """What became of a stream's subject since: an activity is handed over."""

    stream_id: str
    delegation: str
    words: str


@dataclass(slots=True)
class PartNameRow:
    """What a part of a stream is called, which later facts name by its id."""

    stream_id: str
    part_id: str
    name: str


FACTS = Table(
    "facts",
    FactRow,
    ("position",),
    (("meeting_id",), ("stream_id",), ("delegation",), ("kind",), ("recorded_at",)),
    append_only=True,
)
STREAM_SUBJECTS = Table("subjects", StreamSubjectRow, ("stream_id",), append_only=True)
CURRENT_OWNERS = Table(
    "owned_since", CurrentOwnerRow, ("stream_id",), belongs_to=STREAM_SUBJECTS
)
PART_NAMES = Table(
    "names_of_parts", PartNameRow, ("stream_id", "part_id"), belongs_to=STREAM_SUBJECTS
)
