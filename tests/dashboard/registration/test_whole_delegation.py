"""A whole delegation is nominated: as a list that is checked as it is typed, or those
who came last time.
"""

import pytest
from dashboard_examples import OpenPage, Story, page_text
from delegation_examples import OpenMeeting, open_registration
from form_actions import fill, is_form_closed, open_form, send
from service.registration.registration_requests import receive
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, SECRETARIAT, confirm, do

from bsm_projections.registration.decisions.queries import open_decisions
from bsm_projections.registration.queries import registrations
from bsm_service.application.system import audience_of
from bsm_service.imports.delegates.delegate_list import read_delegate_list
from bsm_service.registration.commands import NominateDelegate
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer, clear_caches
from dashboard.forms.drafts import Draft
from dashboard.registration.my_delegation import list_forms, list_texts


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(open_page: OpenPage, meeting: OpenMeeting) -> AppTest:
    clear_caches()
    app = open_page("my_delegation", by=AUSTRIA, meeting=meeting.id)
    return open_form(app, "whole-delegation-AT")


def type_list(app: AppTest, text: str) -> str:
    """Types the list and leaves the field; what the page then says."""
    [box] = [box for box in app.text_area if "-lines-" in (box.key or "")]
    box.set_value(text).run()
    return page_text(app)


def functions(meeting: OpenMeeting) -> list[tuple[str, str]]:
    system = meeting.story.system
    system.engine.catch_up()
    with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
        found = registrations(context, str(meeting.id))
    return sorted((each.function, each.status) for each in found.items)


LIST = "Name\tFunction\tE-mail\nEva Muster\thead\teva@example.org\nJan Beispiel\t\t"


def test_a_list_pasted_from_a_spreadsheet_is_checked_and_sent(
    meeting: OpenMeeting, open_page: OpenPage
):
    app = opened(open_page, meeting)
    assert list_texts.CHECK_AS_TYPED in page_text(app)
    text = type_list(app, f"{LIST}\nAna Primer\thead\t")
    assert "3 people: 2 heads and 1 member." in text
    assert "The delegation has 2 seats, 1 too few." in text
    assert "Rows 2 and 4: a delegation has one head." in text
    assert not is_form_closed(send(app))
    assert functions(meeting) == []

    type_list(app, LIST)
    app = send(app)
    assert is_form_closed(app)
    said = "Austria nominated a head. 1 more entry of this kind was recorded."
    assert said in page_text(app)
    assert functions(meeting) == [("head", "nominated"), ("member", "nominated")]


def test_who_decides_sees_a_list_in_the_delegation_s_own_order(
    meeting: OpenMeeting, open_page: OpenPage
):
    names = ["Head", *(f"Member {number}" for number in range(1, 6))]
    app = opened(open_page, meeting)
    type_list(app, "\n".join(f"{name}; {name.split()[0]}" for name in names))
    send(app)

    system = meeting.story.system
    system.engine.catch_up()
    with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
        first = open_decisions(context, str(meeting.id), limit=4)
        rest = open_decisions(context, str(meeting.id), after=first.next_key)
    shown = [*first.items, *rest.items]
    assert [each.place for each in shown] == [1, 2, 3, 4, 5, 6]
    assert [each.function for each in shown] == ["head", *["member"] * 5]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("Eva Muster; chief", "“chief” is not a function"),
        ("; head", "Row 1, name: please enter a name."),
        ("Eva Muster; member\neva  MUSTER; adviser", "Rows 1 and 2: this person is"),
        (
            "Eva Muster; member; a@example.org\nJan Beispiel; ; A@example.org",
            "Rows 1 and 2: these have the same e-mail address.",
        ),
        ("Jan Beispiel; alternate", "Row 1: alternates need a head."),
        (
            "Eva; head\nA; alternate\nB; alternate",
            "Rows 2 and 3: the delegation can send at most 1 alternate.",
        ),
        ("\n".join(f"Person {n};" for n in range(201)), "The list has 201 rows"),
    ],
)
def test_each_problem_is_said_with_its_rows(
    meeting: OpenMeeting, open_page: OpenPage, rows: str, problem: str
):
    meeting.set_terms(alternates_need_head=True, alternates_at_most=1)

    assert problem in type_list(opened(open_page, meeting), rows)


