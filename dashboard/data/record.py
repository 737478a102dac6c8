"""The record as a whole: its name, its moments and days, and whether it is in order."""

from datetime import UTC, date, datetime, timedelta

from bsm_domain.foundation.errors import DomainError
from bsm_projections.engine.moment import Moment
from bsm_service.application.system import demonstration_notice
from dashboard.components import warning_texts
from dashboard.data.system import running_system

# Midnights of all time zones fall on quarters of an hour, so nothing that is
# reckoned by days changes within one.
QUARTER_HOUR = timedelta(minutes=15)


def network_name() -> str:
    network = running_system().system.network()
    return network.name if network else "The record is empty"


def record_notice() -> str | None:
    """The notice of a demonstration, or None."""
    return demonstration_notice(running_system().system)


def is_demonstration() -> bool:
    """Whether what has no source is invented."""
    network = running_system().system.network()
    return network is not None and network.demonstration


def record_title() -> str:
    """The name of the record in exports."""
    return running_system().system.display_name()


def live_moment() -> Moment:
    """The live moment. Its time is the last quarter of an hour."""
    moment = running_system().system.now()
    elapsed = (moment.at - datetime.min.replace(tzinfo=UTC)) % QUARTER_HOUR
    return Moment(moment.position, moment.at - elapsed, live=True)


def exact_moment(moment: Moment) -> Moment:
    """A moment for a file, without rounding its time."""
    return running_system().system.with_time(moment)


def moment_as_of(as_of: str) -> tuple[Moment, str | None]:
    """The requested past moment; live, with an explanation, if there is none."""
    try:
        return running_system().system.moment(as_of), None
    except DomainError as refusal:
        return live_moment(), str(refusal)


def current_time() -> datetime:
    """The present time, to the microsecond: for countdowns, never for queries."""
    return running_system().system.store.clock().astimezone(UTC)


def current_time_as_text() -> str:
    """The present time for an address: later facts are not included."""
    now = current_time()
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def adjacent_position(position: int, *, forward: bool) -> int:
    """The end of the command before or after a position."""
    return running_system().system.store.neighbouring_command(position, forward=forward)


def recorded_at(position: int) -> datetime | None:
    """When a fact was recorded; None before the first."""
    return running_system().system.store.recorded_at(position) if position else None


def first_day() -> date:
    """The day of the first fact; today for an empty record."""
    system = running_system().system
    if system.store.position() == 0:
        return today()
    return system.store.recorded_at(1).astimezone(UTC).date()


def today() -> date:
    return running_system().system.store.clock().astimezone(UTC).date()


def alert() -> str | None:
    """A warning if nothing can be recorded, or pages do not show everything that is on
    record, and why.
    """
    system = running_system().system
    if alarm := system.store.alarm:
        return f"{alarm[0].upper()}{alarm[1:]}."
    parked_facts = system.engine.parked()
    if parked_facts:
        return warning_texts.unreadable_facts([fact.position for fact in parked_facts])
    backlog = system.store.position() - system.engine.position()
    if backlog > 0:
        return warning_texts.facts_not_shown_yet(backlog)
    return None
