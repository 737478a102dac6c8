"""Every fault in short; `make faults` does them at length and prints a report."""

import pytest
from faults.families import FAULTS
from faults.fault import Fault, NotRun


@pytest.mark.parametrize(
    "fault",
    [one for one in FAULTS if one.short],
    ids=lambda it: f"{it.name}-{it.database}",
)
def test_what_must_hold_after_a_fault_does(fault: Fault):
    try:
        finding = fault.once(seed=1, rounds=fault.short)
    except NotRun as why:
        pytest.skip(str(why))

    assert finding.figure
