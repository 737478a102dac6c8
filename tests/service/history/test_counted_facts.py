"""Totals of the History come from numbers that facts carry: for every viewer they are
those of the facts that are listed.
"""

from itertools import product
from pathlib import Path
from uuid import uuid4

import pytest
from service.agreement.decision_examples import Decisions
from systems import BERLIN_STARTS, announce_berlin, do, system_in

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts, facts_by_month
from bsm_service.meetings.agenda_commands import ScheduleSession


@pytest.mark.parametrize(
    "viewer",
    [Audience(*choice) for choice in product([True, False], repeat=3)],
    ids=str,
)
def test_totals_are_of_what_is_listed(tmp_path: Path, viewer: Audience):
    system = system_in(tmp_path)
    meeting = announce_berlin(system)
    decisions = Decisions(system, meeting)
    for audience in MatterAudience:
        planned = ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            on=BERLIN_STARTS,
            title=f"For {audience}",
            kind=SessionKind.PLENARY,
            audience=audience,
        )
        do(system, planned)
        draft = decisions.table(f"For {audience}", audience=audience)
        decisions.says(draft, "AT", Position.AGREE)
        decisions.adopt(draft)
    system.engine.catch_up()
    for position in range(1, system.store.position() + 1):
        with system.read(system.moment(str(position)), viewer) as context:
            found = facts(context)
            months = facts_by_month(context)
        assert found.total == len(found.items) == sum(count for _, count in months)
    system.close()
