"""Requires a recent confirmation of identity for changes to how others sign in."""

from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.foundation.refusals import ReauthenticationRequired
from bsm_service.identity.credentials.required_proofs import (
    require_recent_authentication,
)


def is_recently_authenticated(
    system: System, principal: Principal, action: str
) -> bool:
    """Whether the user has confirmed their identity recently enough."""
    try:
        require_recent_authentication(
            principal, action, system.identity.account_database.clock()
        )
    except ReauthenticationRequired:
        return False
    return True


def require_permission_and_recent_authentication(
    system: System, principal: Principal, action: str
) -> None:
    """Raises NotPermitted, or ReauthenticationRequired if only that is missing."""
    require_permission(principal, action)
    require_recent_authentication(
        principal, action, system.identity.account_database.clock()
    )
