"""Whatever is asked of activities, in whatever order, what was promised is known."""

import pytest
from fuzzing import examples
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from service.follow_up.follow_up_machine import Lives
from systems import StoryClock, system_in

from bsm_projections.databases import Place


@pytest.mark.fuzz
def test_whatever_happens_age_slips_lineage_and_parties_hold(place: Place):
    clock = StoryClock()
    system = system_in(place, clock=clock)
    try:
        Machine = type("Machine", (Lives,), {"system": system, "clock": clock})
        run_state_machine_as_test(
            Machine,
            settings=settings(
                # PostgreSQL differs in its queries, not in what is decided.
                max_examples=examples(8 if place.url is None else 3),
                stateful_step_count=40,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        system.close()
