"""Runs of a page follow one another, and the page hears each of them to its end.

A page is drawn in a thread, whose messages reach it through the event loop and a queue.
Where a fragment is to be redrawn just as a run of the whole page ends, Streamlit drops
messages of that run which are still on their way:

- If its thread has ended, all of them. Among them is the one after which the page
  removes what is drawn no more, so that a dialog would stay open whose command is
  recorded (https://github.com/streamlit/streamlit/issues/9921).
- Else, those that drew the fragment. The page then takes it for something that is
  drawn no more, removes it, and fails when it is redrawn in its old place.

Live updates and people who are quick ask for a redraw just then.
"""

from collections.abc import Callable
from functools import wraps

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import RerunData

# Seconds. A thread that has ended is heard of within this time or a little more.
_PAUSE = 0.005

CreateRunner = Callable[[AppSession, RerunData], None]
ClearQueue = Callable[[AppSession, list[str] | None], None]


def run_in_order() -> None:
    """Has every page of this process hear each run to its end."""
    create = after_last_run(AppSession._create_scriptrunner)
    AppSession._create_scriptrunner = create  # type: ignore[method-assign, assignment]
    clear = only_for_whole_pages(AppSession._clear_queue)
    AppSession._clear_queue = clear  # type: ignore[method-assign, assignment]


def after_last_run(create_runner: CreateRunner) -> CreateRunner:
    """What starts a thread for a page, once everything from the last has arrived."""

    @wraps(create_runner)
    def create_in_order(session: AppSession, rerun_data: RerunData) -> None:
        if session._state is AppSessionState.SHUTDOWN_REQUESTED:
            return
        last = session._scriptrunner
        if last is None:
            create_runner(session, rerun_data)
        elif not last.request_rerun(rerun_data):
            session._event_loop.call_later(_PAUSE, create_in_order, session, rerun_data)

    return create_in_order


def only_for_whole_pages(clear_queue: ClearQueue) -> ClearQueue:
    """What drops the messages that a run of the whole page sends anew. Before a run of
    fragments, all are sent, and none is replaced by a later one.
    """

    @wraps(clear_queue)
    def clear(session: AppSession, fragment_ids: list[str] | None = None) -> None:
        if fragment_ids is None:
            clear_queue(session, None)
        else:
            session._browser_queue._delta_index_map = {}

    return clear
