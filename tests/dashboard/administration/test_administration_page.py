"""Administration and Readings: who sees which part, and what is done there."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboard_examples import PRESENT, OpenPage, Story, words
from playwright.sync_api import Browser, expect
from server_process import Server
from streamlit.testing.v1 import AppTest
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
)

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts import administration
from bsm_service.identity import MandateKind
from bsm_service.people.commands import EnterParticipant
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.accounts import panels


@dataclass
class Staffed(Story):
    """Accounts that can act: for Austria, for the secretariat, as an auditor."""

    focal_point: str = ""
    office: str = ""
    auditor: str = ""


@pytest.fixture
def staffed(empty_network: Story) -> Staffed:
    story = Staffed(empty_network.system, empty_network.clock)
    story.focal_point = added(story, "anna.huber", Role.FOCAL_POINT, "AT")
    story.office = added(story, "office.one", Role.SECRETARIAT)
    story.auditor = added(story, "auditor.two", Role.AUDITOR)
    return story


def added(story: Story, name: str, role: Role, delegation: str | None = None) -> str:
    made, _ = administration.add_account(story.system, ADMINISTRATOR, name)
    administration.give_mandate(story.system, ADMINISTRATOR, made.id, role, delegation)
    return made.id


def opens(app: AppTest, thing: str) -> AppTest:
    return app.button(key=f"duty-{thing}").click().run()


def sends(app: AppTest) -> AppTest:
    key = next(one.key for one in app.button if "-send-" in (one.key or ""))
    return app.button(key=key).click().run()


def field(app: AppTest, label: str) -> Any:
    """The one field of that label, whatever its kind."""
    every = [*app.text_input, *app.text_area, *app.selectbox, *app.date_input]
    [found] = [one for one in every if one.label.startswith(label)]
    return found


def choose(app: AppTest, what: str) -> AppTest:
    """Takes another task than the most likely one."""
    return _tasks(app).set_value(what).run()


def duties(app: AppTest) -> set[str]:
    """What may be done about the account whose form is open."""
    return {one.content for one in _tasks(app).proto.options}


def _tasks(app: AppTest) -> Any:
    [pills] = [one for one in app.button_group if one.label.endswith("do?")]
    return pills


def parts(app: AppTest) -> list[str]:
    return [one.content for one in app.button_group[0].proto.options]


# Who sees which part


@pytest.mark.parametrize(
    "by", [LEADERSHIP, PARTICIPANT, AUSTRIA], ids=lambda one: one.role
)
def test_administration_is_not_for_everybody(
    staffed: Staffed, open_page: OpenPage, by: Principal
):
    for page in ("administration", "readings"):
        said = words(open_page(page, by=by, part="accounts"))

        assert "you do not see this page" in said
        assert "anna.huber" not in said


def test_each_role_sees_the_parts_that_the_table_gives(
    staffed: Staffed, open_page: OpenPage
):
    seen = {
        by.role: parts(open_page("administration", by=by))
        for by in (ADMINISTRATOR, SECRETARIAT, CHAIR, AUDITOR)
    }

    mandates = ["Mandates", "Who could act?"]
    assert seen == {
        "administrator": ["Accounts", *mandates, "Erasures", "Reminders"],
        "secretariat": ["Accounts", *mandates, "Retention", "Erasures", "Reminders"],
        "chair": mandates,
        "auditor": [*mandates, "Erasures"],
    }


def test_what_is_not_for_the_viewer_is_not_shown_by_its_address(
    staffed: Staffed, open_page: OpenPage
):
    said = words(open_page("administration", by=AUDITOR, part="accounts"))

    assert "2 States" not in said
    assert "3 mandates hold today; 1 State has somebody who can act" in said
    assert "anna.huber" not in said
    assert f"account {staffed.focal_point[:8]}" in said


# Accounts


def test_it_answers_who_can_come_in_and_what_is_missing(
    staffed: Staffed, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(panels, "ACCOUNTS_PER_PAGE", 2)
    app = open_page("administration", by=ADMINISTRATOR)

    said = words(app)
    assert "3 accounts are open; 3 lack the second factor they need." in said
    assert (
        "Without the second factor they need: anna.huber, auditor.two and office.one"
        in said
    )
    assert "Focal point, Austria · no password" in said
    assert said.count("no password") == 2
    app.text_input(key="admin-words").input("AUDIT").run()
    assert "1 account found" in words(app)


@pytest.mark.parametrize(("minutes", "asked"), [(11, True), (9, False)])
def test_whoever_changes_how_others_sign_in_confirms_their_identity_first(
    staffed: Staffed, open_page: OpenPage, minutes: int, asked: bool
):
    """And is led there and back to the page."""
    proved = PRESENT - timedelta(minutes=minutes)
    by = replace(ADMINISTRATOR, signed_in_by=SignInMethod.TOTP, proved_at=proved)
    app = opens(open_page("administration", by=by), staffed.office)

    for task in ("New password", "Close"):
        said = words(choose(app, task))
        assert ("/account/again?next=" in said) is asked, task
        assert bool([one for one in app.button if "-send-" in (one.key or "")]) is (
            not asked
        )


def test_an_administrators_mandate_is_given_after_a_fresh_proof(
    staffed: Staffed, open_page: OpenPage
):
    proved = PRESENT - timedelta(minutes=11)
    by = replace(ADMINISTRATOR, signed_in_by=SignInMethod.TOTP, proved_at=proved)
    app = choose(
        opens(open_page("administration", by=by), staffed.office), "Give a mandate"
    )
    field(app, "Role").set_value(str(Role.ADMINISTRATOR))
    sends(app)

    assert "Please confirm your identity" in words(app)
    assert "/account/again?next=" in words(app)
    held = staffed.system.identity.mandates.current_of(staffed.office)
    assert [one.role for one in held] == [Role.SECRETARIAT]


def test_sessions_of_somebody_are_counted_and_ended(
    staffed: Staffed, open_page: OpenPage
):
    sessions = staffed.system.identity.sessions
    [mandate] = staffed.system.identity.mandates.current_of(staffed.office)
    for _ in range(2):
        sessions.start(staffed.office, mandate, SignInMethod.TOTP)
    app = open_page("administration", by=ADMINISTRATOR)
    assert "2 sessions" in words(app)

    sends(choose(opens(app, staffed.office), "End sessions"))

    assert sessions.list_for(staffed.office) == ()


def test_an_account_is_added_and_its_link_is_shown_once(
    staffed: Staffed, open_page: OpenPage
):
    app = opens(open_page("administration", by=ADMINISTRATOR), "add")
    sends(app)
    assert "Please fill in: name to sign in with." in words(app)
    field(app, "Name to sign in").set_value("Office.One")
    sends(app)
    assert "Another account has that name" in words(app)
    field(app, "Name to sign in").set_value("new.one")

    sends(app)

    link = app.code[0].value
    assert "/account/reset#" in link
    close = next(one for one in app.button if one.label == "I have handed it on")
    app = close.click().run()
    assert not app.code
    assert link not in str(app.session_state)
    assert "new.one" in words(app)


def test_the_secretariat_cares_for_delegates_only(
    staffed: Staffed, open_page: OpenPage
):
    office = opens(open_page("administration", by=SECRETARIAT), staffed.auditor)
    [role] = [one for one in office.selectbox if one.label == "Role"]
    offered = duties(office)

    assert role.options == ["Participant", "Focal point"]
    assert offered == {"Give a mandate", "Stand-in", "Grant", "Whose it is"}
    everything = opens(open_page("administration", by=ADMINISTRATOR), staffed.auditor)
    assert duties(everything) == offered | {"New password", "Close"}


def test_a_mandate_is_given_and_ended_with_its_history(
    staffed: Staffed, open_page: OpenPage
):
    app = opens(open_page("administration", by=ADMINISTRATOR), staffed.auditor)
    field(app, "Role").set_value("focal-point")
    sends(app)
    assert "A focal point speaks for a State" in words(app)
    field(app, "For which State").set_value("IT")
    said = words(sends(app))
    assert "auditor.two has the mandate." in said
    assert "Focal point, Italy" in said

    mandates = staffed.system.identity.mandates
    of_auditor = mandates.all_of(staffed.auditor)
    [given] = [one for one in of_auditor if one.role is Role.FOCAL_POINT]
    app = open_page("administration", by=ADMINISTRATOR, part="mandates")
    app = opens(app, given.id)
    sends(app)
    assert "Please fill in: reason." in words(app)
    field(app, "Reason").set_value("not any more")
    sends(app)

    assert mandates.get(given.id).end_reason == "not any more"
    over = app.expander[-1]
    assert over.label == "Over: 1 mandate"


def test_a_stand_in_and_a_grant_are_for_a_period(staffed: Staffed, open_page: OpenPage):
    app = opens(open_page("administration", by=SECRETARIAT), staffed.auditor)
    choose(app, "Grant")
    field(app, "For what purpose").set_value("Audit of 2026")
    sends(app)
    assert "Please fill in: last day." in words(app)
    field(app, "Last day").set_value(PRESENT.date() + timedelta(days=30))
    sends(app)
    app = choose(opens(app, staffed.auditor), "Stand-in")
    [seats] = [one for one in app.selectbox if one.label == "Stands in for"]
    assert seats.options == ["anna.huber: Focal point, Austria"]
    [held] = staffed.system.identity.mandates.all_of(staffed.focal_point)
    seats.set_value(held.id)
    field(app, "Last day").set_value(PRESENT.date() + timedelta(days=7))
    sends(app)

    given = staffed.system.identity.mandates.all_of(staffed.auditor)
    assert {one.kind for one in given} == {
        MandateKind.ROLE,
        MandateKind.GRANT,
        MandateKind.STAND_IN,
    }
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    assert [one.until for one in given if one.kind is MandateKind.STAND_IN] == [ends]


def test_an_account_is_reset_closed_and_opened_again(
    staffed: Staffed, open_page: OpenPage
):
    app = opens(open_page("administration", by=ADMINISTRATOR), staffed.office)
    sends(choose(app, "New password"))
    assert "/account/reset#" in app.code[0].value

    app = opens(open_page("administration", by=ADMINISTRATOR), staffed.office)
    choose(app, "Close")
    field(app, "Reason").set_value("left the office")
    said = words(sends(app))
    assert "The account office.one is closed" in said
    assert "closed on 23 Nov 2026" in said
    app = opens(app, staffed.office)
    field(app, "Reason").set_value("came back")
    assert "is open again" in words(sends(app))


def test_an_account_belongs_to_a_person_on_record(
    staffed: Staffed, open_page: OpenPage
):
    person = uuid4()
    told = PersonalDetails(name="Anna Huber")
    do(
        staffed.system,
        EnterParticipant(participant_id=person, delegation="AT", person=told),
    )
    app = opens(open_page("administration", by=SECRETARIAT), staffed.focal_point)
    choose(app, "Whose it is")
    field(app, "The person on record").set_value(str(person))
    said = words(sends(app))

    assert "belongs to a person on record" in said
    account = staffed.system.identity.accounts.get(staffed.focal_point)
    assert account.participant == person
    app = opens(open_page("administration", by=ADMINISTRATOR), staffed.focal_point)
    choose(app, "Whose it is")
    field(app, "Id of the person").set_value(str(uuid4()))
    assert "There is no participant" in words(sends(app))


# Who could act, and when


def test_who_could_act_for_a_state_on_a_day(staffed: Staffed, open_page: OpenPage):
    administration.give_mandate(
        staffed.system,
        ADMINISTRATOR,
        staffed.auditor,
        Role.FOCAL_POINT,
        "AT",
        kind=MandateKind.STAND_IN,
        stands_in_for=staffed.focal_point,
        until=PRESENT + timedelta(days=3),
    )

    def said(by: Principal, on: str) -> str:
        app = open_page("administration", by=by, part="day", state="AT", on=on)
        return words(app)

    day = said(SECRETARIAT, "2026-11-23")
    assert (
        "On 23 Nov 2026, anna.huber can act for Austria, and auditor.two can stand in."
        in day
    )
    assert "The record names no National Focal Point of Austria on that day." in day
    assert "Nobody could act for Austria on 1 Mar 2026." in said(CHAIR, "2026-03-01")
    assert "as far as is known today" in said(ADMINISTRATOR, "2026-12-24")
    opaque = said(AUDITOR, "2026-11-23")
    assert f"account {staffed.focal_point[:8]} can act for Austria" in opaque
    assert "anna.huber" not in opaque
    assert "record names" not in opaque
    nothing = words(open_page("administration", by=AUDITOR, part="day", state="XX"))
    assert "Choose a State and a day" in nothing


# What goes, and what has gone


def test_what_is_due_goes_once_somebody_confirms_it(
    staffed: Staffed, open_page: OpenPage
):
    for name in ("Old Friend", "Former Guest"):
        do(
            staffed.system,
            EnterParticipant(
                participant_id=uuid4(),
                delegation="AT",
                person=PersonalDetails(name=name),
                occurred_at=datetime(2019, 3, 1, tzinfo=UTC),
            ),
        )
    app = open_page("administration", by=SECRETARIAT, part="retention")
    said = words(app)
    assert "2 proposals to erase wait for your decision." in said
    assert "Old Friend, Austria" in said
    assert "never registered for a meeting since · due since" in said
    app = opens(app, "let-go-person")
    field(app, "Reason").set_value("kept long enough")

    sends(app)

    assert app.code[0].value.count("RECEIPT OF AN ERASURE") == 2
    done = words(open_page("administration", by=SECRETARIAT, part="retention"))
    assert "Nothing is due to be erased." in done
    register = words(open_page("administration", by=AUDITOR, part="erasures"))
    assert "2 erasures are in the register, each complete." in register
    assert "Friend" not in register


def test_nothing_to_show_says_what_would_fill_it(staffed: Staffed, open_page: OpenPage):
    erasures = words(open_page("administration", by=AUDITOR, part="erasures"))
    retention = words(open_page("administration", by=SECRETARIAT, part="retention"))

    assert "Nothing was ever erased." in erasures
    assert "Nothing has been kept for longer than the settings say." in retention


def test_auditors_see_who_read_what_without_names(
    staffed: Staffed, open_page: OpenPage
):
    person = uuid4()
    told = PersonalDetails(name="Anna Huber")
    do(
        staffed.system,
        EnterParticipant(participant_id=person, delegation="AT", person=told),
    )
    open_page("people", by=SECRETARIAT)

    def said(**query: str) -> str:
        return words(open_page("readings", by=AUDITOR, **query))

    assert "Personal data were read 1 time." in said()
    assert ">names</span>" in said()
    assert SECRETARIAT.account in said()
    assert str(person) in said()
    assert "Anna" not in said()
    assert "Personal data were read 1 time on 23 Nov 2026." in said(on="2026-11-23")
    assert "Nobody has read personal data on 22 Nov 2026." in said(on="2026-11-22")


# By everybody


@pytest.mark.browser
def test_axe_finds_nothing_serious_about_people(demo_server: Server, browser: Browser):
    pages = (
        ("secretariat", "/people", 400),
        ("administrator", "/administration", 400),
        ("auditor", "/readings", 1400),
    )
    expect.set_options(timeout=60_000)
    for role, address, width in pages:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.request.post(
            f"{demo_server.address}/account/act-as",
            form={"role": role},
            headers={"Origin": demo_server.address},
        )
        page = context.new_page()
        page.goto(f"{demo_server.address}{address}")
        expect(page.locator(".bsm-headline")).to_be_visible()
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        wide = "document.documentElement.scrollWidth - window.innerWidth"

        assert serious == [], address
        assert page.evaluate(wide) <= 0, address
        context.close()
