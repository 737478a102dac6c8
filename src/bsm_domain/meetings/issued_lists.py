"""Issuing the list of participants of a meeting."""

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.meetings.issued_list_facts import (
    ListEdition,
    ListOfParticipantsIssued,
)
from bsm_domain.meetings.meeting_state import (
    MeetingState,
    possible_unless_cancelled,
)


class IssuedListDecisions(MeetingState):
    __slots__ = ()

    @possible_unless_cancelled
    def issue_list(
        self, metadata: FactMetadata, *, edition: ListEdition, as_known_at: int
    ) -> ListOfParticipantsIssued:
        """A final list follows provisional ones, corrected lists follow it."""
        is_final = self.has_final_list
        if is_final and edition is not ListEdition.CORRECTED:
            raise InvalidTransition(
                "the final list of participants was issued; issue a corrected one",
                field="edition",
            )
        if not is_final and edition is ListEdition.CORRECTED:
            raise InvalidTransition(
                "there is no final list of participants to correct; issue the final "
                "one first",
                field="edition",
            )
        return ListOfParticipantsIssued(
            **self.next_header(metadata), edition=edition, as_known_at=as_known_at
        )
