"""Every module of faults. Importing them fills the table, in this order."""

from importlib import import_module

from faults.fault import FAULTS

__all__ = ["FAULTS"]

for name in (
    "killed_writers",
    "engines",
    "torn_wal",
    "disks",
    "half_imports",
    "other_trackers",
    "repeated_commands",
    "lost_answers",
    "backends",
    "background_work",
    "expiries",
    "killed_changes",
    "busy_cancellations",
    "standbys",
    "losses",
    "clocks",
    "hostile_files",
    "ended_rights",
    "denial_of_service",
):
    import_module(f"faults.{name}")
