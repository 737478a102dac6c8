"""Trackers as they are come on record: all of it adds up, and nothing twice."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from service.imports.dirty_tracker import (
    COLUMNS,
    DELEGATIONS,
    STATUSES,
    dirty_tracker,
)
from systems import (
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    invited,
    system_in,
)

from bsm_domain.errors import NotPermitted
from bsm_projections.databases import Place
from bsm_projections.moment import Audience
from bsm_projections.queries import activity_details, facts, lists
from bsm_service import commands as ask
from bsm_service import imports
from bsm_service.bootstrap import System
from bsm_service.imports import ACTIVITIES, Choices, File, Reconciliation
from bsm_service.refusals import RowsRefused

CHOICES = Choices(
    columns=COLUMNS, statuses=STATUSES, delegations=DELEGATIONS, only_valid=True
)
EVERYTHING = Audience(focal_points_matter=True)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    yield system
    system.close()


@pytest.fixture
def meeting(system: System) -> UUID:
    id = announce_berlin(system, open_registration=False)
    do(
        system,
        ask.InviteDelegations(meeting_id=id, delegations=(invited("EUROPOL"),)),
    )
    assert isinstance(system.store.clock, StoryClock)
    system.store.clock.time = system.store.clock.time.replace(year=2019)
    return id


def store(
    system: System, meeting: UUID, data: bytes, choices: Choices = CHOICES
) -> Reconciliation:
    file = File(data=data, ending="csv")
    return imports.store(
        ACTIVITIES, system, SECRETARIAT, meeting, file, choices, command_id=uuid4()
    )


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def activities(system: System) -> dict[str, lists.Activity]:
    with system.ask(system.now(), EVERYTHING) as question:
        found = lists.activities(question, limit=10_000).items
    return {one.title: one for one in found}


def test_two_thousand_dirty_rows_add_up(system: System, meeting: UUID):
    tracker = dirty_tracker(2_000)

    found = store(system, meeting, tracker.as_csv("utf-16"))

    assert found.read == tracker.read == 2_000
    assert found.read == found.stored + found.merged + found.refused
    told = {
        row: {one.field for one in found.complaints if one.row == row}
        for row in {one.row for one in found.complaints}
    }
    assert told == tracker.refused
    assert found.refused == len(tracker.refused)
    assert {one.row for one in found.merges} == tracker.merged
    assert len(activities(system)) == found.stored
    assert found.unmatched == ("Internal code",)

    # The same file again adds nothing, and says so; nor does it under other letters.
    size = system.store.position()
    for again in (tracker.as_csv("utf-8-sig", "\t"), tracker.as_xlsx()):
        once_more = store(system, meeting, again)
        assert (once_more.stored, system.store.position()) == (0, size)
        assert once_more.read == once_more.merged + once_more.refused == 2_000


def test_a_preview_says_what_would_be_and_stores_nothing(system: System, meeting: UUID):
    tracker, size = dirty_tracker(60, seed=3), system.store.position()
    file = File(data=tracker.as_xlsx(), ending="xlsx")

    unsaid = imports.preview(
        ACTIVITIES, system, SECRETARIAT, meeting, file, Choices(columns=COLUMNS)
    )
    said = imports.preview(ACTIVITIES, system, SECRETARIAT, meeting, file, CHOICES)

    assert system.store.position() == size
    assert unsaid.is_preview
    assert {one.said for one in unsaid.statuses} >= {"almost there", "GREEN"}
    assert "Vienna" in {one.said for one in unsaid.delegations}
    assert said.refused == len(tracker.refused) < unsaid.refused
    stored = imports.store(
        ACTIVITIES, system, SECRETARIAT, meeting, file, CHOICES, command_id=uuid4()
    )
    same = {"is_preview", "position"}
    assert stored.model_dump(exclude=same) == said.model_dump(exclude=same)


def test_what_was_said_once_is_remembered(system: System, meeting: UUID):
    choices = CHOICES.model_copy(update={"only_valid": False})
    head = "Zuständig;Maßnahme;Frist;Stand"
    known = {"columns": {"Zuständig": "owner", "Maßnahme": "title"}}
    first = store(
        system,
        meeting,
        csv(head, "Vienna;Maps;30.09.2019;almost there"),
        choices.model_copy(update=known),
    )
    second = store(
        system,
        meeting,
        csv(head, "VIENNA;More maps;30.09.2019;Almost There"),
        Choices(),
    )

    assert (first.stored, second.stored) == (1, 1)
    assert activities(system)["More maps"].status == "in progress"


def test_all_or_nothing_where_nobody_says_otherwise(system: System, meeting: UUID):
    size = system.store.position()
    file = csv("Activity,Owner,Due", "Maps,AT,30.09.2019", ",AT,", "Roads,XX,soon")

    with pytest.raises(RowsRefused) as refused:
        store(system, meeting, file, Choices())

    assert system.store.position() == size
    assert str(refused.value).splitlines() == [
        "row 3, title: the row has no title",
        "row 4, owner: no delegation is known as “XX”.",
        "row 4, due_on: “soon” is no day; write it like 12.04.2016, 2016-04-12 or 12 "
        "April 2016",
    ]


def test_old_days_are_when_it_happened(system: System, meeting: UUID):
    file = csv(
        "Activity,Owner,Agreed on,Due,Status,Closed,Remarks",
        'Maps,AT,13.04.2016,30.09.2016,done,1.9.2016,"2.5.2016: begun; 1.8.2016: sent"',
    )
    store(system, meeting, file)

    one = activities(system)["Maps"]
    assert (one.status, one.percent) == ("confirmed", 100)
    assert one.agreed_at is not None
    assert one.confirmed_at is not None
    assert one.confirmed_recorded_at is not None
    assert one.agreed_at.date().isoformat() == "2016-04-13"
    assert one.confirmed_at.date().isoformat() == "2016-09-01"
    assert one.confirmed_recorded_at.year == 2019
    with system.ask(system.now(), EVERYTHING) as question:
        told = activity_details.details(question, one.id)
        log = facts.facts(question, streams=(one.id,))
    assert told is not None
    assert [(it.text, f"{it.made_at:%d.%m.%Y}") for it in told.comments] == [
        ("begun", "02.05.2016"),
        ("sent", "01.08.2016"),
    ]
    assert all(fact.entered_late for fact in log.items)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("proposed", "proposed"),
        ("open", "agreed"),
        ("accepted", "accepted"),
        ("ongoing", "in progress"),
        ("on hold", "blocked"),
        ("completed", "reported complete"),
        ("done", "confirmed"),
        ("cancelled", "withdrawn"),
        ("rejected", "declined"),
    ],
)
def test_each_status_comes_on_record(
    system: System, meeting: UUID, said: str, status: str
):
    store(system, meeting, csv("Activity,Owner,Due,Status", f"Maps,AT,Q4 2019,{said}"))

    assert activities(system)["Maps"].status == status


def test_who_does_not_prepare_meetings_imports_nothing(system: System, meeting: UUID):
    file = File(data=csv("Activity,Owner", "Maps,AT"), ending="csv")
    with pytest.raises(NotPermitted):
        imports.preview(ACTIVITIES, system, AUSTRIA, meeting, file, Choices())
