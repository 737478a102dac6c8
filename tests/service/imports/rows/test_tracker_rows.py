"""What rows of a tracker say, leave out and contradict."""

from datetime import date
from uuid import UUID

import pytest
from service.imports.trackers import EVERYTHING, activities, csv, store
from sqlite_only import new_place as new_place
from systems import AUSTRIA, LEADERSHIP, do

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.follow_up import activity_details as follow_up_activity_details
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.history import queries as history_queries
from bsm_projections.leadership import burn_up
from bsm_service.application.system import System, audience_of
from bsm_service.follow_up.commands import HandOverActivity
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.imports.file_import import preview_import
from bsm_service.imports.list_reading import ImportFile


def test_old_days_are_when_it_happened(system: System, meeting: UUID):
    file = csv(
        "Activity,Owner,Agreed on,Due,Status,Closed,Remarks",
        'Maps,AT,13.04.2016,30.09.2016,done,1.9.2016,"2.5.2016: begun; 1.8.2016: sent"',
    )
    store(system, meeting, file)

    activity = activities(system)["Maps"]
    assert (activity.status, activity.percent) == ("confirmed", 100)
    assert activity.agreed_at is not None
    assert activity.confirmed_at is not None
    assert activity.confirmed_recorded_at is not None
    assert activity.agreed_at.date().isoformat() == "2016-04-13"
    assert activity.confirmed_at.date().isoformat() == "2016-09-01"
    assert activity.confirmed_recorded_at.year == 2019
    with system.read(system.now(), EVERYTHING) as context:
        activity_details = follow_up_activity_details.activity_details(
            context, activity.id
        )
        log = history_queries.facts(context, streams=(activity.id,))
    assert activity_details is not None
    assert [
        (comment.text, f"{comment.made_at:%d.%m.%Y}")
        for comment in activity_details.comments
    ] == [
        ("begun", "02.05.2016"),
        ("sent", "01.08.2016"),
    ]
    assert all(fact.entered_late for fact in log.items)


@pytest.mark.parametrize(
    ("written", "status"),
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
    system: System, meeting: UUID, written: str, status: str
):
    store(
        system, meeting, csv("Activity,Owner,Due,Status", f"Maps,AT,Q4 2019,{written}")
    )

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
    report = store(system, meeting, file)

    with system.read(system.now(), EVERYTHING) as context:
        happened, recorded = (
            burn_up.burn_up(context, str(meeting), "Europe/Berlin", clock)
            for clock in burn_up.DayBasis
        )
    # What has no day of its own has the last that its row tells.
    assert {fact.day.isoformat(): (fact.made, fact.kept) for fact in happened} == {
        "2016-04-13": (3, 1),
        "2016-09-01": (3, 2),
        "2016-09-02": (3, 3),
    }
    assert [(fact.day.year, fact.made, fact.kept) for fact in recorded] == [
        (2019, 3, 3)
    ]
    assert any(
        "completed activity has no completion date" in note for note in report.notes
    )


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        (
            "Maps,AT,,,in progress,100,",
            "percent",
            "its progress is 100%, but its status",
        ),
        ("Maps,AT,,,proposed,40,", "percent", "its progress is 40%, but its status"),
        (
            "Maps,AT,,,open,,1.9.2016",
            "closed_on",
            "its closing date is 1 Sep 2016, but its",
        ),
        (
            "Maps,AT,1.9.2016,,done,,1.8.2016",
            "closed_on",
            "its closing date 1 Aug 2016 is before it was agreed (1 Sep 2016)",
        ),
        ("Maps,AT,2.1.2019,1.1.2019,open,,", "due_on", "is before the day of the"),
        ("Maps,AT,5.1.2019,,open,,", "promised_on", "is in the future"),
    ],
)
def test_what_contradicts_itself_is_named(
    system: System, meeting: UUID, row: str, field: str, says: str
):
    head = "Activity,Owner,Agreed on,Due,Status,Percent,Closed"
    report = store(system, meeting, csv(head, row))

    assert [(complaint.row, complaint.field) for complaint in report.complaints] == [
        (2, field)
    ]
    assert says in report.complaints[0].says


def test_texts_that_are_too_long_are_named_with_what_is_allowed(
    system: System, meeting: UUID
):
    reason, agency = "r " * 1_500, "a " * 300
    head = "Activity,Owner,Status,Reason,Agency"
    report = store(system, meeting, csv(head, f"Maps,AT,blocked,{reason},{agency}"))

    assert {complaint.field: complaint.says for complaint in report.complaints} == {
        "reason": "must have at most 2,000 characters",
        "agency": "must have at most 300 characters",
    }


