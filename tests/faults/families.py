"""Every module of faults. Importing them fills the table, in this order."""

from importlib import import_module

from faults.fault import FAULTS

__all__ = ["FAULTS"]

for name in (
    "kills",
    "engines",
    "torn_wal",
    "disks",
    "half_imports",
    "other_trackers",
    "repeats",
    "lost_answers",
    "backends",
    "following",
    "standbys",
    "losses",
    "clocks",
    "hostile_files",
    "ending_rights",
    "strangers",
):
    import_module(f"faults.{name}")
