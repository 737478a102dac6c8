"""Signing in at a provider of identities: OpenID Connect's code flow, with PKCE.

What a provider proves is who somebody is: an issuer and a subject. Which account that
is, and what it may do, is decided here and by nothing that the provider says.
"""

from bsm_service.identity.openid.flow import FLOW_LIFETIME, CookieContent, Flow
from bsm_service.identity.openid.id_token import VerifiedIdentity
from bsm_service.identity.openid.provider import (
    NOT_THIS_FLOW,
    ClientRegistration,
    Provider,
)

__all__ = [
    "FLOW_LIFETIME",
    "NOT_THIS_FLOW",
    "ClientRegistration",
    "CookieContent",
    "Flow",
    "Provider",
    "VerifiedIdentity",
]
