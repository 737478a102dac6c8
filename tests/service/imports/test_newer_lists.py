"""A newer list beside the record: what differs, and what is taken over of it."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import pytest
from service.imports.trackers import (
    EVERYTHING,
    FIRST,
    HEAD,
    activities,
    csv,
    preview,
    said,
    store,
    sums_up,
)
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, do, principal

from bsm_domain.follow_up.facts import CommentMade
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_projections.follow_up import activity_details
from bsm_projections.history import queries
from bsm_service.access.permissions import PERMISSIONS, Scope
from bsm_service.application.system import System
from bsm_service.follow_up.commands import WithdrawActivity
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ChangeableField, ImportChoices, WantedChange
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.privacy.commands import RedactText

CASES = Path(__file__).with_name("cases")
ALL = ImportChoices(changes="all")


def sentences(system: System, title: str) -> list[str]:
    activity = activities(system)[title]
    with system.read(system.now(), EVERYTHING) as context:
        log = queries.facts(context, streams=(activity.id,)).items
    return [fact.sentence for fact in sorted(log, key=lambda fact: fact.position)]


def test_a_newer_tracker_is_shown_and_taken_over_when_asked(
    system: System, meeting: UUID
):
    """As in the case file: a moved date, another percentage, the number "2.0"."""
    first = (CASES / "b12-tracker-may.csv").read_bytes()
    store(system, meeting, first, ImportChoices())
    newer = (
        first.replace(b"30.09.2016;20", b"31.12.2016;45").replace(b"\n2;", b"\n2.0;")
        + b"3;Bridges;IT;30.09.2016;\n"
    )
    size = system.store.position()

    report = preview(system, meeting, newer)
    untaken = store(
        system,
        meeting,
        newer.replace(b"3;Bridges", b";;"),
        ImportChoices(only_valid=True),
    )

    assert said(report) == [
        (2, "due_on", "2016-09-30", "2016-12-31"),
        (2, "percent", "20", "45"),
    ]
    assert (report.stored, report.changed, report.unchanged) == (1, 0, 2)
    assert not any(difference.taken_over for difference in report.differences)
    assert (untaken.changed, untaken.unchanged) == (0, 2)
    assert said(untaken) == said(report)
    assert system.store.position() == size

    stored = store(system, meeting, newer, ALL)
    size = system.store.position()
    again = store(system, meeting, newer, ALL)

    assert (stored.stored, stored.changed, stored.unchanged) == (1, 1, 1)
    assert all(difference.taken_over for difference in stored.differences)
    activity = activities(system)["Maps"]
    assert (activity.due_on, activity.percent, activity.slips) == (
        date(2016, 12, 31),
        45,
        1,
    )
    assert "Imported from a list, row 2." in sentences(system, "Maps")[-2]
    assert (again.unchanged, again.differences) == (3, ())
    assert system.store.position() == size
    assert all(map(sums_up, (report, untaken, stored, again)))


@pytest.mark.parametrize(
    ("row", "differences", "becomes"),
    [
        ("1,Maps,AT,30.06.2019,60,ongoing,", {"percent": "60"}, ("in progress", 60)),
        ("1,Maps,AT,30.06.2019,5,ongoing,", {"percent": "5"}, ("in progress", 5)),
        ("1,Maps,AT,Q4 2019,,,", {"due_on": "2019-12-31 (quarter)"}, None),
        ("1,Maps,AT,,100,,", {"percent": "100"}, ("reported complete", 100)),
        ("1,Maps,AT,,,on hold,", {"status": "blocked"}, ("blocked", 20)),
        ("1,Maps,AT,,,cancelled,", {"status": "withdrawn"}, ("withdrawn", 20)),
        (
            "1,Maps,AT,,,completed,",
            {"status": "reported complete"},
            ("reported complete", 100),
        ),
        # Nobody confirms what they have reported themselves.
        (
            "1,Maps,AT,,,done,",
            {"status": "reported complete"},
            ("reported complete", 100),
        ),
        (
            "1,Maps,IT,30.06.2019,20,,",
            {"owner": "IT"},
            ("agreed", 20),
        ),
        (
            "1,Maps,AT,,,,2.5.2016: begun; 1.8.2016: sent",
            {"replies": "2016-08-01: sent"},
            None,
        ),
        # What a tracker calls open may be further on record.
        ("1,Maps,AT,30.06.2019,20,open,", {}, None),
        ("01,MAPS,AT,30 June 2019,20,,2.5.2016: begun", {}, None),
        ("1.0,Maps.,AT,,,,", {}, None),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_each_kind_of_difference_is_taken_over_as_its_facts(
    system: System,
    meeting: UUID,
    row: str,
    differences: dict[str, str],
    becomes: tuple[str, int] | None,
):
    store(system, meeting, FIRST, ImportChoices())
    newer = csv(HEAD, row)

    report = preview(system, meeting, newer)
    stored = store(system, meeting, newer, ALL)
    again = store(system, meeting, newer, ALL)

    assert {
        difference.field: difference.after for difference in report.differences
    } == differences
    assert [difference.refusal for difference in report.differences] == [None] * len(
        differences
    )
    assert (stored.changed, stored.unchanged) == ((1, 0) if differences else (0, 1))
    assert (again.changed, again.unchanged, again.differences) == (0, 1, ())
    if becomes is not None:
        activity = activities(system)["Maps"]
        assert (activity.status, activity.percent) == becomes


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ("2,Roads,DE,,,declined,", "status", None),
        ("1,Maps,AT,,,declined,", "status", "only when it is agreed"),
        ("1,Maps,AT,,,proposed,", "status", "from in progress to proposed"),
        ("3,Bridges,IT,,40,,", "percent", "now: withdrawn"),
        ("3,Bridges,DE,,,,", "owner", "now: withdrawn"),
        ("3,Bridges,IT,1.7.2019,,,", "due_on", "now: withdrawn"),
        ("2,Roads,DE,1.7.9999,,,", "due_on", "9999"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_by_row_and_field(
    system: System, meeting: UUID, row: str, field: str, says: str | None
):
    store(system, meeting, FIRST, ImportChoices())
    bridges = UUID(activities(system)["Bridges"].id)
    do(system, WithdrawActivity(activity_id=bridges, reason="no budget"))
    newer = csv(HEAD, row, "4,Tunnels,AT,,,,")
    size = system.store.position()

    report = preview(system, meeting, newer)
    if says is None:
        assert store(system, meeting, newer, ALL).changed == 1
        return

    # Where it is not asked for, it is in nobody's way; where it is, all waits.
    assert (report.stored, report.unchanged, report.refused) in {(1, 1, 0), (1, 0, 1)}
    with pytest.raises(RowsRefused, match=f"^row 2, {field}: .*{says}"):
        store(system, meeting, newer, ALL)
    assert system.store.position() == size
    valid = store(system, meeting, newer, ImportChoices(changes="all", only_valid=True))
    assert (valid.stored, valid.changed, valid.refused) == (1, 0, 1)
    assert sums_up(valid)


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        ((), {}),
        ((WantedChange(row=2),), {"Maps": {"due", "percent"}}),
        (
            (WantedChange(row=2, fields=(ChangeableField.PERCENT,)),),
            {"Maps": {"percent"}},
        ),
        (
            (WantedChange(fields=(ChangeableField.DUE_ON,)),),
            {"Maps": {"due"}, "Roads": {"due"}},
        ),
        ("all", {"Maps": {"due", "percent"}, "Roads": {"due"}}),
    ],
)
def test_rows_and_fields_can_be_chosen(
    system: System, meeting: UUID, wanted: object, changed: dict[str, set[str]]
):
    store(system, meeting, FIRST, ImportChoices())
    before = activities(system)
    newer = csv(HEAD, "1,Maps,AT,1.8.2019,30,,", "2,Roads,DE,1.8.2019,,,")

    report = store(
        system, meeting, newer, ImportChoices.model_validate({"changes": wanted})
    )

    now = activities(system)
    fields_by_row: dict[str, set[str]] = {}
    for title, activity in now.items():
        if activity.due_on != before[title].due_on:
            fields_by_row.setdefault(title, set()).add("due")
        if activity.percent != before[title].percent:
            fields_by_row.setdefault(title, set()).add("percent")
    assert fields_by_row == changed
    assert report.changed == len(changed)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (WantedChange(row=3), "row 3, row: this row does not differ"),
        (
            WantedChange(row=2, fields=(ChangeableField.OWNER,)),
            "row 2, owner: this row does not differ",
        ),
        (WantedChange(row=2, version=3), "row 2, version: “Maps” has changed since"),
        (WantedChange(row=4), "row 4 does not match a recorded activity"),
        (WantedChange(row=99), "row 99 does not match a recorded activity"),
    ],
)
def test_what_is_not_there_to_take_over_is_refused(
    system: System, meeting: UUID, wanted: WantedChange, says: str
):
    store(system, meeting, FIRST, ImportChoices())
    size = system.store.position()
    newer = csv(HEAD, "1,Maps,AT,1.8.2019,30,,", "2,Roads,DE,,,,", "4,New,AT,,,,")

    with pytest.raises(DomainError, match=says):
        store(system, meeting, newer, ImportChoices(changes=(wanted,)))

    assert system.store.position() == size


def test_another_person_confirms_what_a_list_calls_confirmed(
    system: System, meeting: UUID
):
    store(system, meeting, FIRST, ImportChoices())
    newer = csv(HEAD, "1,Maps,AT,,,done,")
    store(system, meeting, newer, ALL)
    other = principal(Role.SECRETARIAT, "another")
    file = ImportFile(data=newer, extension="csv")

    same = preview(system, meeting, newer)
    report = import_file(system, other, meeting, file, ALL, command_id=uuid4())

    assert (same.unchanged, same.differences) == (1, ())
    assert "another person must confirm" in same.notes[-1]
    assert said(report) == [(2, "status", "reported complete", "confirmed")]
    assert activities(system)["Maps"].status == "confirmed"


def test_an_erased_reply_does_not_come_back(system: System, meeting: UUID):
    store(system, meeting, FIRST, ImportChoices())
    maps = UUID(activities(system)["Maps"].id)
    with system.read(system.now(), EVERYTHING) as context:
        details = activity_details.activity_details(context, str(maps))
    assert details is not None
    said_in = next(
        fact.fact
        for fact in system.store.page(0, 1_000)
        if getattr(fact.fact, "comment_id", None) == UUID(details.comments[0].id)
    )
    assert isinstance(said_in, CommentMade)
    do(
        system,
        RedactText(
            stream_id=maps,
            version=said_in.originator_version,
            field="text",
            reason="a name",
        ),
    )

    same = preview(system, meeting, FIRST)
    longer = csv(HEAD, "1,Maps,AT,,,,1.4.2016: new; 2.5.2016: begun")
    moved = preview(system, meeting, longer)

    assert same.differences == ()
    assert [
        (difference.field, bool(difference.refusal)) for difference in moved.differences
    ] == [("replies", True)]


def test_a_day_that_is_not_changed_is_told_all_the_same(system: System, meeting: UUID):
    head = "Nr,Action,Owner,Agreed on,Closed,Status"
    store(
        system, meeting, csv(head, "1,Maps,AT,13.4.2016,1.9.2016,done"), ImportChoices()
    )

    report = store(system, meeting, csv(head, "1,Maps,AT,14.4.2016,2.9.2016,done"), ALL)

    assert said(report) == [
        (2, "promised_on", "2016-04-13", "2016-04-14"),
        (2, "closed_on", "2016-09-01", "2016-09-02"),
    ]
    assert all(
        difference.refusal and not difference.taken_over
        for difference in report.differences
    )
    assert (report.changed, report.unchanged, report.refused) == (0, 1, 0)


def test_numbers_that_spreadsheets_rewrite_are_one(system: System, meeting: UUID):
    head = "Nr,Action,Owner"
    numbers = {"2": "Two", "1.1": "One", "1.10": "Ten", "A-2": "Letter"}
    store(
        system,
        meeting,
        csv(head, *(f"{it},{title},AT" for it, title in numbers.items())),
    )

    again = ["2.0,Two,AT", "02,Two,AT", '"2,0",Two,AT', "2.,Two,AT"]
    report = store(system, meeting, csv(head, *again))
    others = store(system, meeting, csv(head, "A-02,Other,AT", "1.100,More,AT"))

    assert (report.stored, report.unchanged, report.merged) == (0, 1, 3)
    assert others.stored == 2
    assert len(activities(system)) == 6


@pytest.mark.parametrize("number", ["2", "2.0", "02", "002"])
def test_what_an_earlier_version_imported_under_another_number_is_recognised(
    system: System, meeting: UUID, number: str
):
    """Its id was made of the number as it was written."""
    fold_text = number.replace(".", " ")
    activity = ImportedActivity(
        activity_id=uuid5(meeting, f"activity {fold_text}"),
        reference=number,
        title="Maps",
        owner="AT",
        due_on=date(2019, 9, 30),
    )
    do(system, ImportActivities(meeting_id=meeting, activities=(activity,)))

    report = store(system, meeting, csv("Nr,Action,Owner", "2,Maps,AT"))

    assert (report.stored, report.unchanged) == (0, 1)


def test_a_list_of_another_meeting_or_with_other_numbers_is_noted(
    system: System, meeting: UUID
):
    store(system, meeting, FIRST, ImportChoices())
    other = uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11})
    do(system, AnnounceMeeting(meeting_id=other, details=details))

    elsewhere = preview(system, other, FIRST)
    renumbered = preview(system, meeting, csv(HEAD, "7,Maps,AT,,,,", "8,New,AT,,,,"))

    assert elsewhere.stored == renumbered.stored + 1 == 3
    assert (
        "Rows 2, 3 and 4 have the number and title of an activity of 10th · Berlin "
        "2016; check that you have chosen the right meeting."
    ) in elsewhere.notes
    assert (
        "Row 2 has the owner and title of a recorded activity that has a different "
        "number or none; separate activities are stored."
    ) in renumbered.notes


def test_an_import_changes_nothing_that_the_secretariat_may_not():
    """By hand, each of these facts is a command of its own."""
    single = (
        "agree accept report-progress report-complete confirm return change-due-date "
        "block unblock withdraw decline hand-over change-partners comment"
    )
    assert all(
        PERMISSIONS[f"activity.{word}"][Role.SECRETARIAT] is Scope.ANY
        for word in single.split()
    )
