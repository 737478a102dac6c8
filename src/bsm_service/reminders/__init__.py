"""Reminders of what was promised, by mail and on the page."""

from bsm_service.reminder_ladder import Ladder, Rung, Target, ladder_from
from bsm_service.reminders.mail import Mailer, SmtpMailer, Undelivered
from bsm_service.reminders.outbox import Letter, State
from bsm_service.reminders.post import Post, post_of
from bsm_service.reminders.preferences import Kind, Preferences
from bsm_service.reminders.reminders import UNSUBSCRIBE, Reminders
from bsm_service.settings_types import Security

__all__ = [
    "UNSUBSCRIBE",
    "Kind",
    "Ladder",
    "Letter",
    "Mailer",
    "Post",
    "Preferences",
    "Reminders",
    "Rung",
    "Security",
    "SmtpMailer",
    "State",
    "Target",
    "Undelivered",
    "ladder_from",
    "post_of",
]
