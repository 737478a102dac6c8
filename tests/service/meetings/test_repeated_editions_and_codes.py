"""Of many that announce the same edition or set the same objective, one is accepted."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from systems import BERLIN_DETAILS, at_once, do, set_objective, system_in

from bsm_domain.agreement.decision import Decision
from bsm_domain.foundation.aggregate import Aggregate
from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.event_store.reader import first_facts_query
from bsm_service.meetings.commands import AnnounceMeeting


def announce(system: System, edition: int | None = 10) -> UUID:
    id = uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": edition})
    do(system, AnnounceMeeting(meeting_id=id, details=details))
    return id


def test_of_the_same_at_once_one_is_accepted(place: Place):
    system, another = system_in(place), system_in(place)
    both = (system, another) * 4

    announced = at_once([lambda it=it: announce(it) for it in both])
    [meeting] = [answer for answer in announced if isinstance(answer, UUID)]
    objectives = at_once(
        [lambda it=it: set_objective(it, meeting, code="O1") for it in both]
    )

    for answers in (announced, objectives):
        kinds = Counter(type(answer) for answer in answers)
        assert kinds == {UUID: 1, AlreadyExists: 7}
    with pytest.raises(AlreadyExists, match="enter O2 instead"):
        set_objective(another, meeting, code="O1")
    elsewhere = announce(another, 11)
    set_objective(another, elsewhere, code="O1")
    another.close()
    system.close()


@pytest.mark.parametrize(
    ("kind", "index"),
    [(Meeting, "compared_first_facts"), (Decision, "decisions_tabled")],
)
def test_first_facts_are_found_by_an_index_of_few_rows(
    tmp_path: Path, kind: type[Aggregate], index: str
):
    system_in(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "log.db")) as log:
        plan = log.execute(
            f"EXPLAIN QUERY PLAN {first_facts_query(kind)}", {"topic": "any"}
        ).fetchall()

    assert f"USING INDEX {index}" in str(plan)
