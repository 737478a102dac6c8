"""Which rows of lists are the same activity, and which differ in a sign only."""

from datetime import date
from uuid import UUID, uuid5

import pytest
from service.imports.trackers import activities, csv, store
from systems import do

from bsm_service.application.system import System
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.imports.rows.row_identity import normalise_text

ALL = ImportChoices()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phase +1", "Phase -1"),
        ("Course C++", "Course C#"),
        ("Course C", "Course C#"),
        ("Level 2.1", "Level 2-1"),
        ("Is it ready?", "Is it ready!"),
        ("Temperature \u2260 20", "Temperature = 20"),
        ("Area of 10\u00b2", "Area of 102"),
        ("R&D", "R D"),
        ("Maps (draft)", "Maps, draft"),
    ],
)
def test_texts_that_differ_in_a_sign_are_different(one: str, other: str):
    assert normalise_text(one) != normalise_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maps of the pass", "MAPS  of\nthe pass."),
        ("Maps\u00a0\u2013 North", "Maps - North"),
        ("Maps -- North", "Maps \u2014 North"),
        ("Phase \u22121", "Phase -1"),
        ("Phase \uff0b1", "Phase +1"),
        ("\u201eMaps\u201c", '"Maps"'),
        ("the State\u2019s maps", "the State's maps"),
        ("\u00dcbung f\u00fcr alle", "U\u0308bung fu\u0308r alle"),
        ("R\u00e9union", "Reunion"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u0130zmir", "izmir"),
        ("maps \u200eand\u00ad roads\u2026", "Maps and roads..."),
    ],
)
def test_texts_that_read_alike_are_the_same(one: str, other: str):
    assert normalise_text(one) == normalise_text(other)


def test_titles_and_numbers_that_differ_in_a_sign_are_other_activities(
    system: System, meeting: UUID
):
    head = "No,Activity,Owner"
    first = store(
        system, meeting, csv(head, ",Phase +1,AT", ",Course C++,DE", "A+1,Maps,AT"), ALL
    )
    second = store(
        system,
        meeting,
        csv(head, ",Phase -1,AT", ",Course C#,DE", ",PHASE +1.,AT", "A-1,Roads,AT"),
        ALL,
    )

    assert (first.stored, second.stored, second.unchanged) == (3, 3, 1)
    assert [note for note in second.notes if "only in punctuation" in note] == [
        "Row 2, “Phase -1”, differs only in punctuation from “Phase +1”, a recorded "
        "activity; it is stored as a separate activity.",
        "Row 3, “Course C#”, differs only in punctuation from “Course C++”, a "
        "recorded activity; it is stored as a separate activity.",
    ]


def test_rows_that_their_numbers_tell_apart_stay_apart(system: System, meeting: UUID):
    report = store(
        system, meeting, csv("No,Activity,Owner", "1,Maps,AT", "2,Maps,AT"), ALL
    )

    assert (report.stored, report.merged) == (2, 0)


def test_what_an_earlier_version_imported_is_recognised(system: System, meeting: UUID):
    """Its ids were made of titles and numbers without their signs."""
    do(
        system,
        ImportActivities(
            meeting_id=meeting,
            activities=(
                ImportedActivity(
                    activity_id=uuid5(meeting, "activity AT PHASE 1"),
                    title="Phase +1",
                    owner="AT",
                    due_on=date(2019, 9, 30),
                ),
                ImportedActivity(
                    activity_id=uuid5(meeting, "activity A 1"),
                    reference="A+1",
                    title="Maps",
                    owner="AT",
                    due_on=date(2019, 9, 30),
                ),
            ),
        ),
    )

    report = store(
        system,
        meeting,
        csv(
            "No,Activity,Owner",
            ",Phase +1,AT",
            ",Phase -1,AT",
            "A+1,Maps,AT",
            "A-1,Roads,AT",
        ),
        ALL,
    )

    assert (report.stored, report.unchanged, report.refused) == (2, 2, 0)
    assert {*activities(system)} == {"Phase +1", "Phase -1", "Maps", "Roads"}
