"""Controls write to the address what people choose, and nothing else."""

from logging import Handler, LogRecord
from typing import Any

import pytest
from streamlit.logger import get_logger

from dashboard.shell import address, live_updates


@pytest.mark.parametrize(
    ("state", "written"),
    [({}, "Vienna"), ({"live": {}}, "Vienna"), ({"live": {"moved": 7}}, None)],
)
def test_a_live_update_changes_no_address(
    monkeypatch: pytest.MonkeyPatch, state: dict[str, Any], written: str | None
):
    """It sends what a control showed before the address was changed: found by a person
    who had announced a meeting, and whose address went back to the last one.
    """
    parameters: dict[str, str | None] = {}
    for module in (address.st, live_updates.st):
        monkeypatch.setattr(module, "session_state", state)
    monkeypatch.setattr(address, "checked", lambda callback: callback)
    monkeypatch.setattr(address, "set_parameter", parameters.__setitem__)
    control = address.bind_widget("meeting", "Berlin", lambda value: value)
    state[control["key"]] = "Vienna"

    control["on_change"]()

    assert parameters.get("meeting") == written


def test_links_that_are_drawn_at_start_up_have_no_address_to_keep():
    told: list[str] = []

    class Told(Handler):
        def emit(self, record: LogRecord) -> None:
            told.append(record.getMessage())

    logger = get_logger("streamlit.runtime.scriptrunner_utils.script_run_context")
    handler = Told()
    logger.addHandler(handler)
    try:
        link = address.link("/decision", decision="7")
    finally:
        logger.removeHandler(handler)

    assert (link, told) == ("/decision?decision=7", [])
