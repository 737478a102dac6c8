"""What everybody reads about a record that is a demonstration."""

from bsm_service.application.system import System

NOTICE = (
    "This is a demonstration. Persons, registrations, quotas, dates of registration, "
    "activities and discussions are invented, names and all that is told of people "
    "too; only the meetings' dates, places, themes, objectives, delegations and "
    "totals come from public pages of the OSCE and the PCC SEE secretariat."
)


def demonstration_notice(system: System) -> str | None:
    """What is invented, where the record is a demonstration."""
    network = system.network()
    return NOTICE if network and network.demonstration else None
