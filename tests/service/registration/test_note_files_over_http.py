"""Files of notes over HTTP: uploaded, recorded, read by those who may, destroyed."""

from httpx import Response
from service.http_api.http_examples import announce, posted, served
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place

PDF = b"%PDF-1.7 note verbale"
ZIP = b"PK\x05\x06" + bytes(18)
NOTE = {
    "kind": "note verbale",
    "reference": "3/16",
    "dated_on": "2016-01-04",
    "received_on": "2016-01-05",
}


def test_a_file_is_read_by_its_delegation_and_the_secretariat(place: Place):
    with served(place) as here:
        office = here.as_(Role.SECRETARIAT)
        austria = here.as_(Role.FOCAL_POINT, "AT")
        meeting = announce(office)
        refused = austria.put("/api/v1/contents?ending=pdf", content=ZIP)
        stored = austria.put("/api/v1/contents?ending=pdf", content=PDF).json()
        file = {"sha256": stored["sha256"], "name": "note.pdf"}
        body = {"delegation": "AT", "note": {**NOTE, "file": file}}
        recorded = posted(austria, f"/meetings/{meeting}/notes", body)
        here.system.engine.wait_for(recorded["position"], 30)
        [note] = office.get(f"/api/v1/meetings/{meeting}/notes").json()["items"]
        address = f"/api/v1/meetings/{meeting}/notes/{note['id']}/file"
        answers = {
            role: here.as_(role, delegation).get(address)
            for role, delegation in (
                (Role.SECRETARIAT, None),
                (Role.FOCAL_POINT, "AT"),
                (Role.LEADERSHIP, None),
                (Role.AUDITOR, None),
                (Role.CHAIR, None),
                (Role.PARTICIPANT, None),
            )
        }
        of_another = here.as_(Role.FOCAL_POINT, "MK").get(address)
        cards = here.as_(Role.LEADERSHIP).get(
            f"/api/v1/meetings/{meeting}/delegation-cards"
        )
        notes = here.as_(Role.LEADERSHIP).get(f"/api/v1/meetings/{meeting}/notes")
        erasure = posted(
            office,
            f"/meetings/{meeting}/notes/{note['id']}/erasure",
            {"delegation": "AT", "reason": "no longer needed"},
        )
        here.system.engine.wait_for(erasure["position"], 30)
        gone = office.get(address)

    assert (refused.status_code, refused.json()["code"]) == (415, "file_refused")
    assert {role: answer.status_code for role, answer in answers.items()} == {
        Role.SECRETARIAT: 200,
        Role.FOCAL_POINT: 200,
        Role.LEADERSHIP: 403,
        Role.AUDITOR: 403,
        Role.CHAIR: 403,
        Role.PARTICIPANT: 403,
    }
    downloaded = answers[Role.FOCAL_POINT]
    assert downloaded.content == PDF
    assert "note-AT-2016-01-04.pdf" in downloaded.headers["Content-Disposition"]
    # As if there were none.
    assert (of_another.status_code, of_another.json()["code"]) == (404, "not_found")
    assert stored["sha256"] not in cards.text
    assert (cards.status_code, notes.status_code) == (200, 403)
    assert gone.status_code == 404


def test_a_file_is_attached_only_by_who_uploaded_it(place: Place):
    """Its hash is on record with the note, for everybody who reads facts."""
    with served(place) as here:
        austria = here.as_(Role.FOCAL_POINT, "AT")
        office = here.as_(Role.SECRETARIAT)
        meeting = announce(office)
        stored = austria.put("/api/v1/contents?ending=pdf", content=PDF).json()
        file = {"sha256": stored["sha256"], "name": "note.pdf"}

        def record(client: TestClient, code: str) -> Response:
            return client.post(
                f"/api/v1/meetings/{meeting}/notes",
                json={"delegation": code, "note": {**NOTE, "file": file}},
            )

        before = record(office, "MK")
        recorded = record(austria, "AT").json()
        here.system.engine.wait_for(recorded["position"], 30)
        fact = office.get(f"/api/v1/facts/{recorded['position']}")
        refused = record(office, "MK")
        office.put("/api/v1/contents?ending=pdf", content=PDF)
        uploaded_too = record(office, "MK")

    assert stored["sha256"] in fact.text
    for answer in (before, refused):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert "you uploaded no file with the SHA-256 hash" in answer.json()["detail"]
    assert uploaded_too.status_code == 201
