"""A request for every route of the API, about things of Austria's on record."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.http_api.http_examples import (
    DETAILS,
    Served,
    activity,
    announce,
    objective,
    posted,
)
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_service.identity import MandateKind

DAY = "2016-04-12"
NOTHING = "00000000-0000-4000-8000-000000000000"  # is on record under this id
TRACKER = {"file": b64encode(b"Activity,Owner,Due\nMaps,AT,30.09.2999").decode()}
SENT: Mapping[str, Any] = {
    "POST /meetings": {"details": DETAILS},
    "POST /meetings/{meeting_id}/delegations": {
        "delegations": [
            {"code": "FR", "kind": "participating State", "name": "France", "quota": 1}
        ]
    },
    "POST /meetings/{meeting_id}/sessions": {
        "on": DAY,
        "title": "Opening",
        "kind": "plenary",
    },
    "POST /meetings/{meeting_id}/registration-opening": {"capacity": 3},
    "POST /meetings/{meeting_id}/registration-closing": {},
    "POST /meetings/{meeting_id}/quotas": {
        "delegation": "AT",
        "quota": 9,
        "reason": "hosts next year",
    },
    "POST /meetings/{meeting_id}/opening": {},
    "POST /meetings/{meeting_id}/conclusion": {},
    "POST /meetings/{meeting_id}/stated-attendance": {
        "total": {"participants": 100, "source": "a page"}
    },
    "POST /meetings/{meeting_id}/registrations": {
        "delegation": "AT",
        "function": "member",
    },
    "POST /meetings/{meeting_id}/registrations/bulk": {
        "delegates": [{"delegation": "AT", "function": "member"}]
    },
    "POST /meetings/{meeting_id}/activities/bulk": {
        "activities": [{"title": "Maps", "owner": "AT", "due_on": "2999-09-30"}]
    },
    "POST /meetings/{meeting_id}/imports/activities/preview": TRACKER,
    "POST /meetings/{meeting_id}/imports/activities": TRACKER,
    "POST /imports/activities/mappings/forget": {"what": "status", "said": "green"},
    "POST /meetings/{meeting_id}/objectives": {
        "code": "O2",
        "text": "Look further.",
        "outcome_kind": "discussion",
    },
    "POST /registrations/{registration_id}/confirmation": {},
    "POST /registrations/{registration_id}/waitlisting": {},
    "POST /registrations/{registration_id}/refusal": {"reason": "no note"},
    "POST /registrations/{registration_id}/withdrawal": {},
    "POST /registrations/{registration_id}/attendance": {},
    "POST /participants": {"delegation": "AT", "person": {"name": "Max Muster"}},
    "POST /participants/{participant_id}/details": {"details": {"phone": "+43 1 234"}},
    "POST /participants/{participant_id}/designation": {"since": DAY},
    "POST /participants/{participant_id}/designation-end": {"on": DAY},
    "POST /participants/{participant_id}/erasure": {
        "reason": "asked for it",
        "groups": ["needs"],
    },
    "POST /participants/search": {"words": "eva"},
    "POST /redactions": {
        "stream_id": "00000000-0000-0000-0000-000000000001",
        "version": 1,
        "field": "reason",
        "reason": "a name",
    },
    "POST /objectives/{objective_id}/discussion": {"summary": "Four spoke."},
    "POST /activities": {
        "objective_id": "{objective_id}",
        "title": "Joint patrol manual",
        "owner": "AT",
        "due_on": "2999-09-30",
    },
    "POST /activities/{activity_id}/agreement": {},
    "POST /activities/{activity_id}/acceptance": {},
    "POST /activities/{activity_id}/progress": {"percent": 10},
    "POST /activities/{activity_id}/completion": {},
    "POST /activities/{activity_id}/confirmation": {},
    "POST /activities/{activity_id}/return": {"reason": "the annex is missing"},
    "POST /activities/{activity_id}/due-date": {
        "due_on": "2999-12-31",
        "reason": "translation",
    },
    "POST /activities/{activity_id}/block": {"blocked_by": "no budget"},
    "POST /activities/{activity_id}/unblock": {},
    "POST /activities/{activity_id}/withdrawal": {"reason": "overtaken"},
    "POST /activities/{activity_id}/decline": {"reason": "no mandate"},
    "POST /activities/{activity_id}/hand-over": {
        "owner": "AT",
        "agency": "Federal Police",
        "reason": "it is theirs",
    },
    "POST /activities/{activity_id}/partners": {"partners": ["DE"]},
    "POST /activities/{activity_id}/corrections": {"corrects": 4, "reason": "typed"},
    "POST /activities/{activity_id}/reopening": {"reason": "it broke again"},
    "POST /activities/{activity_id}/milestones": {
        "title": "Draft circulated",
        "due_on": "2999-06-30",
    },
    "POST /activities/{activity_id}/milestones/{milestone_id}/completion": {},
    "POST /activities/{activity_id}/milestones/{milestone_id}/drop": {"reason": "no"},
    "POST /activities/{activity_id}/dependencies": {"on": NOTHING},
    "POST /activities/{activity_id}/dependencies/{on}/removal": {},
    "POST /activities/{activity_id}/comments": {"text": "We can help."},
    "POST /activities/{activity_id}/evidence": {"url": "https://example.org/draft"},
    "POST /activities/{activity_id}/evidence/{evidence_id}/withdrawal": {
        "reason": "the wrong one"
    },
    "POST /activities/{activity_id}/evidence/{evidence_id}/erasure": {
        "revision": 1,
        "reason": "a list of names",
    },
    "POST /activities/{activity_id}/carrying-over": {"meeting_id": "{meeting_id}"},
    "POST /activities/{activity_id}/supersession": {"by": NOTHING, "reason": "wider"},
    "POST /activities/{activity_id}/split": {
        "parts": [{"title": "Draft"}, {"title": "Print"}],
        "reason": "two offices",
    },
    "POST /activities/merge": {
        "into": {"title": "Both"},
        "activities": ["{activity_id}", NOTHING],
        "reason": "the same",
    },
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
        named: str = self._named(path)
        return f"/api/v1{named}"

    def send(self, client: TestClient, route: str) -> Any:
        """The answer to the request for a route, such as "POST /meetings"."""
        method, _, path = route.partition(" ")
        return client.request(
            method,
            self.address(path),
            json=self._named(SENT.get(route)),
            params=ASKED.get(route),
        )

    def _named(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._named(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._named(item) for item in value]
        if isinstance(value, str):
            for name, id in self.ids.items():
                value = value.replace(f"{{{name}}}", id)
        return value


def on_record(served: Served) -> OnRecord:
    """A meeting, and of Austria a person, a registration, an activity, an account."""
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
            "participant_id": person,
            "registration_id": registration,
            "activity_id": activity(secretariat, aim),
            "account_id": account.id,
            "focal_point": focal_point.id,
            "mandate_id": mandate.id,
            "position": "1",
            "milestone_id": NOTHING,
            "evidence_id": NOTHING,
            "revision": "1",
            "on": NOTHING,
            "code": "AT",
            "notice_id": "0" * 32,
            "letter_id": "0" * 32,
        }
    )
