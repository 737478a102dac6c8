"""What is to be sent to whom, and how each account wants it: tables, not facts."""

from bsm_service.reminders.outbox import Letter, Outbox, State
from bsm_service.reminders.preferences import (
    ChosenPreferences,
    Kind,
    Preferences,
    Wishes,
)

__all__ = [
    "ChosenPreferences",
    "Kind",
    "Letter",
    "Outbox",
    "Preferences",
    "State",
    "Wishes",
]
