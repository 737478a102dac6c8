"""The command line imports as the API does."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from systems import announce_berlin, do, system_in
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.queries import meetings
from bsm_service.assembly.command_line import app
from bsm_service.meetings.commands import OpenRegistration

TRACKER = "Was;State;Due;Status\nMaps;AT;30.09.2999;open\nRoads;Vienna;Q3 2999;open\n"


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    system = system_in(tmp_path / "data")
    announce_berlin(system, open_registration=False)
    system.identity.create_token("Ada", Role.SECRETARIAT)
    system.close()
    file = tmp_path / "tracker.csv"
    file.write_text(TRACKER, "utf-8")
    return file


def run(tracker: Path, *more: str) -> tuple[int, str, str]:
    data = str(tracker.parent / "data")
    command = ["import", "activities", str(tracker), "--meeting", "10", "--data", data]
    result = CliRunner().invoke(app, [*command, *more])
    return result.exit_code, result.stdout, result.stderr


def test_a_tracker_is_imported_once_all_is_understood(tracker: Path):
    code, _, complained = run(tracker)
    assert (code, "Refused (unreadable_file)" in complained) == (2, True)

    options = ("--column", "Was=title")
    code, output, _ = run(tracker, *options, "--dry-run")
    assert code == 0
    assert "2 rows read: 1 would be stored, 1 refused." in output
    assert "“Vienna” (1 row): set its meaning with --delegation" in " ".join(
        output.split()
    )
    assert (
        "Everyone with access to follow-up can see the stored activities, including "
        "leadership and auditors." in " ".join(output.split())
    )
    closed = run(tracker, *options, "--dry-run", "--audience", "focal points")[1]
    assert "Only focal points, the Chair and the secretariat can see" in closed

    code, _, complained = run(tracker, *options, "--as", "Ada")
    assert (code, "row 3, owner: “Vienna” is not a known delegation" in complained) == (
        2,
        True,
    )
    assert "or --only-valid to store the other rows" in complained

    options = (*options, "--delegation", "Vienna=AT", "--as", "Ada", "--json")
    report = json.loads(run(tracker, *options)[1])
    assert (report["read"], report["stored"], report["refused"]) == (2, 2, 0)
    again = json.loads(run(tracker, "--json")[1])
    assert (again["stored"], again["unchanged"]) == (0, 2)


def test_differences_are_taken_over_by_row_and_field(tracker: Path):
    options = ("--column", "Was=title", "--delegation", "Vienna=AT", "--as", "Ada")
    run(tracker, *options)
    newer = TRACKER.replace("30.09.2999", "31.12.2999").replace("Q3 2999", "Q4 2999")
    tracker.write_text(newer, "utf-8")

    output = " ".join(run(tracker, "--dry-run")[1].split())
    assert (
        "2 rows differ from the record; none of the differences would be applied."
        in output
    )
    assert "due date: 30 Sep 2999 → 31 Dec 2999" in output
    report = json.loads(run(tracker, "--take-over", "3:due_on", *options, "--json")[1])
    assert (report["changed"], report["unchanged"]) == (1, 1)
    report = json.loads(run(tracker, "--take-over", "due_on", *options, "--json")[1])
    assert [
        (difference["row"], difference["taken_over"])
        for difference in report["differences"]
    ] == [(2, True)]
    report = json.loads(run(tracker, "--take-over", "all", *options, "--json")[1])
    assert (report["changed"], report["unchanged"]) == (0, 2)


def test_a_list_of_delegates_takes_the_options_of_its_choices(tracker: Path):
    list_of_delegates = tracker.with_name("delegates.csv")
    text = "Delegation,Wer,Role\nAT,Anna Muster,Chef\nRS,Ana Primer,\n"
    list_of_delegates.write_text(text, "utf-8")
    data = str(tracker.parent / "data")
    system = system_in(tracker.parent / "data")
    system.engine.catch_up()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [meeting] = meetings(context).items
    do(system, OpenRegistration(meeting_id=UUID(meeting.id), capacity=9))
    system.close()

    def run_import(*more: str) -> tuple[int, str]:
        command = ["import", "delegates", str(list_of_delegates), "--meeting", "10"]
        command += ["--as", "Ada"]
        result = CliRunner().invoke(app, [*command, "--data", data, *more])
        return result.exit_code, " ".join((result.stdout + result.stderr).split())

    named = ("--column", "Wer=name", "--dry-run")
    code, output = run_import(*named)
    assert code == 0, output
    assert "Serbia (RS, 1). Add --invite to invite them first." in output
    assert "“Chef” (1 row): set its meaning with --function" not in output
    code, output = run_import(*named, "--function", "Chef=boss")
    assert (code, "“Chef” cannot mean “boss”; choose head, alternate" in output) == (
        2,
        True,
    )
    code, output = run_import(*named, "--function", "Chef=adviser", "--invite")
    assert output.startswith("2 rows read: 2 would be stored.")
    assert "--invite" not in output
    code, output = run_import(*named, "--late-reason", "x" * 9_000)
    assert (code, "characters" in output) == (2, True)


def test_what_is_remembered_is_listed_and_forgotten(tracker: Path):
    run(tracker, "--column", "Was=title", "--delegation", "Vienna=AT", "--as", "Ada")
    at = ("--data", str(tracker.parent / "data"), "--as", "Ada")

    def run_import(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["import", *words, *at])
        return result.exit_code, " ".join((result.stdout + result.stderr).split())

    output = run_import("mappings")[1]
    assert "delegation" in output
    assert "Ada (secretariat)" in output
    mappings = json.loads(run_import("mappings", "--json")[1])["items"]
    assert [(mapping["said"], mapping["means"]) for mapping in mappings] == [
        ("WAS", "title"),
        ("VIENNA", "AT"),
    ]
    assert run_import("forget", "--delegation", "vienna") == (
        0,
        "Deleted: delegation “vienna”.",
    )
    assert "“VIENNA”" not in run_import("mappings")[1]
    code, complained = run_import("forget", "--delegation", "vienna")
    assert (code, "there is no such saved mapping" in complained) == (2, True)
    code, complained = run_import("forget")
    assert (code, "name the mappings to delete" in complained) == (2, True)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--take-over", "soon"), "'soon' does not name differences; write 'all'"),
        (("--take-over", "3:title"), "does not name differences"),
        (("--meeting", "99"), "there is no meeting 99; the meetings are: 10"),
        (("--as", "Eve"), "there is no user 'Eve'"),
        (("--column", "Was"), "'Was' has no “=”; write it as WRITTEN=MEANS"),
    ],
)
def test_what_is_mistyped_is_told(tracker: Path, more: tuple[str, ...], says: str):
    code, _, complained = run(tracker, *more)

    assert code == 2
    assert says in " ".join(complained.split())


def test_how_the_file_is_read_can_be_chosen(tracker: Path):
    tracker.write_bytes(
        "Activity|Owner|Due\nĆwiczenia; mapy|PL|03/04/2999\nKarty|PL|xx".encode(
            "cp1250"
        )
    )
    choices = ("--delimiter", "pipe", "--encoding", "windows-1250")
    choices += ("--day-order", "month first", "--empty", "XX", "--dry-run")

    code, output, _ = run(tracker, *choices)

    assert code == 0
    assert " ".join(output.split()).startswith(
        "2 rows read: 2 would be stored. Read as Windows-1250 (chosen), separated by "
        "pipes (chosen). Numeric dates in “Due” were read with the month first "
        "(chosen). 1 cell was treated as empty: “xx” (1)."
    )
    code, _, complained = run(tracker, *choices, "--encoding", "UTF-8")
    assert code == 2
    assert "the file is not UTF-8: line 2 has a byte (C6)" in complained
