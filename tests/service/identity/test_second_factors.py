import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from raw_database import stored_rows
from systems import StoryClock, at_once

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.foundation.refusals import SecondFactorRefused, StoreUnavailable
from bsm_service.identity import Account, Identity
from bsm_service.identity.credentials.second_factors import SecondFactors

STEP = timedelta(seconds=30)


def code(secret: str, clock: StoryClock, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.time, counter_offset=steps)


@pytest.fixture
def secret(identity: Identity, anna: Account, clock: StoryClock) -> str:
    """An app that was confirmed a while ago."""
    secret = identity.second_factors.begin_totp(anna.id).secret
    identity.second_factors.confirm_totp(anna.id, code(secret, clock))
    clock.pass_by(10 * STEP)
    return secret


def test_an_app_counts_once_it_has_shown_a_code(
    identity: Identity, anna: Account, clock: StoryClock
):
    factors = identity.second_factors
    enrolment = factors.begin_totp(anna.id, "my phone")
    assert not factors.has(anna.id)
    assert factors.verify_code(anna.id, code(enrolment.secret, clock)) is None

    for wrong in ("", "12345", "abcdef", "\N{FULLWIDTH DIGIT ONE}23456"):
        with pytest.raises(SecondFactorRefused, match="the code is wrong"):
            factors.confirm_totp(anna.id, wrong)
    codes = factors.confirm_totp(anna.id, code(enrolment.secret, clock))

    assert len(set(codes)) == 10
    assert [(factor.kind, factor.name) for factor in factors.list_for(anna.id)] == [
        ("totp", "my phone")
    ]
    assert factors.has_totp(anna.id)
    with pytest.raises(SecondFactorRefused):
        factors.confirm_totp(anna.id, code(enrolment.secret, clock))


def test_the_address_for_the_app_names_product_and_account(
    identity: Identity, anna: Account
):
    enrolment = identity.second_factors.begin_totp(anna.id)

    address = urlsplit(enrolment.uri)

    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path.endswith(":anna")
    assert parse_qs(address.query)["secret"] == [enrolment.secret]
    assert len(enrolment.secret) == 32  # 160 bits, as RFC 4226 recommends


def test_a_second_beginning_replaces_the_first(
    identity: Identity, anna: Account, clock: StoryClock
):
    first = identity.second_factors.begin_totp(anna.id).secret
    second = identity.second_factors.begin_totp(anna.id).secret

    with pytest.raises(SecondFactorRefused):
        identity.second_factors.confirm_totp(anna.id, code(first, clock))
    assert identity.second_factors.confirm_totp(anna.id, code(second, clock))


def test_a_code_may_be_a_step_early_or_late_and_no_more(
    identity: Identity, anna: Account, secret: str, clock: StoryClock
):
    answers = {}
    for steps in range(-4, 5):
        totp_code = code(secret, clock, steps)
        typed = f" {totp_code[:3]} {totp_code[3:]} "
        answers[steps] = identity.second_factors.verify_code(anna.id, typed)

    good = {steps for steps, answer in answers.items() if answer is SignInMethod.TOTP}
    assert good == {-1, 0, 1}


def test_each_step_of_time_is_good_once(
    identity: Identity, anna: Account, secret: str, clock: StoryClock
):
    factors, now = identity.second_factors, code(secret, clock)
    assert factors.verify_code(anna.id, now) is SignInMethod.TOTP

    assert factors.verify_code(anna.id, now) is None
    assert factors.verify_code(anna.id, code(secret, clock, -1)) is None
    clock.pass_by(STEP)
    assert factors.verify_code(anna.id, now) is None
    assert factors.verify_code(anna.id, code(secret, clock)) is SignInMethod.TOTP


def test_a_code_that_confirmed_an_app_is_used(
    identity: Identity, anna: Account, clock: StoryClock
):
    secret = identity.second_factors.begin_totp(anna.id).secret
    totp_code = code(secret, clock)
    identity.second_factors.confirm_totp(anna.id, totp_code)

    assert identity.second_factors.verify_code(anna.id, totp_code) is None


