"""What goes on across meetings: carried over, superseded, split, merged."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from domain.follow_up.activity_examples import (
    IN_PROGRESS,
    LATER,
    NEXT,
    WHY,
    activity,
    state,
)
from examples import (
    ACTIVITY,
    CONTINUED,
    MEETING,
    METADATA,
    PROPOSED,
    due,
    header,
    terms,
)

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import (
    ActivityCarriedOver,
    ActivityProposed,
    ActivityReleased,
    DueDateChanged,
)
from bsm_domain.follow_up.lineage import Successor, propose_successor
from bsm_domain.follow_up.values import ActivityStatus, LineageKind, Slip
from bsm_domain.foundation.errors import (
    DomainError,
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
)
from bsm_domain.foundation.values import MatterAudience


def test_it_is_carried_over_with_a_new_day_and_a_reason():
    (
        activity(*IN_PROGRESS)
        .when(
            lambda it: it.carry_over(METADATA, meeting_id=NEXT, due=LATER, reason=WHY)
        )
        .then(
            ActivityCarriedOver(
                **header(5, ACTIVITY), meeting_id=NEXT, due=LATER, reason=WHY
            ),
            meeting_id=NEXT,
            first_meeting_id=MEETING,
            slips=frozenset({Slip(activity_id=ACTIVITY, version=5)}),
        )
    )


@pytest.mark.parametrize(
    ("to", "error", "says"),
    [
        (MEETING, InvalidValue, "the activity already belongs to this meeting"),
        (NEXT, ReasonRequired, "a reason for changing the date to 30 Jun 2017"),
    ],
)
def test_it_is_not_carried_over_to_itself_nor_moved_without_a_reason(
    to: UUID, error: type[DomainError], says: str
):
    (
        activity(*IN_PROGRESS)
        .when(lambda it: it.carry_over(METADATA, meeting_id=to, due=LATER))
        .then_refused(error, says)
    )


def test_a_part_keeps_the_age_and_the_slips_of_the_whole():
    moved = DueDateChanged(**header(5, ACTIVITY), due=LATER, reason=WHY)
    whole = state(*IN_PROGRESS, moved)
    part = Successor(NEXT, terms(due=LATER))

    end, first, _ = whole.split(
        METADATA,
        into=(part, Successor(UUID(int=78), terms(due=due()))),
        reason=WHY,
    )

    assert (end.into[0], first.originator_id) == (NEXT, NEXT)
    child = state(first)
    assert child.first_promised_at == PROPOSED.occurred_at
    assert child.first_meeting_id == MEETING
    assert child.slips == {Slip(activity_id=ACTIVITY, version=5)}
    assert child.status is ActivityStatus.AGREED
    # The other part's date is another than the whole's: that is one more.
    assert len(state(_).slips) == 2


def test_merging_the_parts_again_counts_each_slip_once():
    one, other = (
        replace(state(*IN_PROGRESS), id=id, slips=frozenset({slip}))
        for id in (UUID(int=1), UUID(int=2))
        for slip in (Slip(activity_id=ACTIVITY, version=5),)
    )
    into = Successor(NEXT, terms())

    (merged,) = propose_successor(METADATA, into, LineageKind.MERGE, (one, other))

    assert len(state(merged).slips) == 1
    assert state(merged).parents == (UUID(int=1), UUID(int=2))


def test_what_is_due_later_than_one_of_its_parents_slipped_and_tells_the_first_day():
    early, late = (
        replace(
            state(*IN_PROGRESS),
            id=UUID(int=number),
            terms=terms(due=due(day)),
            first_due_on=day,
        )
        for number, day in ((1, date(2016, 6, 1)), (2, date(2019, 6, 1)))
    )
    into = Successor(NEXT, late.terms)

    merged = state(*propose_successor(METADATA, into, LineageKind.MERGE, (early, late)))

    assert len(merged.slips) == 1
    assert merged.first_due_on == date(2016, 6, 1)


def test_what_continues_focal_points_matter_stays_theirs():
    theirs = replace(state(*IN_PROGRESS), audience=MatterAudience.FOCAL_POINTS)
    into = Successor(NEXT, terms())

    (merged,) = propose_successor(
        METADATA, into, LineageKind.MERGE, (state(*IN_PROGRESS), theirs)
    )

    assert merged.audience is MatterAudience.FOCAL_POINTS


def test_only_focal_points_learn_where_what_continues_a_released_activity_comes_from():
    released = replace(state(*IN_PROGRESS), is_released=True)
    into = Successor(NEXT, terms())

    facts = propose_successor(
        METADATA, into, LineageKind.MERGE, (state(*IN_PROGRESS), released)
    )

    assert [type(fact) for fact in facts] == [ActivityProposed, ActivityReleased]
    assert facts[0].audience is MatterAudience.FOCAL_POINTS
    merged = state(*facts)
    assert merged.audience is MatterAudience.ALL
    assert merged.is_released, "and what continues this one, in turn"


@pytest.mark.parametrize(
    ("by", "error", "says"),
    [
        (state(*IN_PROGRESS), InvalidValue, "cannot supersede itself"),
        (
            replace(state(CONTINUED), status=ActivityStatus.WITHDRAWN, id=NEXT),
            InvalidTransition,
            "is withdrawn and cannot replace this activity",
        ),
    ],
)
def test_not_everything_can_take_its_place(
    by: FollowUpActivity, error: type[DomainError], says: str
):
    (
        activity(*IN_PROGRESS)
        .when(lambda it: it.supersede(METADATA, by=by, reason=WHY))
        .then_refused(error, says)
    )
