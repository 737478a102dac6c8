"""The People page and names elsewhere: who sees whom, and what may be asked of whom."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from form_actions import (
    choose,
    form_button_labels,
    is_form_closed,
    offers,
    open_form,
    position,
    send,
)
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    invited,
    nominate,
)

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.people.queries import participant
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EnterParticipant,
)
from bsm_service.registration.commands import (
    NominateDelegate,
    RefuseRegistration,
    WithdrawRegistration,
)
from bsm_service.vault.personal_data_reader import PersonalDataReader
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.data import queries
from dashboard.people import panels
from dashboard.widgets import pagination

ANNA = PersonalDetails(
    name="Anna Huber",
    email="anna@example.org",
    phone="+43 1 234",
    function="Head of unit",
    agency="Federal Police",
    language="de",
    dietary_needs="No nuts",
)
CARLA = PersonalDetails(name="Carla Rossi", email="carla@example.org")


@dataclass
class Peopled(Story):
    """Two are registered for the meeting in Vienna, and one place has no name yet."""

    people: dict[str, UUID] = field(default_factory=dict)

    def open_person(self, name: str, by: Principal = SECRETARIAT) -> Any:
        """Somebody in full, as `by` may see them."""
        system = self.system
        system.engine.catch_up()
        with system.read(system.now(), audience_of(by)) as context:
            participant_row = participant(context, str(self.people[name]))
        assert participant_row is not None
        [person] = system.personal_data.open(
            by, [participant_row], list(PersonalGroup), purpose="a test", place="test"
        )
        return person


@pytest.fixture
def peopled(busy_network: Story) -> Peopled:
    system, meeting = busy_network.system, uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11, "city": "Vienna"})
    do(system, AnnounceMeeting(meeting_id=meeting, details=details))
    delegations = tuple(invited(code) for code in ("AT", "IT"))
    do(system, InviteDelegations(meeting_id=meeting, delegations=delegations))
    do(system, OpenRegistration(meeting_id=meeting, capacity=100))
    story = Peopled(system, busy_network.clock, meeting)
    for code, person in (("AT", ANNA), ("IT", CARLA)):
        result = do(
            system,
            NominateDelegate(
                meeting_id=meeting, delegation=code, function="member", person=person
            ),
        )
        story.people[person.name] = result.facts[0].stream_id
    nominate(system, meeting, "AT")
    since = date(2026, 3, 1)
    designation = DesignateFocalPoint(
        participant_id=story.people["Anna Huber"], since=since
    )
    do(system, designation)
    system.engine.catch_up()
    return story


def as_person(story: Peopled, name: str) -> Principal:
    return replace(PARTICIPANT, participant=story.people[name])


def all_kept() -> str:
    """Everything that is kept for other viewers, in words."""
    return repr([entry.value for entry in queries._query_cache._entries.values()])


# Who sees whom


@pytest.mark.parametrize(
    "by", [LEADERSHIP, AUDITOR, ADMINISTRATOR], ids=lambda principal: principal.role
)
def test_people_are_not_for_everybody(
    peopled: Peopled, open_page: OpenPage, by: Principal
):
    text = page_text(open_page("people", by=by))

    assert "This page is not available to your role" in text
    assert "Anna" not in text


def test_the_secretariat_sees_who_speaks_for_each_state(
    peopled: Peopled, open_page: OpenPage
):
    text = page_text(open_page("people", by=SECRETARIAT))

    assert "1 State has a National Focal Point today; 2 people are on record" in text
    assert "1 of 57 participating States has a National Focal Point" in text
    assert "1 Mar 2026" in text
    assert text.index("Anna Huber") < text.index("Carla Rossi")
    assert "Head of unit, Federal Police" in text
    assert "anna@example.org" not in text


def test_contact_and_needs_are_shown_on_demand_to_whom_may_see_them(
    peopled: Peopled, open_page: OpenPage
):
    texts = {}
    for by in (SECRETARIAT, CHAIR):
        app = open_page("people", by=by)
        texts[by.role] = page_text(app.checkbox(key="people-in-full").check().run())

    assert {"anna@example.org", "No nuts"} <= set(_shown(texts["secretariat"]))
    assert "Anna Huber" in texts["chair"]
    assert not {"anna@example.org", "No nuts"} & set(_shown(texts["chair"]))


def _shown(text: str) -> list[str]:
    return [secret for secret in ("anna@example.org", "No nuts") if secret in text]


def test_a_focal_point_sees_its_own_delegation(peopled: Peopled, open_page: OpenPage):
    app = open_page("people", by=AUSTRIA, of="IT")
    text = page_text(app)

    assert "National Focal Point of Austria: Anna Huber since 1 Mar 2026" in text
    assert "1 person is on record" in text
    assert "Carla" not in page_text(app.text_input(key="people-words").input("c").run())


def test_somebody_who_takes_part_sees_themself(peopled: Peopled, open_page: OpenPage):
    app = open_page("people", by=as_person(peopled, "Carla Rossi"))
    text = page_text(app)

    assert "You are registered for 1 meeting." in text
    assert "carla@example.org" in text
    assert "11th · Vienna" in text
    assert "Anna" not in text
    assert offers(app, ChangeDetails)
    assert offers(app, WithdrawRegistration)
    assert "not linked to a person on record yet" in page_text(
        open_page("people", by=PARTICIPANT)
    )


def test_somebody_withdraws_and_sees_it(peopled: Peopled, open_page: OpenPage):
    app = open_page("people", by=as_person(peopled, "Carla Rossi"))
    key = next(button.key for button in app.button if button.label == "Withdraw")

    text = page_text(send(app.button(key=key).click().run()))

    assert "Recorded." in text
    assert "withdrawn" in text
    assert "/history" not in text


def test_a_search_for_people_stands_in_no_address(
    peopled: Peopled, open_page: OpenPage
):
    app = open_page("people", by=SECRETARIAT)
    app.text_input(key="people-words").input("ross").run()

    text = page_text(app)
    assert "1 person found" in text
    assert "Carla Rossi" in text
    assert "ross" not in str(dict(app.query_params)).lower()


def test_a_long_list_of_people_comes_a_page_at_a_time(
    peopled: Peopled, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(panels, "PEOPLE_PER_PAGE", 1)
    app = open_page("people", by=SECRETARIAT)
    assert page_text(app).count("bsm-person") == 1
    app.button(key="people-next").click().run()
    assert "Carla Rossi</b>" in page_text(app)
    app.button(key="people-back").click().run()
    assert "Anna Huber</b>" in page_text(app)
    assert pagination.first_row(99, 2, 1) == 1
    assert pagination.first_row(3, 0, 1) == 0


# What is personal stays with one viewer


def test_names_are_kept_for_nobody_and_reading_them_is_written_down(
    peopled: Peopled, open_page: OpenPage
):
    for page in ("people", "meeting"):
        open_page(page, by=SECRETARIAT, meeting=peopled.meeting)

    assert "delegation='AT'" in all_kept()
    assert "Huber" not in all_kept()
    readings = peopled.system.personal_data.read_log.of_participant(
        peopled.people["Anna Huber"]
    )
    assert {reading.place for reading in readings} == {
        "page People",
        "page Meeting",
    }
    assert {reading.account for reading in readings} == {SECRETARIAT.account}


def test_what_cannot_be_written_down_is_not_shown(
    peopled: Peopled, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: Any, **__: Any) -> None:
        raise VaultUnavailable("the vault does not answer")

    monkeypatch.setattr(PersonalDataReader, "open", refuse)
    text = page_text(open_page("meeting", by=AUSTRIA, meeting=peopled.meeting))

    assert "[unavailable]</span>" in text
    assert "Anna" not in text


# Names on the Meeting page


def test_registrations_show_who_it_is_to_whom_may_see_it(
    peopled: Peopled, open_page: OpenPage
):
    texts = {
        by: page_text(open_page("meeting", by=by, meeting=peopled.meeting, of="AT"))
        for by in (SECRETARIAT, AUSTRIA, LEADERSHIP)
    }

    assert "Head of unit, Federal Police · member · nominated" in texts[AUSTRIA]
    assert "Name to follow" in texts[SECRETARIAT]
    assert "Anna" not in texts[LEADERSHIP]
    assert "Name to follow" not in texts[LEADERSHIP]


def test_somebody_new_is_nominated_by_name(peopled: Peopled, open_page: OpenPage):
    app = open_form(
        open_page("meeting", by=AUSTRIA, meeting=peopled.meeting), "ask-nominate"
    )
    before = position(peopled)
    app.text_input[1].set_value("no address")
    send(app)
    assert "Please fill this in." in page_text(app)
    app.text_input[0].set_value("Bert Maier")
    send(app)
    assert "This is not an e-mail address" in page_text(app)
    assert position(peopled) == before
    app.text_input[1].set_value("bert@example.org")

    send(app)

    assert is_form_closed(app)
    assert position(peopled) == before + 2
    assert "Bert Maier" in page_text(app)


def test_somebody_on_record_is_nominated_again(peopled: Peopled, open_page: OpenPage):
    system = peopled.system
    person = PersonalDetails(name="Dora Klein")
    do(
        system,
        EnterParticipant(participant_id=uuid4(), delegation="AT", person=person),
    )
    app = open_page("meeting", by=AUSTRIA, meeting=peopled.meeting)
    choose(open_form(app, "ask-nominate"), "Person on record")
    [selectbox] = [
        selectbox for selectbox in app.selectbox if selectbox.label == "Person"
    ]
    assert selectbox.options == [
        "Anna Huber (Head of unit, Federal Police)",
        "Dora Klein",
    ]
    selectbox.set_value(_id_of(peopled, "Dora Klein"))

    send(app)

    assert is_form_closed(app)
    assert "Dora Klein" in page_text(app)


def _id_of(story: Peopled, name: str) -> str:
    [id] = story.system.vault.people.search(name)
    return str(id)


# What may be asked about people


def test_only_changed_details_are_submitted(peopled: Peopled, open_page: OpenPage):
    app = open_form(open_page("people", by=AUSTRIA), peopled.people["Anna Huber"])
    values = {field.label: field for field in (*app.text_input, *app.text_area)}
    assert values["Name"].value == "Anna Huber"
    values["Agency (optional)"].set_value("Ministry")
    values["Dietary needs (optional)"].set_value("")

    send(app)

    assert is_form_closed(app)
    person = peopled.open_person("Anna Huber")
    assert (person.agency, person.email, person.dietary_needs) == (
        "Ministry",
        "anna@example.org",
        None,
    )
    fact = peopled.system.fact(position(peopled))
    assert fact is not None
    assert fact.details.name is None  # type: ignore[attr-defined]
    assert fact.withdrawn == (PersonalGroup.NEEDS,)  # type: ignore[attr-defined]


def test_a_person_cannot_lose_the_name(peopled: Peopled, open_page: OpenPage):
    app = open_form(open_page("people", by=AUSTRIA), peopled.people["Anna Huber"])
    before = position(peopled)
    name = next(
        text_input for text_input in app.text_input if text_input.label == "Name"
    )
    name.set_value(" ")

    send(app)

    assert "Please fill this in." in page_text(app)
    assert position(peopled) == before


def test_a_designation_ends_and_a_successor_follows(
    peopled: Peopled, open_page: OpenPage
):
    anna = peopled.people["Anna Huber"]
    app = open_form(open_page("people", by=SECRETARIAT), anna)
    send(choose(app, "End designation"))
    assert is_form_closed(app)
    peopled.system.engine.catch_up()

    carla = peopled.people["Carla Rossi"]
    app = choose(open_form(open_page("people", by=SECRETARIAT), carla), "Designate")
    assert "This State has no National Focal Point at present." in page_text(app)
    send(app)

    assert is_form_closed(app)
    assert "2 States have a National Focal Point today" in page_text(app)


def test_an_erasure_says_what_it_does_and_shows_its_receipt(
    peopled: Peopled, open_page: OpenPage
):
    before = position(peopled)
    app = open_form(open_page("people", by=SECRETARIAT), peopled.people["Anna Huber"])
    choose(app, "Erase")
    assert "erased permanently" in page_text(app)
    send(app)
    assert "Please fill this in." in page_text(app)
    app.text_area[0].set_value("asked for it")

    send(app)

    assert "RECEIPT OF AN ERASURE" in app.code[0].value
    close = next(button for button in app.button if button.label == "Close")
    text = page_text(close.click().run())
    assert "Anna" not in text
    assert "[erased]</span>" in text
    past = page_text(open_page("people", by=SECRETARIAT, as_of=before))
    assert "Anna" not in past
    assert "[erased]</span>" in past


def test_a_new_person_is_entered(peopled: Peopled, open_page: OpenPage):
    app = open_form(open_page("people", by=AUSTRIA), "ask-person")
    name = next(
        text_input for text_input in app.text_input if text_input.label == "Name"
    )
    name.set_value("Dora Klein")

    send(app)

    assert is_form_closed(app)
    assert "Dora Klein" in page_text(app)


def test_a_text_is_redacted_where_it_is_read(peopled: Peopled, open_page: OpenPage):
    registration = nominate(peopled.system, peopled.meeting, "IT")
    refuse = RefuseRegistration(registration_id=registration, reason="Carla has moved")
    do(peopled.system, refuse)
    fact = position(peopled)
    seen = open_page("history", by=CHAIR, fact=fact)
    assert "Carla has moved" in page_text(seen)
    assert form_button_labels(seen) == []
    app = open_form(open_page("history", by=SECRETARIAT, fact=fact), "ask-redact")
    app.text_area[0].set_value("names a person")

    send(app)

    assert "RECEIPT OF AN ERASURE" in next(
        code.value for code in app.code if code.language != "json"
    )
    after = open_page("history", by=SECRETARIAT, fact=fact)
    assert "Carla has moved" not in page_text(after)
    assert "[erased]" in page_text(after)


def test_the_secretariat_prints_what_is_held_for_who_asks(
    peopled: Peopled, open_page: OpenPage
):
    anna = peopled.people["Anna Huber"]
    texts = {}
    for by in (SECRETARIAT, CHAIR):
        app = open_page("people", by=by)
        texts[by] = page_text(app.checkbox(key="people-in-full").check().run())

    assert f"/api/v1/participants/{anna}/data.pdf" in texts[SECRETARIAT]
    assert "data.pdf" not in texts[CHAIR]


# Entries of one person


def test_possible_duplicates_are_merged_and_separated(
    peopled: Peopled, open_page: OpenPage
):
    system, carla = peopled.system, peopled.people["Carla Rossi"]
    other, person = uuid4(), PersonalDetails(name="ROSSI, Dr. Carla")
    do(
        system,
        EnterParticipant(participant_id=other, delegation="IT", person=person),
    )
    assert "possible duplicate" not in page_text(open_page("people", by=AUSTRIA))
    app = open_page("people", by=SECRETARIAT)
    assert "1 possible duplicate on record" in page_text(app)

    [duplicate] = [
        key
        for key in (str(carla), str(other))
        if any(
            button.key and button.key.endswith(f"ask-duplicate-{key}")
            for button in app.button
        )
    ]
    app = open_form(app, f"ask-duplicate-{duplicate}")
    app.text_area[0].set_value("entered twice")
    send(app)

    assert is_form_closed(app)
    assert "possible duplicate" not in page_text(app)
    system.engine.catch_up()
    stays = carla if duplicate == str(other) else other
    app = choose(
        open_form(open_page("people", by=SECRETARIAT), stays),
        "Separate a merged entry",
    )
    app.text_area[0].set_value("two people after all")
    send(app)
    assert is_form_closed(app)
    assert "1 possible duplicate on record" in page_text(app)


def test_a_namesake_is_asked_about(peopled: Peopled, open_page: OpenPage):
    app = open_form(
        open_page("meeting", by=AUSTRIA, meeting=peopled.meeting), "ask-nominate"
    )
    before = position(peopled)
    app.text_input[0].set_value("HUBER, Anna")
    send(app)

    text = page_text(app)
    assert "If you mean them, choose “Person on record” instead" in text
    assert "person with this name on record (" not in text
    assert position(peopled) == before
    [checkbox] = [c for c in app.checkbox if c.label == "This is somebody else"]
    checkbox.check()
    send(app)
    assert is_form_closed(app)
    assert position(peopled) == before + 2


def test_a_latin_name_is_proposed_and_stored_when_it_is_confirmed(
    peopled: Peopled, open_page: OpenPage
):
    id, person = uuid4(), PersonalDetails(name="Григорій Ющенко", language="uk")
    do(
        peopled.system,
        EnterParticipant(participant_id=id, delegation="AT", person=person),
    )
    peopled.people[person.name] = id
    app = open_form(open_page("people", by=AUSTRIA), id)
    app = choose(app, "Name in Latin letters")

    assert "Proposal: Hryhorii Iushchenko." in page_text(app)
    assert peopled.open_person(person.name).latin_name is None
    [field] = [f for f in app.text_input if f.label.startswith("Name in Latin")]
    field.set_value("Hryhorii Iushchenko")
    send(app)

    assert is_form_closed(app)
    after = peopled.open_person(person.name)
    assert (after.name, after.latin_name) == (person.name, "Hryhorii Iushchenko")
    assert after.language == "uk"


def test_registrations_of_all_delegations_are_listed_with_a_person(
    peopled: Peopled, open_page: OpenPage
):
    app = open_page("people", by=SECRETARIAT)
    [box] = [c for c in app.checkbox if c.label.startswith("Show contact details")]
    box.check().run()
    assert "Italy: member, nominated" in page_text(app)
