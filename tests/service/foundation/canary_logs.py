"""A text that stands nowhere else: found in a log, it was typed by somebody."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any
from uuid import UUID

import psycopg
from pydantic import TypeAdapter, ValidationError

from bsm_domain.foundation.errors import InvalidTransition
from bsm_service.foundation.logs import configure_logging

CANARY = "Zq9canary"


class Log:
    """Everything that is logged in this process, in both forms."""

    def __init__(self, *written: StringIO) -> None:
        self._written = written

    @property
    def text(self) -> str:
        return "".join(text.getvalue() for text in self._written)

    def must_be_clean(self, about: object = "") -> None:
        for line in self.text.splitlines():
            assert CANARY.casefold() not in line.casefold(), (about, line[:2_000])


@contextmanager
def logged() -> Iterator[Log]:
    root = logging.getLogger()
    handlers, level, factory = (
        root.handlers[:],
        root.level,
        logging.getLogRecordFactory(),
    )
    asked, as_text, as_usual = StringIO(), StringIO(), StringIO()
    configure_logging("debug", "text", as_text)
    [text] = root.handlers
    # As a handler that a library brings along would write it.
    plain = logging.StreamHandler(as_usual)
    plain.setFormatter(logging.Formatter("%(name)s %(message)s"))
    configure_logging("debug", "json", asked)
    root.handlers += [text, plain]
    try:
        yield Log(asked, as_text, as_usual)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.setLogRecordFactory(factory)


def _of_pydantic(said: str) -> Exception:
    try:
        TypeAdapter(dict[str, UUID]).validate_python({said: said})
    except ValidationError as error:
        return error
    raise AssertionError


def _chained(said: str) -> Exception:
    try:
        try:
            raise KeyError(said)
        except KeyError as error:
            raise RuntimeError(f"about {said}") from error
    except RuntimeError as error:
        return error


def _noted(said: str) -> Exception:
    error = TypeError(said)
    error.add_note(said)
    return error


def _of_sqlite(said: str) -> Exception:
    error = sqlite3.IntegrityError(f"CHECK constraint failed: {said}")
    error.sqlite_errorname = "SQLITE_CONSTRAINT_CHECK"
    return error


# What is raised somewhere inside, with the text in its message or its arguments.
CRASHES: dict[str, Callable[[str], Exception]] = {
    "ValueError": ValueError,
    "KeyError": KeyError,
    "UnicodeDecodeError": lambda said: UnicodeDecodeError(
        "utf-8", said.encode(), 0, 1, said
    ),
    "pydantic": _of_pydantic,
    "a refusal": InvalidTransition,
    "sqlite": _of_sqlite,
    "postgres": lambda said: psycopg.errors.InvalidTextRepresentation(
        f"invalid input: {said}"
    ),
    "a cause": _chained,
    "a note": _noted,
    "a group": lambda said: ExceptionGroup(said, [ValueError(said), _chained(said)]),
    "SyntaxError": lambda said: SyntaxError(said, (said, 1, 1, said)),
    "OSError": lambda said: FileNotFoundError(2, said, said),
}


def with_canary(value: Any) -> Iterator[Any]:
    """The same with the canary in place of one value after the other, in all texts at
    once, and beside what is known.
    """
    yield _everywhere(value)
    yield from _one_by_one(value)
    if isinstance(value, dict):
        yield value | {CANARY: CANARY}
        yield value | {CANARY: {CANARY: [CANARY]}}


def _everywhere(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _everywhere(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_everywhere(item) for item in value]
    return CANARY if isinstance(value, str) else value


def _one_by_one(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from (value | {name: other} for other in _one_by_one(one))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            for other in _one_by_one(one):
                yield [*value[:at], other, *value[at + 1 :]]
    else:
        yield CANARY
