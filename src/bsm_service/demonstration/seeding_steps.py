"""What every part of the story is told with: steps, who takes them, and identities.

Everything follows from fixed names, so that two tellings for the same present record
the same facts, and a telling that was interrupted goes on where it stopped.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

import yaml

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command

_NAMES = UUID("5f0d6c1e-2a7b-5c43-8d19-b6e4a0937f52")

# The part of a story's id that tells this story from any other. Whoever changes the
# story gives it a new one: a log that holds the old story is then left as it is.
_THIS_STORY = "7b18a0c46f2a4d93a5e7"
_MILLISECOND = 1_000


@dataclass(frozen=True, slots=True)
class SeedingStep:
    """One command of the story: who asks it, and when. `key` names the step."""

    at: datetime
    key: str
    principal: Principal
    command: Command

    @property
    def command_id(self) -> UUID:
        return story_uuid("command", self.key)


def story_uuid(kind: str, key: str) -> UUID:
    """The identity of a thing in the story."""
    return uuid5(_NAMES, f"{kind}/{key}")


def story_id(present: datetime) -> UUID:
    """The correlation id of the whole story; it carries the present it is told for.

    It has the form of a UUID of version 7: milliseconds since 1970, then a constant.
    """
    return UUID(f"{to_micros(present) // _MILLISECOND:012x}{_THIS_STORY}")


def present_of(story: UUID) -> datetime | None:
    """The present that a story is told for; None for an id that is not this story's."""
    if not story.hex.endswith(_THIS_STORY):
        return None
    return from_micros(int(story.hex[:12], 16) * _MILLISECOND)


def pseudo_random(key: str, over: int) -> int:
    """A number from 0 to `over` - 1 that looks like chance, the same each time."""
    return story_uuid("spread", key).int % over


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend. Never changes an order."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def at_minute(day: date, minutes: int) -> datetime:
    """A moment of a day: so many minutes after midnight, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)


def read_yaml(name: str) -> Any:
    text = (files("bsm_service.demonstration") / name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def _principal(role: Role, delegation: str | None) -> Principal:
    account = story_uuid("account", f"{role}/{delegation}").hex
    return Principal(account, role, delegation, SignInMethod.DEMONSTRATION)


SECRETARIAT = _principal(Role.SECRETARIAT, None)
CHAIR = _principal(Role.CHAIR, None)


def focal_point(delegation: str) -> Principal:
    return _principal(Role.FOCAL_POINT, delegation)
