"""The steps of the story, their principals and their ids.

Everything is derived from fixed names, so that two recordings for the same present have
the same facts, and an interrupted recording continues where it stopped.
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

# Identifies this version of the story in its id. Change it with the story: a log that
# has the old story is then left as it is.
_THIS_STORY = "5ac987a56c23fdb22fc5"
_MILLISECOND = 1_000
_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C: ten times faster


@dataclass(frozen=True, slots=True)
class SeedingStep:
    """One command of the story: its principal and time. `key` names the step."""

    at: datetime
    key: str
    principal: Principal
    command: Command

    @property
    def command_id(self) -> UUID:
        return story_uuid("command", self.key)


def story_uuid(kind: str, key: str) -> UUID:
    """The id of a thing in the story."""
    return uuid5(_NAMES, f"{kind}/{key}")


def story_id(present: datetime) -> UUID:
    """The correlation id of the whole story, which contains the present of the
    recording. It has the form of a UUID of version 7: milliseconds since 1970, then a
    constant.
    """
    return UUID(f"{to_micros(present) // _MILLISECOND:012x}{_THIS_STORY}")


def present_of(story: UUID) -> datetime | None:
    """The present of a story; None for an id that is not this story's."""
    if not story.hex.endswith(_THIS_STORY):
        return None
    return from_micros(int(story.hex[:12], 16) * _MILLISECOND)


def pseudo_random(key: str, over: int) -> int:
    """A pseudo-random number from 0 to `over` - 1, the same each time for a text."""
    return story_uuid("spread", key).int % over


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend. Never changes an order."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def at_minute(day: date, minutes: int) -> datetime:
    """A time on a day: so many minutes after midnight, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)


def read_yaml(name: str) -> Any:
    text = (files("bsm_service.demonstration") / name).read_text(encoding="utf-8")
    return yaml.load(text, _YAML_LOADER)


def _principal(role: Role, delegation: str | None) -> Principal:
    account = story_uuid("account", f"{role}/{delegation}").hex
    return Principal(account, role, delegation, SignInMethod.DEMONSTRATION)


SECRETARIAT = _principal(Role.SECRETARIAT, None)
CHAIR = _principal(Role.CHAIR, None)


def focal_point(delegation: str) -> Principal:
    return _principal(Role.FOCAL_POINT, delegation)
