"""Parsing of the values of options: texts, times, meetings."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError

from bsm_domain.agreement.text_body import TextBody
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.meetings.agenda import WallTime
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.agreement.queries import decision_versions
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.queries import meetings
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import InvalidUsage, UnreadableFile

WALL_TIME_HINT = "In the meeting's local time, for example 2016-04-12T09:30."
TEXT_HINT = "- reads from standard input, @FILE from a file"
_MAX_BYTES = 10_000_000
_CODE: TypeAdapter[str] = TypeAdapter(DelegationCode)
_WALL_TIME: TypeAdapter[datetime] = TypeAdapter(WallTime)


def read_text(text: str) -> str:
    """A text as typed; from standard input if it is "-", from a file if it begins with
    "@" ("@@" stands for one). This keeps texts out of the shell's history.

    Raises UnreadableFile.
    """
    if text == "-":
        return sys.stdin.read(_MAX_BYTES).strip("\r\n")
    if text.startswith("@@"):
        return text[1:]
    if text.startswith("@"):
        return _read_text_file(Path(text[1:]))
    return text


def prompt_for(text: str | None, missing: str, question: str, *, as_json: bool) -> str:
    """A required text: given, or prompted for at a terminal.

    Raises InvalidUsage with the message `missing`, UnreadableFile.
    """
    if text is not None:
        return read_text(text)
    if sys.stdin.isatty() and not as_json:
        return str(typer.prompt(question))
    raise InvalidUsage(missing)


def read_file(file: Path) -> bytes:
    """Raises UnreadableFile."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{file} cannot be read: {error.strerror}") from None


def _read_text_file(file: Path) -> str:
    try:
        return read_file(file).decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{file} is not a UTF-8 text file") from None
    except UnreadableFile as error:
        raise UnreadableFile(
            f"{error}; write @@ for a text that begins with @"
        ) from None


def parse_delegation(text: str | None) -> str | None:
    """The code of a delegation, if one was given. Raises InvalidValue."""
    if text is None:
        return None
    try:
        return _CODE.validate_python(text)
    except ValidationError:
        raise InvalidValue(
            f"“{text[:40]}” is not a delegation's code; for example AT"
        ) from None


def parse_time(text: str) -> datetime:
    """A time with its offset from UTC. Raises InvalidValue."""
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is not None:
            return time
    except ValueError:
        pass
    raise InvalidValue(
        f"{text[:40]!r} is not a time with a UTC offset; write it as "
        "2016-04-12T16:00:00+02:00"
    )


def parse_wall_time(text: str) -> datetime:
    """A time without an offset. Raises InvalidValue."""
    try:
        return _WALL_TIME.validate_python(text)
    except ValidationError:
        raise InvalidValue(
            f"{text[:40]!r} is not a date and time; write it in the meeting's local "
            "time, without an offset, for example 2016-04-12T09:30"
        ) from None


def text_finder(
    system: System, principal: Principal
) -> Callable[[UUID, int], TextBody | None]:
    """A function that finds a version of a decision's text, as that user may see it."""

    def find(decision: UUID, number: int) -> TextBody | None:
        with system.read(system.now(), audience_of(principal)) as context:
            versions = decision_versions(context, str(decision))
        found = (each.text for each in versions if each.number == number)
        return next(found, None)

    return find


def meeting_finder(system: System) -> Callable[[str], UUID]:
    """A function that finds a meeting by its id or its edition. It raises NotFound."""

    def find(text: str) -> UUID:
        everything = UNRESTRICTED_AUDIENCE
        with system.read(system.now(), everything) as context:
            known_meetings = meetings(context, limit=1_000).items
        # An edition that was cancelled may have been announced again.
        for meeting in sorted(known_meetings, key=_is_cancelled):
            if text in (meeting.id, UUID(meeting.id).hex, str(meeting.edition)):
                return UUID(meeting.id)
        names = (
            ", ".join(str(meeting.edition or meeting.id) for meeting in known_meetings)
            or "none"
        )
        raise NotFound(f"there is no meeting {text[:40]}; the meetings are: {names}")

    return find


def _is_cancelled(meeting: Meeting) -> bool:
    return meeting.status == MeetingStatus.CANCELLED
