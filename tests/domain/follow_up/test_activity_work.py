"""Steps on the way, evidence, comments, and what an activity waits for."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from domain.follow_up.activity_examples import (
    CONFIRMED,
    EVIDENCE,
    FILE,
    NEXT,
    STEP,
    TOLD,
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

from bsm_domain import follow_up as it
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

SET = it.MilestoneSet(**header(5, ACTIVITY), milestone=STEP)
REACHED = it.MilestoneReached(**header(6, ACTIVITY), milestone_id=STEP.id)


@pytest.mark.parametrize(
    ("history", "error", "says"),
    [
        (TOLD, NotFound, "has no milestone"),
        ((*TOLD, SET, REACHED), InvalidTransition, "reached already"),
    ],
)
def test_a_milestone_is_reached_once(
    history: tuple[DomainEvent, ...], error: type[DomainError], says: str
):
    (
        activity(*history)
        .when(lambda one: one.reach_milestone(METADATA, milestone_id=STEP.id))
        .then_refused(error, says)
    )


def test_what_is_reached_is_not_set_anew_nor_dropped():
    whole = state(*TOLD, SET, REACHED)
    moved = STEP.model_copy(update={"due_on": date(2016, 7, 1)})
    with pytest.raises(InvalidTransition, match="is reached already"):
        whole.set_milestone(METADATA, milestone=moved)
    with pytest.raises(InvalidTransition, match="cannot be dropped"):
        whole.drop_milestone(METADATA, milestone_id=STEP.id, reason=WHY)


def attached(number: int, revision: int) -> it.EvidenceAttached:
    return it.EvidenceAttached(
        **header(number, ACTIVITY),
        evidence_id=EVIDENCE,
        revision=revision,
        file=FILE,
        name=plain_text("a.pdf"),
    )


def test_evidence_has_revisions_each_of_which_stays():
    after = state(*TOLD, attached(5, 1), attached(6, 2))
    assert after.evidence[EVIDENCE].files == {1: FILE.sha256, 2: FILE.sha256}
    (
        activity(*TOLD, attached(5, 1), attached(6, 2))
        .when(
            lambda one: one.erase_evidence(
                METADATA, evidence_id=EVIDENCE, revision=1, reason=WHY
            )
        )
        .then(
            it.EvidenceErased(
                **header(7, ACTIVITY),
                evidence_id=EVIDENCE,
                revision=1,
                sha256=FILE.sha256,
                reason=WHY,
            )
        )
    )


def test_evidence_is_one_thing_and_not_expired_when_it_comes():
    whole = state(*TOLD)
    for told in ({}, {"file": FILE, "url": plain_text("https://example.org")}):
        with pytest.raises(InvalidValue, match="either a file or a link"):
            whole.attach_evidence(METADATA, evidence_id=EVIDENCE, **told)
    with pytest.raises(InvalidValue, match="would have expired on 2015-01-01"):
        whole.attach_evidence(
            METADATA, evidence_id=EVIDENCE, file=FILE, expires_on=date(2015, 1, 1)
        )


def test_what_is_withdrawn_is_attached_anew_under_another_id():
    gone = it.EvidenceWithdrawn(**header(6, ACTIVITY), evidence_id=EVIDENCE, reason=WHY)
    (
        activity(*TOLD, attached(5, 1), gone)
        .when(
            lambda one: one.attach_evidence(METADATA, evidence_id=EVIDENCE, file=FILE)
        )
        .then_refused(InvalidTransition, "is withdrawn; attach it anew")
    )


def test_a_comment_is_made_once_also_on_what_is_closed():
    made = it.CommentMade(
        **header(7, ACTIVITY), comment_id=NEXT, text=WHY, mentions=("IT",)
    )
    asked = {"comment_id": NEXT, "text": WHY, "mentions": ("IT",)}
    activity(*CONFIRMED).when(lambda one: one.comment(METADATA, **asked)).then(made)
    (
        activity(*CONFIRMED, made)
        .when(lambda one: one.comment(METADATA, **asked))
        .then_refused(AlreadyExists, "is on record already")
    )


def test_a_circle_of_waiting_is_refused_and_names_who_would_wait():
    """A waits for B; B is split into C; C would wait for A."""
    a, b, c = (UUID(int=number) for number in (1, 2, 3))
    first = replace(state(*TOLD), id=a, depends_on=frozenset({b}))
    named = terms().model_copy(update={"title": "Print it"})
    second = replace(state(*TOLD), id=b, terms=named, succeeded_by=(c,))
    third = replace(state(*TOLD), id=c)
    find = {a: first, b: second, c: third}.get

    way = it.dependency_path(a, (c,), find)

    assert way == (a, b, c)
    with pytest.raises(
        DependencyCycle, match=r"“Share .*” → “Share .*” → “Print it” →"
    ):
        third.add_dependency(METADATA, on=a, path_back=it.titles_along(way, find))
    assert it.dependency_path(c, (a,), find) == ()


def test_a_long_circle_is_told_by_its_ends():
    way = [f"Activity {number}" for number in range(200)]
    with pytest.raises(DependencyCycle) as refused:
        it.refuse_cycle(way)
    said = str(refused.value)
    assert "“Activity 1” → 195 more → “Activity 197” → “Activity 198”" in said
    assert said.endswith("“Activity 199”")


def test_a_day_is_a_day_where_the_activity_is_due():
    """Half past eleven in the evening in Berlin, told in another offset."""
    zone = timezone(timedelta(hours=5))
    told = replace(METADATA, occurred_at=datetime(2016, 3, 2, 3, 30, tzinfo=zone))
    asked = {"evidence_id": EVIDENCE, "file": FILE, "expires_on": date(2016, 3, 1)}
    assert state(*TOLD).attach_evidence(told, **asked).revision == 1
