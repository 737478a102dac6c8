"""One process, one port: the dashboard, the API, the live socket, sign-in, metrics.

Started by its import string: `uvicorn dashboard.asgi:app`. What it serves is named by
the environment or a file (`bsm_service.settings.loading`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from bsm_service.assembly.web_application import web_application
from bsm_service.foundation.file_permissions import use_private_umask
from bsm_service.foundation.logs import configure_logging
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import mail_settings
from dashboard.data.system import (
    RunningSystem,
    collect_garbage_periodically,
    running_system,
    tune_garbage_collection,
)
from dashboard.overview.cache_warmup import preload_charts
from dashboard.shell.page_errors import log_errors_once, show_error
from dashboard.shell.streamlit_assets import FrontendMiddleware
from dashboard.shell.streamlit_message_references import references_in
from dashboard.shell.streamlit_runs import run_in_order

_log = logging.getLogger(__name__)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    try:
        async with _started():
            yield {}
    except Exception:  # the server would log it as a text, which is not written
        _log.exception("the server could not start, or stop as it should")
        raise


@asynccontextmanager
async def _started() -> AsyncIterator[None]:
    served = running_system()
    # By now every library has created its loggers.
    configure_logging(served.settings.log_level, served.settings.log_format)
    served.system.start()
    reminders = ReminderScheduler(served.system, mail_settings(served.settings))
    reminders.start()
    await run_in_threadpool(_warm_up, served)
    settled = asyncio.create_task(collect_garbage_periodically())
    try:
        yield
    finally:
        settled.cancel()
        await run_in_threadpool(reminders.stop)
        await run_in_threadpool(served.system.close)


def _warm_up(served: RunningSystem) -> None:
    """Does at start-up what the first visitor would otherwise wait for."""
    try:
        preload_charts(served.is_demonstration)
    except Exception:  # a page that cannot be drawn yet must not stop the server
        _log.exception("the dashboard's figures could not be drawn at start-up")
    tune_garbage_collection()


use_private_umask()
log_errors_once()
run_in_order()
_http_surface = web_application(
    running_system().system, running_system().settings, references_in
)
app = st.App(
    Path(__file__).with_name("main.py").resolve(),
    routes=_http_surface.sockets,
    middleware=[*_http_surface.middleware, Middleware(FrontendMiddleware)],
    lifespan=_lifespan,
    on_script_error=show_error,
)
