"""Beside the shortest way: other owners, corrections, reopening, settling."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from domain.follow_up.activity_examples import (
    ACCEPTED_ONE,
    COMPLETE,
    CONFIRMED,
    IN_PROGRESS,
    NEXT,
    PROPOSED_EARLIER,
    WHY,
    activity,
    hand_over,
    state,
)
from examples import (
    ACTIVITY,
    ACTIVITY_CONFIRMED,
    AGREED,
    AUSTRIA,
    ITALY,
    METADATA,
    PROPOSED,
    header,
    terms,
)

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import (
    ActivityBlocked,
    ActivityCarriedOver,
    ActivityConfirmed,
    ActivityDeclined,
    ActivityHandedOver,
    ActivityReopened,
    ActivityReportedComplete,
    ActivitySplit,
    ActivitySuperseded,
    ActivityWithdrawn,
    DueDateChanged,
    DueDateSettled,
    ProgressReported,
    ReportCorrected,
)
from bsm_domain.follow_up.lineage import Successor, propose_successor
from bsm_domain.follow_up.values import ActivityStatus, LineageKind, Slip
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import (
    DomainError,
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
    SameParty,
)
from bsm_domain.foundation.values import DueDate, DuePrecision, Owner

# Owners.


def test_another_delegation_takes_it_on_and_is_to_accept():
    germany = Owner(delegation="DE")
    (
        activity(*IN_PROGRESS)
        .when(lambda it: it.hand_over(METADATA, owner=germany, reason=WHY))
        .then(hand_over(5, "DE"), status=ActivityStatus.AGREED, percent=40)
    )


def test_a_partner_that_takes_it_on_is_its_partner_no_more():
    italy = Owner(delegation="IT")
    assert terms().partners == ("IT",)
    (
        activity(*IN_PROGRESS)
        .when(lambda it: it.hand_over(METADATA, owner=italy, reason=WHY))
        .then(
            hand_over(5, "IT"),
            terms=terms().model_copy(update={"owner": italy, "partners": ()}),
        )
    )


def test_another_office_of_the_same_delegation_goes_on_where_it_stood():
    office = Owner(delegation="AT", agency="Federal Police")
    (
        activity(*IN_PROGRESS)
        .when(lambda it: it.hand_over(METADATA, owner=office, reason=WHY))
        .then(
            ActivityHandedOver(**header(5, ACTIVITY), owner=office, reason=WHY),
            status=ActivityStatus.IN_PROGRESS,
        )
    )


@pytest.mark.parametrize(
    ("history", "code", "error", "says"),
    [
        (IN_PROGRESS, "AT", InvalidValue, "already belongs to this owner"),
        (COMPLETE, "DE", InvalidTransition, "confirm or return it first"),
        (
            CONFIRMED,
            "DE",
            InvalidTransition,
            "can be handed over only when it is open \\(now: confirmed\\)",
        ),
        (
            (
                PROPOSED,
                AGREED,
                ActivityDeclined(**header(3, ACTIVITY), reason=WHY),
            ),
            "AT",
            InvalidValue,
            "AT declined the activity; another delegation",
        ),
    ],
)
def test_not_everybody_can_take_it_on(
    history: tuple[DomainEvent, ...], code: str, error: type[DomainError], says: str
):
    (
        activity(*history)
        .when(
            lambda it: it.hand_over(METADATA, owner=Owner(delegation=code), reason=WHY)
        )
        .then_refused(error, says)
    )


def test_who_reported_it_complete_does_not_judge_it_as_the_next_owner_s_neighbour():
    reported = ActivityReportedComplete(**header(5, ACTIVITY, ITALY))
    (
        activity(*IN_PROGRESS, reported)
        .when(lambda it: it.confirm(ITALY))
        .then_refused(SameParty, "IT reported this activity complete")
    )


def test_nobody_confirms_their_own_report_in_another_role_or_by_a_stand_in():
    def by(account: str, on_behalf_of: str | None = None) -> FactMetadata:
        changed = {"account": account, "on_behalf_of": on_behalf_of}
        return replace(METADATA, actor=METADATA.actor.model_copy(update=changed))

    reported = ActivityReportedComplete(**header(5, ACTIVITY, by("anna", "berta")))
    for judge in (by("anna"), by("berta"), by("carla", "anna")):
        (
            activity(*IN_PROGRESS, reported)
            .when(lambda it, judge=judge: it.confirm(judge))
            .then_refused(SameParty, "another person must")
        )
    confirmed = ActivityConfirmed(**header(6, ACTIVITY, by("carla")))
    activity(*IN_PROGRESS, reported).when(lambda it: it.confirm(by("carla"))).then(
        confirmed
    )
    # A list from elsewhere is brought by one account.
    (
        activity(*IN_PROGRESS, reported)
        .when(lambda it: it.confirm(by("anna"), from_import=True))
        .then(ActivityConfirmed(**header(6, ACTIVITY, by("anna"))))
    )


# When it happened.


def days_ago(days: int, by: FactMetadata = METADATA) -> FactMetadata:
    return replace(by, occurred_at=METADATA.occurred_at - timedelta(days=days))


DONE_EARLIER = (
    PROPOSED_EARLIER,
    *IN_PROGRESS[1:],
    ActivityReportedComplete(**header(5, ACTIVITY, days_ago(5, AUSTRIA))),
)
CONFIRMED_EARLIER = (
    *DONE_EARLIER,
    ActivityConfirmed(**header(6, ACTIVITY, days_ago(3))),
)


def _correct(corrects: int, days: int) -> Callable[[FollowUpActivity], DomainEvent]:
    return lambda it: it.correct_report(
        METADATA,
        corrects=corrects,
        percent=None,
        happened_at=days_ago(days).occurred_at,
        reason=WHY,
    )


@pytest.mark.parametrize(
    ("history", "decide", "says"),
    [
        (
            IN_PROGRESS,
            lambda it: it.report_complete(days_ago(1)),
            "agreed on 2 Mar 2016",
        ),
        (
            IN_PROGRESS,
            lambda it: it.report_progress(days_ago(1), percent=50),
            "nothing can be reported for 1 Mar 2016",
        ),
        (DONE_EARLIER, _correct(5, 10), "agreed on 22 Feb 2016"),
        (DONE_EARLIER, lambda it: it.confirm(days_ago(6)), "completed on 26 Feb 2016"),
        (
            CONFIRMED_EARLIER,
            _correct(6, 6),
            "been confirmed on 25 Feb 2016",
        ),
        (CONFIRMED_EARLIER, _correct(5, 2), "correct the confirmation first"),
    ],
)
def test_nothing_is_done_before_it_is_agreed_nor_confirmed_before_it_is_done(
    history: tuple[DomainEvent, ...],
    decide: Callable[[FollowUpActivity], DomainEvent],
    says: str,
):
    activity(*history).when(decide).then_refused(InvalidValue, says)


def test_the_day_itself_is_early_enough():
    """Who tells of an earlier day tells no hour."""
    hours = replace(METADATA, occurred_at=METADATA.occurred_at - timedelta(hours=2))
    (
        activity(*COMPLETE)
        .when(lambda it: it.confirm(hours))
        .then(ActivityConfirmed(**header(6, ACTIVITY, hours)))
    )


# Corrections.


def corrected(number: int, corrects: int, percent: int | None) -> ReportCorrected:
    earlier = replace(METADATA, occurred_at=METADATA.occurred_at - timedelta(days=3))
    return ReportCorrected(
        **header(number, ACTIVITY, earlier),
        corrects=corrects,
        percent=percent,
        reason=WHY,
    )


def test_a_correction_names_the_report_and_when_it_truly_happened():
    earlier = METADATA.occurred_at - timedelta(days=3)
    (
        activity(PROPOSED_EARLIER, *IN_PROGRESS[1:])
        .when(
            lambda it: it.correct_report(
                METADATA, corrects=4, percent=30, happened_at=earlier, reason=WHY
            )
        )
        .then(corrected(5, 4, 30), percent=30)
    )


def test_an_earlier_report_is_corrected_without_moving_the_percentage():
    further = ProgressReported(**header(5, ACTIVITY), percent=70)
    assert state(*IN_PROGRESS, further, corrected(6, 4, 20)).percent == 70
    assert state(*IN_PROGRESS, further, corrected(6, 5, 60)).percent == 60


@pytest.mark.parametrize(
    ("corrects", "percent", "error", "says"),
    [
        (2, 30, InvalidValue, "version 2 .* is not a report .*; these are: 4, 5"),
        (4, 100, InvalidValue, "report the activity complete"),
        (4, 40, InvalidValue, "is the same as the report"),
        (5, 30, InvalidValue, "only a report of progress has a percentage"),
    ],
)
def test_not_everything_is_a_correction(
    corrects: int, percent: int, error: type[DomainError], says: str
):
    (
        activity(*COMPLETE)
        .when(
            lambda it: it.correct_report(
                METADATA,
                corrects=corrects,
                percent=percent,
                happened_at=None,
                reason=WHY,
            )
        )
        .then_refused(error, says)
    )


def test_the_owner_does_not_correct_when_it_was_confirmed():
    (
        activity(*CONFIRMED)
        .when(
            lambda it: it.correct_report(
                AUSTRIA,
                corrects=6,
                percent=None,
                happened_at=AUSTRIA.occurred_at - timedelta(days=9),
                reason=WHY,
            )
        )
        .then_refused(SameParty, "must correct the confirmation of it")
    )


# Reopening.


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ((*COMPLETE, ACTIVITY_CONFIRMED), "in progress"),
        (
            (
                *IN_PROGRESS,
                ActivityWithdrawn(**header(5, ACTIVITY), reason=WHY),
            ),
            "in progress",
        ),
        (
            (*COMPLETE, ActivityWithdrawn(**header(6, ACTIVITY), reason=WHY)),
            "in progress",
        ),
        (
            (PROPOSED, ActivityWithdrawn(**header(2, ACTIVITY), reason=WHY)),
            "proposed",
        ),
        (
            (
                *ACCEPTED_ONE,
                ActivityBlocked(**header(4, ACTIVITY), blocked_by=WHY),
                ActivityWithdrawn(**header(5, ACTIVITY), reason=WHY),
            ),
            "accepted",
        ),
        (
            (
                PROPOSED,
                ActivitySuperseded(**header(2, ACTIVITY), by=NEXT, reason=WHY),
            ),
            "proposed",
        ),
    ],
)
def test_it_is_reopened_where_work_can_go_on(end: tuple[DomainEvent, ...], status: str):
    (
        activity(*end)
        .when(lambda it: it.reopen(METADATA, reason=WHY))
        .then(
            ActivityReopened(**header(len(end) + 1, ACTIVITY), reason=WHY),
            status=ActivityStatus(status),
            succeeded_by=(),
        )
    )


def test_what_is_open_or_goes_on_elsewhere_is_not_reopened():
    split = ActivitySplit(**header(4, ACTIVITY), into=(NEXT,), reason=WHY)
    for history, says in (
        (IN_PROGRESS, "only a closed activity can be reopened \\(now: in progress\\)"),
        ((*ACCEPTED_ONE, split), "reopen those that continue it"),
    ):
        (
            activity(*history)
            .when(lambda it: it.reopen(METADATA, reason=WHY))
            .then_refused(InvalidTransition, says)
        )


# Before the next meeting.


BEFORE_NEXT = DueDateChanged(
    **header(5, ACTIVITY),
    due=DueDate(
        on=date(2017, 4, 11),
        precision=DuePrecision.NEXT_MEETING,
        time_zone="Europe/Berlin",
    ),
    reason=WHY,
)


def test_the_next_meeting_settles_the_day_and_that_is_no_slip():
    settled = BEFORE_NEXT.due.model_copy(update={"on": date(2017, 5, 7)})
    (
        activity(*IN_PROGRESS, BEFORE_NEXT)
        .when(
            lambda it: it.settle_due_date(
                METADATA, on=date(2017, 5, 7), meeting_id=NEXT
            )
        )
        .then(
            DueDateSettled(**header(6, ACTIVITY), due=settled, meeting_id=NEXT),
            slips=frozenset({Slip(activity_id=ACTIVITY, version=5)}),
        )
    )


def test_what_goes_on_with_another_meeting_keeps_the_day_it_was_due():
    by_day = BEFORE_NEXT.due.model_copy(update={"precision": DuePrecision.DAY})
    carried = ActivityCarriedOver(**header(6, ACTIVITY), meeting_id=NEXT)
    (
        activity(*IN_PROGRESS, BEFORE_NEXT)
        .when(lambda it: it.carry_over(METADATA, meeting_id=NEXT))
        .then(carried, terms=terms(due=by_day))
    )
    (
        activity(*IN_PROGRESS, BEFORE_NEXT)
        .when(lambda it: it.carry_over(METADATA, meeting_id=NEXT, due=BEFORE_NEXT.due))
        .then_refused(ReasonRequired, "changing the date to 11 Apr 2017")
    )
    elsewhere = replace(state(*IN_PROGRESS), id=UUID(int=1), meeting_id=NEXT)
    into = Successor(UUID(int=2), terms(due=by_day))
    (merged,) = propose_successor(
        METADATA,
        into,
        LineageKind.MERGE,
        (state(*IN_PROGRESS, BEFORE_NEXT), elsewhere),
    )
    assert merged.lineage is not None
    assert merged.lineage.due_date_moved, "the other one was due earlier"


def test_a_day_is_settled_only_where_it_was_left_open():
    (
        activity(*IN_PROGRESS)
        .when(
            lambda it: it.settle_due_date(
                METADATA, on=date(2017, 5, 7), meeting_id=NEXT
            )
        )
        .then_refused(InvalidTransition, "only for an activity due before the next")
    )
