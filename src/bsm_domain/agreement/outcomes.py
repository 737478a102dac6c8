"""What may be decided after an adoption: upheld, annulled, superseded, released."""

from uuid import UUID

from bsm_domain.agreement.facts import (
    DecisionAnnulled,
    DecisionReleased,
    DecisionRestored,
    DecisionSuperseded,
    DecisionUpheld,
)
from bsm_domain.agreement.state import DecisionState
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidTransition, NotFound
from bsm_domain.foundation.formatting import join_names, pluralize
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import MatterAudience


class OutcomeDecisions(DecisionState):
    __slots__ = ()

    @property
    def is_in_force(self) -> bool:
        """Adopted, and not superseded as a whole: another decision may name it."""
        return self.status is DecisionStatus.ADOPTED

    @property
    def shown_to(self) -> MatterAudience:
        """Who can see it: everybody, too, once it was released."""
        return MatterAudience.ALL if self.is_released else self.audience

    def uphold(
        self, metadata: FactMetadata, *, cause: int, reason: FreeText
    ) -> DecisionUpheld:
        self._must_be_contested("upheld")
        if cause not in self.contested_by:
            entries = join_names([f"entry {one}" for one in sorted(self.contested_by)])
            raise NotFound(
                f"entry {cause} does not contest this decision; {entries} "
                f"{pluralize(len(self.contested_by), 'does', 'do')}"
            )
        return DecisionUpheld(**self.next_header(metadata), cause=cause, reason=reason)

    def annul(self, metadata: FactMetadata, *, reason: FreeText) -> DecisionAnnulled:
        self._must_be_contested("annulled")
        return DecisionAnnulled(**self.next_header(metadata), reason=reason)

    @possible_when("a decision can be superseded", DecisionStatus.ADOPTED)
    def supersede(
        self, metadata: FactMetadata, *, by: UUID, in_part: bool
    ) -> DecisionSuperseded:
        return DecisionSuperseded(**self.next_header(metadata), by=by, in_part=in_part)

    def restore(
        self, metadata: FactMetadata, *, because_of: UUID
    ) -> DecisionRestored | None:
        """None where it is not superseded by the decision that was annulled."""
        if all(successor.id != because_of for successor in self.superseded_by):
            return None
        return DecisionRestored(**self.next_header(metadata), because_of=because_of)

    @possible_when("a decision can be released", DecisionStatus.ADOPTED)
    def release(self, metadata: FactMetadata, *, reason: FreeText) -> DecisionReleased:
        if self.audience is MatterAudience.ALL or self.is_released:
            raise InvalidTransition("everybody can already see this decision")
        return DecisionReleased(**self.next_header(metadata), reason=reason)

    def _must_be_contested(self, what: str) -> None:
        if not self.contested_by:
            raise InvalidTransition(
                f"a decision can be {what} only while it is contested"
            )
