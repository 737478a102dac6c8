"""No text of a person is in a log: whatever is refused, and whatever fails."""

import ast
import json
import logging
import threading
import warnings
from base64 import b64encode
from collections.abc import Iterator
from enum import Enum
from io import IOBase
from itertools import cycle
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
import typer.testing
from service.accounts.account_examples import office
from service.command_examples import with_ids
from service.foundation.canary_logs import CANARY, CRASHES, Log, logged, with_canary
from service.http_api.http_examples import Served, served
from service.http_api.http_requests import NOTHING, SENT, OnRecord, on_record
from service.http_api.routes import every_address
from starlette.testclient import TestClient
from typer.core import TyperArgument
from typer.main import get_command
from typer.testing import CliRunner
from xlsxwriter import Workbook

import bsm_service
import dashboard
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.pages import page_routes, templates
from bsm_service.application.command_service import CommandService
from bsm_service.assembly.command_line import app
from bsm_service.cli.error_output import FAULT_STATUS
from bsm_service.foundation.log_redaction import redacted_trace
from bsm_service.foundation.logs import log_fields
from bsm_service.imports import list_reading

IMPORTS = [route for route in SENT if "/imports/" in route]
NAMES = cycle(CRASHES)
SOURCE = Path(bsm_service.__file__).parents[1]
LEVELS = frozenset(("debug", "info", "warning", "error", "exception", "critical"))


class Here:
    def __init__(self, it: Served) -> None:
        self.it = it
        self.known: OnRecord = on_record(it)
        self.clients: dict[str, TestClient] = {
            role: it.as_(role, "AT" if role is Role.FOCAL_POINT else None)
            for role in (Role.SECRETARIAT, Role.CHAIR, Role.ADMINISTRATOR)
        }
        self.secretariat = self.clients[Role.SECRETARIAT]

    def send(self, route: str, body: Any, **headers: str) -> Any:
        method, _, path = route.partition(" ")
        return self.secretariat.request(
            method, self.known.address(path), json=body, headers=headers
        )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield Here(it)


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def found_in(log: Log, response: Any) -> list[dict[str, Any]]:
    """The lines of the answer's request, by the reference that it names."""
    reference = response.json()["request_id"]
    lines = (json.loads(text) for text in log.text.splitlines() if text.startswith("{"))
    return [line for line in lines if line.get("request_id") == reference]


# What is refused


def test_what_is_sent_to_any_route_is_in_no_log(here: Here, log: Log):
    refused = 0
    for route, body in SENT.items():
        for said in with_canary(body):
            response = here.send(
                route, said, **{"Idempotency-Key": f"{CANARY} {route}"}
            )
            refused += response.status_code >= 400
        log.must_be_clean(route)
    assert refused > 2 * len(SENT)


def test_what_stands_in_addresses_and_headers_is_in_no_log(here: Here, log: Log):
    for address in every_address(here.it.routes):
        method, _, path = address.key.partition(" ")
        if method != "GET" or not path.startswith("/api") or "positions" in path:
            continue
        for name in here.known.ids:
            path = path.replace(f"{{{name}}}", CANARY)
        here.secretariat.get(path)
        here.secretariat.get(f"{path}/{CANARY}", params={CANARY: CANARY, "q": CANARY})
    for name in ("User-Agent", "Referer", "Authorization", "Cookie", "If-Match"):
        here.send("POST /meetings", SENT["POST /meetings"], **{name: CANARY})
    log.must_be_clean()


# What fails


def fail_with(text: str) -> Exception:
    error = CRASHES[next(NAMES)](text)
    assert CANARY in f"{error} {error.args} {vars(error)}"
    return error


def test_a_command_that_fails_is_logged_without_its_texts(
    here: Here, log: Log, monkeypatch: pytest.MonkeyPatch
):
    def fail(_: CommandService, command: Any, *__: Any) -> Any:
        raise fail_with(f"{command.NAME} {CANARY}")

    monkeypatch.setattr(CommandService, "_execute", fail)
    failed = 0
    for route, body in SENT.items():
        response = here.send(route, with_ids(body, here.known.ids))
        if response.status_code == 500:
            failed += 1
            lines = found_in(log, response)
            [fault] = [line for line in lines if line["message"] == "a request failed"]
            assert "bsm_service.application.command_service" in fault["trace"]
            assert response.json()["request_id"] in response.json()["detail"]
            assert CANARY not in response.text
    log.must_be_clean()
    assert failed > 40


@pytest.mark.parametrize("crash", CRASHES)
def test_an_exception_is_told_by_type_code_and_frames(crash: str, log: Log):
    def fail() -> None:
        raise CRASHES[crash](CANARY)

    try:
        fail()
    except Exception as error:
        logging.getLogger("bsm.tests").exception("it failed: %s", error)
        logging.getLogger("elsewhere").exception(f"it failed: {error}")
        logging.getLogger("elsewhere").exception("it failed: %r", error)
        kind, told = type(error).__name__, redacted_trace(error)

    log.must_be_clean()
    assert f"{kind}" in log.text
    assert f"{__name__}:" in told
    assert ".<locals>.fail" in told


