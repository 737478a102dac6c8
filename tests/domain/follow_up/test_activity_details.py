"""Steps on the way, evidence, comments, and what an activity waits for."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from domain.follow_up.activity_examples import (
    CONFIRMED,
    EVIDENCE,
    FILE,
    IN_PROGRESS,
    NEXT,
    STEP,
    WHY,
    activity,
    state,
)
from examples import (
    ACTIVITY,
    METADATA,
    header,
    terms,
)

from bsm_domain.follow_up.dependencies import dependency_path, titles_along
from bsm_domain.follow_up.facts import (
    CommentMade,
    EvidenceAttached,
    EvidenceErased,
    EvidenceWithdrawn,
    MilestoneReached,
    MilestoneSet,
)
from bsm_domain.follow_up.milestones_and_evidence import refuse_cycle
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    DependencyCycle,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotFound,
)
from bsm_domain.foundation.free_text import plain_text

SET = MilestoneSet(**header(5, ACTIVITY), milestone=STEP)
REACHED = MilestoneReached(**header(6, ACTIVITY), milestone_id=STEP.id)


@pytest.mark.parametrize(
    ("history", "error", "says"),
    [
        (IN_PROGRESS, NotFound, "has no milestone"),
        ((*IN_PROGRESS, SET, REACHED), InvalidTransition, "already been reached"),
    ],
)
def test_a_milestone_is_reached_once(
    history: tuple[DomainEvent, ...], error: type[DomainError], says: str
):
    (
        activity(*history)
        .when(lambda it: it.reach_milestone(METADATA, milestone_id=STEP.id))
        .then_refused(error, says)
    )


def test_what_is_reached_is_not_set_anew_nor_dropped():
    whole = state(*IN_PROGRESS, SET, REACHED)
    later = date(2016, 7, 1)
    with pytest.raises(InvalidTransition, match="has already been reached"):
        whole.set_milestone(
            METADATA, milestone_id=STEP.id, title=STEP.title, due_on=later
        )
    with pytest.raises(InvalidTransition, match="cannot be dropped"):
        whole.drop_milestone(METADATA, milestone_id=STEP.id, reason=WHY)


def attached(number: int, revision: int) -> EvidenceAttached:
    return EvidenceAttached(
        **header(number, ACTIVITY),
        evidence_id=EVIDENCE,
        revision=revision,
        file=FILE,
        name=plain_text("a.pdf"),
    )


def test_evidence_has_revisions_each_of_which_stays():
    after = state(*IN_PROGRESS, attached(5, 1), attached(6, 2))
    assert after.evidence[EVIDENCE].files == {1: FILE.sha256, 2: FILE.sha256}
    (
        activity(*IN_PROGRESS, attached(5, 1), attached(6, 2))
        .when(
            lambda it: it.erase_evidence(
                METADATA, evidence_id=EVIDENCE, revision=1, reason=WHY
            )
        )
        .then(
            EvidenceErased(
                **header(7, ACTIVITY),
                evidence_id=EVIDENCE,
                revision=1,
                sha256=FILE.sha256,
                reason=WHY,
            )
        )
    )


def test_evidence_is_one_thing_and_not_expired_when_it_comes():
    activity_state = state(*IN_PROGRESS)
    for fields in ({}, {"file": FILE, "url": plain_text("https://example.org")}):
        with pytest.raises(InvalidValue, match="either a file or a link"):
            activity_state.attach_evidence(METADATA, evidence_id=EVIDENCE, **fields)
    with pytest.raises(InvalidValue, match="expiry date 1 Jan 2015 is in the past"):
        activity_state.attach_evidence(
            METADATA, evidence_id=EVIDENCE, file=FILE, expires_on=date(2015, 1, 1)
        )


def test_what_is_withdrawn_is_attached_anew_under_another_id():
    withdrawn = EvidenceWithdrawn(
        **header(6, ACTIVITY), evidence_id=EVIDENCE, reason=WHY
    )
    (
        activity(*IN_PROGRESS, attached(5, 1), withdrawn)
        .when(lambda it: it.attach_evidence(METADATA, evidence_id=EVIDENCE, file=FILE))
        .then_refused(InvalidTransition, "was withdrawn; attach it as new evidence")
    )


def test_a_comment_is_made_once_also_on_what_is_closed():
    fact = CommentMade(
        **header(7, ACTIVITY), comment_id=NEXT, text=WHY, mentions=("IT",)
    )
    comment = {"comment_id": NEXT, "text": WHY, "mentions": ("IT",)}
    activity(*CONFIRMED).when(lambda it: it.comment(METADATA, **comment)).then(fact)
    (
        activity(*CONFIRMED, fact)
        .when(lambda it: it.comment(METADATA, **comment))
        .then_refused(AlreadyExists, "is already on record")
    )


def test_a_circle_of_waiting_is_refused_and_names_who_would_wait():
    """A waits for B; B is split into C; C would wait for A."""
    a, b, c = (UUID(int=number) for number in (1, 2, 3))
    first = replace(state(*IN_PROGRESS), id=a, depends_on=frozenset({b}))
    named = terms().model_copy(update={"title": "Print it"})
    second = replace(state(*IN_PROGRESS), id=b, terms=named, succeeded_by=(c,))
    third = replace(state(*IN_PROGRESS), id=c)
    find = {a: first, b: second, c: third}.get

    path = dependency_path(a, (c,), find)

    assert path == (a, b, c)
    with pytest.raises(
        DependencyCycle, match=r"“Share .*” → “Share .*” → “Print it” →"
    ):
        third.add_dependency(METADATA, on=a, path_back=titles_along(path, find))
    assert dependency_path(c, (a,), find) == ()


def test_a_long_circle_is_named_by_its_ends():
    path = [f"Activity {number}" for number in range(200)]
    with pytest.raises(DependencyCycle) as refused:
        refuse_cycle(path)
    message = str(refused.value)
    assert "“Activity 1” → 195 more → “Activity 197” → “Activity 198”" in message
    assert message.endswith("“Activity 199”")


def test_a_day_is_a_day_where_the_activity_is_due():
    """Half past eleven in the evening in Berlin, given in another offset."""
    zone = timezone(timedelta(hours=5))
    metadata = replace(METADATA, occurred_at=datetime(2016, 3, 2, 3, 30, tzinfo=zone))
    evidence = {"evidence_id": EVIDENCE, "file": FILE, "expires_on": date(2016, 3, 1)}
    assert state(*IN_PROGRESS).attach_evidence(metadata, **evidence).revision == 1
