"""Runs of a page follow one another, and each is heard to its end.

A page is drawn in a thread, whose messages reach it through the event loop. Where a
fragment is to be redrawn just as that thread has ended, Streamlit starts another one
and drops the messages of the last that are still on their way. Among them is the one
after which the page removes what is drawn no more, so that a dialog would stay open
whose command is recorded (https://github.com/streamlit/streamlit/issues/9921). Live
updates ask for a redraw just then: they are told of the same command.
"""

from collections.abc import Callable
from functools import wraps

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import RerunData

# Seconds. A thread that has ended is heard of within this time or a little more.
_PAUSE = 0.005

CreateRunner = Callable[[AppSession, RerunData], None]


def run_in_order() -> None:
    """Has every page of this process wait for the end of its last run."""
    in_order = after_last_run(AppSession._create_scriptrunner)
    AppSession._create_scriptrunner = in_order  # type: ignore[method-assign, assignment]


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
