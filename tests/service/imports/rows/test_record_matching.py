"""Rows that are an activity on record, though the list says its number or title
otherwise.
"""

from uuid import UUID, uuid4

from service.imports.trackers import (
    FIRST,
    HEAD,
    activities,
    csv,
    preview,
    said,
    store,
    sums_up,
)
from systems import do

from bsm_domain.foundation.values import DuePrecision
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.imports.choices import ImportChoices

NOTHING_SAID = ImportChoices()


def by_hand(system: System, meeting: UUID, title: str, owner: str = "AT") -> None:
    do(
        system,
        ProposeActivity(
            activity_id=uuid4(),
            meeting_id=meeting,
            decision="MC.DEC/2/16",
            title=title,
            owner=owner,
            due_precision=DuePrecision.NEXT_MEETING,
        ),
    )


def test_a_list_that_has_lost_its_numbers_doubles_nothing(
    system: System, meeting: UUID
):
    store(system, meeting, FIRST, NOTHING_SAID)

    report = preview(
        system,
        meeting,
        csv("Action,Owner,Due", "Maps,AT,31.12.2019", "ROADS.,DE,", "Maps +1,AT,"),
    )

    assert (report.stored, report.unchanged, report.refused) == (1, 2, 0)
    assert said(report) == [(2, "due_on", "2019-06-30", "2019-12-31")]


def test_a_list_that_has_been_numbered_since_doubles_nothing(
    system: System, meeting: UUID
):
    store(system, meeting, csv("Action,Owner", "Maps,AT", "Roads,DE"), NOTHING_SAID)
    by_hand(system, meeting, "Bridges", "IT")

    report = preview(system, meeting, FIRST)

    assert (report.stored, report.unchanged, report.refused) == (0, 3, 0)


def test_a_row_that_may_be_one_of_several_activities_is_refused(
    system: System, meeting: UUID
):
    store(
        system, meeting, csv(HEAD, "1,Report,AT,,,,", "7,Report,AT,,,,"), NOTHING_SAID
    )

    report = preview(system, meeting, csv("Action,Owner", "Report,AT", "Report,DE"))

    assert (report.stored, report.refused) == (1, 1)
    assert [
        (complaint.row, complaint.field, complaint.says)
        for complaint in report.complaints
    ] == [
        (
            2,
            "reference",
            "2 recorded activities of AT have the title “Report” (numbers 1, 7); "
            "give the row the number of the right one, or a new number",
        )
    ]


def test_rows_of_one_title_with_numbers_of_their_own_are_each_an_activity(
    system: System, meeting: UUID
):
    """Which of them was recorded by hand, nobody can tell."""
    by_hand(system, meeting, "Report")

    report = preview(system, meeting, csv(HEAD, "1,Report,AT,,,,", "7,Report,AT,,,,"))

    assert (report.stored, report.unchanged) == (2, 0)
    assert any(
        note.startswith("Rows 2 and 3 have the owner and title")
        for note in report.notes
    )


def test_long_titles_that_begin_alike_are_not_taken_for_each_other(
    system: System, meeting: UUID
):
    begins = "The meeting recommended, given the report of the working group, " * 5
    rows = [f'"{begins}that {title} be made",AT' for title in ("maps", "roads")]
    head = "Action,Owner,Nr"
    store(system, meeting, csv(head, f"{rows[0]},1"), NOTHING_SAID)

    report = preview(system, meeting, csv(head, f"{rows[1]},"))

    assert (report.stored, report.unchanged) == (1, 0)


def test_a_title_that_was_changed_in_the_list_is_refused_or_chosen_to_be_the_same(
    system: System, meeting: UUID
):
    store(system, meeting, FIRST, NOTHING_SAID)
    newer = csv(HEAD, "1,Maps of the border,AT,31.12.2019,,,", "2,Roads,DE,,,,")

    refused = preview(system, meeting, newer)
    chosen = preview(system, meeting, newer, ImportChoices(retitled=True))

    assert (refused.refused, refused.unchanged, refused.retitled) == (1, 1, 1)
    assert refused.complaints[0].says == (
        "number 1 of this meeting is already recorded as “Maps” of AT; if it is the "
        "same activity, choose to treat such rows as the same activity; if not, give "
        "this row a different number"
    )
    assert (chosen.refused, chosen.unchanged, chosen.retitled) == (0, 2, 0)
    assert said(chosen) == [
        (2, "title", "Maps", "Maps of the border"),
        (2, "due_on", "2019-06-30", "2019-12-31"),
    ]

    report = store(system, meeting, newer, ImportChoices(retitled=True, changes="all"))

    assert (report.changed, report.unchanged) == (1, 1)
    assert str(activities(system)["Maps"].due_on) == "2019-12-31"
    assert all(map(sums_up, (refused, chosen, report)))


def test_words_that_name_no_date_do_not_move_a_due_date(system: System, meeting: UUID):
    store(system, meeting, FIRST, NOTHING_SAID)
    head = "Nr,Action,Owner,Due,Revised due date"

    report = preview(
        system, meeting, csv(head, "1,Maps,AT,ongoing,", "2,Roads,DE,,ongoing")
    )

    assert said(report) == [
        (2, "replies", None, "Due in the list: ongoing"),
        (3, "replies", None, "Revised due date in the list: ongoing"),
    ]


def test_what_a_newer_list_leaves_out_is_named(system: System, meeting: UUID):
    store(system, meeting, FIRST, NOTHING_SAID)

    report = preview(system, meeting, csv(HEAD, "1,Maps,AT,,,,", "2,Roads,DE,,,,"))
    few = preview(system, meeting, csv(HEAD, "1,Maps,AT,,,,"))

    assert (
        "1 recorded activity of this meeting is not in the file (“Bridges” of IT) "
        "and stays unchanged."
    ) in report.notes
    assert not any("not in the file" in note for note in few.notes)


def test_a_completed_row_with_less_than_the_whole_is_told(
    system: System, meeting: UUID
):
    rows = csv(HEAD, "1,Maps,AT,,60,completed,", "2,Roads,DE,,100,done,")
    note = "1 row is completed by status but below 100% (2); the status was used."

    new = store(system, meeting, rows, NOTHING_SAID)
    again = preview(system, meeting, rows)

    assert note in new.notes
    assert note in again.notes


def test_a_row_that_contradicts_itself_is_not_taken_over(system: System, meeting: UUID):
    store(system, meeting, FIRST, NOTHING_SAID)
    rows = csv(HEAD, "2,Roads,DE,,100,open,", "3,Bridges,IT,,100,in progress,")

    report = store(system, meeting, rows, ImportChoices(changes="all", only_valid=True))

    assert [(complaint.row, complaint.field) for complaint in report.complaints] == [
        (2, "percent"),
        (3, "percent"),
    ]
    assert activities(system)["Roads"].status == "agreed"


def test_comments_whose_day_the_file_does_not_tell_are_counted(
    system: System, meeting: UUID
):
    rows = csv(HEAD, "1,Maps,AT,,,,2.5.2016: begun", "2,Roads,DE,,,,draft sent")

    report = preview(system, meeting, rows)

    assert report.notes == (
        "1 comment has no date in the file; the date of the activity or of the "
        "previous comment was used.",
    )
