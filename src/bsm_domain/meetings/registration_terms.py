"""The terms of registration for a meeting, and the fact that they were set."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DelegateFunction


class LateNominations(StrEnum):
    WITH_REASON = "with a reason"
    REFUSED = "refused"


class NotesNeeded(StrEnum):
    NOT_NEEDED = "not needed"
    BEFORE_SEAT = "before a seat"


class WaitingListRule(StrEnum):
    BY_HAND = "by hand"
    AUTOMATIC = "automatic"


class ListReaders(StrEnum):
    SECRETARIAT = "secretariat"
    PARTICIPANTS = "participants"


class RegistrationTerms(FrozenModel):
    """What is not set means: no deadline, no note, no limit; organisations send people
    in every function.

    From `nominations_until` on, a nomination is late; from `changes_until` on, whoever
    withdraws a registration gives a reason. `quorum` is how many participating States
    must be present, unless it is the majority of those that are invited.
    """

    nominations_until: AwareDatetime | None = None
    changes_until: AwareDatetime | None = None
    late_nominations: LateNominations = LateNominations.WITH_REASON
    note: NotesNeeded = NotesNeeded.NOT_NEEDED
    alternates_at_most: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    alternates_need_head: bool = False
    organisations_send: Annotated[
        tuple[DelegateFunction, ...], Field(max_length=5)
    ] = ()
    waiting_list: WaitingListRule = WaitingListRule.BY_HAND
    people_may_ask: bool = False
    list_shown_to: ListReaders = ListReaders.SECRETARIAT
    quorum: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None
    quorum_is_majority: bool = False

    def needed_of(self, states: int) -> int | None:
        """How many of so many participating States make a quorum; None without one."""
        return states // 2 + 1 if self.quorum_is_majority else self.quorum


class RegistrationTermsSet(DomainEvent):
    """The terms as they are now; `reason` is why they changed."""

    TOPIC: ClassVar[str] = "bsm.meeting.registration_terms_set.v1"
    terms: RegistrationTerms
    reason: FreeText | None = None
