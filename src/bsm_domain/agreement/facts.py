"""Everything that can happen to a decision.

Facts with `CIRCLE` "delegations" are for delegations and auditors alone: what was said
on the way. All others are for whoever may see the matter, so none of them names a
delegation that spoke; what the product concludes from such a fact carries the actor
"system", and refers to it by its version in the stream.
"""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from bsm_domain.agreement.text_body import (
    DecisionTitle,
    TextBody,
    TranslatedText,
)
from bsm_domain.agreement.values import (
    Basis,
    DecisionStatus,
    How,
    Position,
    Procedure,
    RoundEnd,
)
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.circle import Circle
from bsm_domain.foundation.free_text import (
    CommentText,
    FreeText,
    LongText,
    OneLineText,
)
from bsm_domain.foundation.time_zones import RecordedTimeZone
from bsm_domain.foundation.values import DueDate, MatterAudience


class DecisionTabled(DomainEvent):
    """`body` is version 1. `tabled_by` is None where the Chair tabled it."""

    TOPIC: ClassVar[str] = "bsm.decision.tabled.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.DRAFT
    meeting_id: UUID
    objective_id: UUID | None = None
    audience: MatterAudience
    follow_up_audience: MatterAudience
    language: str
    body: TextBody
    tabled_by: str | None = None
    supersedes: tuple[UUID, ...] = ()
    in_part: bool = False


class VersionTabled(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.version_tabled.v1"
    number: int
    body: TextBody
    note: FreeText | None = None


class TranslationPlaced(DomainEvent):
    """A translation of one version; it never touches positions or procedures."""

    TOPIC: ClassVar[str] = "bsm.decision.translation_placed.v1"
    version: int
    language: str
    title: DecisionTitle
    texts: tuple[TranslatedText, ...]


class PositionTaken(DomainEvent):
    """`text` is a reservation, part of the official record; `reason` is why a
    delegation objects, or what it would amend. `until` is the day of a position ad
    referendum. `given_by` is who said it, where somebody else recorded it.
    """

    TOPIC: ClassVar[str] = "bsm.decision.position_taken.v1"
    CIRCLE: ClassVar[Circle] = Circle.DELEGATIONS
    delegation: str
    version: int
    position: Position
    text: CommentText | None = None
    reason: FreeText | None = None
    until: DueDate | None = None
    speaking_for: OneLineText | None = None
    how: How
    given_by: FreeText | None = None


class PositionWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.position_withdrawn.v1"
    CIRCLE: ClassVar[Circle] = Circle.DELEGATIONS
    delegation: str
    version: int
    how: How
    given_by: FreeText | None = None


class PositionCorrected(DomainEvent):
    """The fact of version `corrects` recorded a position wrongly. `position` is None
    where it was never given; `occurred_at` is when it truly happened.
    """

    TOPIC: ClassVar[str] = "bsm.decision.position_corrected.v1"
    CIRCLE: ClassVar[Circle] = Circle.DELEGATIONS
    corrects: int
    delegation: str
    version: int
    position: Position | None = None
    text: CommentText | None = None
    until: DueDate | None = None
    reason: FreeText


class DecisionCommented(DomainEvent):
    """`delegation` is None for the Chair and the secretariat."""

    TOPIC: ClassVar[str] = "bsm.decision.commented.v1"
    CIRCLE: ClassVar[Circle] = Circle.DELEGATIONS
    comment_id: UUID
    delegation: str | None = None
    version: int
    paragraph: UUID | None = None
    text: FreeText


class ProcedureOpened(DomainEvent):
    """A round. `entitled` are the States whose objection stops it, in protocol order.
    `expires_at` and `time_zone` are those of a silence.
    """

    TOPIC: ClassVar[str] = "bsm.decision.procedure_opened.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.IN_PROCEDURE
    round: int
    procedure: Procedure
    version: int
    basis: Basis
    entitled: tuple[str, ...]
    session_id: UUID | None = None
    expires_at: AwareDatetime | None = None
    time_zone: RecordedTimeZone | None = None


class SilenceExtended(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.silence_extended.v1"
    round: int
    expires_at: AwareDatetime
    reason: FreeText


class SilenceBroken(DomainEvent):
    """`cause` is the version of the position that broke it: it names nobody."""

    TOPIC: ClassVar[str] = "bsm.decision.silence_broken.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.DRAFT
    round: int
    cause: int


class ProcedureEnded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.procedure_ended.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.DRAFT
    round: int
    why: RoundEnd
    reason: FreeText | None = None


class ObjectionsReadOut(DomainEvent):
    """Before the gavel the Chair named those who had objected to an earlier version,
    and were not heard on this one.
    """

    TOPIC: ClassVar[str] = "bsm.decision.objections_read_out.v1"
    CIRCLE: ClassVar[Circle] = Circle.DELEGATIONS
    round: int
    delegations: tuple[str, ...]


class DecisionAdopted(DomainEvent):
    """`agreed` are the linked activities that became agreed with it, `not_agreed` those
    that had changed since the text was tabled.
    """

    TOPIC: ClassVar[str] = "bsm.decision.adopted.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.ADOPTED
    round: int
    procedure: Procedure
    version: int
    entitled: tuple[str, ...]
    number: int
    symbol: OneLineText
    text_digest: str  # SHA-256, in hexadecimal digits
    agreed: tuple[UUID, ...] = ()
    not_agreed: tuple[UUID, ...] = ()
    session_id: UUID | None = None


class DecisionContested(DomainEvent):
    """A fact that was recorded after the adoption says that the text was opposed at the
    time. `cause` is its version.
    """

    TOPIC: ClassVar[str] = "bsm.decision.contested.v1"
    cause: int


class DecisionUpheld(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.upheld.v1"
    cause: int
    reason: FreeText


class DecisionAnnulled(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.annulled.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.ANNULLED
    reason: FreeText


class DecisionSuperseded(DomainEvent):
    """By another decision's adoption. In part, it stays adopted."""

    TOPIC: ClassVar[str] = "bsm.decision.superseded.v1"
    by: UUID
    in_part: bool


class DecisionRestored(DomainEvent):
    """What had superseded it was annulled."""

    TOPIC: ClassVar[str] = "bsm.decision.restored.v1"
    because_of: UUID


class DecisionReleased(DomainEvent):
    """For focal points only until then: the adopted text is for all from now on."""

    TOPIC: ClassVar[str] = "bsm.decision.released.v1"
    reason: FreeText


class DraftWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.decision.withdrawn.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.WITHDRAWN
    reason: FreeText


class DraftNotAgreed(DomainEvent):
    """`summary` is the Chair's own, in the place of a decision."""

    TOPIC: ClassVar[str] = "bsm.decision.not_agreed.v1"
    LEADS_TO: ClassVar[DecisionStatus] = DecisionStatus.NOT_AGREED
    reason: FreeText
    summary: LongText | None = None


PositionEvent = PositionTaken | PositionWithdrawn | PositionCorrected

DecisionEvent = (
    DecisionTabled
    | VersionTabled
    | TranslationPlaced
    | PositionTaken
    | PositionWithdrawn
    | PositionCorrected
    | DecisionCommented
    | ProcedureOpened
    | SilenceExtended
    | SilenceBroken
    | ProcedureEnded
    | ObjectionsReadOut
    | DecisionAdopted
    | DecisionContested
    | DecisionUpheld
    | DecisionAnnulled
    | DecisionSuperseded
    | DecisionRestored
    | DecisionReleased
    | DraftWithdrawn
    | DraftNotAgreed
)
