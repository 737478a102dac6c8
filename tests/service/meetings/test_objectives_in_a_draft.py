"""Where an objective is discussed is told to everybody once the session is released;
until then only to those who see the draft, in the lists, the History and single facts.
"""

from http import HTTPStatus
from typing import Any

import pytest
from service.http_api.http_examples import DETAILS, Served, posted, served

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place

MOVED = "bsm.objective.moved.v1"
OF_THE_DRAFT = (Role.SECRETARIAT, Role.CHAIR, Role.AUDITOR)
OTHERS = (Role.LEADERSHIP, Role.FOCAL_POINT, Role.PARTICIPANT)


def _reading(here: Served, role: Role, address: str) -> Any:
    delegation = "AT" if role in (Role.FOCAL_POINT, Role.PARTICIPANT) else None
    return here.as_(role, delegation).get(f"/api/v1{address}")


def test_the_session_of_an_objective_is_told_once_it_is_released(place: Place):
    with served(place) as here:
        office = here.as_(Role.SECRETARIAT)
        meeting = f"/meetings/{posted(office, '/meetings', {'details': DETAILS})['id']}"

        def scheduled(title: str) -> str:
            new = {"on": "2016-04-12", "title": title, "kind": "plenary"}
            posted(office, f"{meeting}/sessions", new)
            drafted = office.get(f"/api/v1{meeting}/draft-agenda").json()["items"]
            return next(each["id"] for each in drafted if each["title"] == title)

        def told(roles: tuple[Role, ...], query: str = "") -> set[str | None]:
            return {
                _reading(here, role, f"{objective}{query}").json()["session_id"]
                for role in roles
            }

        def moved(session: str | None) -> int:
            posted(office, f"{objective}/session", {"session_id": session})
            return here.system.store.position()

        opening = scheduled("Opening")
        posted(office, f"{meeting}/agenda-releases", {})
        wanted = {"code": "O1", "text": "Share maps.", "outcome_kind": "discussion"}
        id = posted(office, f"{meeting}/objectives", wanted)["id"]
        objective = f"/objectives/{id}"

        to_opening = moved(opening)
        assert told(OF_THE_DRAFT) == told(OTHERS) == {opening}
        closing = scheduled("Closing")
        to_closing = moved(closing)
        assert told(OF_THE_DRAFT) == {closing}
        assert told(OTHERS) == {opening}
        posted(office, f"{meeting}/agenda-releases", {"note": "Closing."})
        assert told(OF_THE_DRAFT) == told(OTHERS) == {closing}
        assert told(OTHERS, f"?as_of={to_closing}") == {opening}
        to_none = moved(None)
        assert told(OF_THE_DRAFT) == told(OTHERS) == {None}

        for role in (*OF_THE_DRAFT, *OTHERS):
            listed = _reading(here, role, f"/facts?stream_id={id}")
            if role is Role.PARTICIPANT:
                assert listed.status_code == HTTPStatus.FORBIDDEN
                continue
            found = [
                fact for fact in listed.json()["items"] if fact["stored_name"] == MOVED
            ]
            moves = [fact["position"] for fact in found]
            assert [found[0]["sentence"], found[-1]["sentence"]] == [
                "Objective O1 was moved to a session of the agenda.",
                "Objective O1 was moved out of the sessions of the agenda.",
            ]
            sees_all = role in OF_THE_DRAFT
            assert moves == [to_opening, *[to_closing] * sees_all, to_none]
            answer = _reading(here, role, f"/facts/{to_closing}")
            assert (answer.status_code == HTTPStatus.OK) == sees_all
            assert (closing in answer.text) == sees_all


@pytest.mark.parametrize("role", [*OF_THE_DRAFT, *OTHERS[:2]])
def test_the_history_lists_what_is_about_a_draft_to_those_who_see_it(
    place: Place, role: Role
):
    with served(place) as here:
        office = here.as_(Role.SECRETARIAT)
        meeting = f"/meetings/{posted(office, '/meetings', {'details': DETAILS})['id']}"
        for audience in ("all", "focal points"):
            new = {"on": "2016-04-12", "title": audience, "kind": "plenary"}
            posted(office, f"{meeting}/sessions", new | {"audience": audience})

        facts = _reading(here, role, "/facts").json()["items"]

        found = [
            fact["audience"]
            for fact in facts
            if fact["stored_name"] == "bsm.meeting.session_scheduled.v2"
        ]
        expected = {
            Role.SECRETARIAT: ["draft", "restricted draft"],
            Role.CHAIR: ["draft", "restricted draft"],
            Role.AUDITOR: ["draft"],
        }
        assert found == expected.get(role, [])
