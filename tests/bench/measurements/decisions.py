"""Decisions: positions through the single door, silences, the matrix, comparison."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from math import ceil
from statistics import median
from uuid import UUID

from bench.measurements.command_throughput import time_commands
from bench.measurements.read_models import median_seconds
from bench.results import Measurement, compare_rates, compare_with_limit
from bench.setup.sample_decisions import (
    MovingClock,
    open_procedure,
    record_positions,
    sample_texts,
    table_decisions,
    take_position,
)
from bench.setup.sample_record import (
    CODES,
    OBJECTIVES,
    SampleRecord,
    create_sample_record,
    propose_activity,
    set_objective,
)

from bsm_domain.agreement.expiry import SETTLES_AFTER
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.text_body import TextBody
from bsm_domain.foundation.roles import Role
from bsm_projections.agreement.matrix import matrix
from bsm_projections.agreement.text_comparison import compare_texts
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.moment import Moment
from bsm_service.agreement.commands import AdoptDecision
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ReportProgress,
)

_TEXT_LENGTH = 50_000  # characters
_FEW_FACTS, _MANY_FACTS = 5, 500
_MATRIX_LIMIT = 0.05  # seconds
_COMPARISON_LIMIT = 0.3  # seconds
_REPEATS = 3
_BULK_GOAL = 6  # times as fast as single commands
_WORD = re.compile(r"\w+|[^\w\s]")


def measure_decisions(
    place: Place, commands: int, rounds: int, drafts: int, silences: int
) -> list[Measurement]:
    """On a record of its own: `drafts` decisions with a position of every State, then
    so many roll calls, and so many silences that are due at once.
    """
    clock = MovingClock()
    record = _with_token(create_sample_record(place, clock))
    try:
        decisions = table_decisions(record, drafts)
        for id in decisions:
            record_positions(record, id, clock())
        filled = record.system.store.position()
        return [
            _measure_positions(record, decisions, commands, rounds),
            *_measure_matrix(record, drafts, filled),
            _measure_long_decision(record, clock, commands, rounds),
            *_measure_comparison(),
            _measure_roll_calls(record, clock, silences, commands),
            _measure_settlement(record, clock, silences),
        ]
    finally:
        record.system.close()


def _with_token(record: SampleRecord) -> SampleRecord:
    """Sessions end when the clock is moved ahead; tokens do not."""
    identity = record.system.identity
    token = identity.create_token("bench", Role.SECRETARIAT)
    secretariat = identity.principal_from_token(token)
    assert secretariat is not None
    return replace(record, secretariat=secretariat)


def _measure_positions(
    record: SampleRecord, decisions: Sequence[UUID], commands: int, rounds: int
) -> Measurement:
    """In turns, so that a slow minute of the machine affects both alike."""
    activities = _activities_under_way(record, len(decisions))
    position_speeds, report_speeds = [], []

    def give(number: int) -> None:
        take_position(record, decisions[number % len(decisions)], number)

    def report(number: int) -> None:
        activity = activities[number % len(activities)]
        record.execute(ReportProgress(activity_id=activity, percent=40))

    for _ in range(rounds):
        report_speeds.append(time_commands(report, commands))
        position_speeds.append(time_commands(give, commands))
    cpu_ms = median(speed.cpu_ms for speed in position_speeds)
    report_cpu_ms = median(speed.cpu_ms for speed in report_speeds)
    return compare_rates(
        "positions through the door / progress reports",
        median(speed.rate for speed in position_speeds),
        median(speed.rate for speed in report_speeds),
        "/s",
        1,
        f"CPU {cpu_ms:.2f} ms a position, {report_cpu_ms:.2f} ms a report",
    )


def _activities_under_way(record: SampleRecord, count: int) -> list[UUID]:
    objective_id = set_objective(record, OBJECTIVES)
    activities = [propose_activity(record, one, objective_id) for one in range(count)]
    for id in activities:
        record.execute(AgreeActivity(activity_id=id))
        record.execute(AcceptActivity(activity_id=id))
    return activities


def _measure_long_decision(
    record: SampleRecord, clock: MovingClock, commands: int, rounds: int
) -> Measurement:
    """A position each on decisions with few facts, beside as many on one with many."""
    commands = min(commands, 100)
    [long] = table_decisions(record, 1)
    for _ in range(ceil(_MANY_FACTS / len(CODES))):
        record_positions(record, long, clock())
    long_rates, short_rates = [], []
    for _ in range(rounds):
        short = table_decisions(record, commands)
        for id in short:
            for number in range(_FEW_FACTS - 1):
                take_position(record, id, number)

        def on_a_short_one(number: int, short: Sequence[UUID] = short) -> None:
            take_position(record, short[number], number)

        def on_the_long_one(number: int) -> None:
            take_position(record, long, number)

        short_rates.append(time_commands(on_a_short_one, commands).rate)
        long_rates.append(time_commands(on_the_long_one, commands).rate)
    return compare_rates(
        f"positions on a decision of {_MANY_FACTS} facts / of {_FEW_FACTS}",
        median(long_rates),
        median(short_rates),
        "/s",
        0.8,
    )


def _measure_matrix(
    record: SampleRecord, drafts: int, past_position: int
) -> tuple[Measurement, ...]:
    record.system.engine.catch_up()
    live = record.system.now()
    meeting = str(record.meeting_id)

    def seconds(moment: Moment) -> float:
        def query() -> object:
            with record.system.read(moment, UNRESTRICTED_AUDIENCE) as context:
                return matrix(context, meeting)

        return median_seconds(query)

    now = seconds(live)
    past = seconds(Moment(past_position, live.at, live=False))
    name = f"matrix of {len(CODES)} States and {drafts} drafts"
    return (
        compare_rates(f"{name}: of the past / of now", 1 / past, 1 / now, "/s", 0.5),
        compare_with_limit(name, now, _MATRIX_LIMIT, "s"),
    )


def _measure_comparison() -> tuple[Measurement, ...]:
    before, after = sample_texts(_TEXT_LENGTH)
    name = f"comparison of two texts of {_TEXT_LENGTH:,} characters"
    ours = _seconds(lambda: compare_texts(before, after))
    difflib = _seconds(lambda: _compare_whole_texts(before, after))
    return (
        compare_rates(
            f"{name} / difflib's heuristic over the whole",
            1 / ours,
            1 / difflib,
            "/s",
            2,
            "both word by word",
        ),
        compare_with_limit(name, ours, _COMPARISON_LIMIT, "s"),
    )


def _compare_whole_texts(before: TextBody, after: TextBody) -> object:
    texts = ["\n".join(one.text for one in body.paragraphs) for body in (before, after)]
    earlier, later = map(_WORD.findall, texts)
    return SequenceMatcher(None, earlier, later).get_opcodes()


def _seconds(work: Callable[[], object]) -> float:
    return median_seconds(work, repeats=3)


def _measure_roll_calls(
    record: SampleRecord, clock: MovingClock, roll_calls: int, commands: int
) -> Measurement:
    """Positions of all States on as many decisions, beside single commands."""
    decisions = table_decisions(record, roll_calls)
    positions = roll_calls * len(CODES)

    def single(number: int) -> None:
        take_position(record, decisions[number % roll_calls], number)

    single_rates, bulk_rates = [], []
    for _ in range(_REPEATS):
        single_rates.append(time_commands(single, commands).rate)
        start = time.perf_counter()
        for id in decisions:
            record_positions(record, id, clock())
        bulk_rates.append(positions / (time.perf_counter() - start))
    bulk_rate, single_rate = median(bulk_rates), median(single_rates)
    return compare_rates(
        f"{positions:,} positions in bulk / single commands",
        bulk_rate,
        single_rate,
        "/s",
        _BULK_GOAL,
        f"{positions / bulk_rate:.2f} s as {roll_calls} roll calls; single commands "
        f"extrapolated from {commands:,}",
    )


def _measure_settlement(
    record: SampleRecord, clock: MovingClock, silences: int
) -> Measurement:
    """Silences that expire one second after another and are all settled late, beside
    the Chair's gavel on as many texts.
    """
    settle_rates, gavel_rates = [], []
    for _ in range(_REPEATS):
        drafts = table_decisions(record, silences)
        for id in drafts:
            open_procedure(record, id)

        def gavel(number: int, drafts: Sequence[UUID] = drafts) -> None:
            record.execute(AdoptDecision(decision_id=drafts[number], of=1))

        gavel_rates.append(time_commands(gavel, silences).rate)
        settle_rates.append(silences / _time_settlement(record, clock, silences))
    return compare_rates(
        f"{silences} silences due at once / {silences} gavels",
        median(settle_rates),
        median(gavel_rates),
        "/s",
        0.9,
        "numbers in the order of expiry",
    )


def _time_settlement(record: SampleRecord, clock: MovingClock, silences: int) -> float:
    """Seconds for all of them. The last that was opened expires first."""
    first_expiry = (clock() + timedelta(hours=2)).replace(microsecond=0)
    in_order = table_decisions(record, silences)
    for number, id in reversed(list(enumerate(in_order))):
        open_procedure(record, id, first_expiry + number * timedelta(seconds=1))
    record.system.engine.catch_up()
    before = record.system.store.position()
    clock.move_to(first_expiry + silences * timedelta(seconds=1) + SETTLES_AFTER)
    start = time.perf_counter()
    settled = record.system.part(SilenceSettlement).settle()
    seconds = time.perf_counter() - start
    assert settled == silences
    recorded = record.system.store.page(before, silences * 4)
    adopted = [
        entry.fact for entry in recorded if isinstance(entry.fact, DecisionAdopted)
    ]
    assert [fact.originator_id for fact in adopted] == in_order
    return seconds
