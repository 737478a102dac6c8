"""Who is present at a session, and what symbols of decisions begin with."""

from collections.abc import Sequence
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    FactMetadata,
    possible_when,
)
from bsm_domain.foundation.errors import (
    InvalidValue,
    errors_within,
)
from bsm_domain.foundation.formatting import (
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import (
    is_participating_state,
    state_name,
)
from bsm_domain.meetings.issued_lists import IssuedListDecisions
from bsm_domain.meetings.meeting_facts import (
    MeetingStatus,
    RollCalled,
    RollLine,
    SymbolChosen,
)
from bsm_domain.meetings.meeting_state import (
    possible_unless_cancelled,
)

# Decisions for focal points only have it before their kind: NFP.FP.DEC/1/16. As the
# end of a prefix it would count decisions for everybody among them.
RESTRICTED_SUFFIX = ".FP"


class RollCallDecisions(IssuedListDecisions):
    __slots__ = ()

    @possible_when("the roll can be called", MeetingStatus.IN_SESSION)
    def call_roll(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID | None = None,
        lines: Sequence[RollLine],
    ) -> RollCalled:
        """Names every participating State that is invited, and who else is there."""
        if session_id is not None:
            self.must_have_released_session(session_id)
        day = metadata.occurred_at.date()
        told: set[str] = set()
        for number, line in enumerate(lines):
            with errors_within(f"lines.{number}"):
                self.quota_of(line.delegation)
                if line.delegation in told:
                    raise InvalidValue(
                        f"{line.delegation} is named twice", field="delegation"
                    )
                told.add(line.delegation)
        states = {code for code in self.quotas if is_participating_state(code, day)}
        if missing := sorted(states - told):
            names = [state_name(code, day) for code in missing]
            raise InvalidValue(
                f"{join_names(names)} {pluralize(len(missing), 'is', 'are')} "
                "invited, but not named; say whether each State is present",
                field="lines",
            )
        present = sum(line.present for line in lines if line.delegation in states)
        return RollCalled(
            **self.next_header(metadata),
            session_id=session_id,
            lines=tuple(lines),
            quorum_states=len(states),
            present=present,
            needed=self.terms.needed_of(len(states)),
        )

    @possible_unless_cancelled
    def choose_symbol(self, metadata: FactMetadata, *, prefix: str) -> SymbolChosen:
        if prefix == self.symbol_prefix:
            raise InvalidValue(
                f"symbols of this meeting already begin with {prefix}", field="prefix"
            )
        if prefix.endswith(RESTRICTED_SUFFIX):
            raise InvalidValue(
                f"symbols with {RESTRICTED_SUFFIX} are those of decisions for focal "
                "points only; choose another beginning",
                field="prefix",
            )
        return SymbolChosen(**self.next_header(metadata), prefix=prefix)
