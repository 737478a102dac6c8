"""The activities that are agreed with a text: which may be linked, and what becomes of
them when it is adopted.
"""

from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.text_body import TextBody
from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.values import MatterAudience
from bsm_service.application.command_context import CommandContext


def require_linkable(
    context: CommandContext, body: TextBody, audience: MatterAudience
) -> None:
    """Raises NotFound for an activity that is not on record, and InvalidValue for one
    that not everybody may see who may see the text.
    """
    for number, link in enumerate(body.activities):
        activity = context.load(FollowUpActivity, link.activity_id)
        if audience is MatterAudience.ALL and activity.audience is not audience:
            raise InvalidValue(
                "the activity is for focal points only, and the decision for "
                "everybody; leave the activity out",
                field=f"body.activities.{number}",
            )


class FollowUp:
    """What becomes of the linked activities when the text is adopted: nothing of it
    refuses. Those that changed since the text was tabled are left to the Chair.
    """

    def __init__(
        self, decision: Decision, context: CommandContext, metadata: FactMetadata
    ) -> None:
        self.agreed: list[UUID] = []
        self.not_agreed: list[UUID] = []
        self.facts: list[DomainEvent] = []
        is_released = decision.follow_up_audience is MatterAudience.ALL
        for link in decision.body.activities:
            activity = context.transaction.find(FollowUpActivity, link.activity_id)
            if activity is None:
                self.not_agreed.append(link.activity_id)
                continue
            is_unchanged = activity.version == link.version
            can_be_agreed = activity.status is ActivityStatus.PROPOSED and is_unchanged
            if is_released and (released := activity.release(metadata)) is not None:
                self.facts.append(released)
                activity = activity.evolve(released)
            if can_be_agreed:
                self.agreed.append(activity.id)
                self.facts.append(activity.agree(metadata))
            else:
                self.not_agreed.append(activity.id)
