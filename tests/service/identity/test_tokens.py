from datetime import timedelta

import pytest
from raw_database import stored_rows
from systems import StoryClock

from bsm_domain.foundation.errors import InvalidValue, NotFound, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.access.permissions import PERMISSIONS, is_allowed, require_permission
from bsm_service.identity import (
    COMMAND_LINE,
    TOKEN_LIFETIME,
    Account,
    Identity,
    Mandate,
)


@pytest.fixture
def mandate(identity: Identity, anna: Account) -> Mandate:
    return identity.mandates.give(anna.id, Role.SECRETARIAT, given_by=COMMAND_LINE)


def test_a_token_is_listed_without_its_secret(
    identity: Identity, anna: Account, mandate: Mandate, place: Place, clock: StoryClock
):
    token, secret = identity.tokens.create(anna.id, mandate.id, "my script")

    assert identity.tokens.list_for(anna.id) == (token,)
    assert (token.account, token.mandate, token.name) == (
        anna.id,
        mandate.id,
        "my script",
    )
    assert (token.scope, token.last_used_at, token.revoked_at) == (
        "all",
        None,
        None,
    )
    assert token.expires_at == clock.time + TOKEN_LIFETIME
    assert secret.startswith("bsm_")
    assert token.id not in secret
    assert secret not in str(stored_rows(place, "SELECT * FROM tokens", "service"))
    holder = identity.principal_from_token(secret)
    assert holder is not None
    assert (holder.mandate, holder.allowed_actions) == (mandate.id, None)
    assert holder.signed_in_by is SignInMethod.TOKEN


def test_a_token_that_reads_does_nothing_else(
    identity: Identity, anna: Account, mandate: Mandate
):
    _, secret = identity.tokens.create(anna.id, mandate.id, "r", scope="read")
    reader = identity.principal_from_token(secret)
    assert reader is not None

    may = {action for action in PERMISSIONS if is_allowed(reader, action)}

    assert may == {
        action
        for action, roles in PERMISSIONS.items()
        if Role.SECRETARIAT in roles and action.startswith(("read.", "live."))
    }
    with pytest.raises(NotPermitted, match="this token does not permit"):
        require_permission(reader, "meeting.announce")


def test_a_token_may_be_for_a_few_actions(
    identity: Identity, anna: Account, mandate: Mandate
):
    few = frozenset({"read.facts", "registration.nominate"})
    token, secret = identity.tokens.create(anna.id, mandate.id, "few", scope=few)
    holder = identity.principal_from_token(secret)

    assert holder is not None
    assert holder.allowed_actions == few == token.scope
    assert {action for action in PERMISSIONS if is_allowed(holder, action)} == few


@pytest.mark.parametrize(
    ("limited_to", "why"),
    [
        (frozenset[str](), "at least one action"),
        (frozenset({"network.establish"}), "does not permit network.establish"),
        (frozenset({"read.facts", "everything"}), "does not permit everything"),
        ("everything", "scope must be all"),
    ],
)
def test_a_token_never_goes_beyond_its_owners_role(
    identity: Identity, anna: Account, mandate: Mandate, limited_to: object, why: str
):
    with pytest.raises(InvalidValue, match=why):
        identity.tokens.create(
            anna.id,
            mandate.id,
            "x",
            scope=limited_to,  # type: ignore[arg-type]
        )


@pytest.mark.parametrize("lasts", [timedelta(), TOKEN_LIFETIME + timedelta(seconds=1)])
def test_a_token_lasts_a_while_and_at_most_a_year(
    identity: Identity, anna: Account, mandate: Mandate, lasts: timedelta
):
    with pytest.raises(InvalidValue, match="at most 365 days"):
        identity.tokens.create(anna.id, mandate.id, "x", lifetime=lasts)


def test_a_token_expires(
    identity: Identity, anna: Account, mandate: Mandate, clock: StoryClock
):
    day = timedelta(days=1)
    _, secret = identity.tokens.create(anna.id, mandate.id, "x", lifetime=day)

    clock.pass_by(day - timedelta.resolution)
    assert identity.principal_from_token(secret)
    clock.pass_by(timedelta.resolution)
    assert identity.principal_from_token(secret) is None


def test_nobody_makes_a_token_of_a_mandate_that_is_not_theirs(
    identity: Identity, anna: Account, bruno: Account, mandate: Mandate
):
    with pytest.raises(InvalidValue, match="does not have this mandate"):
        identity.tokens.create(bruno.id, mandate.id, "x")
    identity.mandates.end(mandate.id, actor=COMMAND_LINE, reason="has left")
    with pytest.raises(InvalidValue, match="does not have this mandate"):
        identity.tokens.create(anna.id, mandate.id, "x")


def test_only_its_owner_revokes_a_token(
    identity: Identity, anna: Account, bruno: Account, mandate: Mandate
):
    token, secret = identity.tokens.create(anna.id, mandate.id, "x")
    kept, good = identity.tokens.create(anna.id, mandate.id, "y")

    for account, id in ((bruno.id, token.id), (anna.id, "nothing"), (anna.id, "\0")):
        with pytest.raises(NotFound):
            identity.tokens.revoke(account, id)
    assert identity.principal_from_token(secret)
    identity.tokens.revoke(anna.id, token.id)
    assert identity.principal_from_token(secret) is None
    assert identity.principal_from_token(good)
    revoked = {
        token.id: token.revoked_at for token in identity.tokens.list_for(anna.id)
    }
    assert revoked[token.id] is not None
    assert revoked[kept.id] is None


def test_its_use_is_written_down_once_a_minute(
    identity: Identity, anna: Account, mandate: Mandate, clock: StoryClock
):
    _, secret = identity.tokens.create(anna.id, mandate.id, "x")
    seconds = []
    began = clock.time
    for _ in range(5):
        identity.principal_from_token(secret)
        [token] = identity.tokens.list_for(anna.id)
        assert token.last_used_at is not None
        seconds.append((token.last_used_at - began).total_seconds())
        clock.pass_by(timedelta(seconds=25))

    assert seconds == [0, 0, 0, 75, 75]


def test_one_role_is_one_mandate_however_many_tokens(identity: Identity):
    for _ in range(3):
        identity.create_token("anna", Role.FOCAL_POINT, "AT")
    identity.create_token("anna", Role.FOCAL_POINT, "IT")

    capacities = [(each.role, each.delegation) for each in identity.mandates.all()]

    assert sorted(capacities) == [(Role.FOCAL_POINT, "AT"), (Role.FOCAL_POINT, "IT")]
