"""Lines of the log: what they say, for whom, and what they never do."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bsm_service.foundation.logs import REQUEST_ID, configure_logging, log_fields

log = logging.getLogger("bsm.tests")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_programs_get_one_json_object_for_each_line():
    written = io.StringIO()
    configure_logging(None, None, written)

    log.info("answered", extra=log_fields(status=200))
    log.debug("not said")

    (line,) = lines(written)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "bsm.tests",
        "message": "answered",
        "status": 200,
    }


def test_people_at_a_terminal_get_text_from_warnings_up():
    written = Terminal()
    configure_logging(None, None, written)

    log.info("not said")
    log.warning("the disk is nearly full", extra=log_fields(left="5%"))

    (line,) = written.getvalue().splitlines()
    assert line.endswith("warning bsm.tests the disk is nearly full left=5%")


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_said_can_forge_a_line_or_steer_a_terminal(form: str):
    written = io.StringIO()
    configure_logging("info", form, written)

    log.info("a\nb\x1b[2J\x9b\u2028\u202ec", extra=log_fields(account="x\r\ny"))

    (line,) = written.getvalue().splitlines()
    assert not {"\x1b", "\x9b", "\u2028", "\u202e", "\r"} & set(line)


HOSTILE = {
    "line ends": "a\r\n2026-01-01T00:00:00+00:00 warning bsm forged",
    "a terminal's orders": "\x1b]0;title\x07\x1b[2J\x1b[31m\x9b2J\x7f\x08\x08",
    "other line ends": "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg",
    "turns of direction": "\u202eevil\u2066a\u2067b\u2068c\u2069\u200f\u061c",
    "what nobody sees": "a\u200bb\ufeffc\u00add\U000e0041",
    "halves of characters": "\ud800 \udfff",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("form", ["json", "text"])
def test_whatever_is_said_is_one_line_that_only_shows_itself(form: str, hostile: str):
    written = io.StringIO()
    configure_logging("info", form, written)

    log.info(hostile, extra=log_fields(path=hostile, agent=hostile, account=hostile))
    log.info("%s signed in", hostile)

    text = written.getvalue()
    assert text.count("\n") == 2
    assert len(text.splitlines()) == 2
    assert all(line.isprintable() for line in text.splitlines())
    text.encode()


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_text_of_an_error_is_in_no_line(form: str):
    written = io.StringIO()
    configure_logging("info", form, written)

    try:
        raise ValueError(HOSTILE["line ends"])
    except ValueError:
        log.exception("a request failed")

    lines = written.getvalue().splitlines()
    assert "forged" not in written.getvalue()
    assert all(line.startswith("    ") for line in lines[1:])


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_is_told_once_with_its_trace(form: str):
    written = io.StringIO()
    configure_logging("info", form, written)

    try:
        raise ValueError("odd\x1b")
    except ValueError:
        log.exception("a request failed")

    assert written.getvalue().count("a request failed") == 1
    assert written.getvalue().count("ValueError") == 1
    assert "odd" not in written.getvalue()


def test_a_line_names_the_request_that_is_answered():
    written = io.StringIO()
    configure_logging(None, None, written)

    token = REQUEST_ID.set("monday-1")
    log.info("within")
    REQUEST_ID.reset(token)
    log.info("without")

    assert [line.get("request_id") for line in lines(written)] == ["monday-1", None]


def test_libraries_speak_in_the_same_form_and_only_when_it_matters():
    theirs = logging.getLogger("uvicorn.tests")
    own = io.StringIO()
    theirs.addHandler(logging.StreamHandler(own))
    theirs.propagate = False
    written = io.StringIO()
    configure_logging("info", "json", written)

    theirs.info("not news")
    theirs.warning("news")

    assert own.getvalue() == ""
    assert [line["message"] for line in lines(written)] == ["news"]