def test_of_many_at_once_one_code_lets_one_in(
    identity: Identity, anna: Account, secret: str, clock: StoryClock
):
    totp_code = code(secret, clock)

    results = at_once(
        [lambda: identity.second_factors.verify_code(anna.id, totp_code)] * 6
    )

    assert results.count(SignInMethod.TOTP) == 1
    assert results.count(None) == 5


def test_a_code_of_somebody_else_proves_nothing(
    identity: Identity, bruno: Account, secret: str, clock: StoryClock
):
    assert identity.second_factors.verify_code(bruno.id, code(secret, clock)) is None


def test_each_recovery_code_is_good_once(
    identity: Identity, anna: Account, bruno: Account, clock: StoryClock
):
    factors = identity.second_factors
    app = factors.begin_totp(anna.id).secret
    codes = factors.confirm_totp(anna.id, code(app, clock))
    assert all(re.fullmatch("([0-9A-Z]{6}-){3}[0-9A-Z]{6}", code) for code in codes)

    assert factors.verify_code(bruno.id, codes[0]) is None
    assert factors.verify_code(anna.id, codes[0]) is SignInMethod.RECOVERY
    assert factors.verify_code(anna.id, codes[0]) is None
    # As people write them down.
    typed = codes[1].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert factors.verify_code(anna.id, typed) is SignInMethod.RECOVERY
    results = at_once([lambda: factors.verify_code(anna.id, codes[2])] * 4)
    assert results.count(SignInMethod.RECOVERY) == 1


def test_new_recovery_codes_replace_the_old(
    identity: Identity, anna: Account, secret: str
):
    factors = identity.second_factors
    old = factors.new_recovery_codes(anna.id)
    new = factors.new_recovery_codes(anna.id)

    assert factors.verify_code(anna.id, old[0]) is None
    assert factors.verify_code(anna.id, new[0]) is SignInMethod.RECOVERY


def test_what_is_no_code_proves_nothing(identity: Identity, anna: Account, secret: str):
    for typed in ("", "\x00", "é" * 9, "0" * 5_000, "٠١٢٣٤٥"):
        assert identity.second_factors.verify_code(anna.id, typed) is None
        assert identity.second_factors.verify_code("nobody", typed) is None


def test_a_factor_is_removed_by_its_owner_with_its_recovery_codes(
    identity: Identity, anna: Account, bruno: Account, secret: str, clock: StoryClock
):
    factors = identity.second_factors
    codes = factors.new_recovery_codes(anna.id)
    [factor] = factors.list_for(anna.id)

    with pytest.raises(NotFound):
        factors.remove(bruno.id, factor.id)
    factors.remove(anna.id, factor.id)

    assert not factors.has(anna.id)
    assert factors.verify_code(anna.id, code(secret, clock)) is None
    assert factors.verify_code(anna.id, codes[0]) is None
    with pytest.raises(NotFound):
        factors.begin_totp("nobody")


def test_secrets_are_stored_sealed_and_codes_hashed(
    identity: Identity, anna: Account, secret: str, place: Place
):
    codes = identity.second_factors.new_recovery_codes(anna.id)
    [(sealed,)] = stored_rows(place, "SELECT sealed FROM totp_factors", "service")
    hashes = stored_rows(place, "SELECT code_hash FROM recovery_codes", "service")

    assert secret.encode() not in bytes(sealed)
    assert len(hashes) == 10
    for code in codes:
        assert code.replace("-", "") not in str(hashes)


def test_another_process_reads_them_and_another_key_does_not(
    identity: Identity, anna: Account, secret: str, place: Place, clock: StoryClock
):
    another = open_identity(place, clock=clock)
    totp_code = code(secret, clock)
    assert another.second_factors.verify_code(anna.id, totp_code) is SignInMethod.TOTP
    another.close()

    requests: list[str] = []

    def key_of(name: str) -> bytes:
        requests.append(name)
        return bytes(32)

    elsewhere = SecondFactors(identity.account_database, key_of)
    with pytest.raises(StoreUnavailable, match="encrypted with another key"):
        elsewhere.verify_code(anna.id, totp_code)
    assert requests == ["second factors"]
