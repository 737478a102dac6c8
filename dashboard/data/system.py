"""The one system of this process, opened at its first use.

Four things keep twenty viewers below a tenth of a core; they are measured in the
product's benchmark:
- what is in memory is frozen out of garbage collection, because Streamlit collects
  fully after every run; every ten minutes, all of it is looked through once;
- a short switch interval between threads, so that a push is not stuck behind a page
  that draws;
- viewers are drawn for one after the other (`dashboard.shell.live_updates`): with
  several threads at it, the processor was busy half as long again, and the last one
  served later;
- results and figures are cached with a lock per key (`dashboard.components.cache`).
"""

import asyncio
import gc
import sys
from dataclasses import dataclass
from threading import Lock

from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.foundation import garbage_collection
from bsm_service.settings.loading import load_settings
from bsm_service.settings.settings import Settings, SignInMode

THREAD_SWITCH_SECONDS = 0.0005

# Seconds. Visitors bring modules and sessions, which stay; freezing costs nothing.
FREEZE_SECONDS = 2
COLLECT_SECONDS = 600


@dataclass(frozen=True)
class RunningSystem:
    """The system that this process serves, and how people sign in."""

    system: System
    settings: Settings

    @property
    def is_demonstration(self) -> bool:
        """Whether visitors choose a role with one click."""
        return self.settings.sign_in is SignInMode.DEMONSTRATION


_lock = Lock()
_running: RunningSystem | None = None


def running_system() -> RunningSystem:
    """The system in the place that the settings name."""
    global _running
    with _lock:
        if _running is None:
            settings = load_settings().settings
            # Each has its own list of what it acknowledged; a restarted one keeps it.
            server = f"port-{settings.port}"
            _running = RunningSystem(
                open_system(settings.database_place(), server=server), settings
            )
        return _running


def use_system(system: System, sign_in: SignInMode) -> None:
    """Serves a system that is open already."""
    global _running
    with _lock:
        _running = RunningSystem(system, Settings(sign_in=sign_in))


def tune_garbage_collection() -> None:
    """At the end of start-up: what is in memory now stays, most of it for good."""
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    garbage_collection.freeze_current_objects()


async def collect_garbage_periodically() -> None:
    """Until cancelled: freezes what came since, and finds what nobody needs any more.

    A whole collection holds everybody up for a tenth of a second.
    """
    while True:
        for _ in range(COLLECT_SECONDS // FREEZE_SECONDS):
            await asyncio.sleep(FREEZE_SECONDS)
            gc.freeze()
        gc.unfreeze()
        gc.collect()
        gc.freeze()
