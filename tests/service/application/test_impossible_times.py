"""A time at which nothing can have happened is refused: no list could show it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from service.http_api.http_examples import Served, served
from systems import BERLIN_DETAILS, do

from bsm_domain.foundation.roles import Role
from bsm_service.meetings.commands import AnnounceMeeting

TOO_FAR = (
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00Z",
    "1899-12-31T23:59:59Z",
    "3000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
)
ROW = {"title": "Maps", "owner": "AT", "due_precision": "next meeting"}


def rows(at: str) -> tuple[dict[str, Any], ...]:
    return (
        {"activities": [ROW | {"promised_at": at}]},
        {"activities": [ROW | {"status": "confirmed", "closed_at": at}]},
        {"activities": [ROW | {"replies": [{"at": at, "text": "sent"}]}]},
        {"activities": [ROW], "occurred_at": at},
    )


def changes(at: str, activity: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    about = {"activity_id": activity["id"], "version": activity["version"]}
    return tuple(
        {"changes": [about | {"reason": "a newer list"} | more]}
        for more in (
            {"replies": [{"at": at, "text": "sent"}]},
            {"status": "reported complete", "closed_at": at},
        )
    )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        meeting = uuid4()
        do(it.system, AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))
        yield it, f"/api/v1/meetings/{meeting}/activities/bulk"


@pytest.mark.parametrize("at", TOO_FAR)
def test_an_impossible_time_is_refused(here: tuple[Served, str], at: str):
    it, path = here
    office = it.as_(Role.SECRETARIAT)
    kept = office.post(path, json={"activities": [ROW | {"title": f"Kept {at}"}]})
    kept.raise_for_status()
    [activity] = [
        activity
        for activity in office.get("/api/v1/activities").json()["items"]
        if activity["title"] == f"Kept {at}"
    ]
    size = it.system.store.position()

    for body in (*rows(at), *changes(at, activity)):
        response = office.post(path, json=body)
        assert response.status_code == 422, (body, response.text)

    assert it.system.store.position() == size
    assert office.get("/api/v1/activities").status_code == 200


def test_the_earliest_time_that_is_taken_can_be_shown(tmp_path: Path):
    with served(tmp_path) as it:
        office, meeting = it.as_(Role.SECRETARIAT), uuid4()
        body = {
            "meeting_id": str(meeting),
            "details": BERLIN_DETAILS.model_dump(mode="json"),
            "occurred_at": "1900-01-01T00:00:00Z",
        }

        response = office.post("/api/v1/meetings", json=body)

        assert response.status_code == 201, response.text
        [fact] = [
            fact
            for fact in office.get("/api/v1/facts").json()["items"]
            if fact["stream_id"] == str(meeting)
        ]
        assert fact["occurred_at"].startswith("1900-01-01T00:00:00")


@pytest.mark.parametrize("at", TOO_FAR)
@pytest.mark.parametrize("field", ["since", "until"])
def test_no_mandate_begins_or_ends_at_an_impossible_time(
    here: tuple[Served, str], field: str, at: str
):
    it, _ = here
    office = it.as_(Role.ADMINISTRATOR)
    anna = it.system.identity.accounts.ensure("Anna")
    body = {"account": anna.id, "role": "auditor", field: at}

    response = office.post("/api/v1/mandates", json=body)

    assert response.status_code == 422, response.text
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("name", "day"), [("starts_on", "1899-12-31"), ("ends_on", "3000-01-01")]
)
def test_no_meeting_is_announced_for_an_impossible_day(
    here: tuple[Served, str], name: str, day: str
):
    it, _ = here
    details = BERLIN_DETAILS.model_dump(mode="json") | {name: day}

    response = it.as_(Role.SECRETARIAT).post(
        "/api/v1/meetings", json={"details": details}
    )

    assert response.status_code == 422, response.text
    assert [error["field"] for error in response.json()["errors"]] == [
        f"details.{name}"
    ]