def test_a_further_list_replaces_the_one_on_record_and_keeps_seats(
    meeting: OpenMeeting, open_page: OpenPage
):
    note = receive(meeting.story.system, meeting.id)
    confirm(meeting.story.system, meeting.nominate("Eva Muster", "head"))
    meeting.nominate("Jan Beispiel", "alternate")
    meeting.nominate("Ana Primer", "adviser")
    app = opened(open_page, meeting)
    [box] = [box for box in app.text_area if "-lines-" in (box.key or "")]
    assert box.value == "Eva Muster; head\nJan Beispiel; alternate\nAna Primer; adviser"
    assert list_texts.REPLACES in page_text(app)

    text = type_list(app, "Leo Esempio; head")
    assert "Row 1: Eva Muster is already head." in text
    type_list(app, "Leo Esempio; member\nAna Primer; adviser")
    fill(app, note_id=str(note))
    assert is_form_closed(send(app))

    assert functions(meeting) == [
        ("adviser", "nominated"),
        ("alternate", "withdrawn"),
        ("head", "confirmed"),
        ("member", "nominated"),
    ]


def test_who_came_last_time_is_nominated_by_ticking(
    meeting: OpenMeeting, open_page: OpenPage
):
    system = meeting.story.system
    before = open_registration(meeting.story, edition=11, year=2017).id
    for name, function in (("Eva Muster", "head"), ("Jan Beispiel", "member")):
        command = NominateDelegate(
            meeting_id=before,
            delegation="AT",
            function=function,
            person=PersonalDetails(name=name),
        )
        confirm(system, do(system, command).id)
    clear_caches()
    app = open_page("my_delegation", by=AUSTRIA, meeting=meeting.id)
    [button] = [
        button for button in app.button if button.label.startswith("From last time")
    ]
    assert button.label == "From last time: 2 people"
    button.click().run()
    assert not is_form_closed(send(app))
    [people] = [box for box in app.multiselect if "-people-" in (box.key or "")]
    assert people.options == ["Eva Muster, head", "Jan Beispiel, member"]
    people.set_value([people.options[0]])
    assert is_form_closed(send(app))

    assert functions(meeting) == [("head", "nominated")]


def test_a_draft_of_a_list_is_continued_at_its_delegation(
    meeting: OpenMeeting, open_page: OpenPage
):
    app = open_page("my_delegation", by=AUSTRIA, meeting=meeting.id)
    page: PageContext = app.session_state["scene"]
    draft = Draft(str(meeting.id), "whole-delegation-AT", "", {"lines": "Eva"}, None)

    found = list_forms.restore_form(page, draft)
    assert found is not None
    subject, [form] = found
    assert (subject.draft_id, form.label) == (
        str(meeting.id),
        list_texts.NOMINATE_ALL,
    )
    assert isinstance(page.viewer, Viewer)
    others = Draft(str(meeting.id), "whole-delegation-XX", "", {}, None)
    assert list_forms.restore_form(page, others) is None
    elsewhere = Draft(str(meeting.id), "propose", "", {}, None)
    assert list_forms.restore_form(page, elsewhere) is None


def test_a_list_of_one_delegation_needs_no_column_for_it():
    [eva] = read_delegate_list(
        b"Eva Muster; head; eva@example.org; Head of unit",
        "txt",
        {"AT": "Austria"},
        of="AT",
    )

    assert (eva.delegate.delegation, eva.delegate.function) == ("AT", "head")
    assert eva.delegate.person is not None
    assert eva.delegate.person.function == "Head of unit"
