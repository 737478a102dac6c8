"""The History says where a fact comes from, to whoever may see the fact."""

from service.http_api.http_examples import DETAILS, posted, served

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place

PAGE = {
    "title": "A page",
    "address": "https://example.org/meeting",
    "seen_on": "2017-10-14",
    "published_on": "2017-10-13",
}


def test_a_fact_says_where_it_comes_from_to_whoever_may_see_it(place: Place):
    with served(place) as here:
        office = here.as_(Role.SECRETARIAT)
        announced = posted(office, "/meetings", {"details": DETAILS, "source": PAGE})
        meeting = f"/meetings/{announced['id']}"
        session = {"on": "2016-04-12", "title": "Opening", "kind": "plenary"}
        posted(office, f"{meeting}/sessions", session | {"source": PAGE})
        posted(office, f"{meeting}/registration-opening", {"capacity": 9})

        def sources(role: Role) -> dict[str, object]:
            facts = here.as_(role).get("/api/v1/facts").json()["items"]
            return {fact["stored_name"]: fact["source"] for fact in facts}

        for role in (Role.SECRETARIAT, Role.LEADERSHIP):
            told = sources(role)
            assert told["bsm.meeting.announced.v1"] == PAGE
            assert told["bsm.meeting.registration_opened.v1"] is None
            # Of a draft, others are not told.
            of_draft = told.get("bsm.meeting.session_scheduled.v2")
            assert of_draft == (PAGE if role is Role.SECRETARIAT else None)
