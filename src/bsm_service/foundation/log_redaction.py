"""Log records without the texts that people typed.

What a person typed reaches a log in two ways: in the message of an exception (which
quotes the value it complains of) and in the messages of libraries. So both are replaced
when a record is made, before any handler or formatter sees it: an exception by its
type, its code and its frames, a library's message by the text that stands in the
library's source. The product's own messages are constants, whose arguments are codes
and ids.
"""

import ast
import errno
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, TextIO

from pydantic import ValidationError

from bsm_domain.foundation.errors import DomainError

OWN_LOGGERS = ("bsm", "bsm_domain", "bsm_projections", "bsm_service", "dashboard")
# Of a trace: the outermost frames, which are much the same, and the innermost.
_OUTERMOST, _INNERMOST = 10, 30
_MAX_LINKED = 10
_CODE = re.compile(r"[A-Za-z0-9_]{1,40}")
_log = logging.getLogger("bsm.faults")


class _Withheld:
    def __repr__(self) -> str:
        return "…"


_WITHHELD = _Withheld()


def exception_name(error: BaseException) -> str:
    """The type of an exception, with its code where it has one; never its message."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    code = ", ".join(_codes(error))
    return f"{name} ({code})" if code else name


def redacted_trace(error: BaseException) -> str:
    """Types, codes and frames of an exception and of what led to it, the first cause
    first. A frame is its module, line and function: never a value or a line of source.
    """
    linked = list[BaseException]()
    _collect(error, linked)
    return "\n".join(
        line
        for linked_error in reversed(linked)
        for line in (
            exception_name(linked_error),
            *(f"  {frame}" for frame in _frames(linked_error.__traceback__)),
        )
    )


def _trace_or_type(error: BaseException) -> str:
    """Logging an error must not fail."""
    try:
        return redacted_trace(error)
    except Exception:
        return type(error).__name__


class RedactedRecord(logging.LogRecord):
    """A record that any handler may write: nothing in it was typed by a person."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: Any,
        exc_info: Any,
        func: str | None = None,
        sinfo: str | None = None,
        **more: Any,
    ) -> None:
        own = is_own(name)
        if not (isinstance(msg, str) and (own or msg in _constants(pathname))):
            place = f"{_module_file(pathname)}:{lineno}"
            msg, args = f"(a message that is not a constant, from {place})", ()
        super().__init__(name, level, pathname, lineno, msg, args, None, func, **more)
        if self.args:
            self.args = _redacted_args(self.args, own)
        error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
        if isinstance(error, BaseException):
            self.exc_text = _trace_or_type(error)


def redact_logs() -> None:
    """From now on no record of this process, its library's or its interpreter's, holds
    the message of an exception. What the interpreter itself would print of a fault is
    logged instead, unless somebody takes care of that already.
    """
    logging.setLogRecordFactory(RedactedRecord)
    # What cannot be written is logged without its arguments, too.
    logging.raiseExceptions = False
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = _uncaught
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _uncaught_in_thread
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _unraisable
    if warnings.showwarning.__module__ == "warnings":
        warnings.showwarning = _warned


def _codes(error: BaseException) -> Iterator[str]:
    if isinstance(error, DomainError):
        yield error.code
    if isinstance(error, OSError):
        yield from filter(None, [errno.errorcode.get(error.errno or 0)])
    for name in ("sqlite_errorname", "sqlstate"):
        code = getattr(error, name, None)
        if isinstance(code, str) and _CODE.fullmatch(code):
            yield code
    if isinstance(error, ValidationError):
        problems = error.errors(
            include_url=False, include_context=False, include_input=False
        )
        yield from sorted({problem["type"] for problem in problems})[:5]


def _collect(error: BaseException, linked: list[BaseException]) -> None:
    """The error, then what it came from, and the members of a group."""
    if len(linked) == _MAX_LINKED or any(error is earlier for earlier in linked):
        return
    linked.append(error)
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            _collect(member, linked)
    cause = error.__cause__
    if cause is None and not error.__suppress_context__:
        cause = error.__context__
    if cause is not None:
        _collect(cause, linked)


def _frames(traceback: TracebackType | None) -> list[str]:
    """The innermost last; of very many only the outermost and innermost."""
    frames = [
        f"{_module(frame.f_globals.get('__name__'), frame.f_code.co_filename)}:{line} "
        f"{frame.f_code.co_qualname}"
        for frame, line in walk_tb(traceback)
    ]
    left_out = len(frames) - _OUTERMOST - _INNERMOST
    if left_out > 0:
        frames[_OUTERMOST:-_INNERMOST] = [f"… {left_out} more"]
    return frames


def _module(name: object, file: str) -> str:
    """A page is run by Streamlit as "__main__"."""
    if isinstance(name, str) and name != "__main__":
        return name
    return _module_file(file)


def _module_file(path: str) -> str:
    return "/".join(Path(path).parts[-2:])


def _redacted_args(args: Any, own: bool) -> Any:
    if isinstance(args, Mapping):
        return {name: _redacted(value, own) for name, value in args.items()}
    return tuple(_redacted(value, own) for value in args)


def _redacted(value: object, own: bool) -> object:
    if own:
        return without_messages(value)
    if isinstance(value, BaseException):
        return exception_name(value)
    # A kind of number may be written otherwise than as a number.
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__pos__(value)
    if isinstance(value, float):
        return float.__pos__(value)
    return value if value is None or isinstance(value, bool) else _WITHHELD


def without_messages(value: object) -> object:
    """A value of the product's own, with its exceptions named, also those in a list."""
    if isinstance(value, BaseException):
        return exception_name(value)
    if isinstance(value, Mapping):
        return {name: without_messages(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [without_messages(item) for item in value]
    return value


def is_own(logger: str) -> bool:
    """Whether a logger of that name is the product's."""
    return logger.partition(".")[0] in OWN_LOGGERS


@cache
def _constants(path: str) -> frozenset[str]:
    """The texts that stand word for word in the source of a module."""
    try:
        source = ast.parse(Path(path).read_bytes())
    except Exception:  # logging must not raise errors
        return frozenset()
    return frozenset(
        node.value
        for node in ast.walk(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _uncaught(
    kind: type[BaseException], error: BaseException, _: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("the process was ended by an error", exc_info=error)


def _uncaught_in_thread(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is not None and not isinstance(fault.exc_value, SystemExit):
        _log.error("a thread was ended by an error", exc_info=fault.exc_value)


def _unraisable(fault: "sys.UnraisableHookArgs") -> None:
    _log.error("an error that could not be reported", exc_info=fault.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Without its text, which may quote a value."""
    location = f"{_module_file(filename)}:{lineno}"
    _log.warning("Python warns: %s at %s", category.__name__, location)
