"""Histories of a follow-up activity, and what is asked of them."""

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

from bsm_domain import follow_up as it
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import Owner

ACCEPTED_ONE = (PROPOSED, AGREED, ACCEPTED)
TOLD = (*ACCEPTED_ONE, PROGRESSED)
PROMISED_EARLIER = PROPOSED.model_copy(
    update={"occurred_at": METADATA.occurred_at - timedelta(days=9)}
)
COMPLETE = (*TOLD, REPORTED_COMPLETE)
CONFIRMED = (*COMPLETE, ACTIVITY_CONFIRMED)
WHY = plain_text("why")
NEXT = UUID(int=77)
STEP = it.Milestone(id=UUID(int=90), title="Draft", due_on=date(2016, 6, 30))
LATER = due(date(2017, 6, 30))
FILE = it.StoredFile(sha256="ab" * 32, size=10, media_type="application/pdf")
EVIDENCE = UUID(int=91)


def activity(*history: DomainEvent) -> Scenario[it.FollowUpActivity]:
    return Scenario(it.FollowUpActivity).given(*history)


def state(*history: DomainEvent) -> it.FollowUpActivity:
    found = it.FollowUpActivity.replay(None, history)
    assert found is not None
    return found


def hand_over(number: int, code: str) -> it.ActivityHandedOver:
    owner = Owner(delegation=code)
    return it.ActivityHandedOver(**header(number, ACTIVITY), owner=owner, reason=WHY)
