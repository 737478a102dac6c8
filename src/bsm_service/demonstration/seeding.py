"""Records the whole story in an empty log, or continues an interrupted recording."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

from bsm_domain.agreement.decision import Decision
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_service.agreement.commands import OpenProcedure
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.system import System
from bsm_service.demonstration.agreement import agreement_steps
from bsm_service.demonstration.berlin_changes import Changes
from bsm_service.demonstration.berlin_delegations import delegation_steps
from bsm_service.demonstration.berlin_meeting import Berlin
from bsm_service.demonstration.follow_up import follow_up_steps
from bsm_service.demonstration.meetings import other_meetings
from bsm_service.demonstration.past_lists import past_list_steps
from bsm_service.demonstration.registration import (
    delegates,
    participant_of_visitors,
    registration_steps,
)
from bsm_service.demonstration.seeding_steps import (
    SeedingStep,
    at_minute,
    present_of,
    story_id,
    story_uuid,
)
from bsm_service.identity import SYSTEM, demonstration_account_name
from bsm_service.identity.account_database import DEMONSTRATION

EARLIEST_PRESENT = datetime(2026, 1, 1, tzinfo=UTC)
_ESTABLISHED_ON = date(2010, 6, 28)


def seed(
    system: System,
    *,
    present: datetime,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fills an empty log with the demonstration, through commands only.

    An interrupted recording is completed, for the present with which it started; a log
    with the whole story, or a real record, is left as it is. Nobody else may write
    meanwhile, because the store uses the story's clock. `on_progress` is called after
    each command with how many of how many are done. Read models are brought up to date
    before it returns. Raises InvalidValue for a present before 2026: the story would
    run ahead of it.
    """
    story_present = _started_present(system, present)
    if story_present is None:
        return
    steps = story_steps(story_present)
    if _is_seeded(system, steps):
        return
    _link_participant(system)
    correlation_id = story_id(story_present)
    with _using_story_clock(system, steps[0].at) as clock:
        for number, step in enumerate(steps, start=1):
            clock.moment = step.at
            # A command that is already on record gets its first result.
            system.service.execute(
                step.command,
                step.principal,
                command_id=step.command_id,
                correlation_id=correlation_id,
            )
            if on_progress is not None:
                on_progress(number, len(steps))
    system.engine.catch_up()


def _link_participant(system: System) -> None:
    """Whoever acts as participant sees the registration of an invented person."""
    accounts = system.identity.accounts
    name = demonstration_account_name(Role.PARTICIPANT, None)
    account = accounts.ensure(name, actor=DEMONSTRATION)
    if account.participant is None:
        person = participant_of_visitors(Berlin.from_file().delegations)
        accounts.link_participant(account.id, person, actor=DEMONSTRATION)


def story_steps(present: datetime) -> list[SeedingStep]:
    """All commands of the story, in order of time."""
    berlin = Berlin.from_file()
    name = berlin.details.series
    registered = tuple(delegates(berlin.delegations))
    established = EstablishNetwork(
        network_id=story_uuid("network", name), name=name, demonstration=True
    )
    steps = [
        SeedingStep(
            at_minute(_ESTABLISHED_ON, 8 * 60), established.NAME, SYSTEM, established
        ),
        *other_meetings(name),
        *berlin.steps(),
        *past_list_steps(),
        *delegation_steps(registered),
        *registration_steps(registered),
        *Changes(registered).steps(),
        *follow_up_steps(present),
        *agreement_steps(berlin.delegations, present),
    ]
    return sorted(steps, key=lambda step: step.at)


def _started_present(system: System, present: datetime) -> datetime | None:
    """The present with which the story was started; None for a real record."""
    if system.store.position():
        network = system.network()
        return present_of(network.correlation_id) if network else None
    if present < EARLIEST_PRESENT:
        raise InvalidValue(
            f"the demonstration covers the time up to {EARLIEST_PRESENT.year}, but the "
            f"clock is at {present.date()}; correct the clock"
        )
    return present


def _is_seeded(system: System, steps: Sequence[SeedingStep]) -> bool:
    """Whether the last command is on record, whatever visitors have added since."""
    last = steps[-1].command
    # The silence that is opened at the present.
    assert isinstance(last, OpenProcedure)
    decision = system.store.load(Decision, last.decision_id)
    return decision is not None and decision.round_number > 0


class StoryClock:
    """The clock of the story: it shows the time that was set last."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@contextmanager
def _using_story_clock(system: System, begins: datetime) -> Iterator[StoryClock]:
    """Lets the store use the story's clock, and afterwards its own again. Nothing that
    follows from facts is done meanwhile: all of it stands in the story.
    """
    store, service = system.store, system.service
    own_clock, on_result, clock = store.clock, service.on_result, StoryClock(begins)
    store.clock, service.on_result = clock, None
    try:
        yield clock
    finally:
        store.clock, service.on_result = own_clock, on_result
