"""Metrics of a server process for Prometheus: numbers, no names of people."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.http_api.server.process_limits import CONNECTION_COUNTS
from bsm_service.operations.status import read_status
from bsm_service.reminders.outbox import Outbox

# Seconds. A registration is answered in a few milliseconds, a page of facts in more.
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


class Metrics:
    """The metrics of one process; every other server process has its own.

    The HTTP server updates `open_sockets`, `responses` and `response_seconds`.
    """

    def __init__(self, system: System) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_RecordCollector(system))
        self._registry.register(_ConnectionCollector())
        self.open_sockets = Gauge(
            "bsm_live_sockets",
            "Open WebSocket connections that receive each new position.",
            registry=self._registry,
        )
        turns = Counter(
            "bsm_turns",
            "Commits that stored facts. Accepted commands divided by commits is the "
            "batch size.",
            registry=self._registry,
        )
        system.store.on_commit(turns.inc)
        self.responses = Counter(
            "bsm_http_requests",
            "Requests by method, route template and response status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.response_seconds = Histogram(
            "bsm_http_request_seconds",
            "Seconds until the response started.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def render(self) -> bytes:
        """All metrics, in the text format of Prometheus."""
        return generate_latest(self._registry)


class _ConnectionCollector(Collector):
    """The connections of this process."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "bsm_connections_open", "Open connections.", CONNECTION_COUNTS.open
        )
        yield GaugeMetricFamily(
            "bsm_connections_room",
            "Limit of open connections.",
            CONNECTION_COUNTS.room,
        )
        yield CounterMetricFamily(
            "bsm_connections_unfinished",
            "Connections closed because the request was not completed in time.",
            CONNECTION_COUNTS.unfinished,
        )
        yield CounterMetricFamily(
            "bsm_connections_unread",
            "Connections closed because the client did not read the response.",
            CONNECTION_COUNTS.unread,
        )


class _RecordCollector(Collector):
    """The record's metrics, read at each scrape only."""

    def __init__(self, system: System) -> None:
        self._system = system

    def collect(self) -> Iterator[Metric]:
        yield self._commands()
        readable = GaugeMetricFamily(
            "bsm_log_readable", "1 if log and read models can be read, otherwise 0."
        )
        try:
            metrics = tuple(self._positions())
        except (DomainError, *DATABASE_ERRORS):
            readable.add_metric((), 0)
        else:
            readable.add_metric((), 1)
            yield from metrics
        yield readable

    def _commands(self) -> Metric:
        commands = CounterMetricFamily(
            "bsm_commands",
            "Commands by name and outcome: accepted, or the code of the refusal.",
            labels=("command", "outcome"),
        )
        for outcome, times in self._system.service.outcome_counts().items():
            commands.add_metric(outcome, times)
        return commands

    def _positions(self) -> Iterator[Metric]:
        store = self._system.store
        now = read_status(store, self._system.engine, store.clock())
        yield GaugeMetricFamily(
            "bsm_log_position",
            "The position of the last fact in the log.",
            now.position,
        )
        yield GaugeMetricFamily(
            "bsm_log_read_only",
            "1 if the log is read-only, otherwise 0.",
            int(store.alarm is not None),
        )
        position, lag, parked = (
            GaugeMetricFamily(f"bsm_projection_{name}", text, labels=("projection",))
            for name, text in (
                ("position", "The position of the last fact that a read model shows."),
                (
                    "lag_seconds",
                    "The age of the oldest fact that it does not show yet.",
                ),
                ("parked_facts", "Facts that it could not process."),
            )
        )
        for projection in now.projections:
            position.add_metric((projection.name,), projection.position)
            lag.add_metric((projection.name,), projection.lag_seconds)
            parked.add_metric((projection.name,), projection.parked)
        yield from (position, lag, parked)
        yield from self._messages(store.clock())
        yield GaugeMetricFamily(
            "bsm_silences_held",
            "1 if the clock went ahead, so that no silence is settled for a while, "
            "otherwise 0.",
            int(self._system.part(SilenceSettlement).is_held),
        )

    def _messages(self, now: datetime) -> Iterator[Metric]:
        outbox = Outbox(self._system.identity.account_database)
        states = GaugeMetricFamily(
            "bsm_letters", "Messages in the outbox by state.", labels=("state",)
        )
        for state, number in outbox.counts().items():
            states.add_metric((state,), number)
        yield states
        since = outbox.oldest_waiting()
        yield GaugeMetricFamily(
            "bsm_letters_oldest_waiting_seconds",
            "The age of the oldest message that waits to be mailed.",
            0.0 if since is None else max(0.0, (now - since).total_seconds()),
        )
