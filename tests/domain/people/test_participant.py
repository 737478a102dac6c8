from collections.abc import Callable
from datetime import date

import pytest
from examples import ENTERED, METADATA, PARTICIPANT, SEALED, header
from hypothesis import given
from hypothesis import strategies as st
from scenario import Scenario, wander

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError, InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.people.participant import (
    ALL_GROUPS,
    Designation,
    DesignationEnded,
    FocalPointDesignated,
    Participant,
    ParticipantDetailsChanged,
    PersonalDataErased,
    PersonalGroup,
    SealedDetails,
    personal_key_id,
)

SINCE = date(2016, 1, 1)
REASON = plain_text("asked for it")
NEEDS = (PersonalGroup.NEEDS,)
DESIGNATED = FocalPointDesignated(
    **header(2, PARTICIPANT), designation=Designation(since=SINCE)
)
NEEDS_ERASED = PersonalDataErased(**header(2, PARTICIPANT), groups=NEEDS, reason=REASON)
ERASED = PersonalDataErased(**header(2, PARTICIPANT), groups=ALL_GROUPS, reason=REASON)


def somebody() -> Scenario[Participant]:
    return Scenario(Participant).given(ENTERED)


def test_a_participant_is_entered_with_a_name():
    details = SealedDetails(name=SEALED, contact=SEALED)

    entered = Participant.enter(PARTICIPANT, METADATA, delegation="AT", details=details)

    assert entered.details == details
    with pytest.raises(InvalidValue, match="enter the participant's name"):
        Participant.enter(
            PARTICIPANT, METADATA, delegation="AT", details=SealedDetails(post=SEALED)
        )


def test_details_are_told_anew_or_withdrawn():
    details, withdrawn = SealedDetails(contact=SEALED), (PersonalGroup.POST,)

    somebody().when(
        lambda it: it.change_details(METADATA, details=details, withdrawn=withdrawn)
    ).then(
        ParticipantDetailsChanged(
            **header(2, PARTICIPANT), details=details, withdrawn=withdrawn
        ),
        delegation="AT",
    )


def test_a_name_is_never_withdrawn():
    somebody().when(
        lambda it: it.change_details(
            METADATA, details=SealedDetails(), withdrawn=(PersonalGroup.NAME,)
        )
    ).then_refused(InvalidValue, "name cannot be removed")


def test_a_state_names_its_focal_point():
    somebody().when(lambda it: it.designate(METADATA, since=SINCE, until=None)).then(
        DESIGNATED, designation=Designation(since=SINCE)
    )


def test_a_designation_ends_after_it_began():
    somebody().when(
        lambda it: it.designate(METADATA, since=SINCE, until=date(2015, 12, 31))
    ).then_refused(
        InvalidValue, "cannot end on 31 Dec 2015, before it begins on 1 Jan 2016"
    )
    somebody().given(DESIGNATED).when(
        lambda it: it.end_designation(METADATA, on=date(2015, 12, 31))
    ).then_refused(InvalidValue, "cannot have ended on 31 Dec 2015")


def test_nobody_is_designated_twice_at_once():
    somebody().given(DESIGNATED).when(
        lambda it: it.designate(METADATA, since=SINCE, until=None)
    ).then_refused(InvalidTransition, "since 1 Jan 2016")


def test_a_designation_ends_on_its_last_day():
    somebody().given(DESIGNATED).when(
        lambda it: it.end_designation(METADATA, on=SINCE)
    ).then(DesignationEnded(**header(3, PARTICIPANT), on=SINCE), designation=None)
    somebody().when(lambda it: it.end_designation(METADATA, on=SINCE)).then_refused(
        InvalidTransition, "is not a focal point"
    )


def test_everything_is_erased_or_only_the_needs():
    somebody().when(
        lambda it: it.erase(METADATA, groups=ALL_GROUPS, reason=REASON)
    ).then(ERASED, is_erased=True, erased=frozenset(ALL_GROUPS))
    somebody().when(lambda it: it.erase(METADATA, groups=NEEDS, reason=REASON)).then(
        NEEDS_ERASED, is_erased=False, erased=frozenset(NEEDS)
    )


