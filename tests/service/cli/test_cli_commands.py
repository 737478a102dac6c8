"""Every command of the menu can be asked on the command line, as its account."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlite_only import new_place as new_place
from systems import agree_and_accept, announce_berlin, propose, set_objective, system_in
from typer.main import get_command
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.application.command import EstablishNetwork, every_command
from bsm_service.assembly.command_line import app
from bsm_service.assembly.command_options import options_for
from bsm_service.assembly.command_verbs import COMMANDS_ELSEWHERE
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.identity import SYSTEM

NOBODY = "00000000-0000-4000-8000-000000000000"


class Desk:
    """A record in a folder, with an activity of Austria's, and people who may act."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        system = system_in(folder)
        self.meeting = announce_berlin(system)
        self.activity = propose(system, set_objective(system, self.meeting))
        agree_and_accept(system, self.activity)
        identity = system.identity
        identity.create_token("vienna", Role.FOCAL_POINT, "AT")
        identity.create_token("rome", Role.FOCAL_POINT, "IT")
        identity.create_token("office", Role.SECRETARIAT)
        identity.create_token("both", Role.FOCAL_POINT, "AT")
        identity.create_token("both", Role.FOCAL_POINT, "IT")
        identity.create_token("both", Role.CHAIR)
        system.close()

    def bsm(self, *arguments: object, typed: str | None = None) -> Result:
        command_line = [*map(str, arguments), "--data", str(self.folder)]
        return CliRunner().invoke(app, command_line, input=typed)

    def done(self, *arguments: object, typed: str | None = None) -> dict[str, Any]:
        result = self.bsm(*arguments, "--json", typed=typed)
        assert result.exit_code == 0, result.stderr
        content: dict[str, Any] = json.loads(result.stdout)
        return content

    def refused(self, *arguments: object) -> tuple[str, str]:
        result = self.bsm(*arguments, "--json")
        assert result.exit_code == 2, result.output
        content = json.loads(result.stderr)
        return content["code"], content["detail"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("record") / "data")


def test_every_command_has_its_verb_and_every_field_its_option():
    groups: Any = get_command(app)
    for command in every_command():
        if command in COMMANDS_ELSEWHERE:
            if command is not EstablishNetwork:
                verb: Any = groups
                for name in COMMANDS_ELSEWHERE[command].split()[1:]:
                    verb = verb.commands[name]
            continue
        group, _, name = command.NAME.partition(".")
        verb = groups.commands[group].commands[name]
        options = [option for param in verb.params for option in param.opts]
        fields = {given.path[0] for given in options_for(command)}

        assert fields == command.model_fields.keys(), command
        assert len(options) == len(set(options)), command
        assert 0 < len(verb.short_help) < 100, command
        assert "`" not in verb.help, command


def test_help_is_wrapped_to_the_terminal_not_where_docstrings_break():
    verbs = [get_command(app)]
    for verb in verbs:  # grows while it is read: the verbs of groups as well
        assert "\n" not in (verb.help or "").replace("\n\n", ""), verb.name
        verbs += getattr(verb, "commands", {}).values()
    assert len(verbs) > 100


def test_a_report_is_made_by_the_account_that_is_named(desk: Desk):
    report = ("activity", "report-progress", desk.activity, "--as", "vienna")
    answer = desk.done(
        *report, "--percent", 40, "--note", "-", typed="the draft is sent\n"
    )
    result = desk.bsm(*report, "--percent", 45, "--if-version", answer["version"])
    fact = desk.done("show", "fact", answer["position"])
    system = system_in(desk.folder, clock=utc_now)
    actor = system.fact(answer["position"])
    vienna = system.identity.accounts.find("vienna")
    system.close()

    assert fact["texts"] == {"note": "the draft is sent"}
    assert "Austria reported 45%" in result.stdout
    assert f"{desk.activity} is now at version {answer['version'] + 1}" in result.stdout
    assert actor is not None
    assert vienna is not None
    assert actor.actor.account == vienna.id
    assert actor.actor.signed_in_by is SignInMethod.COMMAND_LINE


