"""What sealing costs: commands that seal beside the same that have nothing to seal."""

from collections.abc import Callable
from uuid import UUID

from bench.measurements.command_throughput import Speed, Stopwatch, middle_of
from bench.results import Row, rate
from bench.setup.sample_record import Scene, open_scene

from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.personal_details import PersonalDetails

_PERSON_AT_LEAST = 0.35
_REASON_AT_LEAST = 0.5


def sealing_rows(place: Place, commands: int, rounds: int) -> tuple[Row, Row]:
    """One caller, one COMMIT a command, on a record of its own."""
    scene = open_scene(place)
    try:
        return _measured(scene, commands, rounds)
    finally:
        scene.system.close()


def _measured(scene: Scene, commands: int, rounds: int) -> tuple[Row, Row]:
    """In turns, so that a slow minute of the machine is everybody's."""
    nobody, named, silent, explained = (list[Speed]() for _ in range(4))
    for _ in range(rounds):
        nobody.append(_timed(scene.nominate, commands))
        named.append(_timed(_nominating(scene, commands), commands))
        ids = [scene.nominate(number) for number in range(2 * commands)]
        silent.append(_timed(_confirming(scene, ids[:commands], None), commands))
        explained.append(
            _timed(
                _confirming(scene, ids[commands:], "Speaks first on the second day."),
                commands,
            )
        )
    return (
        _row(
            "cost of sealing: nominating a person / nobody yet",
            named,
            nobody,
            _PERSON_AT_LEAST,
            "two facts instead of one, three or four sealed groups, a look-up and a "
            "COMMIT of the vault's own",
        ),
        _row(
            "cost of sealing: confirming with a reason / without",
            explained,
            silent,
            _REASON_AT_LEAST,
            "one sealed text and a COMMIT of the vault's own",
        ),
    )


def _timed(work: Callable[[int], object], commands: int) -> Speed:
    watch = Stopwatch()
    for number in range(commands):
        work(number)
    return watch.speed(commands)


def _nominating(scene: Scene, commands: int) -> Callable[[int], object]:
    people = [
        PersonalDetails.model_validate(next(scene.people)) for _ in range(commands)
    ]
    return lambda number: scene.nominate(number, people[number])


def _confirming(
    scene: Scene, ids: list[UUID], reason: str | None
) -> Callable[[int], object]:
    def confirm(number: int) -> object:
        return scene.do(
            ask.ConfirmRegistration(registration_id=ids[number], reason=reason)
        )

    return confirm


def _row(
    name: str, sealed: list[Speed], plain: list[Speed], goal: float, why: str
) -> Row:
    ours, theirs = middle_of(sealed), middle_of(plain)
    told = f"CPU {ours.cpu_ms:.2f} ms a command, {theirs.cpu_ms:.2f} ms without; {why}"
    return rate(name, ours.rate, theirs.rate, "/s", goal, told)
