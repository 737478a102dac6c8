"""Rows of files that were imported wrongly once: titles, owners and days."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.imports.trackers import EVERYTHING, activities, case, csv, store
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, do

from bsm_projections.follow_up import activity_details
from bsm_service.application.system import System
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.choices import ImportChoices
from bsm_service.meetings.commands import AnnounceMeeting

ALL = ImportChoices()


def test_titles_that_differ_in_a_sign_are_stored_beside_each_other(
    system: System, meeting: UUID
):
    store(system, meeting, case("b05-titles-1.csv"), ALL)

    second = store(system, meeting, case("b05-titles-2.csv"), ALL)

    assert (second.stored, second.merged) == (2, 0)
    assert {*activities(system)} == {"Phase +1", "Phase -1", "Course C++", "Course C#"}


def test_what_was_promised_after_the_next_meeting_is_due_before_the_one_after(
    system: System, meeting: UUID
):
    """No day is named that the file does not have, nor one before the promise."""
    report = store(system, meeting, case("b15-promised-late-no-due.csv"), ALL)

    assert (report.stored, report.refused) == (1, 0)
    for edition, due in ((11, "2018-04-11"), (12, "2018-04-09")):
        starts = BERLIN_DETAILS.starts_on + timedelta(days=364 * (edition - 10))
        details = {"edition": edition, "starts_on": starts, "ends_on": starts}
        meeting_details = BERLIN_DETAILS.model_copy(update=details)
        do(system, AnnounceMeeting(meeting_id=uuid4(), details=meeting_details))
        system.engine.catch_up()
        system.part(DueDateSettlement).settle()

        maps = activities(system)["Maps"]
        assert (str(maps.due_on), maps.due_precision) == (due, "next meeting")


def test_official_names_of_states_are_known(system: System, meeting: UUID):
    report = store(system, meeting, case("b14-official-names.csv"), ALL)

    assert (report.stored, report.refused) == (9, 0)
    assert {
        activity.title: activity.owner for activity in activities(system).values()
    } == {
        **{"A": "RU", "B": "BY", "C": "KG", "D": "MD", "E": "CZ", "F": "NL"},
        **{"G": "AT", "H": "GB", "I": "NL"},
    }


def test_a_long_title_is_shortened_and_its_whole_text_kept(
    system: System, meeting: UUID
):
    report = store(system, meeting, case("b16-long-title.csv"), ALL)
    again = store(system, meeting, case("b16-long-title.csv"), ALL)

    sentence = (
        "On the basis of the report the meeting recommended that the administration "
        "review its procedures"
    )
    assert (report.stored, again.stored, again.unchanged) == (1, 0, 1)
    assert "1 title is longer than 300 characters; each is shortened" in report.notes[0]
    activity = activities(system)[sentence]
    assert comments(system, activity.id) == [
        "Full text: " + ". ".join([sentence] * 4) + "."
    ]


def test_long_titles_that_begin_alike_are_different(system: System, meeting: UUID):
    text = "The meeting recommended, given the report of the working group, " * 5
    rows = (f"{text}that maps be made,AT", f"{text}that roads be built,AT")

    report = store(
        system,
        meeting,
        csv("Activity,Owner", *(f'"{row[:-3]}",AT' for row in rows)),
        ALL,
    )

    assert (report.stored, report.merged) == (2, 0)


def test_who_is_named_beside_the_owner_is_a_partner_or_kept_in_words(
    system: System, meeting: UUID
):
    head = "Activity;Owner;Partners"
    rows = (
        "Maps;AT, DE;FR",
        "Roads;Austria and Germany;all participating States",
        "Dogs;A. Smith (AT);",
        "Boats;EUROPOL + pS;",
        "Ships;all participating States;",
    )
    unsaid = store(
        system,
        meeting,
        csv(head, *rows),
        ImportChoices(only_valid=True, delegations={}),
    )
    report = store(
        system,
        meeting,
        csv(head, *rows),
        ImportChoices(delegations={"all participating States": "IT"}),
    )

    assert (unsaid.stored, unsaid.refused, report.stored) == (4, 1, 1)
    assert [(complaint.row, complaint.field) for complaint in unsaid.complaints] == [
        (6, "owner")
    ]
    assert "is not a single delegation, and an activity has one owner" in (
        unsaid.complaints[0].says
    )
    assert any(
        "Several owners are named in 2 rows (2, 3)" in note for note in unsaid.notes
    )
    stored = activities(system)
    assert {
        activity.title: (
            activity.owner,
            activity.partners,
            comments(system, activity.id),
        )
        for activity in stored.values()
    } == {
        "Maps": ("AT", ("DE", "FR"), []),
        "Roads": (
            "AT",
            ("DE",),
            ["Partners in the list: all participating States"],
        ),
        "Dogs": ("AT", (), ["Owner in the list: A. Smith (AT)"]),
        "Boats": ("EUROPOL", (), ["Owner in the list: EUROPOL + pS"]),
        "Ships": ("IT", (), ["Owner in the list: all participating States"]),
    }


def test_whoever_imports_may_own_what_names_no_known_delegation(
    system: System, meeting: UUID
):
    """All but what may be a misspelt name; nothing of it is remembered."""
    rows = ("Maps,P. Rossi", "Roads,", "Dogs,EU", "Boats,Austira", "Ships,FR")
    report = store(
        system,
        meeting,
        csv("Activity,Owner", *rows),
        ImportChoices(owner="IT", only_valid=True),
    )

    assert [(complaint.row, complaint.field) for complaint in report.complaints] == [
        (5, "owner")
    ]
    assert report.notes[0].startswith(
        "No known delegation is named as the owner in 3 rows (2, 3, 4); these go to "
        "IT, as you chose"
    )
    assert {
        activity.title: (activity.owner, comments(system, activity.id))
        for activity in activities(system).values()
    } == {
        "Maps": ("IT", ["Owner in the list: P. Rossi"]),
        "Roads": ("IT", []),
        "Dogs": ("IT", ["Owner in the list: EU"]),
        "Ships": ("FR", []),
    }
    with pytest.raises(UnreadableFile, match="or choose one owner for all"):
        store(system, meeting, csv("Activity,Due", "Vans,1.9.2016"), ALL)
    without = csv("Activity,Due", "Vans,1.9.2016")
    assert store(system, meeting, without, ImportChoices(owner="IT")).stored == 1


def test_an_organisation_that_was_not_invited_is_refused_by_its_name(
    system: System, meeting: UUID
):
    report = store(
        system,
        meeting,
        csv("Activity,Owner", "Maps,EU"),
        ImportChoices(only_valid=True),
    )

    assert [complaint.says for complaint in report.complaints] == [
        "“EU” (European Union) is an organisation that has never been invited; "
        "invite it to this meeting, or choose which delegation it means"
    ]
    assert [
        (value.said, value.rows, value.proposals) for value in report.delegations
    ] == [("EU", 1, ())]


def test_every_column_of_text_is_kept(system: System, meeting: UUID):
    """Descriptions first, then replies with their days and the headings they have."""
    head = "No;Action;Recommendation;Owner;Response 1;Date of response;Response 2;Cost"
    report = store(
        system,
        meeting,
        csv(
            head,
            "1;Maps;Maps should be made.;AT;We agree.;02.05.2016;Done: see 1.6.2016;9",
            "2;Roads;;DE;;03.05.2016;;",
        ),
        ALL,
    )

    assert (report.stored, report.unmatched) == (2, ("Cost",))
    maps, roads = activities(system)["Maps"], activities(system)["Roads"]
    assert comments(system, maps.id, days=True) == [
        ("2016-04-12", "Recommendation: Maps should be made."),
        ("2016-05-02", "Response 1: We agree."),
        ("2016-05-02", "Response 2: Done: see 1.6.2016"),
    ]
    assert comments(system, roads.id) == ["Date of response: 03.05.2016"]


def test_without_a_title_the_surest_text_is_it(system: System, meeting: UUID):
    head = "N°;Constat;Recommandation;Responsable;Échéance;Statut"
    store(
        system, meeting, csv(head, "1;Aucune carte.;Dresser la carte;AT;;Soldée"), ALL
    )

    stored = activities(system)["Dresser la carte"]
    assert (stored.owner, stored.status) == ("AT", "confirmed")
    assert comments(system, stored.id) == ["Constat: Aucune carte."]


def test_a_revised_due_date_is_a_slip_from_the_first(system: System, meeting: UUID):
    head = "Activity;Owner;Due date;Revised due date;Status;Reason for delay"
    rows = (
        "Maps;AT;30.06.2016;30.09.2016;done;no paper",
        "Roads;AT;30.06.2016;;;",
        "Dogs;AT;;30.09.2016;;",
        "Boats;AT;30.06.2016;30.06.2016;;",
        "Ships;AT;30.06.2016;Q4 2016;;",
    )
    report = store(system, meeting, csv(head, *rows), ALL)
    again = store(system, meeting, csv(head, *rows), ALL)

    assert (report.stored, report.refused) == (5, 0)
    assert (again.unchanged, again.differences) == (5, ())
    assert {
        activity.title: (
            str(activity.first_due_on),
            str(activity.due_on),
            activity.slips,
        )
        for activity in activities(system).values()
    } == {
        "Maps": ("2016-06-30", "2016-09-30", 1),
        "Roads": ("2016-06-30", "2016-06-30", 0),
        "Dogs": ("2016-09-30", "2016-09-30", 0),
        "Boats": ("2016-06-30", "2016-06-30", 0),
        "Ships": ("2016-06-30", "2016-12-31", 1),
    }


def test_rows_that_a_number_of_sections_would_merge_are_named(
    system: System, meeting: UUID
):
    report = store(
        system,
        meeting,
        csv("No,Activity,Owner", "1,Maps,AT", "1,Roads,AT", "1,maps,AT"),
        ImportChoices(only_valid=True),
    )

    assert (report.stored, report.merged, report.refused) == (1, 1, 1)
    assert [(complaint.row, complaint.field) for complaint in report.complaints] == [
        (3, "reference")
    ]
    assert (
        "row 2, “Maps”, has the same number 1; give each row"
        in report.complaints[0].says
    )
    every = store(
        system,
        meeting,
        csv("No,Activity,Owner", "1,Maps,DE", "1,Roads,DE"),
        ImportChoices(columns={"No": ""}),
    )
    assert every.stored == 2


def test_a_status_is_asked_once_with_what_it_may_be(system: System, meeting: UUID):
    rows = (
        "Maps,AT,Pending",
        "Roads,AT,PENDING",
        "Dogs,AT,green",
        "Boats,AT,Done?",
        # Elsewhere these would be read as empty cells.
        "Vans,AT,TBC",
        "Ships,AT,entfällt",
    )
    report = store(
        system,
        meeting,
        csv("Activity,Owner,Status", *rows),
        ImportChoices(only_valid=True),
    )

    assert (report.refused, activities(system)["Ships"].status) == (5, "withdrawn")
    assert [(value.said, value.rows, value.proposals) for value in report.statuses] == [
        ("Pending", 2, ("agreed", "in progress", "blocked")),
        ("green", 1, ("confirmed", "in progress")),
        ("Done?", 1, ("confirmed",)),
        ("TBC", 1, ("reported complete", "proposed")),
    ]


def comments(system: System, id: str, *, days: bool = False) -> list[Any]:
    with system.read(system.now(), EVERYTHING) as context:
        details = activity_details.activity_details(context, id)
    assert details is not None
    return [
        (str(comment.made_at.date()), comment.text) if days else comment.text
        for comment in details.comments
    ]
