"""The demonstration: the network's meetings since 2010, and the follow-up of one."""

from bsm_service.demonstration.berlin_meeting import BERLIN
from bsm_service.demonstration.seeding import seed

__all__ = ["BERLIN", "seed"]
