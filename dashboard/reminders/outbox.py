"""What Administration reads and changes of the outbox of reminders."""

from bsm_service.access.permissions import Principal
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from dashboard.administration.service import system
from dashboard.data.system import running_system


def outbox_summary(principal: Principal) -> OutboxStatus:
    """The outbox of reminders."""
    return outbox_status(system(), principal)


def is_mail_configured() -> bool:
    """Whether a mail server is configured."""
    return running_system().settings.smtp_host is not None


def retry_notifications(principal: Principal, message_key: str | None = None) -> None:
    """Has a failed message sent again; all of them if none is named.

    Raises DomainError where it is not permitted.
    """
    retry_messages(system(), principal, message_key)
