"""What must not grow with the log: figures beside the same on a log that is short."""

import time
from collections.abc import Callable
from statistics import median

from bench.measurements.command_throughput import CommandSpeed, time_commands
from bench.measurements.read_models import median_seconds
from bench.results import (
    Measurement,
    compare_rates,
    compare_with_limit,
    skip_measurement,
)
from bench.setup import processes
from bench.setup.sample_record import SampleRecord

from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.history.queries import facts

_GOAL = 0.9
_MEMORY_FACTOR = 1.2
# The rebuild of a tenth of the log is what the whole is compared with.
_PART = 10
_EVERYBODY = UNRESTRICTED_AUDIENCE


def measure_scaling(
    long_record: SampleRecord, short_record: SampleRecord, commands: int, rounds: int
) -> list[Measurement]:
    """In turns on the long log and the short one: commands, following, a page."""
    records = (long_record, short_record)
    speeds: dict[SampleRecord, list[CommandSpeed]] = {record: [] for record in records}
    follow_rates: dict[SampleRecord, list[float]] = {record: [] for record in records}
    for _ in range(rounds):
        for record in records:
            speeds[record].append(time_commands(record.nominate_delegate, commands))
            start = time.perf_counter()
            record.system.engine.catch_up()
            follow_rates[record].append(commands / (time.perf_counter() - start))
    position = long_record.system.store.position()
    short_position = short_record.system.store.position()

    def append_rate(record: SampleRecord) -> float:
        return median(speed.rate for speed in speeds[record])

    def follow_rate(record: SampleRecord) -> float:
        return median(follow_rates[record])

    def page_rate(record: SampleRecord) -> float:
        def newest_page() -> object:
            moment = record.system.now()
            with record.system.read(moment, _EVERYBODY) as context:
                return facts(context, newest_first=True)

        return 1 / median_seconds(newest_page)

    rates: dict[str, Callable[[SampleRecord], float]] = {
        "appending to a long log / a short one": append_rate,
        "catching up on a long log / a short one": follow_rate,
        "newest page of history of a long log / a short one": page_rate,
    }
    return [
        compare_rates(
            name,
            rate(long_record),
            rate(short_record),
            "/s",
            _GOAL,
            f"{position:,} facts on record, beside {short_position:,}",
        )
        for name, rate in rates.items()
    ]


def measure_rebuild(place: Place, facts_on_record: int) -> Measurement:
    """Memory that a rebuild of all read models takes, whole and of a tenth."""
    part = max(1, facts_on_record // _PART)
    name = f"memory of a rebuild of {facts_on_record:,} facts beside {part:,}"
    if not processes.can_measure_processes():
        return skip_measurement(name, 1, "MB", 1, processes.NOT_MEASURABLE)
    of_part, of_all = _rebuild(place, part), _rebuild(place, facts_on_record)
    return compare_with_limit(
        name,
        of_all["megabytes"],
        of_part["megabytes"] * _MEMORY_FACTOR,
        "MB",
        f"{of_part['megabytes']:.0f} MB for {part:,}; {of_all['seconds']:.0f} s for "
        f"all, {of_all['seconds'] / facts_on_record * 1e6:.0f} µs a fact",
    )


def _rebuild(place: Place, length: int) -> dict[str, float]:
    job = {
        "folder": str(place.folder),
        "url": place.url,
        "schema": place.schema,
        "length": length,
    }
    return processes.run_job("read_model_rebuild", job)
