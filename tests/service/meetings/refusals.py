"""What is asked of meetings that cannot take it. The clock of the server stands at noon
(UTC) on 14 April 2016.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from service.http_api.http_examples import DETAILS, Served, posted
from systems import StoryClock

from bsm_domain.foundation.roles import Role

NOTHING = "00000000-0000-0000-0000-000000000001"
WHY = {"reason": "A mistake."}
AT_NINE = {"starts_at": "2016-05-10T09:00", "ends_at": "2016-05-10T10:00"}
SESSION = {"title": "Drones", "kind": "plenary", **AT_NINE}
# Of the meeting in May, which is announced and in preparation.
MAY = {
    **DETAILS,
    "title": "May meeting",
    "series": "May",
    "edition": 1,
    "starts_on": "2016-05-10",
    "ends_on": "2016-05-11",
}
TOTAL = {"participants": 102, "at_least": False, "source": "The public page"}
PAGE = {
    "title": "Meetings",
    "address": "https://example.org/meetings",
    "seen_on": "2016-04-01",
}
# The refusals' codes in HTTP.
STATUSES = {
    "already_exists": 409,
    "invalid_request": 422,
    "invalid_transition": 409,
    "invalid_value": 422,
    "not_found": 404,
    "not_invited": 409,
    "reason_required": 422,
    "too_early": 409,
}
# Where it is asked, the body, the code, words of the sentence, the field to blame.
Case = tuple[str, dict[str, Any], str, str, str]


class Here:
    """Meetings in every state, and what is on their agendas."""

    def __init__(self, it: Served, clock: StoryClock) -> None:
        self.it = it
        self.office = it.as_(Role.SECRETARIAT)
        self.ids: dict[str, str] = {}
        self._prepare_may()
        self._hold_april(clock)
        self._plan_nights()
        for name, verb in (("CANCELLED", "cancellation"), ("WAITING", "postponement")):
            self.announce(name, series=name.title(), edition=1)
            self.ask(f"{name}/{verb}", WHY)

    def announce(self, name: str, **details: Any) -> None:
        body = {"details": DETAILS | details}
        self.ids[name] = posted(self.office, "/meetings", body)["id"]

    def announce_like_may(self, name: str, series: str) -> None:
        """For a test that changes its meeting."""
        self.announce(name, **MAY | {"series": series})

    def ask(self, path: str, body: dict[str, Any], **headers: str) -> str:
        """The ID of what was created by something that is asked of a meeting."""
        answer = posted(self.office, self.path(f"/meetings/{path}"), body, **headers)
        return str(answer["id"])

    def add(self, name: str, meeting: str, body: dict[str, Any]) -> None:
        """A session, under a name."""
        self.ids[name] = str(uuid4())
        self.ask(f"{meeting}/sessions", body | {"session_id": self.ids[name]})

    def path(self, path: str) -> str:
        for name, id in self.ids.items():
            path = path.replace(name, id)
        return path

    def _prepare_may(self) -> None:
        ids = self.ids
        self.announce("MAY", **MAY)
        self.ask("MAY/delegations", {"delegations": [state("AT"), state("IT")]})
        self.ask("MAY/registration-opening", {"capacity": 5})
        for _ in range(2):
            body = {"delegation": "AT", "function": "member"}
            registration = self.ask("MAY/registrations", body)
            posted(self.office, f"/registrations/{registration}/confirmation", {})
        self.add("OPENING", "MAY", SESSION | {"title": "Opening"})
        visit = {"title": "Visit", "kind": "study visit", "on": "2016-05-11"}
        self.add("VISIT", "MAY", visit)
        closed = SESSION | {"title": "Liaison", "audience": "focal points"}
        self.add("CLOSED", "MAY", closed)
        self.add("GONE", "MAY", SESSION | {"title": "Patrols"})
        self.ask("MAY/sessions/GONE/removal", {})
        self.ask("MAY/agenda-releases", {})
        ids["AIM"] = self.ask("MAY/objectives", objective("O1"))
        ids["GIVENUP"] = self.ask("MAY/objectives", objective("O2"))
        posted(self.office, self.path("/objectives/GIVENUP/withdrawal"), WHY)
        ids["DECIDED"] = self.ask("MAY/objectives", objective("O10"))
        posted(self.office, "/decisions", text(ids["MAY"], ids["DECIDED"]))

    def _hold_april(self, clock: StoryClock) -> None:
        """It was opened on 12 April, and concluded on the 13th."""
        self.announce("APRIL", series="April", edition=1)
        session = {"title": "Closing", "kind": "plenary", "on": "2016-04-13"}
        self.add("ELSEWHERE", "APRIL", session)
        aim = self.ask("APRIL/objectives", objective("O1"))
        words = posted(self.office, "/decisions", text(self.ids["APRIL"], aim))
        self.ids["WORDS"] = words["id"]
        self.announce("HELD", series="Held", edition=1)
        clock.time = datetime(2016, 4, 12, 8, tzinfo=UTC)
        self.ask("HELD/opening", {})
        clock.time = datetime(2016, 4, 13, 15, tzinfo=UTC)
        self.ask("HELD/conclusion", {})
        self.ask("HELD/stated-attendance", {"total": TOTAL})
        clock.time = datetime(2016, 4, 14, 12, tzinfo=UTC)

    def _plan_nights(self) -> None:
        """A session at a time that the clocks of Berlin skip on the following night, or
        on the same one, and a meeting in such a night.
        """
        for name, zone, first, last in (
            ("SPRING", "Europe/Minsk", "2016-03-26", "2016-03-27"),
            ("NIGHT", "Europe/Berlin", "2017-03-25", "2017-03-25"),
            ("SUNDAY", "Europe/Berlin", "2017-03-26", "2017-03-26"),
        ):
            self.announce(
                name,
                series=name.title(),
                edition=1,
                time_zone=zone,
                starts_on=first,
                ends_on=last,
            )
            vigil = {"starts_at": f"{last}T02:30", "ends_at": f"{last}T04:00"}
            if name != "SUNDAY":
                self.ask(f"{name}/sessions", SESSION | vigil | {"title": "Vigil"})


def state(code: str, quota: int = 2) -> dict[str, Any]:
    kind = "participating State"
    return {"code": code, "kind": kind, "name": code.title(), "quota": quota}


def text(meeting: str, objective: str) -> dict[str, Any]:
    body = {"title": "Contacts", "paragraphs": [{"id": NOTHING, "text": "Agree."}]}
    return {"meeting_id": meeting, "objective_id": objective, "body": body}


def objective(code: str) -> dict[str, Any]:
    return {"code": code, "text": f"Aim {code}", "outcome_kind": "agreement"}


def may(**details: Any) -> dict[str, Any]:
    return {"details": MAY | details, **WHY}


def must_be_refused(here: Here, asked: Case) -> None:
    """By a sentence and a stable code, and nothing is stored."""
    path, body, code, words, field = asked
    system = here.it.system
    before = system.store.position()

    response = here.office.post(
        f"/api/v1{here.path(path)}",
        content=here.path(json.dumps(body)),
        headers={"Content-Type": "application/json"},
    )

    told = response.json()
    assert (response.status_code, told["code"]) == (STATUSES[code], code), told
    errors = told.get("errors", [])
    assert [error["field"] for error in errors] == [field] * bool(field), told
    sentence = told["detail"]
    said = sentence if code != "invalid_request" else errors[0]["message"]
    assert words in said
    assert re.match("[a-z0-9“]|[A-Z]{2}|O[0-9]", said), said
    assert not said.endswith("."), said
    assert system.store.position() == before
