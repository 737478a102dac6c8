"""What is held about one person is told to them whole, and to nobody else."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from service.http_api.http_examples import posted, served
from service.privacy.canary_person import (
    DETAILS,
    FORMER,
    TEXT,
    USER,
    WORDS,
    Canary,
    enter_canary,
    erase,
)
from service.registration.registration_requests import set_terms
from service.registration.substitution_requests import substitute
from sqlite_only import new_place as new_place
from systems import (
    AUDITOR,
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    confirm,
    do,
    enter,
    nominate,
)

from bsm_domain.foundation.errors import NotFound, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.people.commands import MergeParticipants
from bsm_service.privacy.own_data import (
    OwnDataExport,
    export_data_of,
    export_own_data,
    render_own_data_pdf,
)
from bsm_service.registration.substitution.commands import RefuseChange


def self_of(canary: Canary, role: Role = Role.PARTICIPANT) -> Principal:
    return Principal(
        canary.account,
        role,
        "AT",
        SignInMethod.PASSWORD,
        participant=canary.participant,
    )


def own_data(system: System, canary: Canary) -> OwnDataExport:
    return export_own_data(system, self_of(canary), place="test")


def test_everything_is_told_the_past_too(system: System):
    canary = enter_canary(system)
    mandate = system.identity.mandates.give(
        canary.account, Role.FOCAL_POINT, "AT", given_by="command line"
    )
    _, secret = system.identity.tokens.create(canary.account, mandate.id, "spreadsheet")

    export = own_data(system, canary)

    assert export.details == DETAILS.model_dump()
    text = export.model_dump_json()
    assert FORMER in text
    assert TEXT in text
    assert [registration.status for registration in export.registrations] == ["refused"]
    [account] = export.accounts
    assert (account.name, account.tokens[0].name) == (USER, "spreadsheet")
    assert account.mandates[0].role == "focal-point"
    assert secret not in text
    assert system.place.folder.joinpath("session.key").read_text() not in text


def test_that_it_was_told_is_told_the_next_time(system: System, clock: StoryClock):
    canary = enter_canary(system)
    [first] = own_data(system, canary).readings
    assert (first.account, first.purpose) == (canary.account, "export of own data")
    assert {*first.groups} == {*PersonalGroup}

    export_data_of(system, SECRETARIAT, canary.participant, place="test")
    roles = {reading.role for reading in own_data(system, canary).readings}
    assert roles == {Role.PARTICIPANT, Role.SECRETARIAT}


def test_nobody_gets_what_is_held_about_another(system: System):
    canary = enter_canary(system)
    stranger = export_own_data(system, AUDITOR, place="test")
    assert stranger.participant is None
    assert not [word for word in (DETAILS.name, USER) if word in str(stranger)]
    for principal in (AUSTRIA, AUDITOR, self_of(canary)):
        with pytest.raises(NotPermitted):
            export_data_of(system, principal, canary.participant, place="test")
    with pytest.raises(NotFound):
        export_data_of(system, SECRETARIAT, uuid4(), place="test")
    assert own_data(system, canary).readings[0].account == canary.account


@pytest.mark.parametrize("merged", [False, True])
def test_requests_to_take_over_a_seat_are_told(system: System, merged: bool):
    """Those that name the person, or an entry that is merged with theirs."""
    canary = enter_canary(system)
    seated = nominate(system, canary.meeting)
    confirm(system, seated)
    set_terms(system, canary.meeting, changes_until=datetime(2015, 12, 1, tzinfo=UTC))
    named = {"participant_id": canary.participant, "reason": "ill"}
    substitute(system, seated, by=AUSTRIA, function="adviser", **named)
    do(system, RefuseChange(registration_id=seated, reason="too late"))
    participant = canary.participant
    if merged:
        participant = enter(system)
        of = {"participant_id": canary.participant, "reason": "the same"}
        do(system, MergeParticipants(**of, into=participant))

    for id, of_them in ((participant, 1), (enter(system), 0)):
        export = export_data_of(system, SECRETARIAT, id, place="test")
        told = [(each.function, each.status) for each in export.substitutions]
        assert told == [("adviser", "refused")] * of_them
        assert render_own_data_pdf(export).startswith(b"%PDF-")


def test_whatever_the_role_ones_own_data_are_told(system: System):
    canary = enter_canary(system)
    for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.LEADERSHIP):
        export = export_own_data(system, self_of(canary, role), place="test")
        assert export.details["name"] == DETAILS.name


def test_of_an_erased_person_nothing_is_left_but_that_it_was_erased(system: System):
    canary = enter_canary(system)
    erase(system, canary)
    export = export_data_of(system, SECRETARIAT, canary.participant, place="test")

    assert export.details == {}
    assert {*export.erased} == {*PersonalGroup}
    assert export.accounts == ()
    assert [erasure.finished for erasure in export.erasures] == [True]
    assert all("[erased]" in str(text.values) for text in export.told)
    render_own_data_pdf(export)


def test_the_document_is_the_same_for_the_same_data_and_tagged(system: System):
    canary = enter_canary(system)
    export = own_data(system, canary)
    document = render_own_data_pdf(export)

    assert document == render_own_data_pdf(export)
    assert document.startswith(b"%PDF-")
    assert b"/MarkInfo" in document
    assert b"/Lang" in document
    assert render_own_data_pdf(
        export_own_data(system, AUDITOR, place="test")
    ).startswith(b"%PDF-")


def test_texts_of_people_are_no_markup(system: System):
    canary = enter_canary(system)
    export = own_data(system, canary)
    odd = {"name": '#read("/etc/passwd") *[$x$] \\ <label> @ref "; #panic()'}
    render_own_data_pdf(export.model_copy(update={"details": odd}))


def test_letters_that_no_font_has_leave_the_document_whole(system: System):
    export = own_data(system, enter_canary(system))
    document = render_own_data_pdf(
        export.model_copy(update={"details": {"name": "王 한 ᠮ"}})
    )

    assert document.startswith(b"%PDF-")


def test_over_http_it_is_for_oneself_and_the_secretariat(place: Place):
    with served(place) as it:
        canary = enter_canary(it.system)
        identity = it.system.identity
        mandate = identity.mandates.give(
            canary.account, Role.FOCAL_POINT, "AT", given_by="command line"
        )
        _, token = identity.tokens.create(canary.account, mandate.id, "mine")
        mine = it.client(Authorization=f"Bearer {token}")
        office = it.as_(Role.SECRETARIAT)

        response = mine.get("/api/v1/me/data")
        assert response.status_code == 200
        assert response.json()["details"]["name"] == DETAILS.name
        assert response.headers["cache-control"] == "no-store"
        document = mine.get("/api/v1/me/data.pdf")
        assert document.headers["content-type"] == "application/pdf"
        assert "attachment" in document.headers["content-disposition"]
        assert document.content.startswith(b"%PDF-")

        theirs = f"/api/v1/participants/{canary.participant}/data"
        assert mine.get(theirs).status_code == 403
        assert it.anybody.get(theirs).status_code == 401
        export = office.get(theirs).json()
        assert export["details"]["email"] == DETAILS.email
        assert UUID(export["participant"]) == canary.participant
        assert office.get(f"{theirs}.pdf").content.startswith(b"%PDF-")
        unknown = office.get(f"/api/v1/participants/{uuid4()}/data")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


def test_after_erasing_every_answer_shows_the_placeholder(place: Place):
    with served(place) as it:
        canary = enter_canary(it.system)
        office = it.as_(Role.SECRETARIAT)
        before = it.system.store.position()
        groups = "&".join(f"groups={group}" for group in PersonalGroup)
        addresses = [
            f"/participants/{canary.participant}?{groups}",
            f"/participants?{groups}",
            f"/participants/{canary.participant}/data",
            f"/meetings/{canary.meeting}/registrations",
            "/facts?limit=100",
            f"/facts/{before}",
        ]
        paths = [
            f"/api/v1{path}{'&' if '?' in path else '?'}{moment}"
            for path in addresses
            for moment in ("", f"as_of={before}")
            if not (moment and path.endswith("/data"))
        ]
        assert any(DETAILS.name in office.get(path).text for path in paths)

        posted(
            office,
            f"/participants/{canary.participant}/erasure",
            {"reason": "they asked for it"},
        )
        posted(
            office,
            "/redactions",
            {
                "stream_id": str(canary.registration),
                "version": canary.refused_version,
                "field": "reason",
                "reason": "it told of an illness",
            },
        )

        for path in paths:
            response = office.get(path)
            assert response.status_code == 200, response.text
            assert not [word for word in WORDS if word in response.text], path
        matches = office.post(
            "/api/v1/participants/search", json={"words": DETAILS.name}
        )
        assert matches.json()["total"] == 0
