"""The service as Administration calls it: its clock, its permission table.

Results are for the viewer only, and are never cached. Each function of
`bsm_service.accounts.administration` asks the permission table itself.
"""

from datetime import datetime

from bsm_service.access.permissions import (
    Principal,
    Resource,
    is_allowed,
)
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from dashboard.data.system import running_system


def system() -> System:
    return running_system().system


def now() -> datetime:
    return system().store.clock()


def are_silences_held() -> bool:
    """Whether the clock went ahead, so that no silence is settled for a while."""
    return system().part(SilenceSettlement).is_held


def has_permission(
    principal: Principal, action: str, delegation: str | None = None
) -> bool:
    return is_allowed(principal, action, Resource(delegation))