def test_codes_that_lead_to_the_fault_are_told():
    assert "(SQLITE_CONSTRAINT_CHECK)" in redacted_trace(CRASHES["sqlite"](CANARY))
    assert "(22P02)" in redacted_trace(CRASHES["postgres"](CANARY))
    assert "(uuid_parsing)" in redacted_trace(CRASHES["pydantic"](CANARY))
    assert "(invalid_transition)" in redacted_trace(CRASHES["a refusal"](CANARY))
    assert "(ENOENT)" in redacted_trace(CRASHES["OSError"](CANARY))


def test_whoever_logs_a_fault_does_not_fail_by_it(log: Log):
    class Odd(Exception):
        @property
        def sqlstate(self) -> str:
            raise ValueError(CANARY)

    logging.getLogger("bsm.tests").error("it failed", exc_info=Odd(CANARY))

    assert '"trace": "Odd"' in log.text
    log.must_be_clean()


def test_a_cause_without_end_is_told_in_part():
    first = last = ValueError(CANARY)
    for _ in range(100):
        later = ValueError(CANARY)
        later.__cause__ = last
        last = later
    first.__cause__ = last

    assert 1 < len(redacted_trace(last).splitlines()) < 50


def test_deep_recursion_is_told_in_part():
    def deeper(left: int) -> None:
        if not left:
            raise ValueError(CANARY)
        deeper(left - 1)

    try:
        deeper(500)
    except ValueError as error:
        lines = redacted_trace(error).splitlines()

    assert len(lines) < 50
    assert "more" in lines[11]


class Spelt(int):
    def __str__(self) -> str:
        return CANARY


def test_exceptions_within_a_list_are_named(log: Log):
    own, error = logging.getLogger("bsm.tests"), ValueError(CANARY)

    own.warning("%s %s", [error], {"of": (error,)}, extra=log_fields(errors=[error]))

    assert "['ValueError'] {'of': ['ValueError']} errors=['ValueError']" in log.text
    log.must_be_clean()


def test_libraries_say_only_what_stands_in_their_source(log: Log):
    library = logging.getLogger("elsewhere.part")

    library.warning("a constant")
    library.warning("%d of %s, %.1f s", 3, CANARY, 0.5)
    library.warning("%(name)s", {"name": CANARY})
    library.warning(f"made of {CANARY}")
    library.warning(ValueError(CANARY))
    library.warning("%s", Spelt(4))
    library.warning("a constant", extra={"log_fields": {"name": CANARY}})
    library.warning("%d", CANARY)  # and what cannot be written is not told either

    assert "a constant" in log.text
    assert "3 of …, 0.5 s" in log.text
    assert f"from foundation/{Path(__file__).name}:" in log.text
    log.must_be_clean()


@pytest.mark.filterwarnings("default")
def test_what_python_would_print_is_logged_instead(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    """In a server, where nobody else has taken these hooks."""
    usual: Any = warnings._showwarning_orig  # type: ignore[attr-defined]
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    monkeypatch.setattr(warnings, "showwarning", usual)

    def fail() -> None:
        raise CRASHES["a cause"](CANARY)

    with logged() as log:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        warnings.warn(CANARY, stacklevel=1)

    assert "a thread was ended by an error" in log.text
    assert "UserWarning" in log.text
    log.must_be_clean()
    assert CANARY not in capfd.readouterr().err


def test_messages_of_our_own_are_constants():
    """What varies are arguments: codes and ids, or an exception, which is named."""
    calls = 0
    for file in (*SOURCE.rglob("*.py"), *Path(dashboard.__file__).parent.rglob("*.py")):
        source = file.read_bytes()
        for node in ast.walk(ast.parse(source if b"log." in source else b"")):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and "log" in ast.unparse(node.func.value)
            ):
                calls += 1
                assert isinstance(node.args[0], ast.Constant), (file, node.lineno)
    assert calls > 20


# Imports


def workbook(folder: Path) -> bytes:
    file = folder / "tracker.xlsx"
    with Workbook(file) as book:
        sheet = book.add_worksheet(CANARY)
        rows = (
            ("Activity", "Owner", "Due", "Reply", CANARY),
            (f"{CANARY} maps", CANARY, CANARY, f"{CANARY} \x01\x1b said", CANARY),
            (CANARY, "AT", "30.09.2999", f"{CANARY} \u202e", CANARY),
        )
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.read_bytes()


def files(folder: Path) -> dict[str, bytes]:
    rows = [
        f"Activity,Owner,Due,Status,Reply,{CANARY}",
        f"{CANARY},{CANARY},{CANARY},{CANARY},{CANARY}\x07,{CANARY}",
        f'{CANARY} maps,AT,30.09.2999,open,"{CANARY}\r\nsaid \u202e{CANARY}",x',
    ]
    good = "\r\n".join(rows).encode()
    return {
        "csv": good,
        "xlsx": workbook(folder),
        "broken": good.replace(b"maps", b"m\xff\x00ps"),
        "no table": CANARY.encode(),
        "no workbook": b"PK\x03\x04" + good,
        CANARY: good,
    }


