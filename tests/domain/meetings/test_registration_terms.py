"""The terms of registration: rules R1 to R3, R12, R43 to R45 and R50 of record
0057."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from domain.meetings.meeting_histories import meeting, meeting_after
from examples import (
    AUSTRIA,
    INVITED,
    MEETING,
    METADATA,
    NOW,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    header,
    metadata,
)

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import (
    CompositionBroken,
    DeadlinePassed,
    InvalidTransition,
    InvalidValue,
    NotInvited,
    ReasonRequired,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    DelegationsInvited,
    InvitedDelegation,
    MeetingOpened,
    RollLine,
)
from bsm_domain.meetings.registration_terms import (
    LateNominations,
    RegistrationTerms,
    RegistrationTermsSet,
)

REASON = plain_text("the hotel asks for names")
AN_HOUR_AGO = NOW - timedelta(hours=1)
OPENED = MeetingOpened(**header(1, MEETING))


def terms_set(**terms: Any) -> RegistrationTermsSet:
    return RegistrationTermsSet(**header(1, MEETING), terms=RegistrationTerms(**terms))


def is_open(**terms: Any) -> Meeting:
    return meeting_after(REGISTRATION_OPENED, terms_set(**terms))


def is_closed(**terms: Any) -> Meeting:
    return meeting_after(REGISTRATION_OPENED, REGISTRATION_CLOSED, terms_set(**terms))


def in_session(**terms: Any) -> Meeting:
    return meeting_after(
        REGISTRATION_OPENED, REGISTRATION_CLOSED, OPENED, terms_set(**terms)
    )


def test_terms_are_set_and_changed_with_a_reason():
    first, second = RegistrationTerms(), RegistrationTerms(people_may_ask=True)
    meeting().when(lambda it: it.set_registration_terms(METADATA, terms=first)).then(
        RegistrationTermsSet(**header(3, MEETING), terms=first),
        terms=first,
        has_terms=True,
    )
    case = meeting(terms_set())
    case.when(
        lambda it: it.set_registration_terms(METADATA, terms=second)
    ).then_refused(ReasonRequired, "give a reason for changing them")
    case.when(
        lambda it: it.set_registration_terms(METADATA, terms=first, reason=REASON)
    ).then_refused(InvalidValue, "nothing would change")
    case.when(
        lambda it: it.set_registration_terms(METADATA, terms=second, reason=REASON)
    ).then(
        RegistrationTermsSet(**header(4, MEETING), terms=second, reason=REASON),
        terms=second,
    )


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            {"nominations_until": NOW, "changes_until": AN_HOUR_AGO},
            r"for changes \(2 Mar 2016, 09:00 Berlin\) cannot be before that for",
        ),
        (  # midnight is the end of a day, as on the pages
            {
                "nominations_until": NOW,
                "changes_until": datetime(2016, 3, 1, 23, tzinfo=UTC),
            },
            r"for changes \(1 Mar 2016, 24:00 Berlin\) cannot be before",
        ),
        (
            {"nominations_until": datetime(3001, 1, 1, tzinfo=UTC)},
            "is not a possible deadline",
        ),
        ({"quorum": 9, "quorum_is_majority": True}, "either the majority or 9"),
    ],
)
def test_terms_that_cannot_be(terms: dict[str, Any], sentence: str):
    asked = RegistrationTerms(**terms)
    meeting().when(
        lambda it: it.set_registration_terms(METADATA, terms=asked)
    ).then_refused(InvalidValue, sentence)


def test_r1_a_delegation_that_is_not_invited():
    with pytest.raises(NotInvited, match="FR is not invited"):
        is_open().must_send("FR", DelegateFunction.MEMBER)


def test_r2_from_the_deadline_on_a_nomination_needs_a_reason():
    """At exactly that instant it is late."""
    at_the_deadline = is_open(nominations_until=NOW)

    with pytest.raises(ReasonRequired, match="nominations closed on 2 Mar 2016, 10:00"):
        at_the_deadline.must_accept_nominations(AUSTRIA)
    assert at_the_deadline.must_accept_nominations(AUSTRIA, is_explained=True)
    before = is_open(nominations_until=NOW + timedelta(microseconds=1))
    assert not before.must_accept_nominations(AUSTRIA, is_explained=True)


def test_r2_a_delegation_cannot_date_itself_back_and_the_secretariat_can():
    deadline = is_open(nominations_until=NOW - timedelta(minutes=30))
    dated_back: FactMetadata = metadata(Role.FOCAL_POINT, "AT", AN_HOUR_AGO)

    assert deadline.must_accept_nominations(dated_back, is_explained=True)
    with pytest.raises(ReasonRequired):
        deadline.must_accept_nominations(dated_back)
    assert not deadline.must_accept_nominations(metadata(occurred_at=AN_HOUR_AGO))


def test_r2_where_late_nominations_are_refused_only_the_secretariat_makes_them():
    refusing = is_open(nominations_until=NOW, late_nominations=LateNominations.REFUSED)

    with pytest.raises(DeadlinePassed, match="ask the secretariat to nominate"):
        refusing.must_accept_nominations(AUSTRIA, is_explained=True)
    with pytest.raises(ReasonRequired):
        refusing.must_accept_nominations(METADATA)
    assert refusing.must_accept_nominations(METADATA, is_explained=True)


def test_r3_once_registration_is_closed_only_the_secretariat_nominates():
    with pytest.raises(InvalidTransition, match="registration is closed; ask the"):
        is_closed().must_accept_nominations(AUSTRIA, is_explained=True)
    with pytest.raises(ReasonRequired, match="registration is closed; give a reason"):
        is_closed().must_accept_nominations(METADATA)
    assert is_closed().must_accept_nominations(METADATA, is_explained=True)


def test_r12_organisations_send_whom_the_terms_allow():
    organisation = InvitedDelegation(
        code="FRONTEX", kind=DelegationKind.ORGANISATION, name="Frontex", quota=2
    )
    invited = DelegationsInvited(**header(1, MEETING), delegations=(organisation,))
    observers = (DelegateFunction.OBSERVER,)
    state = meeting_after(invited, terms_set(organisations_send=observers))

    state.must_send("FRONTEX", DelegateFunction.OBSERVER)
    state.must_send("AT", DelegateFunction.HEAD)
    with pytest.raises(CompositionBroken, match=r"as head .* choose observer"):
        state.must_send("FRONTEX", DelegateFunction.HEAD)
    meeting_after(invited).must_send("FRONTEX", DelegateFunction.HEAD)


def test_r20_people_ask_only_where_the_terms_say_so():
    with pytest.raises(InvalidTransition, match="their delegation nominates them"):
        is_open().must_accept_requests("AT", DelegateFunction.MEMBER)
    is_open(people_may_ask=True).must_accept_requests("AT", DelegateFunction.MEMBER)


@pytest.mark.parametrize("by", [METADATA, AUSTRIA])
def test_r50_a_late_withdrawal_needs_a_reason(by: FactMetadata):
    for late in (is_open(changes_until=NOW), in_session()):
        with pytest.raises(ReasonRequired, match="give a reason for the withdrawal"):
            late.must_allow_withdrawal(by)
        late.must_allow_withdrawal(by, is_explained=True)
    is_open(changes_until=NOW + timedelta(seconds=1)).must_allow_withdrawal(by)


LATE = {"changes_until": NOW}
IN_TIME = {"changes_until": NOW + timedelta(seconds=1)}
NOT_YET_SAID = "give a reason for the change"


@pytest.mark.parametrize(
    ("meeting", "change", "expected"),
    [
        (is_open(), {"holds_seat": True}, False),
        (is_open(**IN_TIME), {"holds_seat": True}, False),
        # From the deadline on, who holds a seat stays until the secretariat answers.
        (is_open(**LATE), {"holds_seat": True}, NOT_YET_SAID),
        (is_open(**LATE), {"holds_seat": True, "is_explained": True}, True),
        (is_open(**LATE), {"holds_seat": False}, NOT_YET_SAID),
        (is_open(**LATE), {"holds_seat": False, "is_explained": True}, False),
        (is_closed(), {"holds_seat": True}, NOT_YET_SAID),
        (is_closed(), {"holds_seat": True, "is_explained": True}, True),
        (is_closed(), {"holds_seat": False}, False),
        (in_session(), {"holds_seat": False}, NOT_YET_SAID),
        (in_session(), {"holds_seat": True, "is_explained": True}, True),
    ],
)
def test_r43_and_r44_late_changes_by_a_delegation(
    meeting: Meeting, change: dict[str, bool], expected: bool | str
):
    if isinstance(expected, str):
        with pytest.raises(ReasonRequired, match=expected):
            meeting.must_allow_change(AUSTRIA, **change)
    else:
        assert meeting.must_allow_change(AUSTRIA, **change) is expected


@pytest.mark.parametrize(
    ("meeting", "change"),
    [
        (in_session(), {"holds_seat": True, "substitutes": True}),
        (in_session(), {"holds_seat": False, "substitutes": True}),
        (is_closed(), {"holds_seat": True, "has_arrived": True}),
    ],
)
def test_r45_what_only_the_secretariat_changes(
    meeting: Meeting, change: dict[str, bool]
):
    with pytest.raises(InvalidTransition, match="ask the secretariat to record"):
        meeting.must_allow_change(AUSTRIA, **change, is_explained=True)
    assert not meeting.must_allow_change(METADATA, **change, is_explained=True)


def test_r44_in_session_the_secretariat_gives_a_reason_as_well():
    for late in (is_open(**LATE), is_closed()):
        assert not late.must_allow_change(METADATA, holds_seat=True)
    with pytest.raises(ReasonRequired, match=NOT_YET_SAID):
        in_session().must_allow_change(METADATA, holds_seat=True)


@pytest.mark.parametrize(
    ("terms", "needed"),
    [({}, None), ({"quorum": 2}, 2), ({"quorum_is_majority": True}, 2)],
)
def test_r81_the_quorum_counts_participating_states(
    terms: dict[str, Any], needed: int | None
):
    lines = [RollLine(delegation=code, present=True) for code in ("AT", "IT")]

    called = in_session(**terms).call_roll(METADATA, lines=lines)

    assert (called.quorum_states, called.needed) == (2, needed)


def test_the_kinds_of_delegations_are_known():
    assert is_open().kinds == {
        invited.code: invited.kind for invited in INVITED.delegations
    }
