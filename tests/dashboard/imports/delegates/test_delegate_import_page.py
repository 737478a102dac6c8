"""The page Import with a list of delegates."""

from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from streamlit.testing.v1 import AppTest
from systems import SECRETARIAT, do, invited

from bsm_projections.registration.queries import registrations
from bsm_service.application.system import audience_of
from bsm_service.meetings.commands import InviteDelegations, OpenRegistration

LIST = (
    "Delegation,Name,Position,Passport\n"
    "AT,Anna Muster,Head of the Delegation,P123\n"
    "Serbia,Ana Primer,,P456\n"
)


def opened(open_page: OpenPage, meeting: str) -> AppTest:
    app = open_page("imports", by=SECRETARIAT, meeting=meeting)
    app.segmented_control(key="import-kind").set_value("delegates").run()
    app.file_uploader[0].set_value(("list.csv", LIST.encode(), "text/csv"))
    return app.run()


def test_a_list_is_previewed_and_stored_as_it_was_chosen(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")
    do(system, InviteDelegations(meeting_id=meeting, delegations=(invited("AT"),)))
    do(system, OpenRegistration(meeting_id=meeting, capacity=9))
    system.engine.catch_up()

    app = opened(open_page, meeting)
    assert not app.exception
    shown = page_text(app)
    assert "2 rows read: 0 would be stored, 2 refused." in shown
    assert "Never imported: “Passport”." in shown
    assert "1 delegation is not invited yet: Serbia (RS, 1)." in shown
    app.checkbox(key="import-delegates-accept_functions").check().run()
    app.checkbox(key="import-delegates-invite").check().run()
    assert "2 rows read: 2 would be stored." in page_text(app)
    app.button(key="import-delegates-store").click().run()
    assert not app.exception
    assert "2 rows read: 2 were stored." in page_text(app)

    system.engine.catch_up()
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        stored = registrations(context, meeting).items
    assert sorted((row.delegation, row.function) for row in stored) == [
        ("AT", "head"),
        ("RS", "member"),
    ]
