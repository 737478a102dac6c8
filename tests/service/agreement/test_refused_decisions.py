"""Bad input about decisions: each is answered by a sentence and a code, and nothing is
stored.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from service.agreement.refused_requests import (
    AGREE,
    AUSTRIA,
    OBJECT,
    OFFICE,
    REFUSED,
    WHY,
    body,
    later,
    silence,
)
from service.http_api.http_examples import Served, announce, posted, served
from systems import StoryClock

from bsm_domain.foundation.roles import Role


@dataclass
class Decisions:
    """`ids` by name: a `draft` in version 2, which Austria opposed in version 1; one in
    `consensus`, one in `silence`; one on which Austria agreed to begin with, was
    `corrected`, and agrees again.
    """

    here: Served
    meeting: str
    ids: dict[str, str]

    def post(
        self, of: str, request: str, sent: Any, who: tuple[Role, str | None] = OFFICE
    ) -> Any:
        path = f"/api/v1/decisions/{self.ids[of]}/{request}"
        # In ASCII: of surrogates there is no other way to write them.
        headers = {"Content-Type": "application/json"}
        content = json.dumps(sent)
        return self.here.as_(*who).post(path, content=content, headers=headers)


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decisions]:
    clock = StoryClock()
    with served(tmp_path_factory.mktemp("data"), clock=clock) as here:
        office, austria = here.as_(*OFFICE), here.as_(*AUSTRIA)
        found = Decisions(here, announce(office), {})
        for name in ("draft", "consensus", "silence", "corrected"):
            tabled = {"meeting_id": found.meeting, "body": body("Caf\u00e9.")}
            found.ids[name] = posted(office, "/decisions", tabled)["id"]

        def does(of: str, request: str, sent: Any, client: Any = office) -> None:
            posted(client, f"/decisions/{found.ids[of]}/{request}", sent)

        said = {"delegation": "AT", "version": 1}
        for name in ("draft", "consensus"):
            does(name, "positions", {**said, **OBJECT}, austria)
            does(name, "versions", {"of": 1, "body": body("Caf\u00e9s.")})
        does("consensus", "procedures", {"procedure": "consensus", "of": 2})
        does("silence", "procedures", silence(later(days=3), of=1))
        in_room = {"how": "in the room", **said, **AGREE}
        does("corrected", "positions", in_room)
        wrong = {"corrects": 2, "position": "no position", **WHY}
        does("corrected", "positions/corrections", wrong)
        does("corrected", "positions", {**said, **AGREE}, austria)
        clock.pass_by(timedelta(hours=1))
        yield found


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_in_a_sentence_and_stores_nothing(
    decisions: Decisions, name: str
):
    case = REFUSED[name]
    before = decisions.here.system.store.position()

    answer = decisions.post(case.of, case.request, case.body, case.by)

    problem = answer.json()
    said = f"{problem['detail']} {problem.get('errors')}"
    assert (answer.status_code, problem["code"]) == (case.status, case.code), said
    assert case.sentence in said
    assert decisions.here.system.store.position() == before


def test_an_objection_needs_no_reason(decisions: Decisions):
    """E47: nothing on a form may stop a State."""
    objection = {"delegation": "MK", "version": 1, **OBJECT}
    answer = decisions.post("silence", "positions", objection, (Role.FOCAL_POINT, "MK"))

    assert answer.status_code == 200, answer.text
    kinds = [fact["stored_name"] for fact in answer.json()["facts"]]
    assert kinds[-1] == "bsm.decision.silence_broken.v1"
