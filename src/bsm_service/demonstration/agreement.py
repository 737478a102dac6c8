"""The decisions of `agreement-story.yaml`, as steps: from first drafts to numbers.

All are invented, and so is every position. One silence is opened at the present itself
and expires three days later, so that something always waits for an answer.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bsm_domain.agreement.text_body import LinkedActivity, Paragraph, ParagraphKind
from bsm_domain.meetings.meeting_facts import InvitedDelegation, RollLine
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import (
    AdoptDecision,
    CommentOnDecision,
    EndProcedure,
    ExpireSilence,
    ExtendSilence,
    LeaveDecisionOpen,
    OpenProcedure,
    PlaceTranslation,
    TableDecision,
    TableVersion,
    UpholdDecision,
)
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    RecordPositions,
    TakePosition,
)
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import (
    BERLIN,
    INVENTED,
    objective_id,
    session_id,
)
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.seeding_steps import (
    CHAIR,
    SECRETARIAT,
    SeedingStep,
    at_minute,
    focal_point,
    read_yaml,
    story_uuid,
    working_day,
)
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import CallRoll

# How long the silence runs that is opened at the present.
_LAST_SILENCE = timedelta(days=3)
_ORGANISERS_ZONE = ZoneInfo("Europe/Berlin")

_COMMANDS: dict[str, type[Command]] = {
    command.NAME.removeprefix("decision.").replace("-", " "): command
    for command in (
        *(TableDecision, TableVersion, PlaceTranslation, CommentOnDecision),
        *(TakePosition, RecordPositions, CorrectPosition),
        *(OpenProcedure, ExtendSilence, EndProcedure, ExpireSilence),
        *(AdoptDecision, LeaveDecisionOpen, UpholdDecision),
    )
}
_OF_CURRENT_VERSION = (TableVersion, OpenProcedure, AdoptDecision)
_ON_CURRENT_VERSION = (
    *(PlaceTranslation, CommentOnDecision, TakePosition, RecordPositions),
)
# The kind of a paragraph, by the first letter of its key.
_KINDS = {
    "h": ParagraphKind.HEADING,
    "p": ParagraphKind.PLAIN,
    "n": ParagraphKind.NUMBERED,
}


def decision_id(key: str) -> UUID:
    return story_uuid("decision", key)


def agreement_steps(
    delegations: tuple[InvitedDelegation, ...], present: datetime
) -> Iterator[SeedingStep]:
    """The roll-calls in Berlin, and all steps of all decisions."""
    yield from _roll_calls(delegations)
    for source in read_yaml("agreement-story.yaml"):
        story = _DecisionStory(source, present)
        for number, step in enumerate(source["steps"]):
            yield story.seeding_step(number, step)


def _roll_calls(delegations: tuple[InvitedDelegation, ...]) -> Iterator[SeedingStep]:
    """All who are named on the public page were there."""
    lines = tuple(
        RollLine(delegation=delegation.code, present=True) for delegation in delegations
    )
    for roll in INVENTED["rolls"]:
        session = roll["session"]
        command = CallRoll(
            meeting_id=BERLIN, session_id=session_id(session), lines=lines
        )
        key = f"{command.NAME}/{BERLIN_STARTS_ON}/{session}"
        yield SeedingStep(
            at_minute(roll["day"], roll["minutes"]), key, SECRETARIAT, command
        )


class _DecisionStory:
    """A decision as its steps go on: its text, and how many versions there are."""

    def __init__(self, source: dict[str, Any], present: datetime) -> None:
        self._key: str = source["decision"]
        self._source = source
        self._present = present
        self._version = 0
        self._round = 0
        self._text: dict[str, str] = {}
        self._links: dict[str, int] = {}

    def seeding_step(self, number: int, step: dict[str, Any]) -> SeedingStep:
        """What the file does not explain of a step is a field of its command."""
        fields = dict(step)
        command = _COMMANDS[fields.pop("do")]
        at = self._moment(fields)
        principal = self._principal(command, fields)
        fields |= self._fields(command, fields, number)
        fields["decision_id"] = decision_id(self._key)
        return SeedingStep(
            at,
            f"decision/{self._key}/{number}",
            principal,
            command.model_validate(fields),
        )

    def _moment(self, fields: dict[str, Any]) -> datetime:
        if "days_ago" in fields:
            day = self._present.date() - timedelta(days=fields.pop("days_ago"))
            return at_minute(working_day(day), fields.pop("minutes"))
        at: datetime = fields.pop("at", self._present)
        return at

    def _principal(self, command: type[Command], fields: dict[str, Any]) -> Principal:
        by = fields.pop("by", None)
        if command is ExpireSilence:
            return SYSTEM
        if command is TakePosition and by is None:
            return focal_point(fields["delegation"])
        if command is TableDecision and by is not None:
            fields["tabled_by"] = by
        match by:
            case None | "chair":
                return CHAIR
            case "secretariat":
                return SECRETARIAT
            case state:
                return focal_point(state)

    def _fields(
        self, command: type[Command], fields: dict[str, Any], number: int
    ) -> dict[str, Any]:
        """Fields of the command that the file leaves out, or says in other words."""
        found: dict[str, Any] = {}
        if command is TableDecision:
            found |= self._origin()
        if command in _OF_CURRENT_VERSION:
            found["of"] = self._version
        elif command in _ON_CURRENT_VERSION:
            found["version"] = self._version
        if command in (TableDecision, TableVersion):
            self._version += 1
            found["body"] = self._body(fields.pop("text"), fields.pop("links", {}))
        if command is PlaceTranslation:
            found["texts"] = [
                {"paragraph": self._paragraph_id(key), "text": text}
                for key, text in fields["texts"].items()
            ]
        if command is CommentOnDecision:
            found["comment_id"] = story_uuid("comment", f"{self._key}/{number}")
        if command is RecordPositions:
            found["rows"] = [
                {"delegation": code, "position": position}
                for position, codes in fields["rows"].items()
                for code in codes
            ]
        if command is OpenProcedure:
            self._round += 1
            found |= self._procedure(fields)
        if command is ExpireSilence:
            found["round"] = self._round
        return found

    def _origin(self) -> dict[str, Any]:
        meeting = self._source.get("meeting", BERLIN_STARTS_ON)
        origin: dict[str, Any] = {"meeting_id": story_uuid("meeting", str(meeting))}
        if code := self._source.get("objective"):
            origin["objective_id"] = objective_id(code)
        if replaced := self._source.get("supersedes"):
            origin["supersedes"] = (decision_id(replaced),)
        return origin

    def _body(self, text: dict[str, str | None], links: dict[str, int]) -> Any:
        """A version says what is other than in the one before."""
        merged = self._text | text
        self._text = {key: said for key, said in merged.items() if said is not None}
        self._links |= links
        return {
            "title": self._source["title"],
            "paragraphs": [
                Paragraph(id=self._paragraph_id(key), kind=_KINDS[key[0]], text=said)
                for key, said in self._text.items()
            ],
            "activities": [
                LinkedActivity(
                    activity_id=story_uuid("activity", code), version=version
                )
                for code, version in self._links.items()
            ],
        }

    def _paragraph_id(self, key: str) -> UUID:
        return story_uuid("paragraph", f"{self._key}/{key}")

    def _procedure(self, fields: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if "session" in fields:
            found["session_id"] = session_id(fields.pop("session"))
        if fields["procedure"] == "silence":
            found["time_zone"] = _ORGANISERS_ZONE.key
            if "expires_at" not in fields:
                expires_at = (self._present + _LAST_SILENCE).replace(
                    second=0, microsecond=0
                )
                found["expires_at"] = expires_at.astimezone(_ORGANISERS_ZONE)
        return found
