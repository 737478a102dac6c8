"""`bsm user` and `bsm token`, as scripts rely on them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlite_only import new_place as new_place
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.identity import SecretPurpose

RunJson = Callable[..., Any]


@pytest.fixture
def bsm(place: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("BSM_DATA", str(place.folder))
    return lambda *arguments: CliRunner().invoke(
        app, [str(argument) for argument in arguments]
    )


@pytest.fixture
def run_json(bsm: Callable[..., Result]) -> RunJson:
    """What a command answers in JSON."""

    def ask(*arguments: object) -> Any:
        result = bsm(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return ask


def test_a_user_is_added_and_comes_in_by_a_secret(run_json: RunJson, place: Place):
    added = run_json(
        "user", "add", "anna", "--role", "focal-point", "--delegation", "AT"
    )
    again = run_json("user", "reset", "Anna")

    identity = open_identity(place)
    try:
        assert (
            identity.one_time_secrets.use(SecretPurpose.RESET, again["secret"])
            == added["id"]
        )
        with pytest.raises(Exception, match="this secret is unknown"):
            identity.one_time_secrets.use(SecretPurpose.RESET, added["secret"])
        [mandate] = identity.mandates.current_of(added["id"])
        assert mandate.id == added["mandate"]
    finally:
        identity.close()


def test_who_could_act_is_told_with_stand_ins(run_json: RunJson):
    for name in ("anna", "bruno"):
        run_json("user", "add", name)
    role = ("--role", "focal-point", "--delegation", "AT")
    own = run_json("user", "give", "anna", *role, "--reason", "note verbale 7")
    deputy = ("--for", "anna", "--since", "2190-01-01", "--until", "2190-01-31")
    run_json("user", "stand-in", "bruno", *role, *deputy)

    def could(day: str) -> list[str]:
        mandates = run_json("user", "could-act", "AT", "--on", day)["mandates"]
        return [mandate["user"] for mandate in mandates]

    assert could("2189-12-31") == ["anna"]
    assert could("2190-01-01") == ["anna", "bruno"]
    assert could("2190-01-31") == ["anna", "bruno"]
    assert could("2190-02-01") == ["anna"]
    ended = run_json("user", "end", own["mandate"], "--reason", "succession")
    assert (ended["ended_by"], ended["end_reason"]) == ("command line", "succession")
    assert could("2190-01-01") == []


def test_a_grant_is_for_a_purpose_and_a_period(run_json: RunJson, bsm: RunJson):
    run_json("user", "add", "otto", "--role", "auditor")
    today = utc_now().date()

    granted = run_json("user", "grant", "otto", "--purpose", "audit", "--until", today)

    assert (granted["kind"], granted["purpose"]) == ("grant", "audit")
    endless = bsm("user", "grant", "otto", "--purpose", "audit", "--json")
    assert endless.exit_code == 2
    assert "until" in json.loads(endless.stderr)["detail"]


def test_a_closed_user_is_listed_and_cannot_be_let_in(run_json: RunJson, bsm: RunJson):
    run_json("user", "add", "anna", "--role", "auditor")
    run_json("user", "add", "bruno", "--role", "leadership")
    run_json("user", "close", "anna", "--reason", "has left")

    users = {user["name"]: user for user in run_json("user", "list")["users"]}

    assert users["anna"]["closed"]
    assert users["anna"]["mandates"] == []
    assert [mandate["role"] for mandate in users["bruno"]["mandates"]] == ["leadership"]
    refused = bsm("user", "reset", "anna", "--json")
    assert json.loads(refused.stderr)["code"] == "invalid_transition"


def test_the_first_administrator_gets_a_secret_until_there_is_one(
    run_json: RunJson, bsm: RunJson, place: Place
):
    secret = run_json("user", "first-administrator")["secret"]
    identity = open_identity(place)
    identity.claim_first_administrator(secret, "office", "correct horse battery")
    identity.close()

    refused = bsm("user", "first-administrator", "--json")

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "invalid_transition"


def test_tokens_are_listed_and_revoked(run_json: RunJson, bsm: RunJson, place: Place):
    role = ("--user", "anna", "--role", "focal-point", "--delegation", "AT")
    secret = run_json("token", "create", *role)["token"]
    run_json("token", "create", "--user", "bruno", "--role", "auditor")
    [token] = run_json("token", "list", "--user", "anna")["tokens"]
    assert (token["limited_to"], token["revoked_at"]) == ("all", None)
    assert secret not in str(token)

    refused = bsm("token", "revoke", token["id"], "--user", "bruno", "--json")
    assert json.loads(refused.stderr)["code"] == "not_found"
    run_json("token", "revoke", token["id"], "--user", "anna")

    identity = open_identity(place)
    assert identity.principal_from_token(secret) is None
    identity.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "anna"), "name_taken"),
        (("add", "otto", "--role", "focal-point"), "invalid_value"),
        (("give", "nobody", "--role", "chair"), "not_found"),
        (("give", "anna", "--role", "system"), "invalid_value"),
        (("give", "anna", "--role", "chair", "--since", "soon"), "invalid_value"),
        (("give", "anna", "--role", "chair", "--until", "9999-12-31"), "invalid_value"),
        (("end", "nothing", "--reason", "x"), "not_found"),
        (("could-act", "AT", "--on", "31.1.2026"), "invalid_value"),
    ],
)
def test_what_cannot_be_is_refused(
    run_json: RunJson, bsm: RunJson, arguments: tuple[str, ...], code: str
):
    run_json("user", "add", "anna")

    refused = bsm("user", *arguments, "--json")

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == code
    assert [user["name"] for user in run_json("user", "list")["users"]] == ["anna"]


def test_people_are_shown_what_programs_are_told(bsm: RunJson):
    outputs = [
        bsm("user", "add", "anna", "--role", "auditor"),
        bsm("user", "add", "bruno [bold]"),
        bsm("user", "give", "anna", "--role", "focal-point", "--delegation", "AT"),
        bsm("user", "list"),
        bsm("user", "could-act", "IT", "--on", "2190-01-01"),
        bsm("token", "create", "--user", "anna", "--role", "auditor"),
        bsm("token", "list", "--user", "anna"),
        bsm("user", "close", "anna"),
    ]

    assert [output.exit_code for output in outputs] == [0] * 8
    assert "focal-point AT" in outputs[2].stdout
    assert "bruno [bold]" in outputs[3].stdout
    assert "Nobody could act for IT" in outputs[4].stdout
    assert Role.AUDITOR in outputs[3].stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_list_of_users_is_read_as_spreadsheets_save_it(
    run_json: RunJson, place: Place, encoding: str
):
    path = place.folder / "users.csv"
    path.write_bytes("Jürgen;chair\nAndré;auditor\n".encode(encoding))

    added = run_json("user", "add-list", path)["users"]

    assert [user["name"] for user in added] == ["Jürgen", "André"]


def test_bytes_that_are_no_text_are_refused_in_a_sentence(
    bsm: Callable[..., Result], place: Place
):
    path = place.folder / "users.csv"
    path.write_bytes(b"\xff\xfe\xfa")

    refused = bsm("user", "add-list", path)

    assert refused.exit_code == 2
    assert "unreadable_file" in refused.output


def test_a_list_of_users_is_added_whole_or_not_at_all(
    run_json: RunJson, bsm: Callable[..., Result], place: Place
):
    path = place.folder / "users.csv"
    path.write_text("anna;focal point;Austria\nben;boss;AT\n")
    refused = bsm("user", "add-list", path)
    assert refused.exit_code != 0
    assert "row 2, role" in refused.output
    assert run_json("user", "list") == {"users": []}

    path.write_text("anna;focal point;Austria\nben;chair\n")
    added = run_json("user", "add-list", path)["users"]

    identity = open_identity(place)
    try:
        for user in added:
            assert (
                identity.one_time_secrets.use(SecretPurpose.RESET, user["secret"])
                == user["id"]
            )
            [mandate] = identity.mandates.current_of(user["id"])
            assert mandate.id == user["mandate"]
    finally:
        identity.close()
