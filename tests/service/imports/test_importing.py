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

from bsm_domain.errors import InvalidValue, NotPermitted
from bsm_projections.databases import Place
from bsm_projections.moment import Audience
from bsm_projections.queries import activity_details, facts, lists, promises
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


def test_completions_stand_on_their_days_and_the_import_on_its_own(
    system: System, meeting: UUID
):
    """Burn-up by when it happened, and by when it was recorded."""
    file = csv(
        "Activity,Owner,Agreed on,Due,Status,Closed",
        "Maps,AT,13.04.2016,30.09.2016,done,1.9.2016",
        "Roads,AT,13.04.2016,30.09.2016,,2.9.2016",
        "Bridges,AT,13.04.2016,30.09.2016,done,",
    )
    found = store(system, meeting, file)

    with system.ask(system.now(), EVERYTHING) as question:
        happened, recorded = (
            promises.burn_up(question, str(meeting), "Europe/Berlin", clock)
            for clock in promises.ByClock
        )
    # What has no day of its own has the last that its row tells.
    assert {one.day.isoformat(): (one.made, one.kept) for one in happened} == {
        "2016-04-13": (3, 1),
        "2016-09-01": (3, 2),
        "2016-09-02": (3, 3),
    }
    assert [(one.day.year, one.made, one.kept) for one in recorded] == [(2019, 3, 3)]
    assert any("1 completed activities have no day" in note for note in found.notes)


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ("Maps,AT,,,in progress,100,", "percent", "100 % is done, yet its status"),
        ("Maps,AT,,,proposed,40,", "percent", "40 % is done, yet its status"),
        ("Maps,AT,,,open,,1.9.2016", "closed_on", "closed on 01.09.2016, yet its"),
        (
            "Maps,AT,1.9.2016,,done,,1.8.2016",
            "closed_on",
            "closed on 01.08.2016, before it was promised on 01.09.2016",
        ),
        ("Maps,AT,2.1.2019,1.1.2019,open,,", "due_on", "lies before the day of the"),
        ("Maps,AT,5.1.2019,,open,,", "promised_on", "lies in the future"),
    ],
)
def test_what_contradicts_itself_is_named(
    system: System, meeting: UUID, row: str, field: str, says: str
):
    head = "Activity,Owner,Agreed on,Due,Status,Percent,Closed"
    found = store(system, meeting, csv(head, row))

    assert [(one.row, one.field) for one in found.complaints] == [(2, field)]
    assert says in found.complaints[0].says


def test_what_a_row_leaves_out_follows_from_the_rest(system: System, meeting: UUID):
    store(
        system,
        meeting,
        csv(
            "Activity,Owner,Percent,Status,Closed on",
            "Half,AT,50,open,",
            "Told,AT,0.4,,",
            "Whole,AT,100,,",
            "Before the meeting,AT,,,1.2.2016",
        ),
    )

    found = activities(system)
    told = {title: (one.status, one.percent) for title, one in found.items()}
    assert told == {
        "Half": ("in progress", 50),
        "Told": ("in progress", 40),
        "Whole": ("reported complete", 100),
        "Before the meeting": ("confirmed", 100),
    }
    early = found["Before the meeting"]
    assert early.agreed_at == early.confirmed_at
    assert early.confirmed_at is not None
    assert early.confirmed_at.date().isoformat() == "2016-02-01"


def test_rows_about_the_same_add_to_each_other_or_must_agree(
    system: System, meeting: UUID
):
    head = "No,Activity,Owner,With,Status,Percent,Comments"
    found = store(
        system,
        meeting,
        csv(
            head,
            "1,Maps,AT,IT,ongoing,,2.5.2016: begun",
            "1,Maps,AT,France and Germany,,60,1.8.2016: sent",
            "1,Maps,IT,,,,",
            "2,Roads,AT,,proposed,,",
            "2,Roads,AT,,,30,",
        ),
    )

    assert (found.read, found.stored, found.merged, found.refused) == (5, 1, 1, 3)
    assert [(one.row, one.field) for one in found.complaints] == [
        (4, "owner"),
        (5, "percent"),
        (6, "row"),
    ]
    one = activities(system)["Maps"]
    assert (one.percent, one.partners) == (60, ("IT", "FR", "DE"))

    # Another list of the same meeting counts from 1, too: nothing is taken for another.
    other = store(system, meeting, csv(head, "1,Bridges,AT,,,,", "3,Tunnels,AT,,,,"))
    assert (other.stored, other.merged, other.refused) == (1, 0, 1)
    assert "number 1 of this meeting is on record as “Maps”" in other.complaints[0].says


def test_a_repeated_request_is_answered_as_the_first_time(
    system: System, meeting: UUID
):
    id, file = uuid4(), File(data=dirty_tracker(60).as_csv(), ending="csv")
    asked = (ACTIVITIES, system, SECRETARIAT, meeting, file, CHOICES)

    first = imports.store(*asked, command_id=id)

    assert first.stored > 0
    assert imports.store(*asked, command_id=id) == first


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"columns": {"Activity": "titel"}}, "“ACTIVITY” cannot be “titel”; fields"),
        ({"delegations": {"Vienna": "ZZ"}}, "cannot be “ZZ”, which is no delegation"),
        ({"statuses": {"odd": "weird"}}, "“odd” cannot be “weird”; statuses are"),
    ],
)
def test_what_is_mapped_to_nothing_is_refused(
    system: System, meeting: UUID, choices: dict[str, dict[str, str]], says: str
):
    with pytest.raises(InvalidValue, match=says):
        store(system, meeting, csv("Activity,Owner", "Maps,AT"), Choices(**choices))


def test_who_does_not_prepare_meetings_imports_nothing(system: System, meeting: UUID):
    file = File(data=csv("Activity,Owner", "Maps,AT"), ending="csv")
    with pytest.raises(NotPermitted):
        imports.preview(ACTIVITIES, system, AUSTRIA, meeting, file, Choices())
