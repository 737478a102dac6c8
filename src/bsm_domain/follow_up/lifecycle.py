"""Decisions about the lifecycle of an activity: terms, owner, due date, blocks, end."""

from datetime import date
from uuid import UUID

from bsm_domain.follow_up.facts import (
    ActivityAccepted,
    ActivityAgreed,
    ActivityBlocked,
    ActivityDeclined,
    ActivityHandedOver,
    ActivityProposed,
    ActivityReleased,
    ActivityReopened,
    ActivityUnblocked,
    ActivityWithdrawn,
    DueDateChanged,
    DueDateSettled,
    PartnersChanged,
)
from bsm_domain.follow_up.state import ActivityState, possible_while_open
from bsm_domain.follow_up.values import (
    OPEN_STATUSES,
    UNDER_WAY_STATUSES,
    ActivityStatus,
    ActivityTerms,
    Origin,
)
from bsm_domain.foundation.aggregate import FactMetadata, impossible_when, possible_when
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DueDate, DuePrecision, MatterAudience, Owner


def must_be_valid(terms: ActivityTerms) -> None:
    """Raises InvalidValue if the owner is also a partner."""
    owner = terms.owner.delegation
    if owner in terms.partners:
        raise InvalidValue(
            f"{owner} owns the activity and cannot be its partner as well",
            field="partners",
        )
    if len(set(terms.partners)) < len(terms.partners):
        repeated = next(
            partner for partner in terms.partners if terms.partners.count(partner) > 1
        )
        raise InvalidValue(f"{repeated} is listed as a partner twice", field="partners")


class LifecycleDecisions(ActivityState):
    __slots__ = ()

    @classmethod
    def propose(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        origin: Origin,
        audience: MatterAudience,
        terms: ActivityTerms,
    ) -> ActivityProposed:
        must_be_valid(terms)
        if terms.due.ends_at <= metadata.occurred_at:
            raise InvalidValue(
                f"the due date {format_date(terms.due.on)} is before the day of the "
                "proposal; choose a later date",
                field="due_on",
            )
        return ActivityProposed(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            origin=origin,
            audience=audience,
            promise=terms,
        )

    def release(self, metadata: FactMetadata) -> ActivityReleased | None:
        """Everybody can see it from now on; None where everybody already can."""
        if self.audience is MatterAudience.ALL:
            return None
        return ActivityReleased(**self.next_header(metadata))

    @possible_when("an activity can be agreed", ActivityStatus.PROPOSED)
    def agree(self, metadata: FactMetadata) -> ActivityAgreed:
        return ActivityAgreed(**self.next_header(metadata))

    @possible_when("an activity can be accepted", ActivityStatus.AGREED)
    def accept(self, metadata: FactMetadata) -> ActivityAccepted:
        return ActivityAccepted(**self.next_header(metadata))

    @possible_when("an activity can be declined", ActivityStatus.AGREED)
    def decline(self, metadata: FactMetadata, *, reason: FreeText) -> ActivityDeclined:
        return ActivityDeclined(**self.next_header(metadata), reason=reason)

    @possible_while_open("an activity can be handed over")
    @impossible_when(
        "an activity that is {status} cannot be handed over; confirm or return it "
        "first",
        ActivityStatus.REPORTED_COMPLETE,
    )
    def hand_over(
        self, metadata: FactMetadata, *, owner: Owner, reason: FreeText
    ) -> ActivityHandedOver:
        """Not possible while the activity is waiting to be confirmed."""
        same_delegation = owner.delegation == self.terms.owner.delegation
        if owner == self.terms.owner and self.status is not ActivityStatus.DECLINED:
            raise InvalidValue(
                "the activity already belongs to this owner", field="owner"
            )
        if same_delegation and self.status is ActivityStatus.DECLINED:
            raise InvalidValue(
                f"{owner.delegation} declined the activity; another delegation must "
                "take it on",
                field="owner",
            )
        partners = self.partners_without(owner)
        changed = {"owner": owner, "partners": partners}
        must_be_valid(self.terms.model_copy(update=changed))
        return ActivityHandedOver(
            **self.next_header(metadata), owner=owner, reason=reason
        )

    @possible_while_open("partners can be changed")
    def change_partners(
        self, metadata: FactMetadata, *, partners: tuple[str, ...]
    ) -> PartnersChanged:
        if set(partners) == set(self.terms.partners):
            raise InvalidValue(
                "the activity already has these partners", field="partners"
            )
        must_be_valid(self.terms.model_copy(update={"partners": partners}))
        return PartnersChanged(**self.next_header(metadata), partners=partners)

    @possible_while_open("the due date can be changed")
    def change_due_date(
        self, metadata: FactMetadata, *, due: DueDate, reason: FreeText
    ) -> DueDateChanged:
        if due == self.terms.due:
            raise InvalidValue(
                f"the activity is already due on {format_date(due.on)}; choose another "
                "date",
                field="due_on",
            )
        return DueDateChanged(**self.next_header(metadata), due=due, reason=reason)

    @possible_while_open("the due date can be set")
    def settle_due_date(
        self, metadata: FactMetadata, *, on: date, meeting_id: UUID
    ) -> DueDateSettled:
        """`on` is the day before the announced meeting begins."""
        due = self.terms.due
        if due.precision is not DuePrecision.NEXT_MEETING:
            raise InvalidTransition(
                "the due date can be set in this way only for an activity due before "
                "the next meeting"
            )
        if due.on == on:
            raise InvalidValue(
                f"the activity is already due on {format_date(on)}", field="due_on"
            )
        settled = due.model_copy(update={"on": on})
        return DueDateSettled(
            **self.next_header(metadata), due=settled, meeting_id=meeting_id
        )

    @possible_when(
        "an activity can be blocked", ActivityStatus.AGREED, *UNDER_WAY_STATUSES
    )
    def block(self, metadata: FactMetadata, *, blocked_by: FreeText) -> ActivityBlocked:
        return ActivityBlocked(**self.next_header(metadata), blocked_by=blocked_by)

    @possible_when("an activity can be unblocked", ActivityStatus.BLOCKED)
    def unblock(self, metadata: FactMetadata) -> ActivityUnblocked:
        return ActivityUnblocked(**self.next_header(metadata))

    @possible_while_open("an activity can be withdrawn")
    def withdraw(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ActivityWithdrawn:
        return ActivityWithdrawn(**self.next_header(metadata), reason=reason)

    @impossible_when(
        "only a closed activity can be reopened (now: {status})", *OPEN_STATUSES
    )
    def reopen(self, metadata: FactMetadata, *, reason: FreeText) -> ActivityReopened:
        if self.is_continued:
            raise InvalidTransition(
                "the activity was split or merged; reopen those that continue it"
            )
        return ActivityReopened(**self.next_header(metadata), reason=reason)
