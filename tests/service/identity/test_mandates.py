"""Who may do what, from when and until when; and who could."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from systems import StoryClock, at_once

from bsm_domain.foundation.errors import (
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotFound,
    ReasonRequired,
)
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Grant
from bsm_service.identity import COMMAND_LINE, Account, Identity, Mandate, MandateKind

DAY = timedelta(days=1)


def give(
    identity: Identity,
    account: Account,
    role: Role = Role.FOCAL_POINT,
    delegation: str | None = "AT",
    **more: Any,
) -> Mandate:
    more.setdefault("given_by", COMMAND_LINE)
    return identity.mandates.give(account.id, role, delegation, **more)


def stand_in(
    identity: Identity, account: Account, whom: Account, until: datetime, **more: Any
) -> Mandate:
    more = {
        "kind": MandateKind.STAND_IN,
        "stands_in_for": whom.id,
        "until": until,
        **more,
    }
    return give(identity, account, **more)


def grant(
    identity: Identity, account: Account, until: datetime | None, **more: Any
) -> Mandate:
    more = {
        "kind": MandateKind.GRANT,
        "purpose": "audit of 2016",
        "until": until,
        **more,
    }
    return give(identity, account, Role.AUDITOR, None, **more)


def who(mandates: tuple[Mandate, ...]) -> list[str]:
    return [mandate.account for mandate in mandates]


# Roles


def test_a_role_is_held_from_now_on(
    identity: Identity, anna: Account, clock: StoryClock
):
    mandate = give(identity, anna, reason="note verbale 7")

    assert (mandate.since, mandate.until, mandate.given_by) == (
        clock.time,
        None,
        COMMAND_LINE,
    )
    assert (mandate.kind, mandate.reason) == (MandateKind.ROLE, "note verbale 7")
    assert identity.mandates.current_of(anna.id) == (mandate,)
    assert identity.mandates.get(mandate.id) == mandate


def test_a_role_holds_for_its_period_and_no_longer(
    identity: Identity, anna: Account, clock: StoryClock
):
    mandate = give(identity, anna, since=clock.time + DAY, until=clock.time + 2 * DAY)

    assert identity.mandates.current_of(anna.id) == ()
    clock.pass_by(DAY)
    assert identity.mandates.current_of(anna.id) == (mandate,)
    clock.pass_by(DAY)
    assert identity.mandates.current_of(anna.id) == ()
    assert identity.mandates.all_of(anna.id) == (mandate,)


def test_what_is_given_for_today_holds_from_now_on(
    identity: Identity, anna: Account, clock: StoryClock
):
    midnight = clock.time.replace(hour=0)

    assert give(identity, anna, since=midnight).since == clock.time


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"role": Role.SYSTEM}, "reserved for the product"),
    ({"delegation": None}, "choose the delegation of the focal point"),
    ({"delegation": "FRONTEX"}, "“FRONTEX” is not the code"),
    ({"until": datetime(2016, 1, 4, 9, tzinfo=UTC)}, "the end must be after the start"),
    ({"since": datetime(2016, 1, 3, 23, tzinfo=UTC)}, "cannot start before today"),
    ({"stands_in_for": "b" * 32}, "only a stand-in"),
    ({"kind": MandateKind.STAND_IN}, "choose the account to stand in for"),
    ({"kind": MandateKind.GRANT, "purpose": "x"}, "only auditors can be given a grant"),
    ({"reason": "a\x00b"}, "not a valid reason"),
    ({"purpose": ""}, "not a valid purpose"),
]


def test_what_the_rules_do_not_allow_is_refused(identity: Identity, anna: Account):
    for more, why in REFUSED:
        with pytest.raises(InvalidValue, match=why):
            give(identity, anna, **more)
    assert identity.mandates.all() == ()


def test_nobody_gives_themselves_a_mandate(identity: Identity, anna: Account):
    with pytest.raises(InvalidValue, match="you cannot give yourself a mandate"):
        give(identity, anna, Role.ADMINISTRATOR, None, given_by=anna.id)


def test_the_same_is_not_given_twice_for_one_time(
    identity: Identity, anna: Account, clock: StoryClock
):
    first = give(identity, anna, until=clock.time + DAY)

    with pytest.raises(InvalidValue, match="already has the same mandate"):
        give(identity, anna)
    give(identity, anna, since=clock.time + DAY)
    give(identity, anna, delegation="IT")
    give(identity, anna, Role.AUDITOR, None)
    identity.mandates.end(first.id, actor=COMMAND_LINE, reason="for a test")
    give(identity, anna, until=clock.time + DAY)


def test_the_same_that_many_give_at_once_is_given_once(
    identity: Identity, anna: Account
):
    results = at_once([lambda: give(identity, anna)] * 6)

    mandates = [result for result in results if isinstance(result, Mandate)]
    refused = [result for result in results if isinstance(result, InvalidValue)]
    assert (len(mandates), len(refused)) == (1, 5)


def test_a_mandate_that_was_ended_counts_no_more_at_once(
    identity: Identity, anna: Account, clock: StoryClock
):
    token = identity.create_token("anna", Role.FOCAL_POINT, "AT")
    cookie = identity.start_session("anna", Role.FOCAL_POINT, "AT", SignInMethod.TOTP)
    [mandate] = identity.mandates.current_of(anna.id)
    clock.pass_by(DAY / 48)

    identity.mandates.end(mandate.id, actor="b" * 32, reason="succession")

    assert identity.principal_from_token(token) is None
    assert identity.principal_from_cookie(cookie) is None
    [ended] = identity.mandates.all_of(anna.id)
    assert (ended.ended_at, ended.ended_by, ended.end_reason) == (
        clock.time,
        "b" * 32,
        "succession",
    )
    with pytest.raises(InvalidTransition, match="already ended"):
        identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason="again")


def test_an_end_needs_a_mandate_and_a_reason(identity: Identity, anna: Account):
    mandate = give(identity, anna)

    with pytest.raises(ReasonRequired):
        identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason=" ")
    with pytest.raises(NotFound):
        identity.mandates.end("nothing", actor=COMMAND_LINE, reason="x")
    assert identity.mandates.current_of(anna.id) == (mandate,)


# Stand-ins


def test_a_stand_in_acts_on_behalf_of_somebody_for_a_period(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    give(identity, anna)
    deputy = stand_in(identity, bruno, anna, clock.time + DAY, given_by=anna.id)
    cookie = identity.sessions.start(bruno.id, deputy, SignInMethod.PASSKEY)

    principal = identity.principal_from_cookie(cookie)

    assert principal is not None
    assert (principal.account, principal.on_behalf_of) == (bruno.id, anna.id)
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")
    assert principal.mandate == deputy.id
    assert identity.mandates.stand_ins_for(anna.id) == (deputy,)
    clock.pass_by(DAY)
    assert identity.mandates.current_of(bruno.id) == ()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"until": None}, "needs an end date"),
        ({"delegation": "IT"}, "focal-point IT in their own right"),
        ({"role": Role.CHAIR, "delegation": None}, "the role chair in their own"),
        ({"until": datetime(2017, 1, 1, tzinfo=UTC)}, "for the whole period"),
        ({"stands_in_for": "b" * 32}, "in their own right"),
        ({"stands_in_for": "\x00"}, "in their own right"),
    ],
)
def test_a_stand_in_needs_somebody_who_may_act_all_the_time(
    identity: Identity,
    anna: Account,
    bruno: Account,
    clock: StoryClock,
    more: dict[str, Any],
    why: str,
):
    give(identity, anna, until=clock.time + 30 * DAY)

    with pytest.raises(InvalidValue, match=why):
        stand_in(identity, bruno, anna, **{"until": clock.time + DAY, **more})


def test_nobody_stands_in_for_themselves_or_for_a_stand_in(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    carla = identity.accounts.create("carla")
    give(identity, anna)
    stand_in(identity, bruno, anna, clock.time + DAY)

    with pytest.raises(InvalidValue, match="an account cannot stand in for itself"):
        stand_in(identity, anna, anna, clock.time + DAY)
    with pytest.raises(InvalidValue, match="in their own right"):
        stand_in(identity, carla, bruno, clock.time + DAY)


def test_a_stand_in_ends_with_whom_they_stand_in_for(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    own = give(identity, anna)
    deputy = stand_in(identity, bruno, anna, clock.time + 9 * DAY)
    cookie = identity.sessions.start(bruno.id, deputy, SignInMethod.TOTP)
    assert identity.principal_from_cookie(cookie)

    identity.mandates.end(own.id, actor=COMMAND_LINE, reason="has left")

    assert identity.principal_from_cookie(cookie) is None
    ended = identity.mandates.get(deputy.id)
    assert (ended.ended_at, ended.end_reason) == (
        clock.time,
        "the mandate it depended on ended",
    )
    # It does not come back to life with a new mandate.
    give(identity, anna)
    assert identity.mandates.current_of(bruno.id) == ()


# Grants


def test_an_auditor_sees_more_while_a_grant_lasts(
    identity: Identity, anna: Account, clock: StoryClock
):
    role = give(identity, anna, Role.AUDITOR, None)
    cookie = identity.sessions.start(anna.id, role, SignInMethod.TOTP)
    token = identity.create_token("anna", Role.AUDITOR)

    def granted() -> set[frozenset[Grant]]:
        principals = [
            identity.principal_from_cookie(cookie),
            identity.principal_from_token(token),
        ]
        return {principal.grants for principal in principals if principal is not None}

    assert granted() == {frozenset()}
    grant(identity, anna, clock.time + timedelta(minutes=20))
    assert granted() == {frozenset({Grant.FOCAL_POINTS_MATTER})}
    clock.pass_by(timedelta(minutes=20))
    assert granted() == {frozenset()}


def test_a_grant_can_be_acted_under_by_itself(
    identity: Identity, anna: Account, clock: StoryClock
):
    give(identity, anna, Role.AUDITOR, None)
    mandate = grant(identity, anna, clock.time + DAY)
    cookie = identity.sessions.start(anna.id, mandate, SignInMethod.TOTP)

    principal = identity.principal_from_cookie(cookie)

    assert principal is not None
    assert principal.grants == {Grant.FOCAL_POINTS_MATTER}
    assert identity.mandates.get(principal.mandate).purpose == "audit of 2016"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"purpose": None}, "enter the purpose"),
        ({"until": None}, "needs an end date"),
        ({"until": datetime(2017, 2, 4, tzinfo=UTC)}, "at most 366 days"),
    ],
)
def test_a_grant_has_a_purpose_and_a_period(
    identity: Identity, anna: Account, clock: StoryClock, more: dict[str, Any], why: str
):
    give(identity, anna, Role.AUDITOR, None)

    with pytest.raises(InvalidValue, match=why):
        grant(identity, anna, **{"until": clock.time + DAY, **more})


def test_a_grant_is_for_auditors_and_ends_with_their_role(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    own = give(identity, anna, Role.AUDITOR, None)
    mandate = grant(identity, anna, clock.time + DAY)

    with pytest.raises(InvalidValue, match="must have the role auditor"):
        grant(identity, bruno, clock.time + DAY)
    identity.mandates.end(own.id, actor=COMMAND_LINE, reason="done")
    assert identity.mandates.current_of(anna.id) == ()
    assert identity.mandates.get(mandate.id).ended_at == clock.time


# Who could act for Austria on day D?


def test_succession_is_told_day_by_day(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    first = give(identity, anna)
    give(identity, bruno, delegation="IT")
    clock.pass_by(10 * DAY)
    identity.mandates.end(first.id, actor=COMMAND_LINE, reason="succession")
    give(identity, bruno)
    clock.pass_by(10 * DAY)

    could = identity.mandates.could_act

    assert who(could("AT", date(2016, 1, 3))) == []
    assert who(could("AT", date(2016, 1, 4))) == [anna.id]
    assert who(could("AT", date(2016, 1, 13))) == [anna.id]
    assert who(could("AT", date(2016, 1, 14))) == [anna.id, bruno.id]
    assert who(could("AT", date(2016, 1, 15))) == [bruno.id]
    assert who(could("AT", date.max)) == [bruno.id]
    assert who(could("IT", date(2016, 1, 15))) == [bruno.id]
    for no_state in ("ZZ", "A\x00"):
        with pytest.raises(InvalidValue, match="is not the code"):
            could(no_state, date(2016, 1, 15))


def test_a_day_ends_where_the_next_begins(
    identity: Identity, anna: Account, clock: StoryClock
):
    give(
        identity,
        anna,
        since=datetime(2016, 2, 1, tzinfo=UTC),
        until=datetime(2016, 2, 3, tzinfo=UTC),
    )

    days = [date(2016, 1, 31) + DAY * number for number in range(4)]

    assert [bool(identity.mandates.could_act("AT", day)) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_a_stand_in_could_act_only_while_the_other_could(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    own = give(identity, anna)
    stand_in(identity, bruno, anna, clock.time + 10 * DAY, since=clock.time + 2 * DAY)
    clock.pass_by(5 * DAY)
    identity.mandates.end(own.id, actor=COMMAND_LINE, reason="has left")

    def on(day: int) -> list[str]:
        return who(identity.mandates.could_act("AT", date(2016, 1, day)))

    assert on(5) == [anna.id]
    assert on(6) == [anna.id, bruno.id]
    assert on(9) == [anna.id, bruno.id]
    assert on(10) == []


def test_what_was_ended_before_it_began_never_counted(
    identity: Identity, anna: Account, clock: StoryClock
):
    mandate = give(identity, anna, since=clock.time + 5 * DAY)
    identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason="a mistake")

    days = [date(2016, 1, day) for day in (4, 9, 10)]

    assert [identity.mandates.could_act("AT", day) for day in days] == [()] * 3


def test_a_role_that_speaks_for_no_state_is_not_told(identity: Identity, anna: Account):
    give(identity, anna, Role.CHAIR, "AT")

    assert identity.mandates.could_act("AT", date(2016, 1, 4)) == ()


def test_a_mandate_of_nobody_is_refused(identity: Identity):
    with pytest.raises(DomainError, match="no account with this ID"):
        identity.mandates.give("b" * 32, Role.CHAIR, given_by=COMMAND_LINE)
