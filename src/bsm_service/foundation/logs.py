"""The product's logs: one line for each message.

Lines contain codes, commands and opaque accounts; never submitted or recorded data.
Errors are logged by type, code and frames (`log_redaction.py`).
"""

import json
import logging
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TextIO

from bsm_service.foundation.log_redaction import is_own, redact_logs, without_messages

# The request that is being answered, in its task and in the threads that it uses.
REQUEST_ID: ContextVar[str | None] = ContextVar("request id", default=None)

# Seconds between two warnings about the same that happens again and again.
WARNING_INTERVAL_SECONDS = 60.0

_in_json = json.JSONEncoder(default=str).encode
# Libraries that bring handlers of their own, and how much of them is news.
_LIBRARIES = {
    "httpx": logging.WARNING,
    "streamlit": logging.WARNING,
    "uvicorn": logging.WARNING,
    "websockets": logging.WARNING,
}


def log_fields(**fields: Any) -> Mapping[str, Any]:
    """For `extra=`: what a line says beside its message, for programs to find."""
    return {
        "log_fields": {name: without_messages(value) for name, value in fields.items()}
    }


def configure_logging(
    level: str | None, form: str | None, to: TextIO | None = None
) -> None:
    """From now on everything is logged in one format, to standard error by default.

    What is not given depends on who reads: people at a terminal get text, from
    warnings up; programs get JSON, from infos up.
    """
    redact_logs()
    stream = to or sys.stderr
    people = stream.isatty()
    handler = logging.StreamHandler(stream)
    form = form or ("text" if people else "json")
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel((level or ("warning" if people else "info")).upper())
    for name in tuple(logging.root.manager.loggerDict):
        library = name.partition(".")[0]
        if library in _LIBRARIES:
            library_logger = logging.getLogger(name)
            library_logger.handlers.clear()
            library_logger.propagate = True
            library_logger.setLevel(max(root.level, _LIBRARIES[library]))


class ThrottledWarnings:
    """Warns of what may happen thousands of times, at most once a minute about the
    same, with how often it was until then. Used from any thread.
    """

    def __init__(
        self, log: logging.Logger, clock: Callable[[], float] = monotonic
    ) -> None:
        self._log = log
        self._clock = clock
        self._times: Counter[str] = Counter()
        self._warned_at: dict[str, float] = {}

    def warn(self, about: str, times: int = 1) -> None:
        self._times[about] += times
        now = self._clock()
        if (
            now - self._warned_at.get(about, -WARNING_INTERVAL_SECONDS)
            >= WARNING_INTERVAL_SECONDS
        ):
            self._warned_at[about] = now
            extra = log_fields(times=self._times.pop(about))
            self._log.warning("%s", about, extra=extra)


class JsonLines(logging.Formatter):
    """One JSON object in ASCII for each line: nothing in it can end a line."""

    def format(self, record: logging.LogRecord) -> str:
        return _in_json(_record_fields(record))


class TextLines(logging.Formatter):
    """The same for people; what a terminal would act upon is written out."""

    def format(self, record: logging.LogRecord) -> str:
        record_fields = _record_fields(record)
        trace = record_fields.pop("trace", "")
        start = [
            record_fields.pop(name) for name in ("time", "level", "logger", "message")
        ]
        more = [f"{name}={value}" for name, value in record_fields.items()]
        lines = [" ".join(map(str, start + more))]
        lines += [f"    {line}" for line in trace.splitlines()]
        return "\n".join(map(_escape_invisible, lines))


def _escape_invisible(line: str) -> str:
    """With what nobody sees written out: controls, line ends, changes of direction,
    halves of characters, which no stream can write.
    """
    if line.isprintable():
        return line
    return "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape").decode()
        for character in line
    )


def _record_fields(record: logging.LogRecord) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record.created, UTC)
    record_fields = {
        "time": moment.isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
    }
    request_id = REQUEST_ID.get()
    if request_id is not None:
        record_fields["request_id"] = request_id
    if is_own(record.name):
        record_fields.update(vars(record).get("log_fields", {}))
    if record.exc_text:
        record_fields["trace"] = record.exc_text
    return record_fields
