"""Runs every measurement, beside bare yardsticks, in one run on this machine.

Absolute figures change with the machine; the ratios are what is promised. Servers and
clients run in processes of their own, started as people start them.
"""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bench.measurements.broken_silence import measure_broken_silence
from bench.measurements.bulk_registration import (
    measure_bulk_registration,
    measure_bulk_registration_over_http,
)
from bench.measurements.command_throughput import measure_command_throughput
from bench.measurements.decisions import measure_decisions
from bench.measurements.delegate_import import measure_delegate_import
from bench.measurements.delegations_at_once import measure_delegations_at_once
from bench.measurements.delegations_register import measure_delegations_register
from bench.measurements.http_requests import (
    measure_memory,
    measure_participant_page,
    measure_reads,
    measure_registrations,
    measure_registrations_with_rules,
)
from bench.measurements.open_pages import measure_repaint, measure_viewers
from bench.measurements.read_models import measure_catch_up, measure_queries
from bench.measurements.scaling import measure_rebuild, measure_scaling
from bench.measurements.sealing import measure_sealing
from bench.measurements.tracker_import import measure_tracker_import
from bench.results import BenchmarkResult, Measurement, describe_machine
from bench.setup.processes import running_product, running_yardstick
from bench.setup.sample_decisions import table_decision
from bench.setup.sample_delegations import announce_meeting_with_rules
from bench.setup.sample_meetings import add_meetings
from bench.setup.sample_record import (
    CODES,
    CONFIRMED_EVERY,
    SampleRecord,
    create_sample_record,
)
from bench.setup.temporary_storage import TemporaryStorage, temporary_storage

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.foundation import garbage_collection
from bsm_service.identity import SESSION_COOKIE_NAME


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure.

    `commands` and `rounds` are those of one process; `load_seconds` is the time for
    each number of `load_clients` over HTTP, spread over `load_rounds`; `repaints` and
    `watched_facts` are the facts that a browser paints and that viewers are told of.
    `imported` registrations are imported, and `imported_singly` by single commands.
    The matrix has so many `drafts`; so many `silences` are due at once.
    """

    commands: int
    rounds: int
    load_seconds: float
    repaints: int
    watched_facts: int
    imported: int
    imported_singly: int
    load_clients: tuple[int, ...] = (1, 8, 32)
    load_rounds: int = 3
    drafts: int = 40
    silences: int = 100


QUICK = Effort(
    commands=500,
    rounds=3,
    load_seconds=2.4,
    repaints=10,
    watched_facts=3,
    imported=10_000,
    imported_singly=600,
)
FULL = Effort(
    commands=2_000,
    rounds=5,
    load_seconds=9.0,
    repaints=10,
    watched_facts=12,
    imported=10_000,
    imported_singly=10_000,
)
# Facts of the one meeting that is looked at, however long the log is.
_FACTS_OF_ONE_MEETING = 12_000
_STEPS = 22
# Who opens a silence, who breaks it, and who looks on.
_AT_A_SILENCE = (Role.CHAIR, Role.FOCAL_POINT, Role.LEADERSHIP)


def run_benchmark(
    facts: int,
    report_progress: Callable[..., Any] = lambda done, total: None,
    effort: Effort = QUICK,
    url: str | None = None,
) -> BenchmarkResult:
    """Runs every measurement on about `facts` facts, in a throw-away place: a folder,
    or schemas of the PostgreSQL database that `url` names.

    `report_progress` is called with the number of finished steps and of all of them.
    """
    measurements: list[Measurement] = []
    finished_steps = 0

    def finish_step(*measured: Measurement) -> None:
        nonlocal finished_steps
        measurements.extend(measured)
        finished_steps += 1
        report_progress(finished_steps, _STEPS)

    with temporary_storage(url) as storage:
        record = create_sample_record(storage.place("long"))
        short_record = create_sample_record(storage.place("short"))
        thresholds = gc.get_threshold()
        try:
            # As the server does: what lives as long as the process is not looked at.
            garbage_collection.freeze_current_objects()
            _measure_in_process(
                record, short_record, storage, facts, effort, finish_step
            )
            token = record.system.identity.create_token("bench", Role.SECRETARIAT)
            sessions = {
                role: record.system.identity.start_session(
                    f"bench {role}",
                    role,
                    CODES[0] if role is Role.FOCAL_POINT else None,
                    SignInMethod.SYSTEM,
                )
                for role in (Role.SECRETARIAT, *_AT_A_SILENCE)
            }
            decision_id = table_decision(record, 0)
            ruled_meeting = announce_meeting_with_rules(record, 0)
        finally:
            database_version = record.system.store.database.version()
            short_record.system.close()
            record.system.close()
            gc.set_threshold(*thresholds)
            gc.unfreeze()
        _measure_over_http(
            record, token, sessions, decision_id, ruled_meeting, effort, finish_step
        )
    return BenchmarkResult(
        machine=describe_machine(database_version),
        facts=facts,
        rows=tuple(measurements),
    )


def _measure_in_process(
    record: SampleRecord,
    short_record: SampleRecord,
    storage: TemporaryStorage,
    facts: int,
    effort: Effort,
    finish_step: Callable[..., None],
) -> None:
    """Everything that needs no server of the long record."""
    commands, rounds = max(10, min(effort.commands, facts // 10)), effort.rounds
    finish_step(*measure_command_throughput(record, storage, commands, rounds))
    finish_step(*measure_sealing(storage.place("sealing"), commands, rounds))
    finish_step(
        measure_bulk_registration(
            storage.place("imports"), effort.imported, effort.imported_singly, rounds
        )
    )
    finish_step(
        measure_tracker_import(
            storage.place("trackers"),
            max(1, effort.imported // 5),
            effort.imported_singly,
            rounds,
        )
    )
    finish_step(
        *measure_delegations_register(
            storage.place("register"), effort.imported, rounds
        )
    )
    finish_step(*measure_delegate_import(storage.place("delegates"), effort.imported))
    finish_step(
        *measure_decisions(
            storage.place("decisions"),
            commands,
            rounds,
            effort.drafts,
            effort.silences,
        )
    )
    finish_step(
        *measure_delegations_at_once(
            storage.place("delegations"), rounds, effort.drafts
        )
    )
    _fill(record, facts)
    finish_step()
    finish_step(*measure_scaling(record, short_record, commands, rounds))
    position = record.system.store.position()
    finish_step(measure_rebuild(record.system.place, position))
    finish_step(measure_catch_up(record, storage, rounds))
    finish_step(*measure_queries(record))


def _fill(record: SampleRecord, facts: int) -> None:
    """Registrations for the meeting that is looked at, then meetings beside it."""
    missing = min(facts, _FACTS_OF_ONE_MEETING) - record.system.store.position()
    record.add_registrations(max(0, missing * CONFIRMED_EVERY // (CONFIRMED_EVERY + 2)))
    add_meetings(record, facts)
    record.system.engine.catch_up()


def _measure_over_http(
    record: SampleRecord,
    token: str,
    sessions: Mapping[Role, str],
    decision_id: UUID,
    ruled_meeting: tuple[UUID, Mapping[str, UUID]],
    effort: Effort,
    finish_step: Callable[..., None],
) -> None:
    """Everything that is asked of a server, and of the yardstick's."""
    meeting = str(record.meeting_id)
    path = f"/api/v1/meetings/{meeting}/registrations"
    with running_product(record.system.place) as product:
        finish_step(*measure_reads(product, meeting, token))
        with running_yardstick(record.folder) as yardstick:
            finish_step(
                *measure_registrations(
                    product,
                    yardstick,
                    path,
                    token,
                    clients=effort.load_clients,
                    seconds=effort.load_seconds,
                    rounds=effort.load_rounds,
                )
            )
        meeting_id, notes = ruled_meeting
        finish_step(
            *measure_registrations_with_rules(
                product,
                path,
                f"/api/v1/meetings/{meeting_id}/registrations",
                {code: str(note_id) for code, note_id in notes.items()},
                token,
                seconds=effort.load_seconds,
                rounds=effort.load_rounds,
            )
        )
        session = SESSION_COOKIE_NAME, sessions[Role.SECRETARIAT]
        finish_step(measure_repaint(product, path, token, session, effort.repaints))
        finish_step(
            measure_broken_silence(
                product,
                record.meeting_id,
                decision_id,
                [(SESSION_COOKIE_NAME, sessions[role]) for role in _AT_A_SILENCE],
                effort.repaints,
            )
        )
        cookie = "=".join(session)
        finish_step(
            *measure_viewers(product, path, token, cookie, effort.watched_facts)
        )
        finish_step(
            measure_bulk_registration_over_http(product, path, token, effort.imported)
        )
        finish_step(measure_participant_page(product, token))
        finish_step(measure_memory(product))
