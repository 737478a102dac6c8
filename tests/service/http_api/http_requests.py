"""A request for every route of the API, about things of Austria's on record."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from service.command_examples import BODY, DAY, EXAMPLES, with_ids
from service.http_api.http_examples import (
    Served,
    activity,
    announce,
    objective,
    posted,
)
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_service.application.command import posted_commands
from bsm_service.identity import MandateKind

NOTHING = "00000000-0000-4000-8000-000000000000"  # is on record under this id
TRACKER = {"file": b64encode(b"Activity,Owner,Due\nMaps,AT,30.09.2999").decode()}
DELEGATES = {"file": b64encode(b"Delegation,Name\nAT,Anna Muster").decode()}
SENT: Mapping[str, Any] = {
    f"POST {command.PATH}": EXAMPLES[command.NAME].request
    for command in posted_commands()
} | {
    "POST /meetings/{meeting_id}/imports/activities/preview": TRACKER,
    "POST /meetings/{meeting_id}/imports/activities": TRACKER,
    "POST /imports/activities/mappings/forget": {"what": "status", "said": "green"},
    "POST /meetings/{meeting_id}/imports/delegates/preview": DELEGATES,
    "POST /meetings/{meeting_id}/imports/delegates": DELEGATES,
    "POST /imports/delegates/mappings/forget": {"what": "function", "said": "boss"},
    "POST /participants/search": {"words": "eva"},
    "POST /accounts": {"name": "somebody new"},
    "POST /accounts/bulk": {"accounts": [{"name": "somebody else"}]},
    "POST /accounts/{account_id}/reset": None,
    "POST /accounts/{account_id}/factors-removal": None,
    "POST /accounts/{account_id}/person": {"participant_id": None},
    "POST /accounts/{account_id}/sessions-end": None,
    "POST /accounts/{account_id}/closing": {"reason": "left"},
    "POST /accounts/{account_id}/reopening": {"reason": "is back"},
    "POST /mandates": {
        "account": "{account_id}",
        "role": "focal-point",
        "delegation": "AT",
        "kind": "stand-in",
        "stands_in_for": "{focal_point}",
        "until": "2998-01-01T00:00:00Z",
    },
    "POST /mandates/{mandate_id}/end": {"reason": "left"},
    "POST /me/notices/{notice_id}/seen": None,
    "POST /letters/{letter_id}/retry": None,
    "PUT /me/reminders": {"zone": "Asia/Bishkek"},
}
ASKED: Mapping[str, Mapping[str, str]] = {
    "GET /delegations/{code}/actors": {"on": DAY},
}


@dataclass(frozen=True)
class OnRecord:
    """What the requests are about: ids by the names that addresses have for them."""

    ids: Mapping[str, str]

    def address(self, path: str) -> str:
        """Where the things on record are asked for: "/meetings/{meeting_id}"."""
        named: str = with_ids(path, self.ids)
        return f"/api/v1{named}"

    def send(self, client: TestClient, route: str) -> Any:
        """The answer to the request for a route, such as "POST /meetings"."""
        method, _, path = route.partition(" ")
        return client.request(
            method,
            self.address(path),
            json=with_ids(SENT.get(route), self.ids),
            params=ASKED.get(route),
        )


def on_record(served: Served) -> OnRecord:
    """A meeting, and of Austria a person, a registration, an activity, a draft
    decision, an account.
    """
    secretariat = served.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    aim = objective(secretariat, meeting)
    person = posted(
        secretariat,
        "/participants",
        {
            "delegation": "AT",
            "person": {
                "name": "Eva Beispiel",
                "email": "eva@example.org",
                "phone": "+43 1 234",
                "function": "Head of unit",
                "dietary_needs": "no nuts",
            },
        },
    )["id"]
    registration = posted(
        secretariat,
        f"/meetings/{meeting}/registrations",
        {"delegation": "AT", "function": "head", "participant_id": person},
    )["id"]
    session = str(uuid4())  # the answer names the meeting
    opening = {"on": DAY, "title": "Opening", "kind": "plenary", "session_id": session}
    posted(secretariat, f"/meetings/{meeting}/sessions", opening)
    posted(secretariat, f"/meetings/{meeting}/agenda-releases", {})
    draft = {"meeting_id": meeting, "body": BODY, "tabled_by": "AT"}
    decision = posted(secretariat, "/decisions", draft)["id"]
    identity = served.system.identity
    account = identity.accounts.ensure("somebody of Austria")
    identity.create_token("the focal-point", Role.FOCAL_POINT, "AT")
    focal_point = identity.accounts.find("the focal-point")
    assert focal_point is not None
    mandate = identity.mandates.give(
        account.id,
        Role.FOCAL_POINT,
        "AT",
        kind=MandateKind.STAND_IN,
        stands_in_for=focal_point.id,
        until=datetime(2999, 1, 1, tzinfo=UTC),
        given_by="command line",
    )
    return OnRecord(
        {
            "meeting_id": meeting,
            "objective_id": aim,
            "session_id": session,
            "participant_id": person,
            "registration_id": registration,
            "activity_id": activity(secretariat, aim),
            "decision_id": decision,
            "account_id": account.id,
            "focal_point": focal_point.id,
            "mandate_id": mandate.id,
            "position": "1",
            "milestone_id": NOTHING,
            "evidence_id": NOTHING,
            "note_id": NOTHING,
            "revision": "1",
            "on": NOTHING,
            "code": "AT",
            "notice_id": "0" * 32,
            "letter_id": "0" * 32,
            "other_id": NOTHING,
            # Who changes their delegation here would be another's for what follows.
            "other_code": "AT",
        }
    )
