"""A delegation to a meeting: rules R10 to R13 and R14 to R16 of record 0057."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from examples import ACTIVITY, DELEGATION, MEETING, METADATA, NOTE, header
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    CompositionBroken,
    InvalidTransition,
    InvalidValue,
    NoteRequired,
    NotFound,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.delegation import CompositionLimits, Delegation
from bsm_domain.registration.delegation_facts import (
    AlternateLeft,
    AlternateNamed,
    HeadLeft,
    HeadNamed,
    InvitationAnswer,
    InvitationAnswered,
    Note,
    NoteFileDestroyed,
    NoteKind,
    NoteReceived,
    NoteReplaced,
)

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
NEWER = UUID(int=9)
TODAY = date(2016, 3, 2)
REASON = plain_text("the old one names somebody else")
OF_AUSTRIA = {"meeting_id": MEETING, "delegation": "AT"}
NO_LIMITS = CompositionLimits()


def fact(
    kind: Callable[..., DomainEvent], version: int, **fields: object
) -> DomainEvent:
    return kind(**header(version, DELEGATION), **OF_AUSTRIA, **fields)


def head(version: int, id: UUID = FIRST) -> DomainEvent:
    return fact(HeadNamed, version, registration_id=id)


def alternate(version: int, id: UUID) -> DomainEvent:
    return fact(AlternateNamed, version, registration_id=id)


def received(version: int, **changes: object) -> DomainEvent:
    note = NOTE.model_copy(update=changes)
    return fact(NoteReceived, version, note=note)


def after(*history: DomainEvent) -> Delegation:
    nothing = Delegation.nothing_yet(MEETING, "AT")
    return Delegation.replay(nothing, history) or nothing


def join(
    function: DelegateFunction, id: UUID = SECOND, limits: CompositionLimits = NO_LIMITS
) -> Callable[[Delegation], DomainEvent | None]:
    return lambda it: it.join(
        METADATA, registration_id=id, function=function, limits=limits
    )


def given(*history: DomainEvent) -> Scenario[Delegation]:
    return Scenario(Delegation).given(*history)


def test_a_delegation_begins_with_whichever_fact_happens_first():
    for first in (
        fact(InvitationAnswered, 1, answer=InvitationAnswer.TAKES_PART),
        received(1),
        head(1),
        alternate(1, FIRST),
    ):
        assert after(first) == Delegation.begin(first)
        assert Delegation.begin(first).version == 1
    assert after().version == 0


def test_r10_a_second_head_is_refused():
    case = given(head(1)).when(join(DelegateFunction.HEAD))

    case.then_refused(CompositionBroken, "AT already has a head of delegation")
    assert join(DelegateFunction.HEAD, FIRST)(after()) == head(1)


def test_r11_an_alternate_needs_a_head_where_the_terms_say_so():
    limits = CompositionLimits(alternates_need_head=True)
    alone = join(DelegateFunction.ALTERNATE, limits=limits)

    with pytest.raises(CompositionBroken, match="AT has no head of delegation"):
        alone(after())
    given(head(1)).when(alone).then(alternate(2, SECOND), alternates=(SECOND,))
    assert join(DelegateFunction.ALTERNATE, FIRST)(after()) == alternate(1, FIRST)


def test_r12_no_more_alternates_than_the_terms_allow():
    limits = CompositionLimits(alternates_at_most=1)
    given(head(1), alternate(2, SECOND)).when(
        join(DelegateFunction.ALTERNATE, THIRD, limits)
    ).then_refused(CompositionBroken, "at most 1 alternate and already has 1")


@pytest.mark.parametrize("function", ["member", "adviser", "observer"])
def test_other_functions_do_not_concern_the_delegation(function: str):
    assert join(DelegateFunction(function))(after(head(1))) is None


def test_r13_a_head_who_leaves_leaves_a_gap():
    left = fact(HeadLeft, 3, registration_id=FIRST)
    case = given(head(1), alternate(2, SECOND))

    case.when(lambda it: it.leave(METADATA, registration_id=FIRST)).then(
        left, heads=(), alternates=(SECOND,)
    )
    case.when(lambda it: it.leave(METADATA, registration_id=SECOND)).then(
        fact(AlternateLeft, 3, registration_id=SECOND), alternates=()
    )
    assert after(head(1)).leave(METADATA, registration_id=THIRD) is None


def test_v2_a_new_head_is_named_after_the_first_left():
    left = fact(HeadLeft, 2, registration_id=FIRST)

    assert join(DelegateFunction.HEAD)(after(head(1), left)) == head(3, SECOND)


def test_every_head_from_before_is_taken_over():
    adopted = after(head(1)).adopt(
        METADATA, registration_id=SECOND, function=DelegateFunction.HEAD
    )

    assert adopted == head(2, SECOND)
    both = after(head(1), head(2, SECOND))
    assert both.heads == (FIRST, SECOND)
    for function in DelegateFunction:
        again = both.adopt(METADATA, registration_id=SECOND, function=function)
        assert again is None


def test_an_invitation_is_answered_and_answered_anew():
    yes = fact(InvitationAnswered, 1, answer=InvitationAnswer.TAKES_PART, expected=3)
    assert (
        after().answer_invitation(
            METADATA, answer=InvitationAnswer.TAKES_PART, expected=3
        )
        == yes
    )
    case = given(yes)
    no = InvitationAnswer.DOES_NOT_TAKE_PART
    case.when(lambda it: it.answer_invitation(METADATA, answer=no)).then(
        fact(InvitationAnswered, 2, answer=no), answer=(no, None)
    )
    case.when(
        lambda it: it.answer_invitation(METADATA, answer=no, expected=2)
    ).then_refused(InvalidValue, "cannot send 2 people; leave the number out")
    case.when(
        lambda it: it.answer_invitation(
            METADATA, answer=InvitationAnswer.TAKES_PART, expected=3
        )
    ).then_refused(InvalidValue, "AT has already given this answer")


@pytest.mark.parametrize(
    ("dated", "received_on", "sentence"),
    [
        (date(2016, 3, 3), date(2016, 3, 3), "3 Mar 2016 is in the future"),
        (date(2016, 3, 1), date(2016, 3, 3), "3 Mar 2016 is in the future"),
        (date(2016, 3, 2), date(2016, 3, 1), "cannot have been received on 1 Mar 2016"),
    ],
)
def test_r15_a_note_is_received_on_or_after_its_date(
    dated: date, received_on: date, sentence: str
):
    note = NOTE.model_copy(update={"dated_on": dated, "received_on": received_on})

    with pytest.raises(InvalidValue, match=sentence):
        after().receive_note(METADATA, note=note, today=TODAY)


def test_r15_a_note_of_today_is_received():
    note = NOTE.model_copy(update={"dated_on": TODAY, "received_on": TODAY})

    fact = after().receive_note(METADATA, note=note, today=TODAY)

    assert after(fact).notes == {note.note_id: note}
    with pytest.raises(AlreadyExists, match="is already on record"):
        after(fact).receive_note(METADATA, note=note, today=TODAY)


def test_r16_the_newer_note_covers_what_it_names():
    newer = Note(
        kind=NoteKind.NOTE_VERBALE,
        note_id=NEWER,
        reference="4/16",
        dated_on=TODAY,
        received_on=TODAY,
        covers=(SECOND,),
    )
    before = after(received(1, covers=(FIRST,)))
    assert before.covers(FIRST, None)

    facts = before.replace_note(
        METADATA, note_id=ACTIVITY, note=newer, today=TODAY, reason=REASON
    )

    assert facts == (
        fact(NoteReceived, 2, note=newer),
        fact(NoteReplaced, 3, note_id=ACTIVITY, by=NEWER, reason=REASON),
    )
    replaced = after(received(1, covers=(FIRST,)), *facts)
    assert (replaced.covers(FIRST, ACTIVITY), replaced.covers(SECOND, None)) == (
        False,
        True,
    )
    with pytest.raises(InvalidTransition, match="already been replaced"):
        replaced.replace_note(
            METADATA,
            note_id=ACTIVITY,
            note=newer.model_copy(update={"note_id": THIRD}),
            today=TODAY,
            reason=REASON,
        )
    with pytest.raises(InvalidValue, match="was replaced; name the newer one"):
        replaced.must_have_note(ACTIVITY)


@pytest.mark.parametrize(
    ("note", "own", "covers"),
    [
        ({}, None, False),
        ({}, ACTIVITY, True),
        ({"covers": (FIRST,)}, None, True),
        ({"covers": (SECOND,)}, None, False),
        ({"covers_all": True}, None, True),
    ],
)
def test_r14_whom_a_note_covers(
    note: dict[str, object], own: UUID | None, covers: bool
):
    delegation = after(received(1, **note))

    assert delegation.covers(FIRST, own) is covers
    if not covers:
        with pytest.raises(NoteRequired, match="no note of AT covers"):
            delegation.must_cover(FIRST, own)


def test_the_file_of_a_note_is_destroyed_once():
    destroy = lambda it: it.destroy_note_file(  # noqa: E731
        METADATA, note_id=ACTIVITY, reason=REASON
    )
    destroyed = fact(
        NoteFileDestroyed, 2, note_id=ACTIVITY, sha256="0" * 64, reason=REASON
    )
    given(received(1)).when(destroy).then(destroyed)
    given(received(1), destroyed).when(destroy).then_refused(NotFound, "has no file")
    with pytest.raises(NotFound, match="AT has no note"):
        destroy(after())
    with pytest.raises(InvalidValue, match="AT has no note"):
        after().must_have_note(ACTIVITY)


@pytest.mark.parametrize("function", DelegateFunction)
def test_r42_in_the_same_function_nothing_is_judged(function: DelegateFunction):
    """Whoever is on record with the delegation leaves it; also where that was never
    recorded, there is one head or alternate as before.
    """
    limits = CompositionLimits()
    nobody = after()
    joined = nobody.join(
        METADATA, registration_id=FIRST, function=function, limits=limits
    )
    for before in (nobody, nobody if joined is None else after(joined)):
        facts = before.take_over(
            METADATA, outgoing=FIRST, incoming=SECOND, function=function
        )
        state = before
        for taken in facts:
            state = state.evolve(taken)
        heads = (SECOND,) if function is DelegateFunction.HEAD else ()
        alternates = (SECOND,) if function is DelegateFunction.ALTERNATE else ()
        assert (state.heads, state.alternates) == (heads, alternates)
        if function is DelegateFunction.HEAD:
            assert facts[-1].before == FIRST
