"""What the parts of Administration share: the clock, permissions, and the outbox.

Results are for the viewer only, and are never cached. Each function of
`bsm_service.accounts.administration` asks the permission table itself.
"""

from datetime import UTC, date, datetime, time

from bsm_service.access.permissions import (
    Principal,
    Resource,
    is_allowed,
)
from bsm_service.application.system import System
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from dashboard.data.system import running_system


def system() -> System:
    return running_system().system


def now() -> datetime:
    return system().store.clock()


def outbox_summary(principal: Principal) -> OutboxStatus:
    """The outbox of reminders."""
    return outbox_status(system(), principal)


def is_mail_configured() -> bool:
    """Whether a mail server is configured."""
    return running_system().settings.smtp_host is not None


def has_permission(
    principal: Principal, action: str, delegation: str | None = None
) -> bool:
    return is_allowed(principal, action, Resource(delegation))


# Changes. Each raises DomainError where it is not permitted.


def retry_notifications(principal: Principal, message_key: str | None = None) -> None:
    """Has a failed message sent again; all of them if none is named."""
    retry_messages(system(), principal, message_key)


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
