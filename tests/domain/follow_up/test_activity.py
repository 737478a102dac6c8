from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from examples import (
    ACCEPTED,
    ACTIVITY,
    ACTIVITY_CONFIRMED,
    AGREED,
    AUSTRIA,
    ITALY,
    MEETING,
    METADATA,
    OBJECTIVE,
    PROGRESSED,
    PROPOSED,
    REPORTED_COMPLETE,
    due,
    header,
    terms,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scenario import Scenario, wander

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import (
    ActivityAccepted,
    ActivityAgreed,
    ActivityBlocked,
    ActivityCarriedOver,
    ActivityConfirmed,
    ActivityDeclined,
    ActivityMerged,
    ActivityProposed,
    ActivityReportedComplete,
    ActivityReturned,
    ActivitySuperseded,
    ActivityUnblocked,
    ActivityWithdrawn,
    DependencyAdded,
    DueDateChanged,
    MilestoneSet,
    PartnersChanged,
    ProgressReported,
)
from bsm_domain.follow_up.values import (
    ActivityStatus,
    ActivityTerms,
    Milestone,
    ObjectiveOrigin,
)
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
    SameParty,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import MatterAudience

OTHER = UUID(int=92)
STEP = Milestone(id=UUID(int=90), title="Draft", due_on=date(2016, 6, 30))
TO_AGREED = (PROPOSED, AGREED)
TO_ACCEPTED = (*TO_AGREED, ACCEPTED)
TO_PROGRESS = (*TO_ACCEPTED, PROGRESSED)
TO_COMPLETE = (*TO_PROGRESS, REPORTED_COMPLETE)
TO_CONFIRMED = (*TO_COMPLETE, ACTIVITY_CONFIRMED)
BLOCKED = ActivityBlocked(**header(5, ACTIVITY), blocked_by=plain_text("no budget"))

HISTORIES: dict[str, tuple[DomainEvent, ...]] = {
    "proposed": (PROPOSED,),
    "agreed": TO_AGREED,
    "accepted": TO_ACCEPTED,
    "in progress": TO_PROGRESS,
    "reported complete": TO_COMPLETE,
    "confirmed": TO_CONFIRMED,
    "blocked": (*TO_PROGRESS, BLOCKED),
    "withdrawn": (
        PROPOSED,
        ActivityWithdrawn(**header(2, ACTIVITY), reason=plain_text("overtaken")),
    ),
    "declined": (
        *TO_AGREED,
        ActivityDeclined(**header(3, ACTIVITY), reason=plain_text("no mandate")),
    ),
    "superseded": (
        PROPOSED,
        ActivitySuperseded(**header(2, ACTIVITY), by=OTHER, reason=plain_text("wider")),
    ),
}
OPEN = set(HISTORIES) - {"confirmed", "withdrawn", "superseded"}
AT_WORK = {"agreed", "accepted", "in progress", "blocked"}
LATER = due(date(2016, 12, 31))
WHY = {"reason": plain_text("why")}

Decision = Callable[[FollowUpActivity], DomainEvent]
Step = tuple[Decision, set[str], type[DomainEvent], dict[str, object]]

# What may be decided: from where, and which fact follows.
STEPS: dict[str, Step] = {
    "an activity can be agreed": (
        lambda it: it.agree(METADATA),
        {"proposed"},
        ActivityAgreed,
        {},
    ),
    "an activity can be accepted": (
        lambda it: it.accept(METADATA),
        {"agreed"},
        ActivityAccepted,
        {},
    ),
    "progress can be reported": (
        lambda it: it.report_progress(METADATA, percent=60),
        {"accepted", "in progress"},
        ProgressReported,
        {"percent": 60},
    ),
    "an activity can be reported complete": (
        lambda it: it.report_complete(METADATA),
        {"accepted", "in progress"},
        ActivityReportedComplete,
        {},
    ),
    "an activity can be confirmed": (
        lambda it: it.confirm(METADATA),
        {"reported complete"},
        ActivityConfirmed,
        {},
    ),
    "an activity can be returned": (
        lambda it: it.return_to_owner(METADATA, reason=plain_text("why")),
        {"reported complete"},
        ActivityReturned,
        WHY,
    ),
    "the due date can be changed": (
        lambda it: it.change_due_date(METADATA, due=LATER, reason=plain_text("why")),
        OPEN,
        DueDateChanged,
        {"due": LATER, **WHY},
    ),
    "an activity can be blocked": (
        lambda it: it.block(METADATA, blocked_by=plain_text("no budget")),
        {"agreed", "accepted", "in progress"},
        ActivityBlocked,
        {"blocked_by": plain_text("no budget")},
    ),
    "an activity can be unblocked": (
        lambda it: it.unblock(METADATA),
        {"blocked"},
        ActivityUnblocked,
        {},
    ),
    "an activity can be withdrawn": (
        lambda it: it.withdraw(METADATA, reason=plain_text("why")),
        OPEN,
        ActivityWithdrawn,
        WHY,
    ),
    "an activity can be declined": (
        lambda it: it.decline(METADATA, reason=plain_text("why")),
        {"agreed"},
        ActivityDeclined,
        WHY,
    ),
    "partners can be changed": (
        lambda it: it.change_partners(METADATA, partners=("DE",)),
        OPEN,
        PartnersChanged,
        {"partners": ("DE",)},
    ),
    "an activity can be carried over": (
        lambda it: it.carry_over(METADATA, meeting_id=OTHER),
        OPEN,
        ActivityCarriedOver,
        {"meeting_id": OTHER},
    ),
    "an activity can be merged": (
        lambda it: it.merge_into(METADATA, into=OTHER, reason=plain_text("why")),
        AT_WORK,
        ActivityMerged,
        {"into": OTHER, **WHY},
    ),
    "milestones can be set": (
        lambda it: it.set_milestone(
            METADATA, milestone_id=STEP.id, title=STEP.title, due_on=STEP.due_on
        ),
        OPEN,
        MilestoneSet,
        {"milestone": STEP},
    ),
    "dependencies can be added": (
        lambda it: it.add_dependency(METADATA, on=OTHER, path_back=()),
        OPEN,
        DependencyAdded,
        {"on": OTHER},
    ),
}


def activity(*history: DomainEvent) -> Scenario[FollowUpActivity]:
    return Scenario(FollowUpActivity).given(*history)


def propose(proposed: ActivityTerms) -> ActivityProposed:
    return FollowUpActivity.propose(
        ACTIVITY,
        METADATA,
        meeting_id=MEETING,
        origin=ObjectiveOrigin(objective_id=OBJECTIVE),
        audience=MatterAudience.ALL,
        terms=proposed,
    )


@pytest.mark.parametrize("status", HISTORIES)
@pytest.mark.parametrize("action", STEPS)
def test_each_step_follows_only_from_where_it_can(action: str, status: str):
    decide, possible_from, fact, fields = STEPS[action]
    history = HISTORIES[status]
    case = activity(*history).when(decide)
    if status in possible_from:
        case.then(fact(**header(len(history) + 1, ACTIVITY), **fields))
    elif status == fact.LEADS_TO:
        case.then_refused(InvalidTransition, f"the activity is already {status}")
    else:
        case.then_refused(
            InvalidTransition, rf"{action} only when .* \(now: {status}\)"
        )


@pytest.mark.parametrize("status", HISTORIES)
def test_history_leads_to_the_state_that_it_tells(status: str):
    state = FollowUpActivity.replay(None, HISTORIES[status])

    assert state is not None
    assert (state.status, state.version) == (status, len(HISTORIES[status]))


def test_an_activity_is_proposed():
    assert propose(terms()) == PROPOSED


def test_an_owner_is_not_its_own_partner():
    with pytest.raises(InvalidValue, match="AT owns the activity and cannot be its"):
        propose(terms(partners=("IT", "AT")))


def test_an_activity_may_be_due_on_the_day_it_is_made():
    assert propose(terms(due=due(date(2016, 3, 2)))).promise.due.on.day == 2


def test_an_activity_cannot_be_due_before_the_day_it_is_made():
    with pytest.raises(InvalidValue, match="1 Mar 2016 is before the day"):
        propose(terms(due=due(date(2016, 3, 1))))


def test_progress_is_noted():
    (
        activity(*TO_ACCEPTED)
        .when(
            lambda it: it.report_progress(
                METADATA, percent=40, note=plain_text("draft sent")
            )
        )
        .then(PROGRESSED, percent=40, status=ActivityStatus.IN_PROGRESS)
    )


def test_progress_falls_only_for_a_reason():
    (
        activity(*TO_PROGRESS)
        .when(lambda it: it.report_progress(METADATA, percent=30))
        .then_refused(ReasonRequired, "progress is at 40%; give a reason for 30%")
    )
    (
        activity(*TO_PROGRESS)
        .when(
            lambda it: it.report_progress(
                METADATA, percent=30, reason=plain_text("recounted")
            )
        )
        .then(
            ProgressReported(
                **header(5, ACTIVITY), percent=30, reason=plain_text("recounted")
            ),
            percent=30,
        )
    )


def test_a_reason_that_nothing_asks_for_is_not_kept():
    (
        activity(*TO_PROGRESS)
        .when(
            lambda it: it.report_progress(
                METADATA, percent=60, reason=plain_text("on time")
            )
        )
        .then(ProgressReported(**header(5, ACTIVITY), percent=60))
    )


def test_what_is_done_is_reported_complete_not_as_progress():
    (
        activity(*TO_PROGRESS)
        .when(lambda it: it.report_progress(METADATA, percent=100))
        .then_refused(InvalidValue, "report the activity complete")
    )


def test_what_is_complete_stands_at_a_hundred():
    (
        activity(*TO_PROGRESS)
        .when(lambda it: it.report_complete(METADATA, note=plain_text("signed")))
        .then(
            ActivityReportedComplete(**header(5, ACTIVITY), note=plain_text("signed")),
            percent=100,
        )
    )


@pytest.mark.parametrize(
    ("verb", "judge"),
    [
        ("confirm", lambda it: it.confirm(AUSTRIA)),
        (
            "return",
            lambda it: it.return_to_owner(AUSTRIA, reason=plain_text("not done")),
        ),
    ],
)
def test_nobody_judges_its_own_work(verb: str, judge: Decision):
    (
        activity(*TO_COMPLETE)
        .when(judge)
        .then_refused(SameParty, f"AT owns this activity; .* must {verb} it")
    )


def test_another_delegation_confirms():
    (
        activity(*TO_COMPLETE)
        .when(lambda it: it.confirm(ITALY))
        .then(
            ActivityConfirmed(**header(6, ACTIVITY, ITALY)),
            status=ActivityStatus.CONFIRMED,
        )
    )


def test_what_is_returned_is_in_progress_again():
    (
        activity(*TO_COMPLETE)
        .when(lambda it: it.return_to_owner(ITALY, reason=plain_text("annex missing")))
        .then(
            ActivityReturned(
                **header(6, ACTIVITY, ITALY), reason=plain_text("annex missing")
            ),
            status=ActivityStatus.IN_PROGRESS,
        )
    )


def test_a_due_date_changes_to_another_day():
    (
        activity(*TO_PROGRESS)
        .when(
            lambda it: it.change_due_date(
                METADATA, due=due(), reason=plain_text("none")
            )
        )
        .then_refused(InvalidValue, "the activity is already due on 30 Sep 2016")
    )
    (
        activity(*TO_PROGRESS)
        .when(
            lambda it: it.change_due_date(METADATA, due=LATER, reason=plain_text("why"))
        )
        .then(
            DueDateChanged(**header(5, ACTIVITY), due=LATER, **WHY),
            terms=terms(due=LATER),
        )
    )


@pytest.mark.parametrize("history", [TO_AGREED, TO_ACCEPTED, TO_PROGRESS])
def test_what_is_unblocked_goes_back_to_where_it_was(
    history: tuple[DomainEvent, ...],
):
    at = len(history)
    before = FollowUpActivity.replay(None, history)
    assert before is not None
    blocked = ActivityBlocked(
        **header(at + 1, ACTIVITY), blocked_by=plain_text("budget")
    )
    slipped = DueDateChanged(**header(at + 2, ACTIVITY), due=LATER, **WHY)
    (
        activity(*history, blocked, slipped)
        .when(lambda it: it.unblock(METADATA))
        .then(
            ActivityUnblocked(**header(at + 3, ACTIVITY)),
            status=before.status,
            before_block=None,
        )
    )


def test_an_activity_has_a_title():
    with pytest.raises(ValidationError, match="title"):
        ActivityTerms.model_validate(terms().model_dump() | {"title": "  "})


@given(st.lists(st.sampled_from([step[0] for step in STEPS.values()]), max_size=30))
def test_whatever_is_asked_in_whatever_order_deciding_only_decides(
    asked: list[Decision],
):
    wander(FollowUpActivity, PROPOSED, asked)
