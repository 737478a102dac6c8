"""Sign-in with an identity provider: OpenID Connect's code flow, with PKCE.

The provider only proves an identity: an issuer and a subject. The account, and what it
may do, is decided here and not by anything else the provider says.
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
