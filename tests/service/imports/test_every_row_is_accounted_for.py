"""Whatever lists say, and whatever is asked to be taken over: every row that was read
is in one place, the refused ones by name, and a preview says what storing does.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from fuzzing import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service.imports.trackers import csv, sums_up
from systems import SECRETARIAT, StoryClock, do, next_details, system_in

from bsm_domain.follow_up.facts import ActivityProposed
from bsm_service.application.system import System
from bsm_service.imports.choices import ImportChoices, WantedChange
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport
from bsm_service.meetings.commands import AnnounceMeeting

HEAD = "Id in the list,No.,Action,Owner,Due,%,Status,Comments"
ROWS = st.tuples(
    st.sampled_from(["1", "2", "02", "2.0", "3", "4", ""]),
    st.sampled_from(["Maps", "maps.", "Roads", "Bridges", ""]),
    st.sampled_from(["AT", "DE", "Austria", "Atlantis"]),
    st.sampled_from(
        ["30.06.2019", "31.12.2019", "Q4 2019", "next meeting", "soon", ""]
    ),
    st.sampled_from(["", "20", "60", "100", "a bit"]),
    st.sampled_from(["", "open", "ongoing", "done", "completed", "on hold", "dropped"]),
    st.sampled_from(["", "2.5.2016: begun", "2.5.2016: begun; 1.8.2016: sent"]),
)
LISTS = st.lists(ROWS, min_size=1, max_size=6)
WANTED = st.one_of(
    st.just("all"),
    st.just(()),
    st.just((WantedChange(fields=("due_on", "percent")),)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    clock.time = clock.time.replace(year=2019)
    yield system
    system.close()


def as_file(rows: list[tuple[str, ...]]) -> ImportFile:
    lines = (",".join(f'"{cell}"' for cell in ("", *row)) for row in rows)
    return ImportFile(data=csv(HEAD, *lines), extension="csv", name="list.csv")


@settings(
    max_examples=examples(8),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=LISTS, newer=LISTS, wanted=WANTED)
def test_every_row_is_in_one_place(
    record: System,
    first: list[tuple[str, ...]],
    newer: list[tuple[str, ...]],
    wanted: Any,
):
    meeting = _meeting(record)
    choices = ImportChoices(only_valid=True)
    taking = ImportChoices(only_valid=True, changes=wanted)

    stored = _store(record, meeting, as_file(first), choices)
    preview = preview_import(record, SECRETARIAT, meeting, as_file(newer), taking)
    changed = _store(record, meeting, as_file(newer), taking)
    again = _store(record, meeting, as_file(newer), taking)

    for report in (stored, preview, changed, again):
        assert sums_up(report)
        named = {complaint.row for complaint in report.complaints}
        assert len(named) == report.refused
        assert len(report.merges) == report.merged
        assert {merged.row for merged in report.merges}.isdisjoint(named)
    same = {"is_preview", "position"}
    assert preview.model_dump(exclude=same) == changed.model_dump(exclude=same)
    # The same once more changes nothing; what is left are refusals.
    assert (again.stored, again.changed) == (0, 0)
    assert again.refused == changed.refused
    assert changed.stored + stored.stored == _activities(record, meeting)


def _store(
    system: System, meeting: UUID, file: ImportFile, choices: ImportChoices
) -> ImportReport:
    return import_file(system, SECRETARIAT, meeting, file, choices, command_id=uuid4())


def _meeting(system: System) -> UUID:
    """A list is another meeting's in every example."""
    id = uuid4()
    do(system, AnnounceMeeting(meeting_id=id, details=next_details(system)))
    return id


def _activities(system: System, meeting: UUID) -> int:
    facts = (fact.fact for fact in system.store.page(0, 1_000_000))
    return sum(
        isinstance(fact, ActivityProposed) and fact.meeting_id == meeting
        for fact in facts
    )
