"""Histories of a follow-up activity, and decisions upon them."""

from datetime import date, timedelta
from uuid import UUID

from examples import (
    ACCEPTED,
    ACTIVITY,
    ACTIVITY_CONFIRMED,
    AGREED,
    METADATA,
    PROGRESSED,
    PROPOSED,
    REPORTED_COMPLETE,
    due,
    header,
)
from scenario import Scenario

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import ActivityHandedOver
from bsm_domain.follow_up.values import Milestone, StoredFile
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import Owner

ACCEPTED_ONE = (PROPOSED, AGREED, ACCEPTED)
IN_PROGRESS = (*ACCEPTED_ONE, PROGRESSED)
PROPOSED_EARLIER = PROPOSED.model_copy(
    update={"occurred_at": METADATA.occurred_at - timedelta(days=9)}
)
COMPLETE = (*IN_PROGRESS, REPORTED_COMPLETE)
CONFIRMED = (*COMPLETE, ACTIVITY_CONFIRMED)
WHY = plain_text("why")
NEXT = UUID(int=77)
STEP = Milestone(id=UUID(int=90), title="Draft", due_on=date(2016, 6, 30))
LATER = due(date(2017, 6, 30))
FILE = StoredFile(sha256="ab" * 32, size=10, media_type="application/pdf")
EVIDENCE = UUID(int=91)


def activity(*history: DomainEvent) -> Scenario[FollowUpActivity]:
    return Scenario(FollowUpActivity).given(*history)


def state(*history: DomainEvent) -> FollowUpActivity:
    state = FollowUpActivity.replay(None, history)
    assert state is not None
    return state


def hand_over(number: int, code: str) -> ActivityHandedOver:
    owner = Owner(delegation=code)
    return ActivityHandedOver(**header(number, ACTIVITY), owner=owner, reason=WHY)
