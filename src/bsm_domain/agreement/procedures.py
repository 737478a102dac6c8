"""What may be decided of a procedure: opened, extended, ended."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from bsm_domain.agreement.errors import (
    NotPresent,
    ProcedureNotOffered,
)
from bsm_domain.agreement.expiry import (
    must_be_clear_expiry,
    must_be_near_enough,
    must_be_wall_time,
    wall_clock,
)
from bsm_domain.agreement.facts import (
    ProcedureEnded,
    ProcedureOpened,
    SilenceExtended,
)
from bsm_domain.agreement.opposition import refuse_opposed
from bsm_domain.agreement.state import (
    DecisionState,
    Round,
    in_protocol_order,
)
from bsm_domain.agreement.values import (
    Basis,
    DecisionStatus,
    Procedure,
    RoundEnd,
)
from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import FreeText


def procedure_named(name: str) -> Procedure:
    """Raises ProcedureNotOffered for every other procedure: votes most of all."""
    try:
        return Procedure(name)
    except ValueError:
        raise ProcedureNotOffered(
            f"“{name[:100]}” is not offered: the network decides by consensus, in the "
            "room or by silence; there are no votes and no consensus minus one"
        ) from None


class ProcedureDecisions(DecisionState):
    __slots__ = ()

    @possible_when("a procedure can be opened", DecisionStatus.DRAFT)
    def open_procedure(
        self,
        metadata: FactMetadata,
        *,
        procedure: Procedure,
        of: int,
        basis: Basis,
        entitled: Collection[str],
        session_id: UUID | None = None,
        expires_at: datetime | None = None,
        time_zone: str | None = None,
    ) -> ProcedureOpened:
        """`entitled` are the participating States of that day, or those present at the
        session. Raises NotPresent where nobody is.
        """
        self.must_be_current(of)
        self.must_not_precede_text(metadata.occurred_at)
        is_silence = procedure is Procedure.SILENCE
        if is_silence and basis is not Basis.ALL_STATES:
            raise InvalidValue(
                "silence is for all participating States; leave this out", field="basis"
            )
        if procedure is Procedure.ROOM and basis is not Basis.PRESENT:
            raise InvalidValue(
                "in the room those present adopt the text; leave this out",
                field="basis",
            )
        if not entitled:
            raise NotPresent(
                "no participating State is present; call the roll of the session first"
            )
        if is_silence:
            must_be_clear_expiry(
                metadata.recorded_at, metadata.occurred_at, expires_at, time_zone
            )
            refuse_opposed(self, entitled, metadata.occurred_at, breaking_only=True)
        elif expires_at is not None:
            raise InvalidValue(
                "only a silence has an expiry; leave this out", field="expires_at"
            )
        return ProcedureOpened(
            **self.next_header(metadata),
            round=self.round_number + 1,
            procedure=procedure,
            version=of,
            basis=basis,
            entitled=in_protocol_order(entitled, metadata.occurred_at.date()),
            session_id=session_id,
            expires_at=expires_at,
            time_zone=time_zone if is_silence else None,
        )

    def extend_silence(
        self, metadata: FactMetadata, *, expires_at: datetime, reason: FreeText
    ) -> SilenceExtended:
        silence = self._must_be_running(metadata, "a silence can be extended")
        assert silence.expires_at is not None
        if expires_at <= silence.expires_at:
            raise InvalidValue(
                "a silence is never shortened; enter a time after "
                f"{wall_clock(silence.expires_at, silence.time_zone)}",
                field="expires_at",
            )
        must_be_wall_time(expires_at, silence.time_zone)
        must_be_near_enough(silence.opened_at, expires_at, silence.time_zone)
        return SilenceExtended(
            **self.next_header(metadata),
            round=silence.number,
            expires_at=expires_at,
            reason=reason,
        )

    @possible_when("a procedure can be ended", DecisionStatus.IN_PROCEDURE)
    def end_procedure(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ProcedureEnded:
        self.must_not_have_expired(metadata.recorded_at)
        return ProcedureEnded(
            **self.next_header(metadata),
            round=self.round_number,
            why=RoundEnd.BY_CHAIR,
            reason=reason,
        )

    def ends_with_meeting(self, now: datetime) -> bool:
        """Whether a procedure is under way that ends if its meeting is cancelled: a
        silence that has expired is adopted all the same.
        """
        silence = self.running_silence
        expires_at = None if silence is None else silence.expires_at
        is_expired = expires_at is not None and now >= expires_at
        return self.status is DecisionStatus.IN_PROCEDURE and not is_expired

    @possible_when("a procedure can be ended", DecisionStatus.IN_PROCEDURE)
    def end_with_meeting(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ProcedureEnded:
        """As its meeting is cancelled."""
        return ProcedureEnded(
            **self.next_header(metadata),
            round=self.round_number,
            why=RoundEnd.MEETING_CANCELLED,
            reason=reason,
        )

    @possible_when("a silence can be extended", DecisionStatus.IN_PROCEDURE)
    def _must_be_running(self, metadata: FactMetadata, action: str) -> Round:
        self.must_not_have_expired(metadata.recorded_at)
        silence = self.running_silence
        if silence is None:
            raise InvalidTransition(f"{action} only while one is running")
        return silence
