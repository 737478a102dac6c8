"""One-time secrets, the first administrator, identities of providers."""

from datetime import timedelta

import pytest
from raw_database import stored_rows
from systems import StoryClock, at_once

from bsm_domain.foundation.errors import DomainError, InvalidValue, NotFound
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.foundation.refusals import NameTaken, PasswordRefused, SecretRefused
from bsm_service.identity import COMMAND_LINE, Account, Identity, SecretPurpose

HOUR = timedelta(hours=1)
GOOD = "correct horse battery staple"


# One-time secrets


def test_a_secret_is_good_once(identity: Identity, anna: Account):
    secret = identity.one_time_secrets.create(SecretPurpose.RESET, anna.id, HOUR)

    assert (
        identity.one_time_secrets.check(SecretPurpose.RESET, f" {secret}\n") == anna.id
    )
    assert identity.one_time_secrets.use(SecretPurpose.RESET, secret) == anna.id
    for ask in (identity.one_time_secrets.check, identity.one_time_secrets.use):
        with pytest.raises(SecretRefused):
            ask(SecretPurpose.RESET, secret)


def test_of_many_at_once_one_uses_it(identity: Identity, anna: Account):
    secret = identity.one_time_secrets.create(SecretPurpose.RESET, anna.id, HOUR)

    results = at_once(
        [lambda: identity.one_time_secrets.use(SecretPurpose.RESET, secret)] * 6
    )

    assert results.count(anna.id) == 1
    assert len([result for result in results if isinstance(result, SecretRefused)]) == 5


def test_a_secret_is_for_its_purpose_and_its_time(
    identity: Identity, anna: Account, clock: StoryClock
):
    secret = identity.one_time_secrets.create(SecretPurpose.RESET, anna.id, HOUR)

    with pytest.raises(SecretRefused):
        identity.one_time_secrets.use(SecretPurpose.FIRST_ADMINISTRATOR, secret)
    clock.pass_by(HOUR)
    with pytest.raises(SecretRefused):
        identity.one_time_secrets.use(SecretPurpose.RESET, secret)


def test_a_new_secret_voids_the_old_one_of_the_same_account(
    identity: Identity, anna: Account, bruno: Account
):
    make = identity.one_time_secrets.create
    old, other = (
        make(SecretPurpose.RESET, account.id, HOUR) for account in (anna, bruno)
    )
    new = make(SecretPurpose.RESET, anna.id, HOUR)

    with pytest.raises(SecretRefused):
        identity.one_time_secrets.check(SecretPurpose.RESET, old)
    assert identity.one_time_secrets.check(SecretPurpose.RESET, new) == anna.id
    assert identity.one_time_secrets.check(SecretPurpose.RESET, other) == bruno.id


def test_a_new_password_voids_what_was_given_out(identity: Identity, anna: Account):
    secret = identity.one_time_secrets.create(SecretPurpose.RESET, anna.id, HOUR)

    identity.passwords.set(anna.id, GOOD, short_allowed=False)

    with pytest.raises(SecretRefused):
        identity.one_time_secrets.use(SecretPurpose.RESET, secret)


def test_a_secret_is_stored_hashed(identity: Identity, anna: Account, place: Place):
    secret = identity.one_time_secrets.create(SecretPurpose.RESET, anna.id, HOUR)

    [row] = stored_rows(place, "SELECT * FROM one_time_secrets", "service")

    assert secret not in str(row)


def test_what_is_spent_is_spent_until_it_would_be_void(
    identity: Identity, clock: StoryClock
):
    spend = identity.one_time_secrets.mark_used

    assert at_once([lambda: spend("state", "a", HOUR)] * 5).count(True) == 1
    assert spend("nonce", "a", HOUR)
    clock.pass_by(HOUR - timedelta.resolution)
    assert not spend("state", "a", HOUR)
    clock.pass_by(timedelta.resolution)
    assert spend("state", "a", HOUR)


# The first administrator


def test_the_first_administrator_comes_in_by_a_secret(identity: Identity):
    secret = identity.first_administrator_secret()
    assert secret is not None

    account = identity.claim_first_administrator(secret, "office", GOOD)

    [mandate] = identity.mandates.current_of(account)
    assert (mandate.role, mandate.given_by) == (Role.ADMINISTRATOR, "first start")
    assert identity.passwords.matches(account, GOOD)
    assert identity.needs_second_factor(account)
    assert identity.first_administrator_secret() is None
    with pytest.raises(SecretRefused):
        identity.claim_first_administrator(secret, "another", GOOD)


