"""What people type into options, and how it is read: texts, times, a meeting's name."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.audience import Audience
from bsm_projections.meetings.queries import meetings
from bsm_service.application.system import System
from bsm_service.foundation.refusals import InvalidUsage, UnreadableFile

TEXT_HINT = "- reads it from standard input, @FILE from a file"
_MAX_BYTES = 10_000_000
_CODE: TypeAdapter[str] = TypeAdapter(DelegationCode)


def read_text(text: str) -> str:
    """A text as it was typed; from standard input where it is "-", from a file where it
    begins with "@" ("@@" stands for one). So nothing need stand in a shell's history.

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
    """A text that is required: typed, or asked for where somebody sits at a terminal.

    Raises InvalidUsage with what is `missing`, UnreadableFile.
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
        raise UnreadableFile(f"{file} is no text in UTF-8") from None
    except UnreadableFile as error:
        raise UnreadableFile(
            f"{error}; a text that begins with @ is written with @@"
        ) from None


def parse_delegation(text: str | None) -> str | None:
    """The code of a delegation, where one was typed. Raises InvalidValue: another
    spelling would be the code of nobody.
    """
    if text is None:
        return None
    try:
        return _CODE.validate_python(text)
    except ValidationError:
        raise InvalidValue(
            f"“{text[:40]}” is not the code of a delegation; write it like AT"
        ) from None


def parse_time(text: str) -> datetime:
    """A time with its zone. Raises InvalidValue."""
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is not None:
            return time
    except ValueError:
        pass
    raise InvalidValue(
        f"{text[:40]!r} is no time with its zone; write it as 2016-04-12T16:00:00+02:00"
    )


def meeting_finder(system: System) -> Callable[[str], UUID]:
    """Finds a meeting by its id or its edition. Raises NotFound for what is neither."""

    def find(text: str) -> UUID:
        everything = Audience(focal_points_matter=True)
        with system.read(system.now(), everything) as context:
            known_meetings = meetings(context, limit=1_000).items
        for meeting in known_meetings:
            if text in (meeting.id, UUID(meeting.id).hex, str(meeting.edition)):
                return UUID(meeting.id)
        names = (
            ", ".join(str(meeting.edition or meeting.id) for meeting in known_meetings)
            or "none"
        )
        raise NotFound(f"no meeting {text[:40]} is on record; there are: {names}")

    return find
