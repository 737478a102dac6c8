"""Facts as whoever looks at them may see them: without the ids of what they may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from service.http_api.http_examples import Served, activity, objective, posted, served
from service.http_api.http_requests import OnRecord, on_record
from service.http_api.routes import every_address

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_service.application.fact_view import hidden_ids

WHY = {"reason": "it was found so"}
OUTSIDERS = (Role.LEADERSHIP, Role.AUDITOR)


@dataclass
class Named:
    """Visible activities whose facts name restricted ones: `facts` by what happened,
    with the field that names one, and `restricted` ids of all kinds.
    """

    here: Served
    known: OnRecord
    facts: dict[str, tuple[int, str]]
    restricted: set[str]

    def whole(self, role: Role, what: str, delegation: str | None = None) -> Any:
        position, _ = self.facts[what]
        response = self.here.as_(role, delegation).get(f"/api/v1/facts/{position}")
        return response.json()

    def restricted_in(self, text: str) -> list[str]:
        return [activity for activity in self.restricted if activity in text]


@pytest.fixture
def named(place: Place) -> Iterator[Named]:
    with served(place) as here:
        known = on_record(here)
        office = here.as_(Role.SECRETARIAT)
        meeting, open_to_all = known.ids["meeting_id"], known.ids["objective_id"]
        closed = objective(office, meeting, "focal points", code="O9")
        theirs, other = activity(office, closed), activity(office, closed)
        first, second, third = (activity(office, open_to_all) for _ in range(3))
        facts, restricted = {}, {closed, theirs, other}

        def happened(what: str, field: str, path: str, body: Any) -> dict[str, Any]:
            response = posted(office, path, body)
            [at] = (fact for fact in response["facts"] if fact["stream_id"] in visible)
            facts[what] = at["position"], field
            return response

        visible = {first, second, third}
        for account in (third, other):
            posted(office, f"/activities/{account}/agreement", {})
        posted(office, f"/activities/{second}/agreement", {})
        waiting = f"/activities/{first}/dependencies"
        happened("depends", "on", waiting, {"on": theirs})
        happened("depends no longer", "on", f"{waiting}/{theirs}/removal", {})
        superseded = f"/activities/{second}/supersession"
        happened("superseded", "by", superseded, {"by": theirs, **WHY})
        both = {"into": {"title": "Both"}, "activities": [third, other], **WHY}
        merged = happened("merged", "into", "/activities/merge", both)
        restricted |= {fact["stream_id"] for fact in merged["facts"]} - visible
        noted = posted(office, f"/activities/{theirs}/comments", {"text": "Names."})
        redacted = {"stream_id": theirs, "version": noted["version"], "field": "text"}
        response = posted(office, "/redactions", {**redacted, **WHY})
        facts["redacted"] = response["position"], "stream_id"
        yield Named(here, known, facts, restricted)


def test_a_visible_fact_does_not_name_what_is_for_focal_points_only(named: Named):
    for what, (_, field) in named.facts.items():
        for role in OUTSIDERS:
            fact_text = named.whole(role, what)
            assert field in fact_text["fact"], what
            assert fact_text["fact"][field] is None, (what, role)
        insider = named.whole(Role.FOCAL_POINT, what, "MK")
        assert insider["fact"][field] in named.restricted, what
        # Everything else of the fact is shown.
        assert fact_text["fact"] == {**insider["fact"], field: None}
        for part in ("texts", "leaf_hash", "summary"):
            assert fact_text[part] == insider[part], what


def test_no_answer_names_what_is_for_focal_points_only(named: Named):
    for role in OUTSIDERS:
        client = named.here.as_(role)
        for address in every_address(named.here.routes):
            method, _, path = address.key.partition(" ")
            is_read = method == "GET" and path.startswith("/api/v1/")
            if not is_read or "positions" in path:
                continue
            response = named.known.send(client, address.key.replace("/api/v1", ""))
            assert not named.restricted_in(response.text), (path, role)
        for position in range(1, named.here.system.store.position() + 1):
            response = client.get(f"/api/v1/facts/{position}")
            assert not named.restricted_in(response.text), (position, role)


def test_ids_are_looked_for_in_many_at_once(named: Named):
    """More than one statement asks for."""
    log = named.here.system.store
    restricted = {UUID(activity) for activity in named.restricted}
    among = [*(UUID(int=number) for number in range(1_200)), *restricted]

    assert hidden_ids(log, Audience(focal_points_matter=False), among) == restricted
    assert hidden_ids(log, Audience(focal_points_matter=True), among) == set()
