"""The notice on every page and file of a demonstration."""

from bsm_service.application.system import System

NOTICE = (
    "This is a demonstration. People, registrations, quotas, registration dates, "
    "activities and discussions are invented, including all names and personal "
    "details; only the meetings' dates, places, themes, objectives, delegations and "
    "attendance totals come from public pages of the OSCE and the PCC SEE Secretariat."
)


def demonstration_notice(system: System) -> str | None:
    """The notice, if the record is a demonstration."""
    network = system.network()
    return NOTICE if network and network.demonstration else None
