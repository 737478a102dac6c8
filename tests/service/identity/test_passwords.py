from threading import Barrier, Event, Thread

import pytest
from argon2 import Parameters, PasswordHasher, Type, extract_parameters
from raw_database import stored_rows
from systems import StoryClock, until

from bsm_domain.foundation.errors import NotFound
from bsm_projections.databases import Place
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.identity import Account, Identity
from bsm_service.identity.credentials.passwords import (
    PASSWORD_HASHER,
    Passwords,
    common_passwords,
    refuse_weak,
)

GOOD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _as_costly_as_in_the_product(
    real_hashing_costs: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PASSWORD_HASHER, "_parameters", real_hashing_costs)


def test_a_password_is_matched_exactly(identity: Identity, anna: Account):
    identity.passwords.set(anna.id, GOOD, short_allowed=False)

    matches = identity.passwords.matches
    assert matches(anna.id, GOOD)
    for other in (GOOD.upper(), GOOD + " ", GOOD[:-1], "", GOOD * 50):
        assert not matches(anna.id, other)


@pytest.mark.parametrize(
    "password", ["x" * 3 + "ß\x00 日本語" * 10, "\U0001f98a" * 4 + GOOD]
)
def test_a_password_is_of_any_characters(
    identity: Identity, anna: Account, password: str
):
    identity.passwords.set(anna.id, password, short_allowed=False)

    assert identity.passwords.matches(anna.id, password)
    assert not identity.passwords.matches(anna.id, password[:-1])


def test_a_changed_password_replaces_the_old_one(
    identity: Identity, anna: Account, clock: StoryClock
):
    assert not identity.passwords.has(anna.id)
    identity.passwords.set(anna.id, GOOD, short_allowed=False)
    clock.time = clock.time.replace(hour=10)

    identity.passwords.set(anna.id, "another good password", short_allowed=False)

    assert identity.passwords.changed_at(anna.id) == clock.time
    assert not identity.passwords.matches(anna.id, GOOD)
    assert identity.passwords.matches(anna.id, "another good password")


def test_it_is_kept_as_argon2id_and_no_two_are_the_same(
    identity: Identity, anna: Account, bruno: Account, place: Place
):
    for account in (anna, bruno):
        identity.passwords.set(account.id, GOOD, short_allowed=False)

    stored = [
        str(hash)
        for (hash,) in stored_rows(place, "SELECT hash FROM passwords", "service")
    ]

    assert len(set(stored)) == 2
    for hash in stored:
        parameters = extract_parameters(hash)
        assert parameters.type is Type.ID
        assert 19 * 1024 <= parameters.memory_cost <= 47 * 1024
        assert parameters.time_cost >= 2


@pytest.mark.parametrize(
    ("password", "short_allowed", "why"),
    [
        ("fourteen chars", False, "at least 15 characters"),
        ("seven77", True, "at least 8 characters"),
        ("x1" * 65, False, "at most 128"),
        ("baseball", True, "attackers try first"),
        ("BaseBall", True, "attackers try first"),
        ("\N{FULLWIDTH LATIN SMALL LETTER B}aseball", True, "attackers try first"),
        ("1qaz2wsx3edc4rfv", False, "attackers try first"),
        ("a" * 15, False, "attackers try first"),
        ("passwordpassword", False, "attackers try first"),
        ("maria.theresia 1780", False, "too similar to the user name"),
        ("bsm-record-2026", False, "too similar to the user name"),
    ],
)
def test_what_would_be_found_soon_is_refused(
    password: str, short_allowed: bool, why: str
):
    with pytest.raises(PasswordRefused, match=why):
        refuse_weak(password, "Maria.Theresia", short_allowed=short_allowed)


@pytest.mark.parametrize(
    ("password", "short_allowed"),
    [
        ("fifteen letters", False),
        ("739201847562019", False),
        ("an abcdefgh ijklm", False),
        ("        15 spaces  ", False),
        ("kx7 vq2z", True),
        ("q" + "wé" * 60, False),
        ("maria likes tall trees", False),
    ],
)
def test_there_are_no_rules_of_composition(password: str, short_allowed: bool):
    refuse_weak(password, "Maria", short_allowed=short_allowed)


def test_all_common_passwords_that_are_long_enough_are_refused():
    assert len(common_passwords()) > 3_000
    for password in common_passwords():
        with pytest.raises(PasswordRefused):
            refuse_weak(password, "", short_allowed=True)


def test_a_refused_password_changes_nothing(identity: Identity, anna: Account):
    identity.passwords.set(anna.id, GOOD, short_allowed=False)

    with pytest.raises(PasswordRefused):
        identity.passwords.set(anna.id, "short", short_allowed=True)
    assert identity.passwords.matches(anna.id, GOOD)
    with pytest.raises(NotFound):
        identity.passwords.set("nobody", GOOD, short_allowed=False)


class Counting(PasswordHasher):
    """Counts how often it works, and how many do at once."""

    def __init__(self, **how: int) -> None:
        super().__init__(**how)
        self.verified: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.verified.append(str(hash))
        return super().verify(hash, password)  # type: ignore[return-value]


def test_whoever_has_no_password_costs_as_much_work(identity: Identity, anna: Account):
    counting = Counting(
        time_cost=PASSWORD_HASHER.time_cost,
        memory_cost=PASSWORD_HASHER.memory_cost,
        parallelism=1,
    )
    passwords = Passwords(identity.account_database, hasher=counting)
    identity.passwords.set(anna.id, GOOD, short_allowed=False)
    closed = identity.accounts.create("closed")
    identity.passwords.set(closed.id, GOOD, short_allowed=False)
    identity.accounts.close(closed.id)
    without = identity.accounts.create("without")

    account_ids = [anna.id, closed.id, without.id, "nobody", None]
    answers = [passwords.matches(account, "wrong " + GOOD) for account in account_ids]

    assert answers == [False] * 5
    assert len(counting.verified) == 5
    work = extract_parameters(counting.verified[0])
    assert all(extract_parameters(hash) == work for hash in counting.verified)
    assert not any(passwords.matches(account, GOOD) for account in account_ids[1:])


def test_the_hash_follows_the_parameters(
    identity: Identity, anna: Account, place: Place
):
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    Passwords(identity.account_database, hasher=weaker).set(
        anna.id, GOOD, short_allowed=False
    )

    assert identity.passwords.matches(anna.id, GOOD)

    [(hash,)] = stored_rows(place, "SELECT hash FROM passwords", "service")
    assert extract_parameters(hash).memory_cost == PASSWORD_HASHER.memory_cost
    assert identity.passwords.matches(anna.id, GOOD)


def test_two_at_once_are_hashed_and_no_more(identity: Identity, anna: Account):
    going_on, let_go, most = [0], Event(), [0]

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            going_on[0] += 1
            most[0] = max(most[0], going_on[0])
            let_go.wait(60)
            going_on[0] -= 1
            return False

    slow = Slow(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(identity.account_database, hasher=slow)
    start = Barrier(5)

    def ask() -> None:
        start.wait(60)
        passwords.matches(anna.id, GOOD)

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    until(lambda: going_on[0] == 2)
    let_go.set()
    for thread in threads:
        thread.join()

    assert most == [2]
