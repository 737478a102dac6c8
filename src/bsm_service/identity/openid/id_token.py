"""Verification of a provider's ID token, with the keys that it publishes."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from bsm_domain.foundation.formatting import count_of
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import OpenIdTokenRefused
from bsm_service.identity.openid.flow import FLOW_LIFETIME

_log = logging.getLogger("bsm.openid")
_KEY_TYPES = {
    "RS256": "RSA",
    "PS256": "RSA",
    "ES256": "EC",
    "Ed25519": "OKP",
    "EdDSA": "OKP",
}
# Signed with a key that only the provider has: never "none", never a shared secret
# (HS).
ALGORITHMS = tuple(_KEY_TYPES)
_MAX_KEYS = 100
_MAX_NAMED_KEYS = 10
_MAX_NAME_LENGTH = 60
_PRIVATE = "d"
# The tolerance for differences between clocks.
CLOCK_LEEWAY = timedelta(minutes=1)
_MAX_SUBJECT_LENGTH = 255
# Values with which providers say that two factors, or one resistant to phishing, were
# required.
_SECOND_FACTOR = frozenset(
    {
        "mfa",
        "phr",
        "phrh",
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    }
)


@dataclass(frozen=True, slots=True)
class VerifiedIdentity:
    """An identity: the same subject of another issuer is somebody else. `second_factor`
    is whether the provider says that it required one.
    """

    issuer: str
    subject: str
    second_factor: bool


class _Algorithms(JWSRegistry):
    def get_alg(self, name: str) -> Any:
        """Without the warning about "EdDSA", the name by which providers still call
        Ed25519.
        """
        if name == "EdDSA":
            return self.algorithms[name]
        return super().get_alg(name)


def verify_id_token(
    id_token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client: str,
    nonce: str,
    now: datetime,
) -> VerifiedIdentity:
    """The identity in the token. `keys` are the provider's current keys (a JWK set).
    Raises OpenIdTokenRefused.
    """
    try:
        token = _decoded(id_token, candidate_keys(id_token, keys))
        if str(token.header.get("typ", "JWT")).upper() != "JWT":
            raise OpenIdTokenRefused(_refusal("wrong type"))
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": client},
                "sub": {"essential": True},
            },
            {"client_id": client, "nonce": nonce},
        )
        _require_current_time(token.claims, now)
        claims.validate(int(now.timestamp()), int(CLOCK_LEEWAY.total_seconds()))
    except JoseError as error:
        raise OpenIdTokenRefused(_refusal(error.error.replace("_", " "))) from error
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise OpenIdTokenRefused(_refusal("unreadable")) from error
    subject = token.claims["sub"]
    if not (0 < len(subject) <= _MAX_SUBJECT_LENGTH and subject.isascii()):
        raise OpenIdTokenRefused(_refusal("subject not in the agreed form"))
    return VerifiedIdentity(issuer, subject, _has_second_factor(token.claims))


def _decoded(id_token: str, keys: Sequence[Key]) -> jwt.Token:
    """Several keys may have the same id; one of them must fit. Raises
    OpenIdTokenRefused, JoseError.
    """
    registry = _Algorithms(algorithms=ALGORITHMS, strict_check_header=False)
    refused: JoseError | None = None
    for key in keys:
        try:
            return jwt.decode(id_token, key, registry=registry)
        except JoseError as error:
            refused = error
    if refused is not None:
        raise refused
    raise OpenIdTokenRefused(_refusal("not signed with a key of the provider"))


def _require_current_time(claims: Mapping[str, Any], now: datetime) -> None:
    """The provider has just issued the token, so a wrong time means that the clocks
    differ. Raises OpenIdTokenRefused; values that are not times are refused with the
    claims.
    """
    ahead = max(_seconds_after(now, claims, "iat"), _seconds_after(now, claims, "nbf"))
    if ahead > CLOCK_LEEWAY.total_seconds():
        raise _clock_differs(f"{count_of(round(ahead), 'second')} ahead of", ahead)
    behind = -_seconds_after(now, claims, "iat")
    if behind > (FLOW_LIFETIME + CLOCK_LEEWAY).total_seconds():
        raise _clock_differs(f"{count_of(round(behind), 'second')} behind", -behind)
    over = -_seconds_after(now, claims, "exp")
    if over >= CLOCK_LEEWAY.total_seconds():
        raise _clock_differs(
            f"at least {count_of(round(over), 'second')} behind", -over
        )


def _seconds_after(now: datetime, claims: Mapping[str, Any], name: str) -> float:
    """0 if there is no time."""
    moment = claims.get(name)
    if (
        isinstance(moment, bool)
        or not isinstance(moment, (int, float))
        or not isfinite(moment)
    ):
        return 0.0
    return moment - now.timestamp()


def _clock_differs(how: str, seconds: float) -> OpenIdTokenRefused:
    fields = log_fields(seconds=round(seconds))
    _log.warning("the clocks of the provider and of this server differ", extra=fields)
    return OpenIdTokenRefused(
        f"you were not signed in because the identity provider's clock is {how} this "
        f"server's ({CLOCK_LEEWAY.seconds} seconds are allowed); an administrator must "
        "correct the clock. Until then, sign in with your password"
    )


def _has_second_factor(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    method_list = [*methods] if isinstance(methods, list) else []
    return any(
        isinstance(value, str) and value in _SECOND_FACTOR
        for value in (*method_list, claims.get("acr"))
    )


def _refusal(reason: str) -> str:
    return (
        "you were not signed in because the provider's ID token is invalid "
        f"({reason}); start again"
    )


def candidate_keys(id_token: str, published: Mapping[str, Any]) -> list[Key]:
    """The keys of a JWK set that may have signed the token, by the `kid` and `alg` of
    its header. A key that cannot be used is left out and logged; another may fit.
    Raises ValueError if the token's header or the list of the set cannot be read.
    """
    header = json.loads(urlsafe_b64decode(id_token.partition(".")[0].encode()))
    kid, algorithm = header.get("kid"), header.get("alg")
    usable = [
        key
        for key in _usable(published)
        if key.key_type == _KEY_TYPES.get(algorithm) and key.alg in (None, algorithm)
    ]
    if kid is None:  # required if there are several keys
        return usable if len(usable) == 1 else []
    return [key for key in usable if key.kid == kid]


def _usable(published: Mapping[str, Any]) -> list[Key]:
    usable, unusable = list[Key](), list[str]()
    for description in _for_signatures(published):
        try:
            if _PRIVATE in description:
                raise ValueError("a published private key is not secret")
            usable.append(JWKRegistry.import_key(description))
        except Exception as error:  # of a library that trusts its input
            unusable.append(f"{_name_of(description)} ({type(error).__name__})")
    if unusable:
        fields = log_fields(keys=unusable[:_MAX_NAMED_KEYS], number=len(unusable))
        _log.warning("the provider's keys cannot be used", extra=fields)
    return usable


def _for_signatures(published: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only keys for signatures. A shared secret must not be in a public list."""
    listed = published.get("keys")
    if not isinstance(listed, list):
        raise ValueError("not a list of keys")
    for description in listed[:_MAX_KEYS]:
        if not isinstance(description, dict) or description.get("kty") == "oct":
            continue
        operations = description.get("key_ops")
        verifies = not isinstance(operations, list) or "verify" in operations
        if description.get("use", "sig") == "sig" and verifies:
            yield description


def _name_of(key: Mapping[str, Any]) -> str:
    return str(key.get("kid", "without kid"))[:_MAX_NAME_LENGTH]