def test_a_day_that_no_rule_takes_is_told_with_its_row(system: System, meeting: UUID):
    rows = [
        ImportedActivity(title="Maps", owner="AT", due_on=date(2019, 9, 30)),
        ImportedActivity(title="Roads", owner="AT", due_on=date(9999, 9, 30)),
    ]
    with pytest.raises(
        InvalidValue, match="row 2, due_on: 30 Sep 9999 is not a possible due date"
    ):
        do(system, ImportActivities(meeting_id=meeting, activities=tuple(rows)))


def test_what_a_row_leaves_out_follows_from_the_rest(system: System, meeting: UUID):
    store(
        system,
        meeting,
        csv(
            "Activity,Owner,Percent,Status,Closed on",
            "Half,AT,50,open,",
            "Told,AT,40%,,",
            "Whole,AT,100,,",
            "Before the meeting,AT,,,1.2.2016",
        ),
    )

    stored = activities(system)
    progress = {
        title: (activity.status, activity.percent) for title, activity in stored.items()
    }
    assert progress == {
        "Half": ("in progress", 50),
        "Told": ("in progress", 40),
        "Whole": ("reported complete", 100),
        "Before the meeting": ("confirmed", 100),
    }
    early = stored["Before the meeting"]
    assert early.agreed_at == early.confirmed_at
    assert early.confirmed_at is not None
    assert early.confirmed_at.date().isoformat() == "2016-02-01"


def test_rows_about_the_same_add_to_each_other_or_must_agree(
    system: System, meeting: UUID
):
    head = "No,Activity,Owner,With,Status,Percent,Comments"
    report = store(
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

    assert (report.read, report.stored, report.merged, report.refused) == (5, 1, 1, 3)
    assert [(complaint.row, complaint.field) for complaint in report.complaints] == [
        (4, "owner"),
        (5, "percent"),
        (6, "row"),
    ]
    activity = activities(system)["Maps"]
    assert (activity.percent, activity.partners) == (60, ("IT", "FR", "DE"))


def test_another_list_that_counts_from_one_is_taken_for_no_other(
    system: System, meeting: UUID
):
    head = "No,Activity,Owner,Comments"
    store(system, meeting, csv(head, "1,Maps,AT,", "2,Roads,AT,"))
    handed_over = UUID(activities(system)["Roads"].id)
    do(
        system,
        HandOverActivity(activity_id=handed_over, owner="IT", reason="by agreement"),
    )

    other = store(
        system,
        meeting,
        csv(head, "1,Bridges,AT,x", "1,Bridges,AT,y", "3,Tunnels,AT,", "2,Roads,AT,"),
    )

    # What says more of a refused row is refused with it.
    assert (other.stored, other.unchanged, other.refused) == (1, 1, 2)
    assert other.differences == ()
    assert [(complaint.row, complaint.field) for complaint in other.complaints] == [
        (2, "reference"),
        (3, "row"),
    ]
    assert (
        "number 1 of this meeting is already recorded as “Maps”"
        in other.complaints[0].says
    )


def test_a_tracker_of_focal_points_only_stays_theirs(system: System, meeting: UUID):
    closed = ImportChoices(audience=MatterAudience.FOCAL_POINTS)
    report = store(system, meeting, csv("Activity,Owner", "Maps,AT"), closed)
    store(system, meeting, csv("Activity,Owner", "Roads,AT"))

    assert report.audience == "focal points"
    with system.read(system.now(), audience_of(LEADERSHIP)) as context:
        assert [
            activity.title for activity in follow_up_queries.activities(context).items
        ] == ["Roads"]
    assert activities(system)["Maps"].audience == "focal points"


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (
            {"columns": {"Activity": "titel"}},
            "“Activity” cannot be the field “titel”; the fields are",
        ),
        (
            {"delegations": {"Vienna": "ZZ"}},
            "cannot mean “ZZ”, which is not a known delegation",
        ),
        ({"statuses": {"odd": "weird"}}, "“odd” cannot mean “weird”; the statuses are"),
    ],
)
def test_what_is_mapped_to_nothing_is_refused(
    system: System, meeting: UUID, choices: dict[str, dict[str, str]], says: str
):
    with pytest.raises(InvalidValue, match=says):
        store(
            system, meeting, csv("Activity,Owner", "Maps,AT"), ImportChoices(**choices)
        )


def test_who_does_not_prepare_meetings_imports_nothing(system: System, meeting: UUID):
    file = ImportFile(data=csv("Activity,Owner", "Maps,AT"), extension="csv")
    with pytest.raises(NotPermitted):
        preview_import(system, AUSTRIA, meeting, file, ImportChoices())