def test_what_is_asked_again_is_answered_again(desk: Desk):
    comment = ("activity", "comment", desk.activity, "--as", "office", "--text", "Well")
    again = (*comment, "--mentions", "AT", "--mentions", "IT", "--command-id", "mine")
    first, second = desk.done(*again), desk.done(*again)
    comments = desk.done("show", "activity", desk.activity)["comments"]

    assert first == second
    [mine] = [comment for comment in comments if comment["id"] == first["comment_id"]]
    assert mine["mentions"] == ["AT", "IT"]
    code, _ = desk.refused(*comment, "--command-id", "mine")
    assert code == "command_id_reused"


def test_a_file_is_stored_first_if_it_can_be_evidence(desk: Desk, tmp_path: Path):
    (tmp_path / "draft.pdf").write_bytes(b"%PDF-1.4 a draft")
    (tmp_path / "run.exe").write_bytes(b"MZ\x90\x00\x03")
    (tmp_path / "note.txt").write_text("what it shows\n", "utf-8")
    attach = ("activity", "attach-evidence", desk.activity, "--as", "vienna", "--file")
    result = desk.done(
        *attach, tmp_path / "draft.pdf", "--note", f"@{tmp_path / 'note.txt'}"
    )
    [shown] = desk.done("show", "activity", desk.activity)["evidence"]
    system = system_in(desk.folder, clock=utc_now)
    content = system.vault.files.read(shown["sha256"])
    system.close()

    assert shown["id"] == result["evidence_id"]
    assert (shown["name"], shown["note"]) == ("draft.pdf", "what it shows")
    assert content == b"%PDF-1.4 a draft"
    assert desk.refused(*attach, tmp_path / "run.exe")[0] == "file_refused"
    assert desk.refused(*attach, tmp_path / "no.pdf")[0] == "unreadable_file"
    assert desk.refused(*attach, tmp_path)[0] == "unreadable_file"


def test_a_file_beyond_the_limit_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BSM_EVIDENCE_LIMIT", "1000")
    (tmp_path / "long.txt").write_text("x" * 1_001)
    attach = ("activity", "attach-evidence", desk.activity, "--as", "vienna", "--file")

    code, told = desk.refused(*attach, tmp_path / "long.txt")

    assert (code, told) == (
        "file_refused",
        "the file is larger than 1,000 bytes; choose a smaller one",
    )


def test_what_is_inside_a_command_is_told_by_options_or_as_json(
    desk: Desk, tmp_path: Path
):
    announced = desk.done(
        *("meeting", "announce", "--as", "office"),
        *("--details-series", "Annual", "--details-title", "Eleventh"),
        *("--details-edition", 11, "--details-time-zone", "Europe/Vienna"),
        *("--details-starts-on", "2999-05-04", "--details-ends-on", "2999-05-05"),
        *("--details-themes", "Borders", "--details-themes", "Trust"),
    )
    state = {"code": "AT", "kind": "participating State", "name": "Austria", "quota": 2}
    rows = tmp_path / "invited.json"
    rows.write_text(json.dumps([state, state | {"code": "IT", "name": "Italy"}]))
    desk.done("meeting", "invite", 11, "--delegations", f"@{rows}", "--as", "office")
    desk.done("meeting", "open-registration", 11, "--capacity", 9, "--as", "office")
    desk.done(
        *("registration", "nominate", "--meeting", 11, "--as", "vienna"),
        *("--delegation", "AT", "--function", "head"),
        *("--person-name", "Eva Beispiel", "--person-email", "eva@example.org"),
    )
    meeting = desk.done("show", "meeting", 11)

    assert meeting["id"] == announced["meeting_id"] == announced["id"]
    assert meeting["themes"] == ["Borders", "Trust"]
    assert len(desk.done("list", "delegations", "--meeting", 11)["items"]) == 2
    people = ("list", "participants", "--as")
    assert [person["name"] for person in desk.done(*people, "vienna")["items"]] == [
        "Eva Beispiel"
    ]
    assert desk.done(*people, "rome")["total"] == 0
    assert desk.done("list", "participants")["items"][0]["name"] is None


