"""What Prometheus may know of a process that serves. Numbers, no names of people."""

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
from bsm_service.application.system import System
from bsm_service.http_api.server.connection_capacity import CONNECTION_COUNTS
from bsm_service.operations.status import read_status
from bsm_service.reminders.outbox import Outbox

# Seconds. A registration is answered in a few milliseconds, a page of facts in more.
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


class Metrics:
    """One process's own. Another process that serves beside it has others.

    What serves counts `open_sockets`, `responses` and `response_seconds` itself.
    """

    def __init__(self, system: System) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_RecordCollector(system))
        self._registry.register(_ConnectionCollector())
        self.open_sockets = Gauge(
            "bsm_live_sockets",
            "Pages and programs that hear each new position.",
            registry=self._registry,
        )
        turns = Counter(
            "bsm_turns",
            "Commits that stored facts; accepted commands over these is a turn's size.",
            registry=self._registry,
        )
        system.store.on_commit(turns.inc)
        self.responses = Counter(
            "bsm_http_requests",
            "Requests by the template of their address and by their answer's status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.response_seconds = Histogram(
            "bsm_http_request_seconds",
            "Time until an answer began.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def render(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        return generate_latest(self._registry)


class _ConnectionCollector(Collector):
    """The metrics of this process, in Prometheus' text format."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "bsm_connections_open", "Connections that are open.", CONNECTION_COUNTS.open
        )
        yield GaugeMetricFamily(
            "bsm_connections_room",
            "Connections that may be open.",
            CONNECTION_COUNTS.room,
        )
        yield CounterMetricFamily(
            "bsm_connections_unfinished",
            "Connections closed because their request did not come to an end.",
            CONNECTION_COUNTS.unfinished,
        )
        yield CounterMetricFamily(
            "bsm_connections_unread",
            "Connections closed because nobody read their answer.",
            CONNECTION_COUNTS.unread,
        )


class _RecordCollector(Collector):
    """Asked at each scrape, so that it costs nothing between them."""

    def __init__(self, system: System) -> None:
        self._system = system

    def collect(self) -> Iterator[Metric]:
        yield self._commands()
        readable = GaugeMetricFamily(
            "bsm_log_readable", "1 where log and read models can be read, 0 where not."
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
        yield GaugeMetricFamily("bsm_log_position", "Where the log ends.", now.position)
        yield GaugeMetricFamily(
            "bsm_log_read_only",
            "1 where the log takes no commands, 0 where it does.",
            int(store.alarm is not None),
        )
        position, lag, parked = (
            GaugeMetricFamily(f"bsm_projection_{name}", text, labels=("projection",))
            for name, text in (
                ("position", "The last fact that a read model shows."),
                ("lag_seconds", "The age of the oldest fact that it does not show."),
                ("parked_facts", "Facts that it could not digest."),
            )
        )
        for projection in now.projections:
            position.add_metric((projection.name,), projection.position)
            lag.add_metric((projection.name,), projection.lag_seconds)
            parked.add_metric((projection.name,), projection.parked)
        yield from (position, lag, parked)
        yield from self._messages(store.clock())

    def _messages(self, now: datetime) -> Iterator[Metric]:
        outbox = Outbox(self._system.identity.account_database)
        states = GaugeMetricFamily(
            "bsm_letters", "Letters in the outbox by their state.", labels=("state",)
        )
        for state, number in outbox.counts().items():
            states.add_metric((state,), number)
        yield states
        since = outbox.oldest_waiting()
        yield GaugeMetricFamily(
            "bsm_letters_oldest_waiting_seconds",
            "For how long the oldest letter waits that is to be mailed.",
            0.0 if since is None else max(0.0, (now - since).total_seconds()),
        )
