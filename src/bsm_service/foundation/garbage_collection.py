"""How often Python's garbage collector runs in a process."""

import gc

# A list of 10,000 people makes half a million objects at once, none of them in a
# circle. With Python's own thresholds a third of its time went into looking at them,
# and a sixth of the start of a command.
_RARE_THRESHOLDS = (50_000, 20, 20)


def collect_rarely() -> None:
    """Makes garbage collection rare from now on."""
    gc.set_threshold(*_RARE_THRESHOLDS)


def freeze_current_objects() -> None:
    """Excludes the objects now in memory from garbage collection, and makes it rare for
    others.
    """
    collect_rarely()
    gc.collect()
    gc.freeze()