@pytest.mark.parametrize(
    "groups", [(PersonalGroup.NAME,), (PersonalGroup.CONTACT, PersonalGroup.NEEDS)]
)
def test_nothing_between_is_erased(groups: tuple[PersonalGroup, ...]):
    somebody().when(
        lambda it: it.erase(METADATA, groups=groups, reason=REASON)
    ).then_refused(InvalidValue, "all other data only together")


def test_something_must_be_erased():
    somebody().when(
        lambda it: it.erase(METADATA, groups=(), reason=REASON)
    ).then_refused(InvalidValue, "which groups")


def test_the_rest_is_erased_after_the_needs_and_nothing_twice():
    after_needs = somebody().given(NEEDS_ERASED)
    after_needs.when(
        lambda it: it.erase(METADATA, groups=ALL_GROUPS, reason=REASON)
    ).then(
        PersonalDataErased(**header(3, PARTICIPANT), groups=ALL_GROUPS, reason=REASON),
        is_erased=True,
    )
    for erased, groups in (
        (NEEDS_ERASED, NEEDS),
        (ERASED, NEEDS),
        (ERASED, ALL_GROUPS),
    ):
        somebody().given(erased).when(
            lambda it, groups=groups: it.erase(METADATA, groups=groups, reason=REASON)
        ).then_refused(InvalidTransition, "already been erased")


DECISIONS: dict[str, Callable[[Participant], DomainEvent]] = {
    "change the details of": lambda it: it.change_details(
        METADATA, details=SealedDetails(post=SEALED)
    ),
    "designate": lambda it: it.designate(METADATA, since=SINCE, until=None),
}


@pytest.mark.parametrize("verb", DECISIONS)
def test_nothing_is_told_of_an_erased_person(verb: str):
    somebody().given(ERASED).when(DECISIONS[verb]).then_refused(
        InvalidTransition, "the data of this person was erased"
    )


def test_a_designation_of_an_erased_person_still_ends():
    erased = PersonalDataErased(
        **header(3, PARTICIPANT), groups=ALL_GROUPS, reason=REASON
    )
    somebody().given(DESIGNATED, erased).when(
        lambda it: it.end_designation(METADATA, on=SINCE)
    ).then(DesignationEnded(**header(4, PARTICIPANT), on=SINCE), designation=None)


def test_needs_have_a_key_of_their_own():
    keys = {group: personal_key_id(PARTICIPANT, group) for group in PersonalGroup}

    assert len(set(keys.values())) == 2
    assert [group for group in keys if keys[group] != keys[PersonalGroup.NAME]] == [
        PersonalGroup.NEEDS
    ]


ANY_DECISION = st.sampled_from(
    [
        *DECISIONS.values(),
        lambda it: it.end_designation(METADATA, on=SINCE),
        lambda it: it.erase(METADATA, groups=NEEDS, reason=REASON),
        lambda it: it.erase(METADATA, groups=ALL_GROUPS, reason=REASON),
    ]
)


@given(decisions=st.lists(ANY_DECISION, max_size=8))
def test_whatever_is_decided_an_erased_person_stays_erased(
    decisions: list[Callable[[Participant], DomainEvent]],
):
    history = wander(Participant, ENTERED, decisions)
    erased = [at for at, one in enumerate(history) if isinstance(one, type(ERASED))]
    everything = [at for at in erased if PersonalGroup.NAME in history[at].groups]

    assert len(everything) <= 1
    for at in everything:
        assert not [
            one
            for one in history[at + 1 :]
            if isinstance(one, (ParticipantDetailsChanged, FocalPointDesignated))
        ]
        person = Participant.replay(None, history)
        assert person is not None
        with pytest.raises(DomainError):
            person.must_be_known()
