"""Totals of the History come from numbers that facts carry: for every viewer they are
those of the facts that are listed.
"""

from itertools import product
from pathlib import Path

import pytest
from service.agreement.decision_examples import Decisions
from systems import announce_berlin, system_in

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts, facts_by_month


@pytest.mark.parametrize(
    ("focal_points_matter", "negotiation"), list(product([True, False], repeat=2))
)
def test_totals_are_of_what_is_listed(
    tmp_path: Path, focal_points_matter: bool, negotiation: bool
):
    system = system_in(tmp_path)
    decisions = Decisions(system, announce_berlin(system))
    for audience in MatterAudience:
        draft = decisions.table(f"For {audience}", audience=audience)
        decisions.says(draft, "AT", Position.AGREE)
        decisions.adopt(draft)
    system.engine.catch_up()
    viewer = Audience(focal_points_matter, negotiation)

    for position in range(1, system.store.position() + 1):
        with system.read(system.moment(str(position)), viewer) as context:
            found = facts(context)
            months = facts_by_month(context)
        assert found.total == len(found.items) == sum(count for _, count in months)
    system.close()
