"""A page or form that fails shows a reference; no log shows what was typed."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import streamlit as st
from dashboard_examples import MAIN, OpenPage, Story
from follow_up_examples import open_activity_form
from form_actions import fill, send
from service.foundation.canary_logs import CANARY, CRASHES, Log, logged, with_canary
from service.http_api.http_requests import NOTHING, SENT
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, CHAIR, SECRETARIAT

from bsm_service.application.command import posted_commands
from bsm_service.application.command_service import CommandService
from dashboard.forms import submit
from dashboard.forms.submit import FormRefusal
from dashboard.shell import page_errors

CONFIG = "config.toml"


@pytest.fixture
def log() -> Iterator[Log]:
    """Of a page that logs as the settings beside `main.py` have it."""
    settings = tomllib.loads(MAIN.with_name(".streamlit").joinpath(CONFIG).read_text())
    before = st.get_option("logger.enableRich")
    st.set_option("logger.enableRich", settings["logger"]["enableRich"])
    with logged() as log:
        yield log
    st.set_option("logger.enableRich", before)


def failing(*_: Any, **__: Any) -> Any:
    raise CRASHES["a cause"](CANARY)


def test_what_is_typed_into_any_form_is_in_no_log(busy_network: Story, log: Log):
    """Every form asks here, with the fields of its command."""
    refused = 0
    for command in posted_commands():
        for values in with_canary(SENT[f"POST {command.PATH}"]):
            fields = dict.fromkeys(command.path_fields(), NOTHING) | values
            result = ask(command, fields)
            refused += isinstance(result, FormRefusal)
        log.must_be_clean(command.NAME)
    assert refused > len(posted_commands())


def ask(command: Any, fields: Any) -> Any:
    return submit.submit_command(
        SECRETARIAT,
        command,
        fields,
        command_id=uuid4(),
        stream_id=None,
        expected_version=None,
        occurred_on=None,
        time_zone="UTC",
    )


def test_a_form_that_fails_is_logged_without_its_texts(
    busy_network: Story, open_page: OpenPage, log: Log, monkeypatch: pytest.MonkeyPatch
):
    form = open_activity_form(busy_network, open_page, AUSTRIA, "work", "Attach a link")
    monkeypatch.setattr(CommandService, "_execute", failing)
    app = send(fill(form, url=f"https://example.org/{CANARY}"))

    assert app.exception
    assert "bsm_service.application.command_service" in log.text
    log.must_be_clean()


def test_a_page_that_fails_is_logged_without_its_texts(
    busy_network: Story,
    open_page: OpenPage,
    log: Log,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
):
    page = open_page("history", by=CHAIR)
    monkeypatch.setattr("dashboard.shell.layout._show_network_and_meeting", failing)

    page.run()

    assert page.exception
    assert "dashboard.shell.layout" in log.text
    log.must_be_clean()
    printed = capfd.readouterr()
    assert CANARY not in printed.out + printed.err


def test_the_reference_of_a_failed_page_is_in_the_log(log: Log):
    def page(show, error):  # type: ignore[no-untyped-def]
        assert show(error)

    arguments = {"show": page_errors.show_error, "error": CRASHES["a cause"](CANARY)}
    [error] = AppTest.from_function(page, kwargs=arguments).run().error

    lines = [json.loads(line) for line in log.text.splitlines() if line.startswith("{")]
    [fault] = [entry for entry in lines if entry["logger"] == "dashboard.page_faults"]
    assert fault["message"] == "a page failed"
    assert fault["request_id"] in error.value
    assert "RuntimeError" in fault["trace"]
    log.must_be_clean()
