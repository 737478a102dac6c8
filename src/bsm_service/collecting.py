"""How often Python looks for circles of objects in a process that lives long."""

import gc

# A list of 10,000 people makes half a million objects at once, none of them in a
# circle. With Python's own thresholds a third of its time went into looking at them.
_SELDOM = (50_000, 20, 20)


def settle() -> None:
    """What is in memory now stays and is not looked at again; the rest seldom is."""
    gc.set_threshold(*_SELDOM)
    gc.collect()
    gc.freeze()
