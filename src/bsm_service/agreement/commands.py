"""Commands about decisions: their texts, procedures and outcomes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.text_body import (
    DecisionTitle,
    Language,
    TextBody,
    TranslatedText,
)
from bsm_domain.agreement.values import Basis
from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    LongText,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.time_zones import TimeZone
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.scopes import (
    CHAIR,
    OWNER_AND_CHAIR,
    SECRETARIAT_AND_CHAIR,
    SYSTEM,
)
from bsm_service.application.command import Command, PossibleTime

TextVersion = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
_Delegations = Annotated[tuple[DelegationCode, ...], Field(max_length=100)]


class TableDecision(Command):
    """Table a draft decision. `tabled_by` is the delegation that tables it; without one
    it is the Chair. A draft from an objective for focal points only is for them only.
    Each paragraph has an ID (a UUID), which it keeps through all versions of the text.
    """

    NAME = "decision.table"
    TITLE = "Table a draft decision"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions"
    NEW_ID_FIELD = "decision_id"
    decision_id: UUID
    meeting_id: UUID
    objective_id: UUID | None = None
    audience: MatterAudience | None = None
    follow_up_audience: MatterAudience | None = None
    language: Language = "en"
    body: TextBody
    tabled_by: DelegationCode | None = None
    supersedes: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()
    in_part: bool = False


class TableVersion(Command):
    """Table a new version of the text, in place of version `of`. It ends the round.
    Paragraphs keep their IDs; a new one has a new ID.
    """

    NAME = "decision.table-version"
    TITLE = "Table a new version"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/versions"
    DECIDED_IN_HANDLER = Decision.table_version
    decision_id: UUID
    of: TextVersion
    body: TextBody
    note: ReasonText | None = None


class PlaceTranslation(Command):
    """Add or replace a translation of the current version."""

    NAME = "decision.place-translation"
    TITLE = "Add a translation"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/translations"
    DECISION = Decision.place_translation
    decision_id: UUID
    version: TextVersion
    language: Language
    title: DecisionTitle
    texts: Annotated[tuple[TranslatedText, ...], Field(max_length=400)]


class CommentOnDecision(Command):
    """Comment on the text, or on one of its paragraphs. A comment stops nothing."""

    NAME = "decision.comment"
    TITLE = "Comment on the text"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions/{decision_id}/comments"
    NEW_ID_FIELD = "comment_id"
    decision_id: UUID
    comment_id: UUID
    delegation: DelegationCode | None = None
    version: TextVersion
    paragraph: UUID | None = None
    text: CommentText


class OpenProcedure(Command):
    """Open a procedure on version `of`: in the room, consensus or silence. A silence
    expires at a moment on the clocks of a time zone.
    """

    NAME = "decision.open-procedure"
    TITLE = "Open a procedure"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/procedures"
    DECIDED_IN_HANDLER = Decision.open_procedure
    decision_id: UUID
    procedure: OneLineText
    of: TextVersion
    basis: Basis | None = None
    session_id: UUID | None = None
    expires_at: PossibleTime | None = None
    time_zone: TimeZone | None = None


class ExtendSilence(Command):
    """Extend a running silence. It is never shortened."""

    NAME = "decision.extend-silence"
    TITLE = "Extend the silence"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/silence/extension"
    DECISION = Decision.extend_silence
    decision_id: UUID
    expires_at: PossibleTime
    reason: ReasonText


class EndProcedure(Command):
    """End the procedure without an adoption."""

    NAME = "decision.end-procedure"
    TITLE = "End the procedure"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/procedures/end"
    DECISION = Decision.end_procedure
    decision_id: UUID
    reason: ReasonText


class AdoptDecision(Command):
    """Adopt version `of`: the Chair's gavel. `read_out` names exactly the
    delegations that opposed an earlier version and were not heard since. `session_id`
    is the session of the roll-call.
    """

    NAME = "decision.adopt"
    TITLE = "Adopt"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/adoption"
    DECIDED_IN_HANDLER = Decision.adopt
    decision_id: UUID
    of: TextVersion
    read_out: _Delegations = ()
    session_id: UUID | None = None


class ExpireSilence(Command):
    """Record the adoption by a silence that has expired unbroken."""

    NAME = "decision.expire-silence"
    ALLOWED = SYSTEM
    decision_id: UUID
    round: int


class UpholdDecision(Command):
    """Uphold a contested decision against the entry `cause`."""

    NAME = "decision.uphold"
    TITLE = "Uphold"
    ALLOWED = CHAIR
    PATH = "/decisions/{decision_id}/upholding"
    DECISION = Decision.uphold
    decision_id: UUID
    cause: int
    reason: ReasonText


class AnnulDecision(Command):
    """Annul a contested decision. What it superseded is in force again."""

    NAME = "decision.annul"
    TITLE = "Annul"
    ALLOWED = CHAIR
    PATH = "/decisions/{decision_id}/annulment"
    DECIDED_IN_HANDLER = Decision.annul
    decision_id: UUID
    reason: ReasonText


class ReleaseDecision(Command):
    """Let everybody read an adopted decision for focal points only."""

    NAME = "decision.release"
    TITLE = "Release to everybody"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/release"
    DECISION = Decision.release
    decision_id: UUID
    reason: ReasonText


class WithdrawDecision(Command):
    """Withdraw a draft."""

    NAME = "decision.withdraw"
    TITLE = "Withdraw the draft"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions/{decision_id}/withdrawal"
    DECISION = Decision.withdraw
    decision_id: UUID
    reason: ReasonText


class LeaveDecisionOpen(Command):
    """Record that there is no agreement, if wanted with a summary by the Chair."""

    NAME = "decision.leave-open"
    TITLE = "Record that there is no agreement"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/no-agreement"
    DECISION = Decision.leave_open
    decision_id: UUID
    reason: ReasonText
    summary: LongText | None = None
