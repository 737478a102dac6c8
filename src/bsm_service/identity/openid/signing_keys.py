"""The keys that a provider publishes, and which of them may have signed a token."""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from joserfc.jwk import JWKRegistry, Key
from joserfc.util import urlsafe_b64decode

from bsm_service.foundation.logs import log_fields

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
