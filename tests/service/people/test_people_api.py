"""People, readings, oneself, accounts and mandates over HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from service.http_api.http_examples import Served, posted, served
from sqlite_only import new_place as new_place
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.identity import MandateKind

EVA = {
    "name": "Eva Beispiel",
    "email": "eva@example.org",
    "phone": "+43 1 234 567",
    "function": "Head of unit",
    "dietary_needs": "no nuts",
}
FIELDS = (
    "name",
    "email",
    "phone",
    "function",
    "agency",
    "language",
    "dietary_needs",
    "access_needs",
)
EVERYTHING = {"groups": ["name", "contact", "post", "needs"]}
PEOPLE = "/api/v1/participants"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data")) as it:
        yield it


@pytest.fixture(scope="module")
def people(here: Served) -> dict[str, str]:
    """Two people of Austria and one of Italy; their ids by first name."""
    secretariat = here.as_(Role.SECRETARIAT)
    ids = {}
    for delegation, person in (
        ("AT", EVA),
        ("AT", {"name": "Max Muster", "email": "max@example.org"}),
        ("IT", {"name": "Carla Esempio", "email": "carla@example.org"}),
    ):
        body = {"delegation": delegation, "person": person}
        id = posted(secretariat, "/participants", body)["id"]
        ids[person["name"].split()[0]] = id
    return ids


@pytest.fixture(scope="module")
def eva(here: Served, people: dict[str, str]) -> TestClient:
    """Eva herself, as a participant."""
    client = here.as_(Role.PARTICIPANT, "AT")
    link(here, "the participant", people["Eva"])
    return client


def link(here: Served, name: str, person: str) -> None:
    accounts = here.system.identity.accounts
    account = accounts.find(name)
    assert account is not None
    accounts.link_participant(account.id, UUID(person))


def got(client: TestClient, path: str, **parameters: object) -> dict:
    response = client.get(f"/api/v1{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def visible_fields(participant: dict) -> dict[str, str]:
    return {name: participant[name] for name in FIELDS if participant[name] is not None}


# Participants


def test_names_are_shown_and_more_where_it_is_asked_for(here: Served, people):
    secretariat = here.as_(Role.SECRETARIAT)

    participants = got(secretariat, "/participants")
    participant = got(secretariat, f"/participants/{people['Eva']}", **EVERYTHING)

    assert participants["total"] == 3
    assert {row["name"] for row in participants["items"]} == {
        "Eva Beispiel",
        "Max Muster",
        "Carla Esempio",
    }
    assert all(list(visible_fields(row)) == ["name"] for row in participants["items"])
    assert visible_fields(participant) == EVA
    assert participant["shown"] == ["name", "contact", "post", "needs"]
    assert (
        participant["delegation"],
        participant["version"],
        participant["erased"],
    ) == ("AT", 1, [])


def test_the_list_goes_on_page_by_page_at_one_moment(here: Served, people):
    chair = here.as_(Role.CHAIR)

    first = got(chair, "/participants", limit=2)
    second = got(chair, "/participants", limit=2, cursor=first["next"])

    assert [len(first["items"]), len(second["items"])] == [2, 1]
    assert second["next"] is None
    assert first["as_of"] == second["as_of"]
    assert {item["id"] for page in (first, second) for item in page["items"]} == set(
        people.values()
    )


def test_whoever_was_not_entered_yet_is_not_shown_as_of_then(here: Served, people):
    chair = here.as_(Role.CHAIR)

    assert got(chair, "/participants", as_of="1")["total"] == 0
    assert got(chair, "/participants", as_of="2")["total"] == 1
    before = chair.get(f"{PEOPLE}/{people['Carla']}", params={"as_of": "2"})
    assert before.status_code == 404


def test_each_sees_the_groups_that_are_theirs(here: Served, people, eva: TestClient):
    path = f"/participants/{people['Eva']}"

    assert set(visible_fields(got(here.as_(Role.CHAIR), path, **EVERYTHING))) == {
        "name",
        "function",
    }
    assert (
        visible_fields(got(here.as_(Role.FOCAL_POINT, "AT"), path, **EVERYTHING)) == EVA
    )
    assert visible_fields(got(eva, path, **EVERYTHING)) == EVA


def test_of_others_people_a_focal_point_learns_nothing(here: Served, people):
    italy = here.as_(Role.FOCAL_POINT, "IT")

    own = got(italy, "/participants")
    assert (own["total"], [item["id"] for item in own["items"]]) == (
        1,
        [people["Carla"]],
    )
    assert got(italy, "/participants", delegation="AT")["total"] == 0
    assert got(italy, "/participants", delegation="IT")["total"] == 1
    for words in ("eva", "max@example.org", "muster"):
        assert search(italy, words) == []
    refused = italy.get(f"{PEOPLE}/{people['Eva']}")
    unknown = italy.get(f"{PEOPLE}/{uuid4()}")
    assert refused.status_code == unknown.status_code == 404
    assert refused.json()["detail"].replace(people["Eva"], "") == unknown.json()[
        "detail"
    ].replace(unknown.url.path.rpartition("/")[2], "")


def test_a_participant_sees_themselves_only(here: Served, people, eva: TestClient):
    participants = got(eva, "/participants")

    assert (participants["total"], participants["items"][0]["id"]) == (1, people["Eva"])
    assert got(eva, "/participants", delegation="IT")["total"] == 0
    assert eva.get(f"{PEOPLE}/{people['Max']}").status_code == 404
    assert search(eva, "example.org") == ["Eva Beispiel"]


def test_a_participant_without_a_person_on_record_sees_nobody(here: Served, people):
    identity = here.system.identity
    token = identity.create_token("somebody new", Role.PARTICIPANT, "AT")
    nobody = here.client(Authorization=f"Bearer {token}")

    assert got(nobody, "/participants")["total"] == 0
    assert search(nobody, "eva") == []
    assert nobody.get(f"{PEOPLE}/{people['Eva']}").status_code == 404


# Search


def search(client: TestClient, words: str, **more: object) -> list[str]:
    response = client.post(f"{PEOPLE}/search", json={"words": words, **more})
    assert response.status_code == 200, response.text
    matches = response.json()
    assert matches["total"] >= len(matches["items"])
    return [item["name"] for item in matches["items"]]


def test_people_are_searched_by_words_of_names_and_addresses(here: Served, people):
    secretariat = here.as_(Role.SECRETARIAT)

    assert search(secretariat, "BEISPIEL eva") == ["Eva Beispiel"]
    assert search(secretariat, "example.org", limit=2) == [
        "Eva Beispiel",
        "Carla Esempio",
    ]
    assert search(secretariat, "nobody at all") == []


def test_an_address_finds_nobody_for_whom_it_is_not(here: Served, people):
    chair = here.as_(Role.CHAIR)

    assert search(chair, "eva") == ["Eva Beispiel"]
    assert search(chair, "eva@example.org") == []
    assert search(chair, "example") == []


def test_words_are_searched_in_no_address(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)

    assert secretariat.get(f"{PEOPLE}/search?words=eva").status_code == 422
    too_much = secretariat.post(f"{PEOPLE}/search", json={"words": "eva", "as": "x"})
    assert too_much.status_code == 422


# Readings and oneself


def test_an_auditor_is_told_who_read_whose_data_without_names(
    here: Served, people, eva: TestClient
):
    got(eva, f"/participants/{people['Eva']}", groups=["needs"])
    auditor = here.as_(Role.AUDITOR)

    first = got(auditor, "/readings", limit=1)
    second = got(auditor, "/readings", cursor=first["next"])

    readings = first["items"] + second["items"]
    assert first["total"] == second["total"] == len(readings)
    by_eva = [
        reading
        for reading in readings
        if (reading["role"], reading["groups"]) == ("participant", ["needs"])
    ]
    assert [item["whom"] for item in by_eva] == [[people["Eva"]]]
    assert by_eva[0]["place"] == "API"
    assert not [name for name in people if name in str(readings)]
    times = [reading["read_at"] for reading in readings]
    assert times == sorted(times, reverse=True)
    early = got(auditor, "/readings", until="2020-01-01T00:00:00Z")
    assert (early["items"], early["total"]) == ([], 0)


def test_everybody_is_told_as_whom_they_act_and_what_they_may(
    here: Served, people, eva: TestClient
):
    me = got(eva, "/me")

    assert (me["role"], me["delegation"]) == ("participant", "AT")
    assert me["participant"] == people["Eva"]
    assert [*me["may"]] == sorted(me["may"])
    assert me["may"]["personal.name"] == "oneself"
    assert "meeting.announce" not in me["may"]
    italy = got(here.as_(Role.FOCAL_POINT, "IT"), "/me")
    assert italy["may"]["activity.confirm"] == "other delegations"
    assert italy["mandate"] != me["mandate"]


# Accounts and mandates


def test_an_account_is_added_invited_given_a_mandate_and_closed(here: Served):
    administrator = here.as_(Role.ADMINISTRATOR)
    invited = posted(administrator, "/accounts", {"name": "A. New"})
    id = invited["account"]

    assert invited["secret"]
    mandate = posted(
        administrator,
        "/mandates",
        {"account": id, "role": "focal-point", "delegation": "FR", "reason": "a note"},
    )
    assert (mandate["delegation"], mandate["kind"]) == ("FR", "role")
    accounts = got(administrator, "/accounts", limit=1_000)["items"]
    account_row = next(row for row in accounts if row["id"] == id)
    assert account_row["name"] == "A. New"
    assert account_row["mandates"] == [mandate["id"]]
    assert (account_row["has_password"], account_row["closed_at"]) == (False, None)
    again = posted(administrator, f"/accounts/{id}/reset", None)
    assert again["secret"] != invited["secret"]

    closing = administrator.post(
        f"/api/v1/accounts/{id}/closing", json={"reason": "has left"}
    )
    assert closing.status_code == 204
    ended = got(administrator, "/mandates", delegation="FR")["items"][0]
    assert ended["end_reason"] == "has left"
    assert administrator.post(f"/api/v1/accounts/{id}/reset").status_code == 409
    reopened = administrator.post(
        f"/api/v1/accounts/{id}/reopening", json={"reason": "is back"}
    )
    assert reopened.status_code == 204


def test_the_secretariat_gives_mandates_to_delegates_and_no_others(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    account = here.system.identity.accounts.ensure("somebody of Norway").id

    mandate = posted(
        secretariat,
        "/mandates",
        {"account": account, "role": "focal-point", "delegation": "NO"},
    )
    refused = secretariat.post(
        "/api/v1/mandates", json={"account": account, "role": "administrator"}
    )
    mine = here.system.identity.mandates.give(
        account, Role.CHAIR, given_by="command line"
    )
    refusal = secretariat.post(
        f"/api/v1/mandates/{mine.id}/end", json={"reason": "no more"}
    )
    ended = secretariat.post(
        f"/api/v1/mandates/{mandate['id']}/end", json={"reason": "succeeded"}
    )

    assert (refused.status_code, refusal.status_code) == (403, 403)
    assert ended.status_code == 204
    assert here.system.identity.mandates.get(mine.id).ended_at is None


def test_nobody_gives_themselves_a_mandate(here: Served):
    administrator = here.as_(Role.ADMINISTRATOR)
    own = got(administrator, "/me")["account"]

    refused = administrator.post(
        "/api/v1/mandates", json={"account": own, "role": "secretariat"}
    )

    assert refused.status_code == 422
    assert "you cannot give yourself a mandate" in refused.json()["detail"]


def test_a_focal_point_names_a_stand_in_for_themselves_and_is_told_who_could_act(
    here: Served,
):
    austria = here.as_(Role.FOCAL_POINT, "AT")
    deputy = here.system.identity.accounts.ensure("a deputy").id
    today = here.system.store.clock().date().isoformat()
    request = {
        "account": deputy,
        "role": "focal-point",
        "delegation": "AT",
        "kind": "stand-in",
        "stands_in_for": got(austria, "/me")["account"],
        "until": "2998-01-01T00:00:00Z",
    }

    named = posted(austria, "/mandates", request)
    elsewhere = austria.post("/api/v1/mandates", json={**request, "delegation": "IT"})
    actors = got(austria, "/delegations/AT/actors", on=today)
    before = got(austria, "/delegations/AT/actors", on="2015-01-01")
    others = austria.get("/api/v1/delegations/IT/actors", params={"on": today})
    auditor = got(here.as_(Role.AUDITOR), "/delegations/AT/actors", on=today)

    assert elsewhere.status_code == others.status_code == 403
    assert {(item["kind"], item["name"]) for item in actors["items"]} == {
        ("role", "the focal-point"),
        ("stand-in", "a deputy"),
    }
    assert before["items"] == []
    assert [item["name"] for item in auditor["items"]] == [None, None]
    assert {item["account"] for item in auditor["items"]} == {
        item["account"] for item in actors["items"]
    }
    own = got(austria, "/mandates")
    assert {item["delegation"] for item in own["items"]} == {"AT"}
    assert named["id"] in {item["id"] for item in own["items"]}


@pytest.mark.parametrize("id", ["nobody", "0" * 32])
def test_what_is_not_there_is_not_found(here: Served, id: str):
    administrator = here.as_(Role.ADMINISTRATOR)
    reason = {"reason": "no more"}

    for path in (f"accounts/{id}/closing", f"mandates/{id}/end"):
        response = administrator.post(f"/api/v1/{path}", json=reason)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_grant_lets_an_auditor_see_focal_points_matter(place: Place):
    with served(place) as here:
        identity = here.system.identity
        auditor = here.as_(Role.AUDITOR)
        account = got(auditor, "/me")["account"]
        assert got(auditor, "/me")["granted"] == []

        identity.mandates.give(
            account,
            Role.AUDITOR,
            kind=MandateKind.GRANT,
            purpose="an inquiry",
            until=here.system.store.clock() + timedelta(days=30),
            given_by="command line",
        )

        assert got(auditor, "/me")["granted"] == ["focal-points-only matter"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "nobody", "write it as eva@example.org"),
        ("phone", "call me", "write it as +43 1 23456"),
        ("language", "German!", "write it as a tag such as fr or de-AT"),
    ],
)
def test_what_is_mistyped_of_a_person_is_told_in_a_sentence_without_it(
    here: Served, field: str, typed: str, sentence: str
):
    response = here.as_(Role.SECRETARIAT).post(
        "/api/v1/participants",
        json={"delegation": "AT", "person": {"name": "Eva", field: typed}},
    )

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == f"person.{field}"
    assert sentence in response.json()["detail"]
    assert typed not in response.text