def test_the_secret_lasts_a_day_and_the_last_one_counts(
    identity: Identity, clock: StoryClock
):
    first = identity.first_administrator_secret()
    second = identity.first_administrator_secret()
    assert first is not None
    assert second is not None

    with pytest.raises(SecretRefused):
        identity.claim_first_administrator(first, "office", GOOD)
    clock.pass_by(24 * HOUR)
    with pytest.raises(SecretRefused):
        identity.claim_first_administrator(second, "office", GOOD)
    assert identity.accounts.all() == ()


@pytest.mark.parametrize(
    ("name", "password", "refusal"),
    [
        ("office", "short", PasswordRefused),
        ("Anna", GOOD, NameTaken),
        ("", GOOD, InvalidValue),
    ],
)
def test_a_claim_that_fails_leaves_the_secret_good(
    identity: Identity,
    anna: Account,
    name: str,
    password: str,
    refusal: type[DomainError],
):
    secret = identity.first_administrator_secret()
    assert secret is not None

    with pytest.raises(refusal):
        identity.claim_first_administrator(secret, name, password)

    assert identity.accounts.all() == (anna,)
    assert identity.claim_first_administrator(secret, "office", GOOD)


def test_of_many_claims_at_once_one_is_heard(identity: Identity):
    secret = identity.first_administrator_secret()
    assert secret is not None

    def claim(name: str) -> str:
        return identity.claim_first_administrator(secret, name, GOOD)

    results = at_once([lambda name=name: claim(name) for name in "abcd"])

    assert len([result for result in results if isinstance(result, str)]) == 1
    assert len(identity.accounts.all()) == 1


def test_a_token_that_reads_figures_is_no_administrator_who_can_sign_in(
    identity: Identity,
):
    identity.create_token("metrics", Role.ADMINISTRATOR)

    assert identity.first_administrator_secret() is not None


@pytest.mark.parametrize("lost", ["closed", "mandate"])
def test_where_the_administrators_are_gone_there_is_a_first_one_again(
    identity: Identity, lost: str
):
    secret = identity.first_administrator_secret()
    assert secret is not None
    account = identity.claim_first_administrator(secret, "office", GOOD)

    if lost == "closed":
        identity.accounts.close(account)
    else:
        [mandate] = identity.mandates.current_of(account)
        identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason="has left")

    assert identity.first_administrator_secret() is not None


def test_whose_role_reads_restricted_or_personal_data_needs_a_second_factor(
    identity: Identity,
):
    needing = set()
    for role in set(Role) - {Role.SYSTEM}:
        account = identity.accounts.create(f"the {role}")
        assert not identity.needs_second_factor(account.id)
        delegation = "AT" if role is Role.FOCAL_POINT else None
        identity.mandates.give(account.id, role, delegation, given_by=COMMAND_LINE)
        if identity.needs_second_factor(account.id):
            needing.add(role)

    # Participants read about themselves, leadership what everybody may.
    assert needing == set(Role) - {Role.SYSTEM, Role.PARTICIPANT, Role.LEADERSHIP}


# Identities of providers


def test_an_identity_is_an_issuer_and_a_subject(
    identity: Identity, anna: Account, bruno: Account
):
    identities = identity.linked_identities
    identities.link(anna.id, "https://one.example", "7")
    identities.link(bruno.id, "https://two.example", "7")

    assert identities.account_of("https://one.example", "7") == anna.id
    assert identities.account_of("https://two.example", "7") == bruno.id
    for issuer, subject in (
        ("https://three.example", "7"),
        ("https://one.example", "8"),
        ("https://one.example", "7 "),
        ("https://one.example", "\x00"),
        ("", ""),
    ):
        assert identities.account_of(issuer, subject) is None
    [linked] = identities.list_for(anna.id)
    assert (linked.issuer, linked.subject) == ("https://one.example", "7")


def test_an_identity_belongs_to_one_account(
    identity: Identity, anna: Account, bruno: Account
):
    identities = identity.linked_identities
    identities.link(anna.id, "https://one.example", "7")
    identities.link(anna.id, "https://one.example", "7")

    with pytest.raises(NameTaken):
        identities.link(bruno.id, "https://one.example", "7")
    with pytest.raises(NotFound):
        identities.unlink(bruno.id, "https://one.example", "7")
    identities.unlink(anna.id, "https://one.example", "7")
    assert identities.account_of("https://one.example", "7") is None
    identities.link(bruno.id, "https://one.example", "7")
    identity.accounts.close(bruno.id)
    assert identities.account_of("https://one.example", "7") is None


def test_a_session_says_how_somebody_proved_who_they_are(identity: Identity):
    cookie = identity.start_session("anna", Role.LEADERSHIP, None, SignInMethod.OPENID)

    principal = identity.principal_from_cookie(cookie)

    assert principal is not None
    assert principal.signed_in_by is SignInMethod.OPENID
