"""Reminders of what was promised, by mail and on the page."""

from bsm_service.reminders.email import Mailer, SmtpMailer, Undelivered
from bsm_service.reminders.mail_settings import Post, post_of
from bsm_service.reminders.notifications import (
    Notice,
    all_notices,
    notices,
    see,
    unread,
)
from bsm_service.reminders.outbox_status import (
    Failing,
    LettersSeen,
    letters_seen,
    try_again,
)
from bsm_service.reminders.scheduler import Plan, Reminders
from bsm_service.settings.escalation import Ladder, Rung, Target, ladder_from
from bsm_service.settings.setting_types import Security

__all__ = [
    "Failing",
    "Ladder",
    "LettersSeen",
    "Mailer",
    "Notice",
    "Plan",
    "Post",
    "Reminders",
    "Rung",
    "Security",
    "SmtpMailer",
    "Target",
    "Undelivered",
    "all_notices",
    "ladder_from",
    "letters_seen",
    "notices",
    "post_of",
    "see",
    "try_again",
    "unread",
]
