"""Texts of decisions on the command line: typed, without the IDs of paragraphs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import Decisions
from sqlite_only import new_place as new_place
from systems import announce_berlin, propose, set_objective, system_in
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_projections.agreement.queries import DecisionVersion, decision_versions
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_service.application.system import System
from bsm_service.assembly.command_line import app

TEXT = "# Contact points\n\n1. Name a contact point.\n\n1. Keep a list of them."
CHAIR = ["--as", "chair"]


@dataclass
class Desk:
    """A record with a draft of three paragraphs and a linked activity."""

    folder: Path
    system: System
    draft: UUID

    def bsm(self, *arguments: object) -> tuple[int, dict[str, Any]]:
        line = [*map(str, arguments), "--json", "--data", str(self.folder)]
        result = CliRunner().invoke(app, line)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    def versions(self, decision: object) -> tuple[DecisionVersion, ...]:
        with self.system.read(self.system.now(), UNRESTRICTED_AUDIENCE) as context:
            return decision_versions(context, str(decision))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    system = system_in(tmp_path / "data")
    decisions = Decisions(system, announce_berlin(system))
    activity = propose(system, set_objective(system, decisions.meeting))
    texts = ("# Contact points", "1. Name a contact point.", "1. Keep a list.")
    draft = decisions.table("Contact points", *texts, linked=[activity])
    system.identity.create_token("chair", Role.CHAIR)
    yield Desk(tmp_path / "data", system, draft)
    system.close()


def test_a_text_from_a_file_keeps_the_paragraphs_and_the_links(desk: Desk):
    file = desk.folder / "text.txt"
    file.write_text(TEXT)
    title = ["--body-title", "Contact points", "--of", 1]

    code, answer = desk.bsm(
        *("decision", "table-version", desk.draft, *title, *CHAIR),
        *("--body-paragraphs", f"@{file}"),
    )

    assert code == 0, answer
    first, second = (version.text for version in desk.versions(desk.draft))
    assert [one.id for one in second.paragraphs] == [one.id for one in first.paragraphs]
    assert second.paragraphs[2].text == "Keep a list of them."
    assert second.activities == first.activities != ()


def test_a_new_draft_is_typed_paragraph_by_paragraph(desk: Desk):
    new = uuid4()
    code, answer = desk.bsm(
        *("decision", "table", "--decision", new, "--meeting", 10, *CHAIR),
        *("--body-title", "Radio", "--body-paragraphs", "# Radio"),
        *("--body-paragraphs", "[1.] Use one channel.\n\n2. Test it."),
    )

    assert code == 0, answer
    [version] = desk.versions(new)
    assert [(one.kind, one.text) for one in version.text.paragraphs] == [
        ("heading", "Radio"),
        ("plain", "[1.] Use one channel."),
        ("numbered", "Test it."),
    ]


def test_a_translation_and_a_comment_name_paragraphs_by_their_place(desk: Desk):
    code, answer = desk.bsm(
        *("decision", "place-translation", desk.draft, "--version", 1, *CHAIR),
        *("--language", "fr", "--title", "Contacts"),
        *("--texts", "Contacts\n\n1. Nommer\n\n-"),
    )
    assert code == 0, answer
    comment = ["decision", "comment", desk.draft, "--version", 1, "--text", "Why?"]
    code, answer = desk.bsm(*comment, "--paragraph", 3, *CHAIR)
    assert code == 0, answer

    [version] = desk.versions(desk.draft)
    first, second, third = (str(one.id) for one in version.text.paragraphs)
    [french] = version.translations
    assert french.texts == {first: "Contacts", second: "Nommer"}
    fact = desk.system.store.page(desk.system.store.position() - 1, 1)[0].fact
    assert str(fact.paragraph) == third


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--paragraph", 4], "the text has 3 paragraphs; there is no paragraph 4"),
        (["--paragraph", 0], "the text has 3 paragraphs; there is no paragraph 0"),
        (["--paragraph", "x"], "--paragraph"),
    ],
)
def test_a_paragraph_that_is_not_there_is_refused(
    desk: Desk, options: list[object], sentence: str
):
    comment = ["decision", "comment", desk.draft, "--version", 1, "--text", "Why?"]

    code, answer = desk.bsm(*comment, *options, *CHAIR)

    assert (code, answer["code"]) == (2, "invalid_value")
    assert sentence in answer["detail"]


def test_text_and_json_are_not_mixed_and_wrong_json_is_no_text(desk: Desk):
    table = ["decision", "table", "--meeting", 10, "--body-title", "Radio", *CHAIR]
    for wrong, sentence in {
        '{"id": ': "is not valid JSON",
        f'{{"id": "{uuid4()}", "text": "a"}}': "all of them as JSON",
    }.items():
        code, answer = desk.bsm(
            *table, "--body-paragraphs", "1. Test.", "--body-paragraphs", wrong
        )
        assert (code, answer["code"]) == (2, "invalid_value")
        assert sentence in answer["detail"]


def test_of_an_unknown_decision_nothing_is_said_but_that(desk: Desk):
    comment = ["decision", "comment", uuid4(), "--version", 1, "--text", "Why?"]

    code, answer = desk.bsm(*comment, "--paragraph", 9, *CHAIR)

    assert (code, answer["code"]) == (2, "not_found")
