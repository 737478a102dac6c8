"""The whole way: from a promise to a letter at a real mail server, from the address in
that letter to no more of them, and what is seen of it all.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from service.accounts.account_examples import PASSWORD, Browser, led_to
from service.http_api.http_examples import Served
from service.reminders.mail_server import mail_server
from service.reminders.recipients import DUE, FP, RUNG, LetterBox, Office, office
from sqlite_only import new_place as new_place
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.operations.metrics import Metrics
from bsm_service.reminders.preferences import (
    MessageKind,
    PreferencesTable,
    ReminderPreferences,
)
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import SmtpMailer
from bsm_service.settings.setting_types import SmtpSecurity
from bsm_service.settings.settings import Settings

UNSUBSCRIBE = re.compile(r"<http://127.0.0.1:8501(/account/unsubscribe/[^>]+)>")


@pytest.fixture(scope="module")
def server() -> Iterator[Controller]:
    with mail_server() as smtp:
        yield smtp


@pytest.fixture
def here(it: Office) -> Served:
    return Served(
        it.system,
        Settings(smtp_host="mail.example.org", second_factor_optional=("focal-point",)),
    )


def over(it: Office, server: Controller) -> ReminderScheduler:
    it.reminders.mail_settings.__dict__["mailer"] = SmtpMailer(
        "127.0.0.1", server.port, SmtpSecurity.NONE
    )
    return it.reminders


@pytest.fixture
def anna(it: Office, here: Served) -> Browser:
    identity = it.system.identity
    identity.passwords.set(it.accounts["Anna"], PASSWORD, short_allowed=False)
    browser = Browser(here, "127.0.0.1")  # type: ignore[arg-type]
    browser.sign_in("Anna")
    return browser


def test_a_letter_arrives_and_its_address_ends_mail_of_its_kind(
    it: Office, here: Served, server: Controller
):
    it.promise("Share maps", "AT", DUE)
    it.clock.time = RUNG

    assert over(it, server).run_once() == 1

    envelope = server.handler.envelopes[-1]
    assert envelope.rcpt_tos == ["anna@example.org"]
    email = message_from_bytes(envelope.content, policy=default)
    assert "Austria's “Share maps” is due" in email.get_content()
    match = UNSUBSCRIBE.search(str(email["List-Unsubscribe"]))
    assert match is not None
    path, account = match.group(1), it.accounts["Anna"]
    one_click = {"List-Unsubscribe": "One-Click"}
    program = here.client()

    # Programs that look for harm in letters open what they find in them.
    page = program.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Unsubscribe</button>" in page.text
    assert "Anna" not in page.text
    assert PreferencesTable(it.system.identity.account_database).chosen(account) is None

    for forged in (path[:-1], path.replace(".reminder.", ".digest."), path + "x"):
        response = program.post(forged, data=one_click, headers={"Accept": "text/html"})
        assert response.status_code == 404
        assert "This link cannot be used" in response.text
    # Another site's page, or somebody's cookie from nowhere, does not come in.
    foreign = program.post(path, data=one_click, headers={"Origin": "http://a.example"})
    nowhere = program.post(path, data=one_click, headers={"Cookie": "bsm_session=x"})
    assert foreign.status_code == nowhere.status_code == 403
    assert PreferencesTable(it.system.identity.account_database).chosen(account) is None

    for how in (
        {"data": one_click},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
    ):
        response = program.post(path, **how, headers={"Accept": "text/html"})
        assert response.status_code == 200
        assert "To get them again" in response.text
    preferences = PreferencesTable(it.system.identity.account_database).chosen(account)
    assert preferences is not None
    assert preferences.muted == (MessageKind.REMINDER,)

    it.system.identity.accounts.anonymise(account)
    assert program.post(path, data=one_click).status_code == 200
    assert PreferencesTable(it.system.identity.account_database).chosen(account) is None


def test_people_choose_on_their_page_how_they_are_reminded(it: Office, anna: Browser):
    page = anna.see("/account").text
    assert "Change notifications" in page
    assert 'value="Europe/Vienna"' in page
    form = {"quiet_from": "22", "quiet_until": "6"}
    form |= {"mail_digest": "on", "mail_silence": "on", "mail_agreement": "on"}

    refused = anna.send("/account/reminders", zone="Europe/Atlantis", **form)
    assert refused.status_code == 422
    assert "Unknown time zone" in refused.text
    assert 'value="Europe/Atlantis"' in refused.text
    odd = anna.send("/account/reminders", zone="UTC", **form | {"quiet_from": "24"})
    assert "Choose an hour from 00:00 to 23:00" in odd.text
    assert it.reminders.preferences.chosen(it.accounts["Anna"]) is None

    response = anna.send("/account/reminders", zone="Asia/Bishkek", **form)
    assert led_to(response).startswith("/account?done=reminders")
    assert it.reminders.preferences.of(it.accounts["Anna"]) == ReminderPreferences(
        zone="Asia/Bishkek",
        quiet_from=22,
        quiet_until=6,
        muted=(
            MessageKind.DELEGATION,
            MessageKind.ESCALATION,
            MessageKind.INVITATION,
            MessageKind.MENTION,
            MessageKind.REMINDER,
        ),
    )


def test_nobody_chooses_without_signing_in(here: Served):
    response = Browser(here, "127.0.0.1").send("/account/reminders", zone="UTC")  # type: ignore[arg-type]

    assert led_to(response).startswith("/account/sign-in")


def test_programs_ask_for_the_same(it: Office, here: Served, anna: Browser):
    it.promise("Share maps", "AT", DUE)
    it.clock.time = RUNG
    anna.sign_in("Anna")

    [notice] = anna.see("/api/v1/me/notices").json()["items"]
    assert notice["sentence"].startswith("Due on 26 Apr 2016, in 7 days: “Share maps”")
    address = f"/api/v1/me/notices/{notice['key']}/seen"
    assert [anna.ask(address, None).status_code for _ in range(2)] == [204, 204]
    assert anna.see("/api/v1/me/notices").json()["items"] == []
    unknown = anna.ask(f"/api/v1/me/notices/{'0' * 32}/seen", None)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")

    mine = anna.see("/api/v1/me/reminders").json()
    assert mine == ReminderPreferences().model_dump(mode="json")
    preferences = mine | {"zone": "Asia/Tashkent", "muted": ["digest"]}
    assert anna.ask("/api/v1/me/reminders", preferences, "PUT").json() == preferences
    for wrong in ({"zone": "Mars/Base"}, {"quiet_from": 24}, {"muted": ["all"]}):
        refused = anna.ask("/api/v1/me/reminders", preferences | wrong, "PUT")
        assert refused.status_code == 422, wrong
        assert refused.json()["detail"]
    assert anna.see("/api/v1/me/reminders").json() == preferences
    # A zone chosen before it was checked stays readable, and counts as UTC.
    it.reminders.preferences.save(
        it.accounts["Anna"], ReminderPreferences(zone="localtime")
    )
    assert anna.see("/api/v1/me/reminders").json()["zone"] == "localtime"
    assert anna.ask("/api/v1/me/reminders", preferences, "PUT").json() == preferences

    own_account = anna.see("/api/v1/me/data").json()["accounts"][0]
    assert own_account["reminded"]["zone"] == "Asia/Tashkent"
    assert [message["state"] for message in own_account["letters"]] == ["page"]
    assert anna.see("/api/v1/me/data.pdf").content.startswith(b"%PDF")


def test_who_looks_after_it_sees_what_fails_and_has_it_tried_again(
    it: Office, here: Served, server: Controller
):
    it.promise("Share maps", "AT", DUE)
    it.clock.time = RUNG
    server.handler.refused["anna@example.org"] = "550 no such user"
    reminders = over(it, server)
    assert reminders.run_once() == 0

    office = here.as_(Role.ADMINISTRATOR)
    status = office.get("/api/v1/letters").json()
    assert status["counts"]["failed"] == 1
    [failing] = status["failing"]
    assert (failing["name"], failing["error"]) == ("Anna", "recipient refused (550)")
    assert "example.org" not in json.dumps(status)
    assert here.as_(Role.FOCAL_POINT, "AT").get("/api/v1/letters").status_code == 403
    exposed = Metrics(it.system).render().decode()
    assert 'bsm_letters{state="failed"} 1.0' in exposed
    assert "bsm_letters_oldest_waiting_seconds 0.0" in exposed

    del server.handler.refused["anna@example.org"]
    again = f"/api/v1/letters/{failing['key']}/retry"
    assert office.post(again).status_code == 204
    assert office.post(again).status_code == 404
    assert reminders.run_once() == 1


def test_the_command_line_sends_once_and_tells_what_fails(
    tmp_path: Path, server: Controller, monkeypatch: pytest.MonkeyPatch
):
    it = office(Place(tmp_path), LetterBox())
    account = it.person("Gone", FP, "AT")
    it.reminders.preferences.save(
        account,
        ReminderPreferences(quiet_from=0, quiet_until=0, muted=(MessageKind.DIGEST,)),
    )
    it.promise("Share maps", "AT", utc_now().date() + timedelta(days=5))
    it.system.close()
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(server.port),
        "SMTP_SECURITY": "none",
        "DATA": str(tmp_path),
    }.items():
        monkeypatch.setenv(f"BSM_{name}", value)

    def bsm(*arguments: str) -> dict[str, object]:
        result = CliRunner().invoke(app, [*arguments, "--json"])
        assert result.exit_code == 0, result.output
        return dict(json.loads(result.stdout))

    assert bsm("reminders", "run", "--dry-run") == {
        "letters": {"reminder": 1},
        "accounts": 1,
        "waiting": 0,
    }
    assert bsm("reminders", "run") == {"sent": 0, "waiting": 0, "failed": 1}
    status = bsm("reminders", "status")
    assert status["counts"]["failed"] == 1  # type: ignore[index]
    assert bsm("status")["letters"] == {
        "waiting": 0,
        "retried": 0,
        "failed": 1,
        "oldest_waiting_seconds": 0.0,
    }
    human = CliRunner().invoke(app, ["status"]).stdout
    assert "messages that could not be mailed: 1, being retried: 0" in " ".join(
        human.split()
    )
    output = CliRunner().invoke(app, ["reminders", "status"]).stdout
    assert "recipient refused (550)" in output
    assert "gone@example.org" not in human + output

    server.handler.refused.pop("gone@example.org")
    assert bsm("reminders", "retry") == {"waiting": 1}
    assert bsm("reminders", "run") == {"sent": 1, "waiting": 0, "failed": 0}
    assert bsm("reminders", "run") == {"sent": 0, "waiting": 0, "failed": 0}
    unknown = CliRunner().invoke(app, ["reminders", "retry", "0" * 32])
    assert (unknown.exit_code, "not_found" in unknown.output) == (2, True)
