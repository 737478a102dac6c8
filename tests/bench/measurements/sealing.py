"""What sealing costs: commands that seal beside the same that have nothing to seal."""

from collections.abc import Callable
from uuid import UUID

from bench.measurements.command_throughput import (
    CommandSpeed,
    median_speed,
    time_commands,
)
from bench.results import Measurement, compare_rates
from bench.setup.sample_record import SampleRecord, create_sample_record

from bsm_projections.databases import Place
from bsm_service.registration.commands import ConfirmRegistration
from bsm_service.vault.personal_details import PersonalDetails

_PERSON_GOAL = 0.35
_REASON_GOAL = 0.5


def measure_sealing(
    place: Place, commands: int, rounds: int
) -> tuple[Measurement, Measurement]:
    """One caller, one COMMIT a command, on a record of its own."""
    record = create_sample_record(place)
    try:
        return _measure(record, commands, rounds)
    finally:
        record.system.close()


def _measure(
    record: SampleRecord, commands: int, rounds: int
) -> tuple[Measurement, Measurement]:
    """In turns, so that a slow minute of the machine affects all alike."""
    without_person, with_person, without_reason, with_reason = (
        list[CommandSpeed]() for _ in range(4)
    )
    for _ in range(rounds):
        without_person.append(time_commands(record.nominate_delegate, commands))
        with_person.append(time_commands(_nominate_people(record, commands), commands))
        registrations = [
            record.nominate_delegate(number) for number in range(2 * commands)
        ]
        without_reason.append(
            time_commands(_confirm(record, registrations[:commands], None), commands)
        )
        reason = "Speaks first on the second day."
        with_reason.append(
            time_commands(_confirm(record, registrations[commands:], reason), commands)
        )
    return (
        _compare(
            "cost of sealing: nominating a person / nobody yet",
            with_person,
            without_person,
            _PERSON_GOAL,
            "two facts instead of one, three or four sealed groups, a look-up and a "
            "COMMIT of the vault's own",
        ),
        _compare(
            "cost of sealing: confirming with a reason / without",
            with_reason,
            without_reason,
            _REASON_GOAL,
            "one sealed text and a COMMIT of the vault's own",
        ),
    )


def _nominate_people(record: SampleRecord, commands: int) -> Callable[[int], object]:
    people = [
        PersonalDetails.model_validate(next(record.people)) for _ in range(commands)
    ]
    return lambda number: record.nominate_delegate(number, people[number])


def _confirm(
    record: SampleRecord, registrations: list[UUID], reason: str | None
) -> Callable[[int], object]:
    def confirm(number: int) -> object:
        return record.execute(
            ConfirmRegistration(registration_id=registrations[number], reason=reason)
        )

    return confirm


def _compare(
    name: str,
    sealed_speeds: list[CommandSpeed],
    plain_speeds: list[CommandSpeed],
    goal: float,
    reason: str,
) -> Measurement:
    sealed, plain = median_speed(sealed_speeds), median_speed(plain_speeds)
    detail = (
        f"CPU {sealed.cpu_ms:.2f} ms a command, {plain.cpu_ms:.2f} ms without; {reason}"
    )
    return compare_rates(name, sealed.rate, plain.rate, "/s", goal, detail)
