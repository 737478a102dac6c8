"""Accounts and mandates on Administration: added, changed, ended; who could act."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from administration_examples import (
    Staffed,
    action_labels,
    choose,
    field,
    open_form,
    submit_form,
)
from dashboard_examples import PRESENT, OpenPage, page_text
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    CHAIR,
    SECRETARIAT,
    do,
)

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration.mandates import give_mandate
from bsm_service.identity import MandateKind
from bsm_service.people.commands import EnterParticipant
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.accounts import panels


def test_it_answers_who_can_come_in_and_what_is_missing(
    staffed: Staffed, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(panels, "ACCOUNTS_PER_PAGE", 2)
    app = open_page("administration", by=ADMINISTRATOR)

    text = page_text(app)
    assert "3 accounts are open; 3 lack a required second factor." in text
    assert (
        "3 accounts lack a required second factor: anna.huber, auditor.two and "
        "office.one" in text
    )
    assert "Focal point, Austria · no password" in text
    assert text.count("no password") == 2
    app.text_input(key="admin-words").input("AUDIT").run()
    assert "1 account found" in page_text(app)


@pytest.mark.parametrize(("minutes", "is_asked"), [(11, True), (9, False)])
def test_whoever_changes_how_others_sign_in_confirms_their_identity_first(
    staffed: Staffed, open_page: OpenPage, minutes: int, is_asked: bool
):
    """And is led there and back to the page."""
    proved = PRESENT - timedelta(minutes=minutes)
    by = replace(ADMINISTRATOR, signed_in_by=SignInMethod.TOTP, proved_at=proved)
    app = open_form(open_page("administration", by=by), staffed.office)

    for task in ("Reset password", "Close the account"):
        text = page_text(choose(app, task))
        assert ("/account/again?next=" in text) is is_asked, task
        assert bool(
            [button for button in app.button if "-send-" in (button.key or "")]
        ) is (not is_asked)


def test_an_administrators_mandate_is_given_after_a_fresh_proof(
    staffed: Staffed, open_page: OpenPage
):
    proved = PRESENT - timedelta(minutes=11)
    by = replace(ADMINISTRATOR, signed_in_by=SignInMethod.TOTP, proved_at=proved)
    app = choose(
        open_form(open_page("administration", by=by), staffed.office), "Give a mandate"
    )
    field(app, "Role").set_value(str(Role.ADMINISTRATOR))
    submit_form(app)

    assert "Please confirm your identity" in page_text(app)
    assert "/account/again?next=" in page_text(app)
    mandates = staffed.system.identity.mandates.current_of(staffed.office)
    assert [mandate.role for mandate in mandates] == [Role.SECRETARIAT]


def test_sessions_of_somebody_are_counted_and_ended(
    staffed: Staffed, open_page: OpenPage
):
    sessions = staffed.system.identity.sessions
    [mandate] = staffed.system.identity.mandates.current_of(staffed.office)
    for _ in range(2):
        sessions.start(staffed.office, mandate, SignInMethod.TOTP)
    app = open_page("administration", by=ADMINISTRATOR)
    assert "2 sessions" in page_text(app)

    submit_form(choose(open_form(app, staffed.office), "End sessions"))

    assert sessions.list_for(staffed.office) == ()


def test_an_account_is_added_and_its_link_is_shown_once(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=ADMINISTRATOR), "add")
    submit_form(app)
    assert "Please fill this in." in page_text(app)
    field(app, "Name to sign in").set_value("Office.One")
    submit_form(app)
    assert "Another account already has this name" in page_text(app)
    field(app, "Name to sign in").set_value("new.one")

    submit_form(app)

    link = app.code[0].value
    assert "/account/reset#" in link
    close = next(
        button for button in app.button if button.label == "I have passed it on"
    )
    app = close.click().run()
    assert not app.code
    assert link not in str(app.session_state)
    assert "new.one" in page_text(app)


def test_the_secretariat_cares_for_delegates_only(
    staffed: Staffed, open_page: OpenPage
):
    office = open_form(open_page("administration", by=SECRETARIAT), staffed.auditor)
    [role] = [selectbox for selectbox in office.selectbox if selectbox.label == "Role"]
    offered = action_labels(office)

    assert role.options == ["Participant", "Focal point"]
    assert offered == {
        "Give a mandate",
        "Appoint as stand-in",
        "Grant access to restricted items",
        "Link to a person",
    }
    everything = open_form(
        open_page("administration", by=ADMINISTRATOR), staffed.auditor
    )
    assert action_labels(everything) == offered | {
        "Reset password",
        "Close the account",
    }


def test_a_mandate_is_given_and_ended_with_its_history(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=ADMINISTRATOR), staffed.auditor)
    field(app, "Role").set_value("focal-point")
    submit_form(app)
    assert "Choose the delegation of the focal point." in page_text(app)
    field(app, "State").set_value("IT")
    text = page_text(submit_form(app))
    assert "The mandate of auditor.two has been recorded." in text
    assert "Focal point, Italy" in text

    mandates = staffed.system.identity.mandates
    of_auditor = mandates.all_of(staffed.auditor)
    [mandate] = [mandate for mandate in of_auditor if mandate.role is Role.FOCAL_POINT]
    app = open_page("administration", by=ADMINISTRATOR, part="mandates")
    app = open_form(app, mandate.id)
    submit_form(app)
    assert "Please fill this in." in page_text(app)
    field(app, "Reason").set_value("not any more")
    submit_form(app)

    assert mandates.get(mandate.id).end_reason == "not any more"
    over = app.expander[-1]
    assert over.label == "1 ended mandate"


def test_a_stand_in_and_a_grant_are_for_a_period(staffed: Staffed, open_page: OpenPage):
    app = open_form(open_page("administration", by=SECRETARIAT), staffed.auditor)
    choose(app, "Grant access to restricted items")
    field(app, "Purpose").set_value("Audit of 2026")
    submit_form(app)
    assert "Please fill this in." in page_text(app)
    field(app, "Last day").set_value(PRESENT.date() + timedelta(days=30))
    submit_form(app)
    app = choose(open_form(app, staffed.auditor), "Appoint as stand-in")
    [seats] = [
        selectbox for selectbox in app.selectbox if selectbox.label == "Stands in for"
    ]
    assert seats.options == ["anna.huber: Focal point, Austria"]
    [mandate] = staffed.system.identity.mandates.all_of(staffed.focal_point)
    seats.set_value(mandate.id)
    field(app, "Last day").set_value(PRESENT.date() + timedelta(days=7))
    submit_form(app)

    mandates = staffed.system.identity.mandates.all_of(staffed.auditor)
    assert {mandate.kind for mandate in mandates} == {
        MandateKind.ROLE,
        MandateKind.GRANT,
        MandateKind.STAND_IN,
    }
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    assert [
        mandate.until for mandate in mandates if mandate.kind is MandateKind.STAND_IN
    ] == [ends]


def test_an_account_is_reset_closed_and_opened_again(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=ADMINISTRATOR), staffed.office)
    submit_form(choose(app, "Reset password"))
    assert "/account/reset#" in app.code[0].value

    app = open_form(open_page("administration", by=ADMINISTRATOR), staffed.office)
    choose(app, "Close the account")
    field(app, "Reason").set_value("left the office")
    text = page_text(submit_form(app))
    assert "The account office.one has been closed" in text
    assert "closed on 23 Nov 2026" in text
    app = open_form(app, staffed.office)
    field(app, "Reason").set_value("came back")
    assert "has been reopened" in page_text(submit_form(app))


def test_an_account_belongs_to_a_person_on_record(
    staffed: Staffed, open_page: OpenPage
):
    person = uuid4()
    details = PersonalDetails(name="Anna Huber")
    do(
        staffed.system,
        EnterParticipant(participant_id=person, delegation="AT", person=details),
    )
    app = open_form(open_page("administration", by=SECRETARIAT), staffed.focal_point)
    choose(app, "Link to a person")
    field(app, "Person on record").set_value(str(person))
    text = page_text(submit_form(app))

    assert "linked to a person on record" in text
    account = staffed.system.identity.accounts.get(staffed.focal_point)
    assert account.participant == person
    app = open_form(open_page("administration", by=ADMINISTRATOR), staffed.focal_point)
    choose(app, "Link to a person")
    field(app, "ID of the person").set_value(str(uuid4()))
    assert "There is no participant" in page_text(submit_form(app))


def test_who_could_act_for_a_state_on_a_day(staffed: Staffed, open_page: OpenPage):
    give_mandate(
        staffed.system,
        ADMINISTRATOR,
        staffed.auditor,
        Role.FOCAL_POINT,
        "AT",
        kind=MandateKind.STAND_IN,
        stands_in_for=staffed.focal_point,
        until=PRESENT + timedelta(days=3),
    )

    def page_of_day(by: Principal, on: str) -> str:
        app = open_page("administration", by=by, part="day", state="AT", on=on)
        return page_text(app)

    day = page_of_day(SECRETARIAT, "2026-11-23")
    assert (
        "On 23 Nov 2026, anna.huber can act for Austria and auditor.two can stand in."
        in day
    )
    assert "The record shows no National Focal Point of Austria on that day." in day
    assert "Nobody could act for Austria on 1 Mar 2026." in page_of_day(
        CHAIR, "2026-03-01"
    )
    assert ", as known today" in page_of_day(ADMINISTRATOR, "2026-12-24")
    opaque = page_of_day(AUDITOR, "2026-11-23")
    assert f"account {staffed.focal_point[:8]} can act for Austria" in opaque
    assert "anna.huber" not in opaque
    assert "record names" not in opaque
    nothing = page_text(open_page("administration", by=AUDITOR, part="day", state="XX"))
    assert "Choose a State and a day" in nothing
