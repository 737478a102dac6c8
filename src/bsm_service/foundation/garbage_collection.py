"""How often Python looks for circles of objects in a process."""

import gc

# A list of 10,000 people makes half a million objects at once, none of them in a
# circle. With Python's own thresholds a third of its time went into looking at them,
# and a sixth of the start of a command.
_RARE_THRESHOLDS = (50_000, 20, 20)


def collect_rarely() -> None:
    """Circles are looked for seldom from now on."""
    gc.set_threshold(*_RARE_THRESHOLDS)


def freeze_current_objects() -> None:
    """What is in memory now stays and is not looked at again; the rest seldom is."""
    collect_rarely()
    gc.collect()
    gc.freeze()
