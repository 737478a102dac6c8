"""Read models: how fast they follow the log, and how fast they answer, now and then."""

import time
from collections.abc import Callable
from statistics import median

from bench.results import Measurement, compare_rates, compare_with_limit
from bench.setup.log_prefix import LogPrefix
from bench.setup.sample_record import SampleRecord
from bench.setup.temporary_storage import TemporaryStorage

from bsm_projections.databases import Database
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.engine import Engine, FactLog
from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.meeting_figures import meeting_figures
from bsm_projections.registration import queries
from bsm_service.application.open_databases import read_models

_EVERYBODY = UNRESTRICTED_AUDIENCE
_FACTS_ONE_BY_ONE = 1_500
_FACTS_IN_PAGES = 50_000
_REPEATS = 25


def measure_catch_up(
    record: SampleRecord, storage: TemporaryStorage, rounds: int
) -> Measurement:
    """Empty read models that catch up, beside one transaction a fact."""
    store = record.system.store
    length = min(store.position(), _FACTS_IN_PAGES)
    log = LogPrefix(store, length)
    short_log = LogPrefix(store, min(length, _FACTS_ONE_BY_ONE))
    paged_rates, single_rates = [], []
    for number in range(rounds):
        paged_rates.append(_catch_up(log, storage.read_models(f"paged{number}")))
        single_rates.append(
            _catch_up(short_log, storage.read_models(f"single{number}"), page_size=1)
        )
    return compare_rates(
        "catch-up in pages / one fact a transaction",
        median(paged_rates),
        median(single_rates),
        "/s",
        10 if storage.url is None else 20,
        f"{length:,} facts into {len(read_models())} read models",
    )


def _catch_up(log: FactLog, database: Database, page_size: int | None = None) -> float:
    """Facts a second."""
    engine = Engine(log, database, read_models(), page_size=page_size)
    start = time.perf_counter()
    position = engine.catch_up()
    seconds = time.perf_counter() - start
    database.close()
    return position / seconds


def measure_queries(
    record: SampleRecord,
) -> tuple[Measurement, Measurement, Measurement]:
    """Questions asked of the read models themselves, without HTTP."""
    meeting, registrations = str(record.meeting_id), record.count_registrations()
    live = record.system.now()

    def overview(moment: Moment) -> Callable[[], object]:
        def query() -> object:
            with record.system.read(moment, _EVERYBODY) as context:
                return meeting_figures(context, meeting)

        return query

    def past_registrations() -> object:
        with record.system.read(earlier_moment(live, 0.9), _EVERYBODY) as context:
            return queries.registrations(context, meeting, limit=registrations)

    now = median_seconds(overview(live))
    past = median_seconds(overview(earlier_moment(live, 0.5)))
    return (
        compare_rates("overview of the past / of now", 1 / past, 1 / now, "/s", 0.5),
        compare_with_limit(
            f"figures of the Overview at {registrations:,}", now, 0.01, "s"
        ),
        compare_with_limit(
            f"state of {registrations:,} registrations at a past moment",
            median_seconds(past_registrations, repeats=5),
            0.1,
            "s",
            "every registration as it was known when nine facts of ten were on record",
        ),
    )


def earlier_moment(live: Moment, share: float) -> Moment:
    """The moment at which this share of all facts was on record."""
    return Moment(max(1, int(live.position * share)), live.at, live=False)


def median_seconds(query: Callable[[], object], repeats: int = _REPEATS) -> float:
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        query()
        durations.append(time.perf_counter() - start)
    return median(durations)
