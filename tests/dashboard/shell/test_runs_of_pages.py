"""A page hears each of its runs to the end before the next begins."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunData

from dashboard.shell import streamlit_runs

REDRAW = RerunData(fragment_id="what follows live updates")


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def page(loop: asyncio.AbstractEventLoop, last: Any) -> Any:
    """A page whose last run is drawn by `last`."""
    return SimpleNamespace(
        _scriptrunner=last, _event_loop=loop, _state=AppSessionState.APP_NOT_RUNNING
    )


def runner(*, has_ended: bool) -> Any:
    return SimpleNamespace(request_rerun=lambda _: not has_ended)


def started_by(
    session: Any, loop: asyncio.AbstractEventLoop, **later: Any
) -> list[str]:
    """What happens to the page, in order, where `later` becomes true of it."""
    happened: list[str] = []

    def hear_the_end() -> None:
        happened.append("the last run was heard to its end")
        vars(session).update(later)

    create = streamlit_runs.after_last_run(lambda *_: happened.append("started"))
    create(session, REDRAW)
    loop.call_soon(hear_the_end)
    loop.call_later(10 * streamlit_runs._PAUSE, loop.stop)
    loop.run_forever()
    return happened


def test_a_run_begins_once_the_last_was_heard_to_its_end(
    loop: asyncio.AbstractEventLoop,
):
    """Found by a person whose dialog stayed open though its command was recorded."""
    session = page(loop, runner(has_ended=True))

    happened = started_by(session, loop, _scriptrunner=None)

    assert happened == ["the last run was heard to its end", "started"]


def test_a_run_that_began_meanwhile_is_asked_instead(loop: asyncio.AbstractEventLoop):
    session = page(loop, runner(has_ended=True))

    happened = started_by(session, loop, _scriptrunner=runner(has_ended=False))

    assert "started" not in happened


def test_a_page_that_is_closed_starts_nothing(loop: asyncio.AbstractEventLoop):
    session = page(loop, runner(has_ended=True))
    closed = AppSessionState.SHUTDOWN_REQUESTED

    happened = started_by(session, loop, _scriptrunner=None, _state=closed)

    assert "started" not in happened


@pytest.mark.parametrize(
    ("fragments", "arrive"),
    [(["live"], ["old", "end of the last run", "new"]), (None, ["new"])],
)
def test_what_the_last_run_drew_arrives_before_a_fragment_is_drawn_anew(
    fragments: list[str] | None, arrive: list[str]
):
    """Found by a page that took a fragment for something that is drawn no more."""
    queue = ForwardMsgQueue()
    session: Any = SimpleNamespace(_browser_queue=queue)
    clear = streamlit_runs.only_for_whole_pages(lambda *_: queue.clear())
    queue.enqueue(drawn("old"))
    queue.enqueue(ForwardMsg(parent_message={"message": "end of the last run"}))

    clear(session, fragments)
    queue.enqueue(drawn("new"))

    assert [
        message.parent_message.message or message.delta.new_element.html.body
        for message in queue.flush()
    ] == arrive


def drawn(text: str) -> ForwardMsg:
    """A text in the only place of a fragment."""
    message = ForwardMsg(metadata={"delta_path": [0, 0]})
    message.delta.fragment_id = "live"
    message.delta.new_element.html.body = text
    return message


def test_streamlit_starts_its_runs_where_this_is_applied(
    monkeypatch: pytest.MonkeyPatch,
):
    before = AppSession._create_scriptrunner, AppSession._clear_queue
    monkeypatch.setattr(AppSession, "_create_scriptrunner", before[0])
    monkeypatch.setattr(AppSession, "_clear_queue", before[1])

    streamlit_runs.run_in_order()

    assert AppSession._create_scriptrunner.__wrapped__ is before[0]
    assert AppSession._clear_queue.__wrapped__ is before[1]
    assert "_create_scriptrunner" in AppSession.request_rerun.__code__.co_names
    handle = AppSession._handle_scriptrunner_event_on_event_loop
    assert "_clear_queue" in handle.__code__.co_names