def test_who_holds_several_mandates_says_in_which_to_act(desk: Desk):
    comment = ("activity", "comment", desk.activity, "--text", "Good", "--as", "both")
    code, told = desk.refused(*comment)

    assert code == "invalid_usage"
    assert "chair, focal-point AT or focal-point IT" in told
    assert desk.done(*comment, "--as-role", "chair")
    assert desk.done(*comment, "--as-delegation", "IT")
    # There is one in which this may be asked at all.
    objective = ("objective", "set", "--meeting", 10, "--code", "O7", "--text", "More")
    assert desk.done(*objective, "--outcome-kind", "discussion", "--as", "both")


REFUSED = [
    ("report-progress wrong --percent 4 --as vienna", "invalid_usage", "ID"),
    ("report-progress {id} --as vienna", "invalid_usage", "--percent"),
    ("report-progress {id} --percent 4", "invalid_usage", "--as USER"),
    ("report-progress {id} --percent 4 --as eve", "not_found", "no user 'eve'"),
    ("report-progress {id} --percent 4 --as rome", "not_permitted", "your own"),
    ("report-progress {id} --percent 4 --as-role chair", "invalid_usage", "--as"),
    ("report-progress {id} --percent 400 --as vienna", "invalid_value", "--perc"),
    (
        "report-progress {id} --percent 50 --if-version 1 --as vienna",
        "stale_version",
        "not 1",
    ),
    ("agree {id} --as leadership", "not_found", "leadership"),
    ("agree {id} --as vienna", "not_permitted", "the Chair or the secretariat"),
    (f"agree {NOBODY} --as office", "not_found", NOBODY),
    ("return {id} --as rome", "invalid_usage", "--reason is required"),
    ("comment {id} --text @nowhere --as rome", "unreadable_file", "@@"),
    (
        "change-due-date {id} --due-on 1.5.27 --reason x --as office",
        "invalid_value",
        "is not a date",
    ),
    ("split {id} --parts [ --reason x --as office", "invalid_value", "JSON"),
    (
        'split {id} --parts {"title":1} --parts {} --reason x --as office',
        "invalid_value",
        "--parts (0 title)",
    ),
    ("agree {id} --as office --occurred-at noon", "invalid_value", "UTC offset"),
    ("carry-over {id} --meeting 77 --as office", "not_found", "the meetings are: 10"),
]


def test_what_makes_no_sense_is_refused_and_stores_nothing(desk: Desk):
    before = desk.done("status")["position"]

    for asked, code, says in REFUSED:
        words = [word.replace("{id}", str(desk.activity)) for word in asked.split()]
        refused = desk.refused("activity", *words)
        assert (refused[0], says in refused[1]) == (code, True), (asked, refused)

    assert desk.done("status")["position"] == before


def test_in_a_demonstration_a_role_is_enough(tmp_path: Path):
    system = system_in(tmp_path, clock=utc_now, established=False)
    network = EstablishNetwork(
        network_id=new_id(utc_now()), name="Example", demonstration=True
    )
    system.service.execute(network, SYSTEM, command_id=network.network_id)
    meeting = announce_berlin(system)
    set_objective(system, meeting)
    system.close()
    arguments = [
        "objective",
        "set",
        "--meeting",
        "10",
        "--code",
        "O2",
        "--text",
        "More",
    ]
    arguments += ["--outcome-kind", "discussion", "--data", str(tmp_path)]

    nobody = CliRunner().invoke(app, arguments)
    chair = CliRunner().invoke(app, [*arguments, "--as-role", "chair", "--json"])

    assert "; in a demonstration, --as-role ROLE is enough" in nobody.stderr
    assert UUID(json.loads(chair.stdout)["objective_id"])


def test_what_is_recorded_and_cannot_be_shown_is_told_as_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    def gone(*_: Any) -> Any:
        raise StoreUnavailable("the database has just gone")

    monkeypatch.setattr(
        "bsm_service.assembly.command_result_output.history_queries.fact", gone
    )

    result = desk.bsm(
        *("activity", "comment", desk.activity, "--text", "The maps are on their way."),
        *("--as", "office"),
    )

    assert result.exit_code == 0, result.output
    assert "bsm.activity.comment_made.v1" in result.stdout
    assert f"{desk.activity} is now at version" in result.stdout