@pytest.mark.parametrize("route", IMPORTS)
def test_what_stands_in_imported_files_is_in_no_log(
    here: Here, log: Log, route: str, tmp_path: Path
):
    for name, data in files(tmp_path).items():
        ending = name if name in ("xlsx", CANARY) else "csv"
        for choices in ({}, {"columns": {CANARY: "title"}}):
            body = {"file": b64encode(data).decode(), "ending": ending}
            here.send(route, body | {"choices": choices})
        log.must_be_clean(name)


@pytest.mark.parametrize("crash", CRASHES)
def test_an_import_that_fails_is_logged_without_its_texts(
    here: Here,
    log: Log,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    crash: str,
):
    def fail(*_: Any, **__: Any) -> Any:
        raise CRASHES[crash](CANARY)

    monkeypatch.setattr(list_reading, "match_columns", fail)
    body = {"file": b64encode(files(tmp_path)["csv"]).decode()}

    response = here.send(IMPORTS[0], body)

    assert response.status_code in (500, 409, 422, 503), response.text
    log.must_be_clean()


# People: search and sign-in


def test_words_that_are_searched_for_are_in_no_log(
    here: Here, log: Log, monkeypatch: pytest.MonkeyPatch
):
    here.send("POST /participants/search", {"words": CANARY})

    def fail(words: str, *_: Any, **__: Any) -> Any:
        raise ValueError(f"no index of {words}")

    monkeypatch.setattr(here.it.system.vault.people, "search", fail)
    response = here.send("POST /participants/search", {"words": CANARY})

    assert response.status_code == 500
    log.must_be_clean()


FORMS = {
    "/account/sign-in": {"name": CANARY, "password": CANARY},
    "/account/second-factor": {"code": CANARY},
    "/account/again": {"password": CANARY, "code": CANARY},
    "/account/password": {"present": CANARY, "password": CANARY},
    "/account/reset": {"secret": CANARY, "password": CANARY},
    "/account/first-administrator": {"secret": CANARY, "name": CANARY},
    "/account/enrol": {"code": CANARY},
    f"/account/{CANARY}": {CANARY: CANARY},
}


@pytest.mark.parametrize("way", ["refused", "fails", "cannot be shown"])
def test_what_is_typed_to_sign_in_is_in_no_log(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch, way: str
):
    failing = {"here": False}

    def fail(asked: Any, *_: Any) -> Any:
        failing["here"] = True
        raise ValueError(f"{asked} {CANARY}")

    if way == "fails":
        monkeypatch.setattr(page_routes, "_handle", fail)
    if way == "cannot be shown":
        monkeypatch.setattr(templates._templates, "get_template", fail)
    with office(tmp_path) as here:
        browser = here.browser()
        for path, form in FORMS.items():
            browser.send(path, **form)
            browser.see(f"{path}?{CANARY}={CANARY}")

    assert failing["here"] == (way != "refused")
    log.must_be_clean()


# The command line


def leaves(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from leaves(one, (*path, name))
        else:
            yield (*path, name), one


GROUP: Any = get_command(app)
LEAVES: dict[tuple[str, ...], Any] = dict(leaves(GROUP))


def typed(param: Any, folder: Path) -> str:
    """Something that this parameter takes, with the canary in every text."""
    kind = param.type_descriptor.annotation
    kind = next(iter(get_args(kind)), kind)
    if issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    if issubclass(kind, (int, float)):
        return str(max(1, param.min or 0))
    if issubclass(kind, UUID):
        return NOTHING
    return str(folder / CANARY) if issubclass(kind, (Path, IOBase)) else CANARY


def line(path: tuple[str, ...], verb: Any, folder: Path) -> list[str]:
    told, arguments = list(path), list[str]()
    for param in verb.params:
        if isinstance(param, TyperArgument):
            arguments.append(typed(param, folder))
        elif not param.is_flag:
            told += [param.opts[0], typed(param, folder)]
    return [*told, "--", *arguments]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_a_verb_that_fails_prints_no_value(
    path: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """The text that a person typed is shown to themselves in a refusal; a fault, which
    they are asked to send to somebody, shows none.
    """
    (tmp_path / CANARY).touch()
    called = []

    def fail(**told: Any) -> None:
        called.append(told)
        raise fail_with(f"{told} {CANARY}")

    monkeypatch.setattr(LEAVES[path], "callback", fail)
    monkeypatch.setattr(typer.testing, "_get_command", lambda _: GROUP)

    result = CliRunner().invoke(app, line(path, LEAVES[path], tmp_path))

    assert called, result.output
    assert result.exit_code == FAULT_STATUS
    assert CANARY not in result.output
    assert "Failed (internal_error)" in result.stderr
    assert f"{__name__}:" in result.stderr
