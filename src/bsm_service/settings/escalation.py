"""Escalation rules: who is reminded when, in days from the due date."""

from dataclasses import dataclass
from enum import StrEnum

MAX_DAYS = 400  # days before or after


class EscalationTarget(StrEnum):
    """The owner's focal points, the head of its delegation, the Chair."""

    OWNER = "owner"
    HEAD = "head"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """`days` after the due date; before it where it is negative."""

    target: EscalationTarget
    days: int

    def __str__(self) -> str:
        return f"{self.target}:{self.days}"


EscalationRules = tuple[EscalationStep, ...]
DEFAULT_TEXT = "owner:-30,owner:-7,owner:-1,owner:1,head:14,chair:30"


def parse_escalation(text: str) -> EscalationRules:
    """Reads `owner:-7,head:14`. Raises ValueError."""
    steps = []
    for part in text.replace(" ", "").split(","):
        target, _, days = part.partition(":")
        try:
            step = EscalationStep(EscalationTarget(target), int(days))
        except ValueError:
            raise ValueError(
                f"{part!r} is not an escalation step; write it as owner:-7"
            ) from None
        if abs(step.days) > MAX_DAYS:
            raise ValueError(f"{part!r} is more than {MAX_DAYS} days away")
        if step in steps:
            raise ValueError(f"{part!r} appears twice")
        steps.append(step)
    return tuple(sorted(steps, key=lambda step: step.days))


DEFAULT_ESCALATION = parse_escalation(DEFAULT_TEXT)
