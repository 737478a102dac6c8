"""Browsers that are known: for whom, for how long, and what their cookie tells."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from systems import StoryClock

from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.identity import DEVICE_LIFETIME, Identity


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def identity(place: Place, clock: StoryClock) -> Iterator[Identity]:
    it = open_identity(place, clock=clock)
    yield it
    it.close()


def made(identity: Identity, name: str) -> str:
    return identity.accounts.create(name).id


def test_a_browser_is_known_for_whoever_signed_in_in_it(identity: Identity):
    petra, jan, eva = (made(identity, name) for name in ("Petra", "Jan", "Eva"))
    devices = identity.known_devices

    once = devices.remember("", petra)
    twice = devices.remember(once, jan)

    assert (
        devices.device_id_if_known(once, petra) == devices.device_id(once) is not None
    )
    assert devices.device_id_if_known(twice, petra) == devices.device_id_if_known(
        twice, jan
    )
    assert devices.device_id(twice) == devices.device_id(once)
    assert (
        devices.device_id_if_known(once, jan)
        is devices.device_id_if_known(twice, eva)
        is None
    )
    assert petra not in twice
    assert len(devices.remember(twice, petra)) == len(twice)


def test_the_latest_of_many_who_share_a_browser_are_known(identity: Identity):
    everybody = [made(identity, f"Person {number}") for number in range(7)]
    cookie = ""
    for account in everybody:
        cookie = identity.known_devices.remember(cookie, account)

    recognised = [
        identity.known_devices.device_id_if_known(cookie, account) is not None
        for account in everybody
    ]

    assert recognised == [False] * 2 + [True] * 5


def password_changes(identity: Identity, account: str, clock: StoryClock) -> None:
    password = "seven grey geese at dawn"
    identity.passwords.set(account, password, short_allowed=False)


def a_year_passes(identity: Identity, account: str, clock: StoryClock) -> None:
    clock.pass_by(DEVICE_LIFETIME + timedelta(days=1))


@pytest.mark.parametrize("change", [password_changes, a_year_passes])
def test_it_is_known_no_more_when_the_password_changes_or_after_a_year(
    identity: Identity,
    clock: StoryClock,
    change: Callable[[Identity, str, StoryClock], None],
):
    petra = made(identity, "Petra")
    cookie = identity.known_devices.remember("", petra)

    change(identity, petra, clock)

    assert identity.known_devices.device_id_if_known(cookie, petra) is None
    again = identity.known_devices.remember(cookie, petra)
    assert identity.known_devices.device_id_if_known(again, petra) is not None


@pytest.mark.parametrize("part", ["", "a.b", "x" * 5_000, "0" * 32, "ä"])
def test_what_we_have_not_written_is_no_cookie_of_ours(identity: Identity, part: str):
    petra = made(identity, "Petra")
    ours = identity.known_devices.remember("", petra)
    signed_for_else = identity.sign(part, "something else")

    for cookie in (part, signed_for_else, ours[:-1], f"{ours}.{part}"):
        assert identity.known_devices.device_id(cookie) is None
        assert identity.known_devices.device_id_if_known(cookie, petra) is None
