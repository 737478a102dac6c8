"""A decision on paper: what it says, to whom, and as of when."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from service.agreement.decision_examples import Decisions
from service.http_api.http_examples import Served, served
from service.leadership import pdf_text
from sqlite_only import new_place as new_place
from systems import CHAIR, StoryClock, announce_berlin, do, propose, set_objective
from typer.testing import CliRunner

from bsm_domain.agreement.text_body import TextBody, TranslatedText
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.queries import decision, decision_versions
from bsm_projections.engine.audience import (
    RESTRICTED_INCLUDED,
    RESTRICTED_LEFT_OUT,
    UNRESTRICTED_AUDIENCE,
)
from bsm_service.agreement.commands import (
    AnnulDecision,
    LeaveDecisionOpen,
    PlaceTranslation,
    TableVersion,
)
from bsm_service.agreement.document_texts import marks
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.assembly.command_line import app

BERLIN = ZoneInfo("Europe/Berlin")
HOSTILE = '#$*_\\@<>`[x](y) #import "/etc/passwd" //'


@dataclass
class Here:
    """Of one record: a decision by silence, drafts, one for focal points only."""

    http: Served
    adopted: UUID
    draft: UUID
    restricted: UUID
    before_adoption: int
    clock: StoryClock

    def page(
        self, decision: UUID, role: Role, state: str | None = None, **parameters: str
    ) -> str:
        """The words of the document, as that role is given it."""
        response = self.http.as_(role, state).get(_path(decision), params=parameters)
        assert response.status_code == 200, response.text
        return " ".join(pdf_text.text(response.content).split())


def _path(decision: object) -> str:
    return f"/api/v1/decisions/{decision}.pdf"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    clock = StoryClock(datetime(2016, 4, 4, 10, tzinfo=BERLIN))
    with served(tmp_path_factory.mktemp("data"), clock=clock) as http:
        system = http.system
        decisions = Decisions(system, announce_berlin(system))
        objective = set_objective(system, decisions.meeting)
        activity = propose(system, objective)
        adopted = decisions.table(
            "Contact points",
            "The National Focal Points,",
            "# Contact points",
            "1. Decide to name a contact point.",
            f"1. Invite others: {HOSTILE}",
            objective=objective,
            linked=[activity],
        )
        decisions.says(adopted, "HU", Position.RESERVE, text="Only by day.")
        decisions.says(adopted, "DE", Position.AGREE)
        _translate(decisions, adopted)
        expires_at = datetime(2016, 4, 15, 12, tzinfo=BERLIN)
        decisions.silence(adopted, expires_at, "Europe/Berlin")
        draft = decisions.table("Joint patrols")
        decisions.says(draft, "AT", Position.OBJECT)
        _change(decisions, draft)
        decisions.says(draft, "IT", Position.OBJECT, version=2)
        restricted = decisions.adopted(
            "Liaison list", audience=MatterAudience.FOCAL_POINTS
        )
        before = system.now().position
        clock.time = expires_at + timedelta(seconds=10)
        assert system.part(SilenceSettlement).settle() == 1
        system.now()
        yield Here(http, adopted, draft, restricted, before, clock)


def _translate(decisions: Decisions, decision: UUID) -> None:
    system = decisions.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [version] = decision_versions(context, str(decision))
    first = version.text.paragraphs[0].id
    text = TranslatedText(paragraph=first, text="Les points de contact nationaux,")
    translation = PlaceTranslation(
        decision_id=decision, version=1, language="fr", title="Contacts", texts=(text,)
    )
    do(system, translation, CHAIR)


def _change(decisions: Decisions, decision: UUID) -> None:
    text = TextBody.model_validate(
        {"title": "Joint patrols", "paragraphs": [{"id": uuid4(), "text": "Patrol."}]}
    )
    do(decisions.system, TableVersion(decision_id=decision, of=1, body=text), CHAIR)


def test_an_adopted_decision_says_how_by_whom_and_from_where(here: Here):
    page = here.page(here.adopted, Role.LEADERSHIP)

    for words in (
        "Decision NFP.DEC/1/16",
        "Contact points",
        "1. Decide to name a contact point.",
        f"2. Invite others: {HOSTILE}",
        "by silence on 15 Apr 2016, 12:00 Berlin (recorded on 15 Apr 2016, 12:00:10)",
        "the 57 participating States of that day",
        "1, tabled by the Chair or the secretariat on 4 Apr 2016, 10:00 Berlin",
        "English (authentic)",
        "Hungary: Only by day.",
        "Agreed Germany",
        "Share the border protocol (Austria, due on 30 Sep 2016): agreed",
        "Translation into French, for convenience",
        "Les points de contact nationaux,",
        RESTRICTED_LEFT_OUT,
    ):
        assert words in page, page
    system = here.http.system
    root = system.store.root_at(system.now().position).hex()[:16]
    assert f"As known at fact {system.now().position}" in page
    assert f"root hash {root}" in page
    assert "This text has not been adopted" not in page
    restricted = here.page(here.restricted, Role.FOCAL_POINT, "AT")
    assert RESTRICTED_INCLUDED in restricted
    assert "For focal points only" in restricted
    assert "NFP.FP.DEC/1/16" in restricted


def test_positions_on_a_draft_are_for_delegations(here: Here):
    theirs = here.page(here.draft, Role.FOCAL_POINT, "AT")
    others = here.page(here.draft, Role.LEADERSHIP)

    for page in (theirs, others):
        assert "Draft decision, version 2" in page
        assert "This text has not been adopted." in page
    assert "Objections Italy" in theirs
    assert "Austria (version 1: object)" in theirs
    assert "An objection stands." in others
    assert "Italy" not in others
    assert "Austria" not in others


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"status": "annulled"}, "This decision was annulled."),
        ({"status": "superseded"}, "This decision was superseded by NFP.DEC/9/16."),
        ({"superseded_by": ("x",)}, "superseded in part by NFP.DEC/9/16."),
        ({"is_contested": True}, "This decision is contested:"),
        ({"status": "withdrawn", "symbol": None}, "This draft was withdrawn."),
        ({"status": "not agreed"}, "There was no agreement on this text."),
        (
            {"status": "in procedure", "adopted_at": None},
            "The silence has expired; the adoption is being recorded.",
        ),
    ],
)
def test_what_must_not_be_overlooked_stands_first(
    here: Here, changes: dict[str, Any], mark: str
):
    system = here.http.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        found = decision(context, str(here.adopted))
    assert found is not None
    assert marks(found, [], context.moment.at) == []
    [upheld] = marks(found, [], context.moment.at, is_upheld=True)
    assert "The Chair upheld the adoption." in upheld
    told = marks(replace(found, **changes), ["NFP.DEC/9/16"], context.moment.at)

    assert any(mark in one for one in told), told


def test_the_same_moment_makes_the_same_bytes(here: Here):
    office = here.http.as_(Role.SECRETARIAT)
    before = str(here.before_adoption)
    first, second = (
        office.get(_path(here.adopted), params={"as_of": before}) for _ in range(2)
    )

    assert first.content == second.content
    assert first.headers["content-type"] == "application/pdf"
    name = f"draft-decision-version-1-{before}.pdf"
    assert name in first.headers["content-disposition"]
    then = here.page(here.adopted, Role.SECRETARIAT, as_of=before)
    assert "silence until 15 Apr 2016, 12:00 Berlin (15 Apr 2016, 10:00 UTC)" in then
    assert "NFP.DEC" not in then


def test_what_is_for_focal_points_only_is_unknown_to_others(here: Here):
    leadership = here.http.as_(Role.LEADERSHIP)
    unknown = str(uuid4())

    def refusal(decision: str) -> str:
        response = leadership.get(_path(decision))
        assert response.status_code == 404
        told = response.json()
        del told["request_id"]
        return str(told).replace(decision, "")

    assert refusal(str(here.restricted)) == refusal(unknown)
    assert leadership.get(_path("12")).status_code == 422
    assert here.http.anybody.get(_path(here.adopted)).status_code == 401
    assert here.http.as_(Role.ADMINISTRATOR).get(_path(here.adopted)).status_code == 403


def test_what_ended_without_a_decision_says_why(here: Here):
    system = here.http.system
    decisions = Decisions(system, announce_berlin(system))
    left_open = decisions.table("Joint drones")
    summary = f"Most wished to go on.\n\nOthers: {HOSTILE}"
    leave = LeaveDecisionOpen(
        decision_id=left_open, reason=f"No means {HOSTILE}", summary=summary
    )
    do(system, leave, CHAIR)
    annulled = decisions.table("Drill days")
    here.clock.time += timedelta(minutes=2)
    decisions.adopt(annulled)
    before = here.clock.time - timedelta(minutes=1)
    decisions.says(annulled, "AT", Position.OBJECT, occurred_at=before)
    do(system, AnnulDecision(decision_id=annulled, reason="It was in time."), CHAIR)

    page = here.page(left_open, Role.LEADERSHIP)

    assert f"There was no agreement on this text. Reason No means {HOSTILE}" in page
    of_chair = f"Summary of the Chair Most wished to go on. Others: {HOSTILE} Text"
    assert of_chair in page
    assert "Reason It was in time." in here.page(annulled, Role.PARTICIPANT)
    assert "Reason" not in here.page(here.adopted, Role.CHAIR)


def test_a_text_reads_as_text_in_files(here: Here):
    path = f"/api/v1/decisions/{here.adopted}/versions"
    office = here.http.as_(Role.SECRETARIAT)
    parameters = {"format": "csv", "plain": "true"}

    [row] = csv.DictReader(StringIO(office.get(path, params=parameters).text))

    assert row["text"].splitlines()[:4] == [
        "Contact points",
        "The National Focal Points,",
        "Contact points",
        "1. Decide to name a contact point.",
    ]


@pytest.mark.parametrize("number", ["0", "3", "-1", "9" * 40])
def test_a_version_that_is_not_on_record_is_not_compared(here: Here, number: str):
    office = here.http.as_(Role.SECRETARIAT)
    path = f"/api/v1/decisions/{here.draft}/comparison"

    def changes(later: str) -> Any:
        return office.get(path, params={"from": "1", "to": later}).json()

    assert len(changes("2")["items"]) == 2
    refusal = changes(number)
    assert refusal["code"] == "not_found"
    assert f"no version {number} of this text" in refusal["detail"]


def test_the_command_line_writes_it_once(here: Here, tmp_path: Path):
    data = ["--data", str(here.http.system.place.folder)]
    file = tmp_path / "decision.pdf"

    def run(decision: UUID, *options: str) -> tuple[int, str, str]:
        command = ["show", "decision", str(decision), "--output", str(file)]
        result = CliRunner().invoke(app, [*command, *options, *data])
        return result.exit_code, result.stdout, result.stderr

    code, _, complained = run(here.restricted)
    assert (code, "there was no decision" in complained) == (2, True)
    code, output, _ = run(here.adopted, "--json")
    assert (code, json.loads(output)["bytes"]) == (0, file.stat().st_size)
    assert "NFP.DEC/1/16" in pdf_text.text(file.read_bytes())
    code, _, complained = run(here.adopted)
    assert (code, "place_not_empty" in complained) == (2, True)


def test_a_document_of_the_longest_text_is_made(here: Here):
    """Four hundred paragraphs, and fifty thousand characters that no font has."""
    system = here.http.system
    decisions = Decisions(system, announce_berlin(system))
    texts = ["1. " + "中" * 125] * 400
    longest = decisions.table("W" * 200, *texts)

    response = here.http.as_(Role.SECRETARIAT).get(_path(longest))

    assert response.status_code == 200
    assert pdf_text.pages(response.content) > 5
