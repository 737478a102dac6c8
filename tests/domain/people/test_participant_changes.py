"""Given / when / then of who somebody is: delegation, merging, listing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from examples import ENTERED, METADATA, NOW, PARTICIPANT, header
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.people.participant import (
    ALL_GROUPS,
    Designation,
    DesignationEnded,
    FocalPointDesignated,
    Participant,
    PersonalDataErased,
)
from bsm_domain.people.participant_changes import (
    DelegationChanged,
    DuplicateAdded,
    DuplicateRemoved,
    ListingWithheld,
    MergedInto,
    Separated,
)

REASON = plain_text("the same person")
SINCE = date(2016, 1, 1)
OTHER_ID = UUID(int=77)
OTHER_ENTERED = ENTERED.model_copy(update={"originator_id": OTHER_ID})
OTHER = Participant.begin(OTHER_ENTERED)
MERGED = MergedInto(**header(2, PARTICIPANT), into=OTHER_ID, reason=REASON)
ADDED = DuplicateAdded(**header(2, PARTICIPANT), duplicate=OTHER_ID)
DESIGNATED = FocalPointDesignated(
    **header(2, PARTICIPANT), designation=Designation(since=SINCE)
)
ERASED = PersonalDataErased(**header(2, PARTICIPANT), groups=ALL_GROUPS, reason=REASON)
MOVED = DelegationChanged(
    **header(2, PARTICIPANT), delegation="IT", before="AT", since=SINCE
)


def somebody(*history: DomainEvent) -> Scenario[Participant]:
    return Scenario(Participant).given(ENTERED, *history)


def state(*history: DomainEvent) -> Participant:
    participant = Participant.replay(None, [ENTERED, *history])
    assert participant is not None
    return participant


def test_a_person_moves_to_another_delegation():
    somebody().when(
        lambda it: it.change_delegation(METADATA, delegation="IT", since=SINCE)
    ).then(MOVED, delegation="IT", owning_delegation="IT")


@pytest.mark.parametrize(
    ("history", "changes", "error", "sentence"),
    [
        ((), {"delegation": "AT"}, InvalidValue, "already belongs to AT"),
        ((), {"since": date(2999, 1, 1)}, InvalidValue, "1 Jan 2999 is in the future"),
        ((DESIGNATED,), {}, InvalidTransition, "is a National Focal Point of AT"),
        ((ERASED,), {}, InvalidTransition, "the data of this person was erased"),
        ((MERGED,), {}, InvalidTransition, f"was merged into {OTHER_ID}"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(history, changes, error, sentence):
    values = {"delegation": "IT", "since": SINCE} | changes
    somebody(*history).when(
        lambda it: it.change_delegation(METADATA, **values)
    ).then_refused(error, sentence)


def test_an_entry_is_merged_into_another_and_both_say_so():
    facts = state().merge(METADATA, into=OTHER, reason=REASON)

    assert facts == (
        MERGED,
        DuplicateAdded(**header(2, OTHER_ID), duplicate=PARTICIPANT),
    )
    merged, stays = state(facts[0]), OTHER.evolve(facts[1])
    assert (merged.merged_into, merged.person_id) == (OTHER_ID, OTHER_ID)
    assert merged.concerned_participant == OTHER_ID
    assert (stays.duplicates, stays.person_id) == ({PARTICIPANT}, OTHER_ID)


@pytest.mark.parametrize(
    ("history", "into", "error", "sentence"),
    [
        ((), state(), InvalidValue, "cannot be merged into itself"),
        ((ERASED,), OTHER, InvalidTransition, "was erased"),
        ((), replace(OTHER, erased=frozenset(ALL_GROUPS)), InvalidTransition, "erased"),
        ((MERGED,), OTHER, InvalidTransition, "was merged into"),
        (
            (),
            replace(OTHER, merged_into=UUID(int=78)),
            InvalidTransition,
            "merged into",
        ),
        ((ADDED,), OTHER, InvalidTransition, f"merge {OTHER_ID} into it instead"),
        ((DESIGNATED,), OTHER, InvalidTransition, "end that designation before their"),
    ],
)
def test_a_merging_that_makes_no_sense_is_refused(history, into, error, sentence):
    somebody(*history).when(
        lambda it: it.merge(METADATA, into=into, reason=REASON)
    ).then_refused(error, sentence)


def test_who_was_a_focal_point_can_be_merged():
    ended = DesignationEnded(**header(3, PARTICIPANT), on=SINCE)
    assert state(DESIGNATED, ended).merge(METADATA, into=OTHER, reason=REASON)


def test_what_was_merged_is_separated_again():
    stays = replace(OTHER, duplicates=frozenset({PARTICIPANT}), version=2)

    facts = state(MERGED).separate(METADATA, other=stays, reason=REASON)

    assert facts == (
        Separated(**header(3, PARTICIPANT), from_participant=OTHER_ID, reason=REASON),
        DuplicateRemoved(**header(3, OTHER_ID), duplicate=PARTICIPANT),
    )
    assert state(MERGED, facts[0]).person_id == PARTICIPANT
    assert stays.evolve(facts[1]).duplicates == frozenset()


def test_only_what_was_merged_is_separated():
    somebody().when(
        lambda it: it.separate(METADATA, other=None, reason=REASON)
    ).then_refused(InvalidTransition, "was not merged")
    erased = ERASED.model_copy(update={"originator_version": 3})
    somebody(MERGED, erased).when(
        lambda it: it.separate(METADATA, other=OTHER, reason=REASON)
    ).then_refused(InvalidTransition, "was erased")


def test_a_name_is_left_out_of_lists_and_named_again():
    withheld = ListingWithheld(**header(2, PARTICIPANT), withheld=True)
    somebody().when(lambda it: it.withhold_listing(METADATA, withheld=True)).then(
        withheld, withheld=True
    )
    somebody(withheld).when(
        lambda it: it.withhold_listing(METADATA, withheld=False)
    ).then(ListingWithheld(**header(3, PARTICIPANT), withheld=False), withheld=False)
    for history, value, sentence in (
        ((), False, "lists already name this person"),
        ((withheld,), True, "lists already leave this person out"),
        ((ERASED,), True, "erased"),
    ):
        somebody(*history).when(
            lambda it, value=value: it.withhold_listing(METADATA, withheld=value)
        ).then_refused(InvalidTransition, sentence)


def test_today_is_not_in_the_future():
    moved = state().change_delegation(METADATA, delegation="IT", since=NOW.date())
    assert moved.since == NOW.date()
