"""The demonstration: the network's meetings since 2010, and what came of one."""

from bsm_service.application.system import System
from bsm_service.demonstration.berlin_meeting import BERLIN
from bsm_service.demonstration.seeding import seed

NOTICE = (
    "This is a demonstration. Persons, registrations, quotas, dates of registration, "
    "activities and discussions are invented, names and all that is told of people "
    "too; only the meetings' dates, places, themes, objectives, delegations and "
    "totals come from public pages of the OSCE and the PCC SEE secretariat."
)

__all__ = ["BERLIN", "NOTICE", "notice_of", "seed"]


def notice_of(system: System) -> str | None:
    """What is invented, where the record is a demonstration."""
    network = system.network()
    return NOTICE if network and network.demonstration else None
