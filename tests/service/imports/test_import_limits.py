"""What takes long is limited: replies in all, the time for rows. What is overtaken is
named.
"""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError
from service.http_api.http_examples import served
from service.imports.trackers import FIRST, HEAD, csv, preview, store
from systems import BERLIN_DETAILS, do

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_service.application.system import System
from bsm_service.documents import parsing_deadline
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import ParsingTooSlow
from bsm_service.imports import commands, file_import
from bsm_service.imports.commands import (
    ActivityChange,
    ImportActivities,
    ImportedActivity,
    ImportedReply,
)
from bsm_service.imports.rows import comments, new_row_checks
from bsm_service.imports.rows.record_comparison import ChangeDetection
from bsm_service.meetings.commands import AnnounceMeeting

NEWER = FIRST.replace(b",20,", b",40,").replace(b"30.06.2019", b"30.07.2019")
NOTHING = UUID(int=0)


def test_only_so_many_replies_are_imported_at_once(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    """A file of 9 MB can have a million; storing them would take minutes."""
    for module in (commands, comments):
        monkeypatch.setattr(module, "MAX_REPLIES", 3)
    row = '{},{},AT,30.06.2019,,open,"1.5.2016: begun\n2.5.2016: sent"'
    rows = [row.format(number, f"Maps {number}") for number in range(1, 3)]
    size = system.store.position()

    assert preview(system, meeting, csv(HEAD, rows[0])).stored == 1
    for ask in (preview, store):
        with pytest.raises(InvalidValue, match=r"4 replies .* at most 3 can be"):
            ask(system, meeting, csv(HEAD, *rows))

    assert system.store.position() == size


def test_a_command_has_no_more_replies_than_a_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commands, "MAX_REPLIES", 3)
    replies = (ImportedReply(text="begun"), ImportedReply(text="sent"))
    new = ImportedActivity(title="Maps", owner="AT", replies=replies)
    change = ActivityChange(
        activity_id=NOTHING, version=1, reason="a newer list", replies=replies
    )

    ImportActivities(meeting_id=NOTHING, activities=(new,))
    with pytest.raises(ValidationError, match="have 4 replies"):
        ImportActivities(meeting_id=NOTHING, activities=(new,), changes=(change,))


@pytest.mark.parametrize(
    ("of", "slow", "file"),
    [
        (new_row_checks, "ActivityHistory", FIRST),
        (ChangeDetection, "compare_row", NEWER),
    ],
    ids=["new rows", "known rows"],
)
def test_holding_rows_against_the_record_ends_when_its_time_is_over(
    system: System,
    meeting: UUID,
    monkeypatch: pytest.MonkeyPatch,
    of: Any,
    slow: str,
    file: bytes,
):
    if of is ChangeDetection:
        store(system, meeting, FIRST)
    size, seconds, calls = system.store.position(), [0.0], []
    usual: Callable[..., Any] = getattr(of, slow)

    def takes_long(*given: Any, **named: Any) -> Any:
        calls.append(given)
        seconds[0] += parsing_deadline.MAX_SECONDS + 1
        return usual(*given, **named)

    monkeypatch.setattr(of, slow, takes_long)
    monkeypatch.setattr(
        parsing_deadline, "Deadline", lambda: Deadline(now=lambda: seconds[0])
    )

    for ask in (preview, store):
        with pytest.raises(ParsingTooSlow):
            ask(system, meeting, file)

    assert len(calls) == 2  # of three rows, the first of each
    assert system.store.position() == size


def test_rows_that_another_import_stores_at_the_same_time_are_named(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    """Their numbers may be those of other activities."""
    usual, others = file_import.check_file, [csv(HEAD, "2,Lakes,FR,,,open,")]

    def looked_at(*given: Any, **named: Any) -> Any:
        report = usual(*given, **named)
        if others:
            store(system, meeting, others.pop())
        return report

    monkeypatch.setattr(file_import, "check_file", looked_at)

    report = store(system, meeting, FIRST)

    assert (report.stored, report.unchanged, report.read) == (2, 1, 3)
    assert report.notes[-1].startswith("1 row (3) was stored by another import")
    assert preview(system, meeting, FIRST).refused == 1


def test_what_is_said_of_a_file_is_limited_and_all_of_it_can_be_forgotten(
    tmp_path: Path,
):
    cell = "Police of " + "x" * 1_500
    with served(tmp_path) as it:
        meeting = uuid4()
        do(it.system, AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))
        office = it.as_(Role.SECRETARIAT)
        about = "/api/v1/imports/activities/mappings"

        def sent(delegations: dict[str, str]) -> int:
            response = office.post(
                f"/api/v1/meetings/{meeting}/imports/activities",
                json={
                    "file": b64encode(f"Activity,Owner\nMaps,{cell}".encode()).decode(),
                    "choices": {"delegations": delegations},
                },
            )
            return response.status_code

        assert sent({f"Police {number}": "AT" for number in range(1_001)}) == 422
        assert sent({cell: "AT"}) == 200
        [mappings] = office.get(about).json()["items"]
        response = office.post(
            f"{about}/forget", json={"what": mappings["what"], "said": mappings["said"]}
        )

        assert response.status_code == 200, response.text
        assert response.json()["items"] == []
