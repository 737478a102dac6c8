from datetime import timedelta

from raw_database import stored_rows
from systems import StoryClock, at_once

from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.identity import Identity

ANNA, THERE = "anna", "192.0.2.7"


def fail(identity: Identity, times: int, *of: str) -> None:
    for _ in range(times):
        identity.login_throttle.record_failure(of)


def test_two_mistakes_cost_nothing(identity: Identity):
    fail(identity, 2, ANNA, THERE)

    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 0


def test_the_delay_grows_to_a_minute_and_ends(identity: Identity, clock: StoryClock):
    fail(identity, 2, ANNA, THERE)
    waits = []
    for _ in range(10):
        fail(identity, 1, ANNA, THERE)
        waits.append(identity.login_throttle.seconds_to_wait((ANNA, THERE)))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    clock.pass_by(timedelta(seconds=59))
    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 1
    clock.pass_by(timedelta(seconds=1))
    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) <= 0


def test_nobody_elses_mistakes_delay_somebody_soon(identity: Identity):
    fail(identity, 19, ANNA, THERE)

    assert identity.login_throttle.seconds_to_wait((ANNA, "192.0.2.8")) == 0
    assert identity.login_throttle.seconds_to_wait(("bruno", THERE)) == 0


def test_many_mistakes_delay_the_name_from_everywhere(identity: Identity):
    for number in range(20):
        fail(identity, 1, ANNA, f"192.0.2.{number}")

    assert identity.login_throttle.seconds_to_wait((ANNA, "198.51.100.1")) == 1
    assert identity.login_throttle.seconds_to_wait((ANNA.upper(), "198.51.100.1")) == 1
    assert identity.login_throttle.seconds_to_wait(("bruno", "198.51.100.1")) == 0


def test_many_mistakes_delay_the_address_whatever_the_name(identity: Identity):
    for number in range(21):
        fail(identity, 1, f"name {number}", THERE)

    assert identity.login_throttle.seconds_to_wait(("bruno", THERE)) == 2
    assert identity.login_throttle.seconds_to_wait(("bruno", "198.51.100.1")) == 0
    # An address is no name.
    assert identity.login_throttle.seconds_to_wait((THERE, "198.51.100.1")) == 0


def test_success_forgets(identity: Identity):
    fail(identity, 9, ANNA, THERE)

    identity.login_throttle.record_success((ANNA, THERE))

    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 0
    fail(identity, 2, ANNA, THERE)
    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 0


def test_success_with_one_name_does_not_excuse_an_address(identity: Identity):
    for number in range(22):
        fail(identity, 1, f"name {number}", THERE)
    identity.login_throttle.record_failure(("his own", THERE))
    identity.login_throttle.record_success(("his own", THERE))

    assert identity.login_throttle.seconds_to_wait(("bruno", THERE)) == 4


def test_a_day_later_all_is_forgotten(
    identity: Identity, place: Place, clock: StoryClock
):
    fail(identity, 30, ANNA, THERE)
    clock.pass_by(timedelta(days=1))

    fail(identity, 1, "bruno", "192.0.2.8")

    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 0
    assert stored_rows(place, "SELECT count(*) FROM delays", "service") == [(3,)]


def test_delays_are_the_same_for_every_process(
    identity: Identity, place: Place, clock: StoryClock
):
    fail(identity, 5, ANNA, THERE)
    another = open_identity(place, clock=clock)

    assert another.login_throttle.seconds_to_wait((ANNA, THERE)) == 4
    another.close()


def test_neither_names_nor_addresses_are_stored(identity: Identity, place: Place):
    fail(identity, 1, "Anna Canary\x00\ud800", THERE)

    stored = str(stored_rows(place, "SELECT * FROM delays", "service")).lower()

    assert "canary" not in stored
    assert THERE not in stored


def test_one_thing_alone_may_be_delayed(identity: Identity):
    fail(identity, 3, THERE)

    assert identity.login_throttle.seconds_to_wait((THERE,)) == 1


def test_many_at_once_are_heard_no_more_often_than_one_after_another(
    identity: Identity,
):
    waits = at_once([lambda: identity.login_throttle.begin_attempt((ANNA, THERE))] * 12)

    assert sorted(waits) == [0, 0, 0] + [1] * 9
    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 1


def test_another_spelling_is_the_same_name(identity: Identity):
    for name in ("Anna", "\uff41nna", "ANNA"):
        fail(identity, 1, name, THERE)

    assert identity.login_throttle.seconds_to_wait((ANNA, THERE)) == 1
