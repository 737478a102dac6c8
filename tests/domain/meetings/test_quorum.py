"""The roll is called of every participating State that is invited, against a quorum."""

from typing import Any

import pytest
from examples import ANNOUNCED, MEETING, METADATA, OPENED, header

from bsm_domain.foundation.errors import InvalidValue, NotInvited
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    is_participating_state,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    DelegationsInvited,
    InvitedDelegation,
    RollLine,
)
from bsm_domain.meetings.registration_terms import (
    RegistrationTerms,
    RegistrationTermsSet,
)

DAY = METADATA.occurred_at.date()
CODES = [code for code in sorted(STATES) if is_participating_state(code, DAY)][:35]
_STATE = DelegationKind.PARTICIPATING_STATE
OTHERS = [
    InvitedDelegation(code="DZ", kind=DelegationKind.PARTNER, quota=1, name="Algeria"),
    InvitedDelegation(
        code="FRONTEX", kind=DelegationKind.ORGANISATION, quota=1, name="Frontex"
    ),
]


def meeting(**terms: Any) -> Meeting:
    states = [
        InvitedDelegation(
            code=code, kind=DelegationKind.PARTICIPATING_STATE, quota=1, name=code
        )
        for code in CODES
    ]
    state = Meeting.begin(ANNOUNCED)
    facts = (
        DelegationsInvited(**header(2, MEETING), delegations=(*states, *OTHERS)),
        RegistrationTermsSet(**header(3, MEETING), terms=RegistrationTerms(**terms)),
        OPENED,
    )
    for fact in facts:
        state = state.evolve(fact)
    return state


def lines(
    *absent: str, without: str = "", more: tuple[str, ...] = ()
) -> list[RollLine]:
    return [
        RollLine(delegation=code, present=code not in absent)
        for code in (*CODES, *more)
        if code != without
    ]


@pytest.mark.parametrize(
    ("terms", "needed"),
    [({"quorum_is_majority": True}, 18), ({"quorum": 20}, 20), ({}, None)],
)
def test_v14_participating_states_make_the_quorum(
    terms: dict[str, Any], needed: int | None
):
    called = meeting(**terms).call_roll(METADATA, lines=lines(CODES[0]))

    assert (called.quorum_states, called.present, called.needed) == (35, 34, needed)


def test_partners_and_organisations_never_count():
    called = meeting(quorum_is_majority=True).call_roll(
        METADATA, lines=lines(more=("DZ", "FRONTEX"))
    )

    assert (called.quorum_states, called.present, called.needed) == (35, 35, 18)


def test_40_a_state_that_is_invited_must_be_named():
    with pytest.raises(InvalidValue, match="Andorra is invited, but not named"):
        meeting().call_roll(METADATA, lines=lines(without="AD"))
    with pytest.raises(InvalidValue, match="is named twice"):
        meeting().call_roll(METADATA, lines=lines(more=("AD",)))
    with pytest.raises(NotInvited):
        meeting().call_roll(METADATA, lines=lines(more=("OSCE",)))
