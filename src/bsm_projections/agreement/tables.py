"""What is stored of decisions, and what of it is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.agreement import facts
from bsm_projections.engine.columns import (
    Id,
    column,
    computed,
    happened,
    recorded,
    set_by,
    stated,
)
from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision, from its first draft to whatever becomes of it.

    The counts are of the States that are entitled, on the current version: `heard` have
    a position on it, `stale` had one on an earlier version only. `objection_stands`
    tells whether one of them holds up consensus, never which. `last_outcome` is how the
    last round ended, if it was not by adoption: "broken", "by the Chair" or "text
    changed".
    """

    id: Id = column("decision_id")
    version: int
    meeting_id: Id
    objective_id: Id | None
    objective_code: str | None = computed()
    audience: str
    title: str
    language: str
    text_version: int
    tabled_by: str | None = set_by(facts.DecisionTabled, stated("tabled_by"))
    tabled_by_name: str | None = computed()
    tabled_at: datetime
    changed_at: datetime
    status: str
    is_contested: bool = False
    procedure: str | None = None
    round: int = 0
    last_outcome: str | None = None
    basis: str | None = None
    opened_at: datetime | None = None
    expires_at: datetime | None = None
    time_zone: str | None = None
    entitled: tuple[str, ...] = ()
    heard: int = computed()
    stale: int = computed()
    not_heard: int = computed()
    objection_stands: bool = computed()
    symbol: str | None = set_by(facts.DecisionAdopted, stated("symbol"))
    number: int | None = set_by(facts.DecisionAdopted, stated("number"))
    adopted_at: datetime | None = set_by(facts.DecisionAdopted, happened)
    adopted_version: int | None = set_by(facts.DecisionAdopted, stated("version"))
    recorded_at: datetime | None = set_by(facts.DecisionAdopted, recorded)
    text_digest: str | None = set_by(facts.DecisionAdopted, stated("text_digest"))
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow(Decision):
    """`speakers` are the delegations that have positions, `contested_by` the versions
    of the facts that contest it, `replaced_by` what superseded it as a whole.
    `is_restricted` was for focal points only at first, whatever was released since.
    `ending_reason` is JSON: why it was withdrawn, not agreed or annulled.
    """

    follow_up_audience: str
    is_restricted: bool
    session_id: str | None = None
    speakers: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    paragraphs: int = 0
    ending_reason: str | None = None
    ending_command: str | None = None
    summary: str | None = set_by(facts.DraftNotAgreed, stated("summary"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionVersionRow:
    """One version of a text. `body` and `translations` are JSON; `words` is what it is
    found by: its title and text in all languages, in the form of `search_key`.
    """

    decision_id: Id
    number: int
    audience: str
    title: str
    body: str
    digest: str
    note: str | None
    note_command: str | None
    tabled_at: datetime
    tabled_by: str | None
    translations: str = "{}"
    words: str = ""


@dataclass(slots=True, kw_only=True)
class DelegationPosition:
    """The last position of a delegation, on the latest version on which it has one.

    `entry` is the version of the fact that says so, `is_own` whether the delegation
    said it, or corrected it, itself. `is_late`: recorded more than a day after it was
    given.
    """

    decision_id: Id
    delegation: str
    delegation_name: str = computed()
    version: int
    position: str | None
    text: str | None
    until: date | None
    speaking_for: str | None
    how: str
    is_own: bool
    happened_at: datetime
    recorded_at: datetime
    is_late: bool
    entry: int
    is_final: bool = False


@dataclass(slots=True, kw_only=True)
class PositionRow(DelegationPosition):
    """`until_ends_at` is when a position ad referendum ends, `audience` who can see the
    row. `latest` is JSON: the last entry about each version of the text.
    """

    meeting_id: str
    audience: str
    until_ends_at: datetime | None
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntryRow:
    """What one entry says of a delegation's position; it is None where it was withdrawn
    or never given. `earlier` is the entry about the same version that happened before.
    """

    decision_id: Id
    entry: int
    audience: str
    version: int
    position: str | None
    text: str | None
    until: date | None
    until_ends_at: datetime | None
    speaking_for: str | None
    how: str
    is_own: bool
    happened_at: datetime
    recorded_at: datetime
    is_late: bool
    earlier: int | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        return self.happened_at, self.entry


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCommentRow:
    comment_id: Id
    decision_id: Id
    audience: str
    delegation: str | None
    role: str
    text_version: int
    paragraph: str | None
    text: str
    command_id: str
    commented_at: datetime


DECISIONS = Table(
    "decisions",
    DecisionRow,
    ("decision_id",),
    (("meeting_id",), ("status",), ("symbol",)),
)
DECISION_VERSIONS = Table(
    "decision_versions", DecisionVersionRow, ("decision_id", "number")
)
POSITIONS = Table(
    "positions",
    PositionRow,
    ("decision_id", "delegation"),
    (("meeting_id",), ("delegation",)),
)
POSITION_ENTRIES = Table("position_entries", PositionEntryRow, ("decision_id", "entry"))
DECISION_COMMENTS = Table(
    "decision_comments", DecisionCommentRow, ("comment_id",), (("decision_id",),)
)
