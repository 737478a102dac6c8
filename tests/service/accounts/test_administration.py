"""Accounts and mandates, given and ended in somebody's name; who read what, by day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pyotp
import pytest
from sqlite_only import new_place as new_place
from systems import ADMINISTRATOR, AUDITOR, AUSTRIA, CHAIR, SECRETARIAT, system_in

from bsm_domain.foundation.errors import (
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotFound,
    NotPermitted,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration.accounts import (
    add_account,
    close_account,
    list_accounts,
    remove_second_factors,
    reset_account,
)
from bsm_service.accounts.administration.mandates import (
    end_mandate,
    give_mandate,
    list_mandates,
    who_could_act,
)
from bsm_service.application.system import System
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.identity import MandateKind, SecretPurpose
from bsm_service.vault.read_log import DataReader, readings_between


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def acting(system: System, name: str, role: Role, delegation: str | None) -> Principal:
    """Somebody with an account and a mandate of their own."""
    created, _ = add_account(system, ADMINISTRATOR, name)
    mandate = give_mandate(system, ADMINISTRATOR, created.id, role, delegation)
    return replace(
        ADMINISTRATOR,
        account=created.id,
        role=role,
        delegation=delegation,
        mandate=mandate.id,
    )


def later(system: System, days: int) -> datetime:
    return system.store.clock() + timedelta(days=days)


def test_a_new_account_has_a_secret_that_works_once(system: System):
    created, secret = add_account(system, SECRETARIAT, "anna")
    again = reset_account(system, ADMINISTRATOR, created.id)

    one_time = system.identity.one_time_secrets
    assert one_time.use(SecretPurpose.RESET, again) == created.id
    with pytest.raises(DomainError):
        one_time.use(SecretPurpose.RESET, secret)
    [account] = list_accounts(system, SECRETARIAT)
    assert (account.account, account.has_password, account.mandates) == (
        created,
        False,
        (),
    )


def gone(*_: Any, **__: Any) -> Any:
    raise StoreUnavailable("the database has just gone")


def test_an_account_that_was_refused_is_not_there_without_its_secret(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(system.identity.one_time_secrets, "create", gone)
        with pytest.raises(StoreUnavailable):
            add_account(system, SECRETARIAT, "anna")

    assert list_accounts(system, SECRETARIAT) == ()
    created, _ = add_account(system, SECRETARIAT, "anna")
    assert created.name == "anna"


def test_second_factors_are_removed_all_or_none(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    created, _ = add_account(system, ADMINISTRATOR, "anna")
    factors = system.identity.second_factors
    secret = factors.begin_totp(created.id).secret
    code = pyotp.TOTP(secret).at(system.store.clock())
    factors.confirm_totp(created.id, code)

    with monkeypatch.context() as patch:
        patch.setattr(system.identity.sessions, "end_all", gone)
        with pytest.raises(StoreUnavailable):
            remove_second_factors(system, ADMINISTRATOR, created.id)
    assert factors.has(created.id)

    remove_second_factors(system, ADMINISTRATOR, created.id)
    assert not factors.has(created.id)


def test_a_change_that_is_stored_is_not_refused_by_whoever_is_told_of_it(
    system: System,
):
    system.identity.account_database.on_change(gone)

    created, _ = add_account(system, SECRETARIAT, "anna")

    assert [account.account for account in list_accounts(system, SECRETARIAT)] == [
        created
    ]


def test_an_account_belongs_to_somebody_on_record_only(system: System):
    with pytest.raises(NotFound):
        add_account(system, SECRETARIAT, "anna", uuid4())

    assert list_accounts(system, SECRETARIAT) == ()


@pytest.mark.parametrize("by", [SECRETARIAT, CHAIR, AUDITOR, AUSTRIA])
def test_only_administrators_reset_and_close(system: System, by: Principal):
    created, _ = add_account(system, ADMINISTRATOR, "anna")
    for refused in (
        lambda: reset_account(system, by, created.id),
        lambda: close_account(system, by, created.id, "a reason"),
        lambda: remove_second_factors(system, by, created.id),
        lambda: give_mandate(system, by, created.id, Role.SECRETARIAT),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_nobody_ends_what_they_act_by(system: System):
    root = acting(system, "root", Role.ADMINISTRATOR, None)

    with pytest.raises(InvalidTransition, match="another administrator"):
        close_account(system, root, root.account, "tired")
    with pytest.raises(InvalidTransition, match="another administrator"):
        remove_second_factors(system, root, root.account)
    with pytest.raises(InvalidValue, match="somebody else"):
        end_mandate(system, root, root.mandate, "tired")


def test_a_focal_point_names_stand_ins_for_themself_only(system: System):
    anna = acting(system, "anna", Role.FOCAL_POINT, "AT")
    other = acting(system, "other", Role.FOCAL_POINT, "AT")
    bert, _ = add_account(system, ADMINISTRATOR, "bert")

    def named(by: Principal, of: Principal) -> str:
        return give_mandate(
            system,
            by,
            bert.id,
            Role.FOCAL_POINT,
            "AT",
            kind=MandateKind.STAND_IN,
            stands_in_for=of.account,
            until=later(system, 7),
        ).id

    with pytest.raises(NotPermitted):
        named(anna, other)
    with pytest.raises(NotPermitted):
        named(replace(anna, on_behalf_of="somebody"), anna)
    mandate = named(anna, anna)
    with pytest.raises(NotPermitted):
        end_mandate(system, other, mandate, "not mine")
    end_mandate(system, anna, mandate, "back again")
    assert system.identity.mandates.get(mandate).ended_by == anna.account


def test_the_secretariat_names_no_stand_in_for_another_office(system: System):
    chair = acting(system, "chair", Role.CHAIR, None)
    bert, _ = add_account(system, ADMINISTRATOR, "bert")
    stand_in = {
        "kind": MandateKind.STAND_IN,
        "stands_in_for": chair.account,
        "until": later(system, 7),
    }

    with pytest.raises(NotPermitted):
        give_mandate(system, SECRETARIAT, bert.id, Role.CHAIR, **stand_in)
    give_mandate(system, ADMINISTRATOR, bert.id, Role.CHAIR, **stand_in)


def test_what_one_may_not_see_is_not_there(system: System):
    italy = acting(system, "carla", Role.FOCAL_POINT, "IT")

    with pytest.raises(NotPermitted):
        list_mandates(system, AUSTRIA, "IT")
    with pytest.raises(NotPermitted):
        list_mandates(system, AUSTRIA)
    # AUSTRIA may end stand-ins, so whether there is such a mandate is not told.
    stand_in, _ = add_account(system, ADMINISTRATOR, "dora")
    mandate = give_mandate(
        system,
        ADMINISTRATOR,
        stand_in.id,
        Role.FOCAL_POINT,
        "IT",
        kind=MandateKind.STAND_IN,
        stands_in_for=italy.account,
        until=later(system, 7),
        reason="a long illness",
    )
    refusals = []
    for id in (mandate.id, uuid4().hex):
        with pytest.raises(NotFound) as refusal:
            end_mandate(system, AUSTRIA, id, "why not")
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]

    for_auditors = list_mandates(system, AUDITOR)
    assert {entry.name for entry in for_auditors} == {None}
    assert {entry.mandate.reason for entry in for_auditors} == {None}
    on = system.store.clock().date()
    mandates = who_could_act(system, CHAIR, "IT", on)
    assert [visible.name for visible in mandates] == ["carla", "dora"]
    assert [visible.name_stood_in_for for visible in mandates] == [None, "carla"]


def test_readings_are_found_by_their_day(system: System):
    people, begins = [uuid4() for _ in range(25)], system.store.clock()
    clock = system.store.clock
    for day in range(3):
        reader = DataReader("a", Role.SECRETARIAT, None, f"day {day}", "test")
        system.personal_data.read_log.record(reader, people, [PersonalGroup.NAME])
        clock.pass_by(timedelta(days=1))  # type: ignore[attr-defined]
    database = system.vault.database

    day = readings_between(
        database, begins + timedelta(hours=1), begins + timedelta(days=1, hours=1)
    )
    assert [item.purpose for item in day.items] == ["day 1"]
    assert (day.items[0].people, len(day.items[0].whom)) == (25, 20)
    assert set(day.items[0].whom) < set(people)
    first = readings_between(database, None, None, limit=2)
    assert [reading.purpose for reading in first.items] == ["day 2", "day 1"]
    assert first.total == 3
    second = readings_between(database, None, None, before=first.next_before)
    assert [reading.purpose for reading in second.items] == ["day 0"]
    assert second.next_before is None
