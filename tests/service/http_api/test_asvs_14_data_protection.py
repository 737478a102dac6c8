"""ASVS 5.0, chapter 14: what is sensitive stays out of addresses, logs and files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from server_process import Server, running
from service.http_api.http_examples import DETAILS, served

import bsm_service.accounts.pages
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system

# Each stands nowhere else, in any writing: found again, it has leaked.
SECRETS = {
    "a password": "Vq7-canary-password-otter",
    "a wrong password": "Kx3-canary-wrong-badger",
}
WORDS = {
    "a name": "Zephyrine Canary-Quill",
    "a name typed to sign in": "Ottoline Canary-Vane",
    "an e-mail": "canary.quill@canary-mail.example",
    "a person": "Isolde Canary-Marsh",
    "a person's e-mail": "isolde@canary-marsh.example",
    "a person's needs": "canary needs: a ramp and thistle tea",
    "a reason": "canary reason: vellum and thistle",
    "a word in an address": "canaryinanaddress",
    "an agent": "CanaryAgent/9.9",
}
# The vault holds what is told of people, the service database what they are called to
# sign in. No file holds a secret; nothing printed holds either.
MEANT_TO = re.compile(r"(vault|service)\.db(-wal|-shm)?")
ORIGIN = "Origin"


@dataclass(frozen=True)
class Told:
    """A server that was told every canary, in every way; and what came of it."""

    server: Server
    folder: Path
    secrets: dict[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("data")
    system = open_system(Place(folder))
    system.establish_network()
    token = system.identity.create_token("the secretariat", Role.SECRETARIAT)
    system.close()
    output = tmp_path_factory.mktemp("said") / "output.txt"
    with running("serve", folder, output, log_level="debug") as server:
        # The one that it has printed at its start is for whoever reads that.
        secret = _another_secret(folder)
        secrets = SECRETS | {"a token": token, "a one-time secret": secret}
        _tell_the_api(server, token)
        _tell_the_forms(server, secret)
        yield Told(server, folder, secrets)


def _another_secret(folder: Path) -> str:
    system = open_system(Place(folder))
    secret = system.identity.first_administrator_secret()
    system.close()
    assert secret is not None
    return secret


def _tell_the_api(server: Server, token: str) -> None:
    everything: dict[str, Any] = {**SECRETS, **WORDS}
    with server.client(token) as client:
        client.headers["User-Agent"] = WORDS["an agent"]
        meeting = client.post("/meetings", json={"details": DETAILS}).json()["id"]
        invited = {"code": "AT", "kind": "participating State", "name": "A", "quota": 2}
        client.post(f"/meetings/{meeting}/delegations", json={"delegations": [invited]})
        changed = client.post(
            f"/meetings/{meeting}/quotas",
            json={"delegation": "AT", "quota": 3, "reason": WORDS["a reason"]},
        )
        person = {
            "name": WORDS["a person"],
            "email": WORDS["a person's e-mail"],
            "access_needs": WORDS["a person's needs"],
        }
        entered = client.post(
            "/participants", json={"delegation": "AT", "person": person}
        )
        assert (changed.status_code, entered.status_code) == (200, 201), entered.text
        # Refused: unknown fields, no such thing, not of the form, no such host.
        client.post("/meetings", json={"details": DETAILS | everything})
        client.post("/meetings", content=str(everything))
        client.get(f"/meetings/{WORDS['a word in an address']}")
        client.get("/meetings", params={"q": WORDS["an e-mail"], "cursor": "canary"})
        client.get(f"/{WORDS['a word in an address']}/{WORDS['an e-mail']}")
        client.get("/meetings", headers={"Host": WORDS["a word in an address"]})
        client.get("/meetings", headers={"X-Request-ID": WORDS["an e-mail"]})
        client.get("/meetings", headers={"Referer": WORDS["an e-mail"]})
        client.get(
            "/meetings", headers={"Authorization": "Bearer " + SECRETS["a password"]}
        )
        client.get(
            "/meetings", headers={"Cookie": "bsm_session=" + SECRETS["a password"]}
        )


def _tell_the_forms(server: Server, secret: str) -> None:
    headers = {ORIGIN: server.address, "User-Agent": WORDS["an agent"]}
    with httpx.Client(base_url=server.address, headers=headers, timeout=60) as browser:

        def send(path: str, **form: str) -> httpx.Response:
            return browser.post(f"/account/{path}", data=form)

        send(
            "sign-in",
            name=WORDS["a name typed to sign in"],
            password=SECRETS["a wrong password"],
            next=f"/{WORDS['a word in an address']}",
        )
        send("reset", secret=SECRETS["a wrong password"], password="short")
        refused = send(
            "first-administrator", secret=secret, name=WORDS["a name"], password="short"
        )
        assert refused.status_code == 422
        claimed = send(
            "first-administrator",
            secret=secret,
            name=WORDS["a name"],
            password=SECRETS["a password"],
        )
        assert claimed.status_code == 303, claimed.text
        send("sign-out")
        send("sign-in", name=WORDS["a name"], password=SECRETS["a wrong password"])
        send("sign-in", name=WORDS["a name"], password=SECRETS["a password"])
        browser.get(f"/account/{WORDS['a word in an address']}?q={WORDS['an e-mail']}")
        browser.get(f"/{WORDS['a word in an address']}?q={WORDS['an e-mail']}")


def test_14_2_1_nothing_that_a_server_prints_holds_what_it_was_told(told: Told):
    printed = told.server.said.read_text("utf-8")

    assert '"route": "/account/sign-in"' in printed
    assert '"route": "/api/v1/meetings/{meeting_id}"' in printed
    everything = told.secrets | WORDS
    assert [what for what, it in everything.items() if it in printed] == []
    assert "canary" not in printed.lower()


def test_14_2_1_no_file_holds_a_secret_and_only_the_vault_holds_people(told: Told):
    files = [path for path in told.folder.rglob("*") if path.is_file()]
    held = {
        path.relative_to(told.folder).as_posix(): path.read_bytes() for path in files
    }

    leaked = {
        (what, name)
        for name, content in held.items()
        for what, it in told.secrets.items()
        if it.encode() in content
    }
    leaked |= {
        (what, name)
        for name, content in held.items()
        if not MEANT_TO.fullmatch(name)
        for what, it in WORDS.items()
        if it.encode() in content
    }

    assert {"log.db", "vault.db", "service.db"} <= held.keys()
    assert any(WORDS["a name"].encode() in content for content in held.values())
    assert leaked == set()


def test_14_2_1_what_was_only_typed_or_sent_is_kept_nowhere(told: Told):
    never = ("a name typed to sign in", "an e-mail", "a word in an address", "an agent")
    content = b"".join(
        file.read_bytes() for file in told.folder.rglob("*") if file.is_file()
    )

    assert [what for what in never if WORDS[what].encode() in content] == []


@pytest.mark.parametrize("name", ["token", "access_token", "api_key", "session"])
def test_14_2_1_nobody_comes_in_by_an_address(tmp_path: Path, name: str):
    with served(tmp_path) as here:
        token = here.system.identity.create_token("the chair", Role.CHAIR)
        response = here.anybody.get("/api/v1/meetings", params={name: token})

    assert (response.status_code, response.json()["code"]) == (422, "unknown_parameter")
    assert token not in response.text


def test_14_2_1_no_parameter_of_an_address_asks_for_what_is_sensitive(tmp_path: Path):
    with served(tmp_path) as here:
        described = here.anybody.get("/api/v1/openapi.json").json()
    asked = {
        (path, parameter["name"].lower())
        for path, methods in described["paths"].items()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] in ("query", "path")
    }

    sensitive = re.compile(
        "pass|secret|token|key$|mail|phone|name|session|reason|code$"
    )
    assert len(asked) > 5
    found = {at for at in asked if sensitive.search(at[1])}
    # Those of agendas open nothing.
    sessions = {at for at in found if at[1] == "session_id"}
    assert {path.split("/")[1] for path, _ in sessions} == {
        "meetings",
        "registrations",
        "sessions",
    }
    # The code of a State stands on every page.
    assert found - sessions == {("/delegations/{code}/actors", "code")}


def test_14_2_1_forms_of_accounts_are_posted_and_never_put_in_an_address():
    folder = Path(bsm_service.accounts.pages.__path__[0]) / "templates"
    forms = [
        (page.name, form)
        for page in folder.rglob("*.html")
        for form in re.findall(r"<form\b[^>]*>", page.read_text("utf-8"))
    ]

    assert len(forms) > 5
    assert [form for form in forms if not re.search(r'method="post"', form[1])] == []


def test_14_2_1_where_a_sign_in_leads_says_nothing_of_it(told: Told):
    sent = {"name": str(uuid4()), "password": SECRETS["a password"]}
    address = told.server.address
    response = httpx.post(
        f"{address}/account/sign-in", data=sent, headers={ORIGIN: address}
    )

    assert SECRETS["a password"] not in str(response.headers) + response.text
    assert sent["name"] not in str(response.headers)
