"""What is stored of the History, and what of it is shown: facts, what they are about,
and who owns it by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.audience import (
    DELEGATIONS_ONLY,
    DRAFT_ONLY,
    RESTRICTED_DRAFT_ONLY,
)
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.temporal_tables import Table


# Rows of which there are many are not frozen: that takes three times as long to make.
@dataclass(slots=True, kw_only=True)
class Fact:
    """`entered_late`: recorded more than a day after it happened."""

    position: int
    sentence: str = computed()
    kind: str
    stored_name: str
    stream_id: Id
    version: int = column("stream_version")
    meeting_id: Id | None
    delegation: str | None
    audience: str
    recorded_at: datetime
    occurred_at: datetime
    entered_late: bool
    actor_role: str
    actor_delegation: str | None
    command_id: Id
    source: Source | None = computed()


@dataclass(slots=True, kw_only=True)
class FactRow(Fact):
    """`delegation` is the one concerned. `words` is JSON: what the fact's sentence is
    filled with. The others say how many facts of each audience there are up to this
    one, so that nobody need count a long log.
    """

    words: str
    stored_source: str | None
    count_for_all: int = 0
    count_for_delegations: int = 0
    count_for_focal_points: int = 0
    count_of_drafts: int = 0
    count_of_restricted_drafts: int = 0


@dataclass(slots=True)
class StreamSubjectRow:
    """What later facts of a stream do not repeat: meeting, delegation, words."""

    stream_id: str
    meeting_id: str | None
    delegation: str | None
    audience: str
    words: str


@dataclass(slots=True)
class ChangedSubjectRow:
    """What became of a stream's subject since: an activity is handed over, a text has
    another title.
    """

    stream_id: str
    delegation: str | None
    words: str


@dataclass(slots=True)
class PartNameRow:
    """What a part of a stream is called, which later facts name by its id."""

    stream_id: str
    part_id: str
    name: str


@dataclass(slots=True)
class ReleasedStreamRow:
    """Was for focal points only, and is for everybody since."""

    stream_id: str


@dataclass(slots=True)
class RestrictedPartRow:
    """A part of a stream that is for focal points only, such as a session."""

    stream_id: str
    part_id: str
    audience: str = MatterAudience.FOCAL_POINTS


@dataclass(slots=True)
class DraftedPartsRow:
    """The parts of a stream that are only in a draft, such as sessions."""

    stream_id: str
    part_ids: tuple[str, ...]
    audience: str = DRAFT_ONLY


FACTS = Table(
    "facts",
    FactRow,
    ("position",),
    (("meeting_id",), ("stream_id",), ("delegation",), ("kind",), ("recorded_at",)),
    append_only=True,
)
STREAM_SUBJECTS = Table("subjects", StreamSubjectRow, ("stream_id",), append_only=True)
CHANGED_SUBJECTS = Table(
    "changed_subjects", ChangedSubjectRow, ("stream_id",), belongs_to=STREAM_SUBJECTS
)
PART_NAMES = Table(
    "names_of_parts", PartNameRow, ("stream_id", "part_id"), belongs_to=STREAM_SUBJECTS
)
RELEASED_STREAMS = Table(
    "released_streams", ReleasedStreamRow, ("stream_id",), belongs_to=STREAM_SUBJECTS
)
RESTRICTED_PARTS = Table(
    "restricted_parts",
    RestrictedPartRow,
    ("stream_id", "part_id"),
)
DRAFTED_PARTS = Table("drafted_parts", DraftedPartsRow, ("stream_id",))
# The column that counts the facts of an audience.
COUNTS: Mapping[str, str] = {
    MatterAudience.ALL: "count_for_all",
    DELEGATIONS_ONLY: "count_for_delegations",
    MatterAudience.FOCAL_POINTS: "count_for_focal_points",
    DRAFT_ONLY: "count_of_drafts",
    RESTRICTED_DRAFT_ONLY: "count_of_restricted_drafts",
}
