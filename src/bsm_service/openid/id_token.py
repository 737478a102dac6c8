"""What a provider's ID token proves, if it proves anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from bsm_service.openid.flow import LASTS
from bsm_service.refusals import OpenIdTokenRefused

# Signed by a key that only the provider has: never "none", never a shared secret (HS).
ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519", "EdDSA")
# Clocks may differ by this much.
LEEWAY = timedelta(minutes=1)
_LONGEST_SUBJECT = 255
_KINDS = frozenset({"RSA", "EC", "OKP"})
# By which providers say that two factors, or one that cannot be phished, were asked.
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
class Proved:
    """Who somebody is: the same subject of another issuer is somebody else.

    `second_factor` is whether the provider says that it has asked for one.
    """

    issuer: str
    subject: str
    second_factor: bool


class _Algorithms(JWSRegistry):
    def get_alg(self, name: str) -> Any:
        """Without the warning for "EdDSA": providers still call Ed25519 by it."""
        if name == "EdDSA":
            return self.algorithms[name]
        return super().get_alg(name)


def proved_by(
    id_token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client: str,
    nonce: str,
    now: datetime,
) -> Proved:
    """Who the token is about. `keys` are the provider's of this moment (a JWK set).

    Raises OpenIdTokenRefused.
    """
    try:
        token = jwt.decode(
            id_token,
            KeySet.import_key_set({"keys": _for_signatures(keys)}),
            registry=_Algorithms(algorithms=ALGORITHMS, strict_check_header=False),
        )
        if str(token.header.get("typ", "JWT")).upper() != "JWT":
            raise OpenIdTokenRefused(_told("it is of another type"))
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
        claims.validate(int(now.timestamp()), int(LEEWAY.total_seconds()))
    except JoseError as error:
        raise OpenIdTokenRefused(_told(error.error.replace("_", " "))) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OpenIdTokenRefused(_told("it cannot be read")) from error
    subject = token.claims["sub"]
    if not (0 < len(subject) <= _LONGEST_SUBJECT and subject.isascii()):
        raise OpenIdTokenRefused(_told("its subject is not of the form agreed"))
    if token.claims["iat"] < (now - LASTS - LEEWAY).timestamp():
        raise OpenIdTokenRefused(_told("it was issued before this sign-in began"))
    return Proved(issuer, subject, _says_second_factor(token.claims))


def _for_signatures(keys: Mapping[str, Any]) -> list[Any]:
    """Public keys that may sign. A shared secret has no place in a public list."""
    return [
        key
        for key in keys["keys"]
        if key.get("kty") in _KINDS and key.get("use", "sig") == "sig"
    ]


def _says_second_factor(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    said = [*methods] if isinstance(methods, list) else []
    return any(
        isinstance(one, str) and one in _SECOND_FACTOR
        for one in (*said, claims.get("acr"))
    )


def _told(why: str) -> str:
    return (
        "what the provider sent proves nothing, so nobody was signed in "
        f"({why}); please begin again"
    )
