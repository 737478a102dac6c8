"""Records adoptions by silence, once silences have expired unbroken.

The adoption is the silence's, dated to its expiry, whoever records it and however late:
it is safe to repeat, and to do in several processes at once. A clock that has just
jumped forward settles nothing, because an adoption cannot be taken back.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID

from bsm_domain.agreement.expiry import SETTLES_AFTER
from bsm_domain.agreement.facts import (
    DecisionAdopted,
    ProcedureEnded,
    ProcedureOpened,
    SilenceBroken,
    SilenceExtended,
)
from bsm_domain.foundation.errors import DomainError
from bsm_projections.agreement.silences import running_silences
from bsm_projections.engine.read_context import ReadContext
from bsm_service.agreement.clock_guard import ClockGuard
from bsm_service.agreement.commands import ExpireSilence
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.application.command_service import CommandService
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import ClockJumped, StoreBusy, StoreUnavailable
from bsm_service.identity import SYSTEM

# The longest time between two looks, whatever is known of the next expiry.
LOOKS_EVERY = timedelta(seconds=15)

_CONCERNING = (
    ProcedureOpened,
    SilenceExtended,
    SilenceBroken,
    ProcedureEnded,
    DecisionAdopted,
)
_log = logging.getLogger("bsm_service.silences")


class SilenceSettlement:
    """`read` opens the read models as of the latest fact."""

    def __init__(
        self,
        service: CommandService,
        background: BackgroundTasks,
        read: Callable[[], AbstractContextManager[ReadContext]],
        clock: Clock,
        guard: ClockGuard,
    ) -> None:
        self._service = service
        self._read = read
        self._clock = clock
        self._guard = guard
        self._next_look: datetime | None = None
        background.add(
            BackgroundTask(
                "settling silences",
                _CONCERNING,
                lambda _: self._look_soon(),
                lambda _: self.settle(),
                tick=self.tick,
            )
        )

    @property
    def is_held(self) -> bool:
        """Whether the clock is not trusted, so that no silence is settled. Raises
        StoreBusy, StoreUnavailable.
        """
        return not self._guard.is_trusted()

    def tick(self) -> None:
        """Looks for expired silences when it is time to."""
        now = self._clock()
        if self._next_look is None or now >= self._next_look:
            self.settle()

    def settle(self) -> int:
        """Records what expired, in the order of expiry; how many were adopted. Raises
        StoreBusy, StoreUnavailable, ClockJumped; another error of one silence only
        after the others were recorded.
        """
        now = self._clock()
        if not self._guard.look():
            self._next_look = now + LOOKS_EVERY
            return 0
        with self._read() as context:
            silences = running_silences(context)
        adopted = 0
        upcoming = [now + LOOKS_EVERY]
        failure: Exception | None = None
        for silence in silences:
            if silence.expires_at + SETTLES_AFTER > now:
                upcoming.append(silence.expires_at + SETTLES_AFTER)
                continue
            command = ExpireSilence(
                decision_id=UUID(silence.decision_id), round=silence.round
            )
            id = derived_id(command.decision_id, f"silence {silence.round}")
            try:
                self._service.execute(command, SYSTEM, command_id=id)
                adopted += 1
            except (StoreBusy, StoreUnavailable, ClockJumped):
                raise
            except DomainError as refusal:  # broken, ended, or settled meanwhile
                _log.info("a silence was not settled: %s", refusal.code)
            except Exception as error:
                failure = failure or error
        self._next_look = min(upcoming)
        if failure is not None:
            raise failure
        return adopted

    def _look_soon(self) -> None:
        self._next_look = None
